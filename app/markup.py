"""The signs of Markdown and HTML that a converted paper prints between its words, taken out for the eye.

Only what is shown: quotes are kept and checked as they stand in the paper. What is left is not safe by that; it is
escaped where it is shown.
"""

from __future__ import annotations

import html
import re

_ATTRIBUTE = r"""\s+[\w:-]{1,30}\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+)|\s+(?:checked|disabled|hidden|selected)"""
_APART = ("blockquote", "br", "div", "h[1-6]", "hr", "table", "tbody", "thead", "[dou]l", "d[dt]", "t[dhr]", "li", "p")
_WITHIN = (
    *("a", "abbr", "b", "big", "center", "code", "del", "em", "font", "i", "img", "input", "ins", "label", "mark"),
    *("pre", "s", "small", "span", "strike", "strong", "sub", "sup", "u"),
)
_BLOCK = re.compile("|".join(_APART))
_TAG = re.compile(rf"(?i)</?({'|'.join((*_APART, *_WITHIN))})((?:{_ATTRIBUTE}){{0,12}})\s*/?>")  # no "<name>" of a form
_COMMENT = re.compile(r"<!--.{0,500}?-->", re.DOTALL)
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\((?:#|/|mailto:|(?=[^()\s]*[./:]))[^()\s]*(?:\s+\"[^\"]*\")?\)")
_BARE_LINK = re.compile(r"(?i)<((?:https?://|mailto:)[^\s<>]+)>")
_HEADING = re.compile(r"(?m)(?:^|(?<=[;›:] )|(?<=\())[ \t]*#{1,6}[ \t]+(?=\S)")
_STRONG = re.compile(r"(?<!\\)(\*\*|__)(?=\S)(.{1,400}?)(?<=[^\s\\])\1")
_LONE_STRONG = re.compile(r"(?<!\S)\*\*(?=\w)|(?<=[A-Za-z.:;,!?)])\*\*(?!\S)")  # its other half is in another sentence
_SLANTED = re.compile(
    r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,400}?)(?<=[^\s\\])\*(?![\w*])"
    r"|(?<![\w\\])_(?=[^\s_])([^_\n]{1,400}?)(?<=[^\s\\])_(?!\w)"
)
_GAPS = re.compile(r" {2,}")
_EDGE = re.compile(r"(?m)^[ \t]*\|[ \t]*|[ \t]*\|[ \t]*$")
_ESCAPED = re.compile(r"\\+([`*_{}\[\]()#+\-.!|>~$<])")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")


def unmarked(text: str) -> str:
    """A text without tags, link targets, marks of headings and of strong or slanted words, escapes and entities.

    A ticked box stays one (☒, ☐), a line end a line end. Signs that are no markup stay: "<20.8%", "C#", "2 ** 3".
    """
    if "<" in text:
        plain = _TAG.sub(_without_tag, _BARE_LINK.sub(r"\1", _COMMENT.sub("", text)))
        text = text if plain == text else _GAPS.sub(" ", plain)
    text = _HEADING.sub("", _LINK.sub(r"\1", text))
    text = _LONE_STRONG.sub("", _STRONG.sub(r"\2", text))
    text = _SLANTED.sub(lambda found: found[1] or found[2], text)
    return _ENTITY.sub(lambda found: html.unescape(found[0]), _ESCAPED.sub(r"\1", _EDGE.sub("", text)))


def _without_tag(tag: re.Match[str]) -> str:
    """What a reader sees in a tag's place: a box, a line end, a gap between two blocks, or nothing."""
    name, attributes = tag[1].lower(), tag[2].lower()
    if name == "input" and "checkbox" in attributes:
        return "☒ " if "checked" in attributes else "☐ "
    if name == "br":
        return "\n"
    outermost = tag.start() == 0 or tag.end() == len(tag.string)
    return " " if _BLOCK.fullmatch(name) and not outermost else ""
