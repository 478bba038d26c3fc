"""Reads RTF: its words and the rows of its tables by striprtf, after what Word hides in it is taken out."""

from collections import Counter

from index.read.layout.lines import STRUCK, balanced, row_lines
from index.read.plain import decode
from index.read.workbook import told
from index.values import Page, Reading

_UNREAD = {
    "footnote": "notes",
    "annotation": "comments in its margin",
    "pict": "pictures",
    "object": "files put inside it",
    "shptxt": "text boxes",
    "header": "page headers",
    "footer": "page footers",
}
_STRUCK = ("strike", "striked", "deleted")


def read_rich_text(data: bytes, name: str) -> Reading:
    """Read an RTF file as one page. Hidden words are left out, struck ones marked as in other papers."""
    from striprtf.striprtf import rtf_to_text

    source, counts = _shown(decode(data))
    lines: list[str] = []
    for line in rtf_to_text(source, errors="replace").split("\n"):
        row = line.rstrip()
        lines += row_lines(row[:-1].split("|")) if row.endswith("|") else [row.replace("\xad", ""), ""]
    page = Page(None, "\n".join(balanced(lines)).strip("\n").replace("\0", "") + "\n")
    hidden = Counter({"words": counts.pop("hidden", 0)})
    return Reading((page,), (), {}, told(name, hidden, counts))


def _shown(text: str) -> tuple[str, Counter[str]]:
    """The RTF without the words that it hides, those struck out between marks; and counts of what is not read."""
    from striprtf.striprtf import PATTERN

    counts: Counter[str] = Counter()
    parts: list[str] = []
    outer: list[tuple[bool, bool]] = []
    hidden = struck = inside = False
    for match in PATTERN.finditer(text):
        word, value, code, sign, brace, letter = match.groups()
        before = struck
        if brace == "{":
            outer.append((hidden, struck))
        elif brace and outer:
            hidden, struck = outer.pop()
        elif word == "v":
            hidden = value != "0"
        elif word in _STRUCK:
            struck = value != "0"
        elif word == "plain":
            hidden = struck = False
        elif word in _UNREAD:
            counts[_UNREAD[word]] += 1
        if struck != before:
            parts.append(STRUCK)
        said = bool(code or letter or word == "u" or (sign and sign not in "*\r\n"))
        if hidden and said:
            starts = bool(letter and not letter.isspace()) and not inside
            counts["hidden"] += starts
            inside = not (letter or "x").isspace()
            continue
        inside = inside and hidden
        parts.append(match[0])
    return "".join(parts), counts
