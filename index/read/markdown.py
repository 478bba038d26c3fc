"""Reads text, Markdown as a rule: its front matter is known of it and not said in it, its tables are rows, its marks of
quoted lines, its escapes and its entities are read as a page shows them.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

import yaml
from markdown_it.common.utils import unescapeAll

from index.read.plain import decode, read_plain
from index.read.web import table_rows
from index.values import Reading

_MARKDOWN = (".md", ".markdown")
_FENCE, _ENDS = "---", ("---", "...")  # around front matter
_FIELDS = 60  # lines of it at most
_KNOWN = ("Title", "Date")  # of what front matter may say, what a reading keeps


def read_marked(data: bytes, name: str) -> Reading:
    """Read text, in which tables stand as they do in a web page: a row of each is a line. What is named as Markdown is
    read as such, with the title and the date of its front matter as metadata; other text may well hold a ">".
    """
    text = decode(data)
    known: dict[str, str] = {}
    markdown = PurePath(name).suffix.lower() in _MARKDOWN
    if markdown:
        known, text = _front(text.replace("\r\n", "\n").replace("\r", "\n"))
    shown = _shown if markdown else str
    found: list[str] = []
    while (begin := text.find("<table")) >= 0 and (end := _closed(text, begin)):
        table = text[begin:end]
        rows = table if "\f" in table else table_rows(table)  # a page that ends in it would be lost
        found += [shown(text[:begin]), "\n\n", rows.strip(), "\n\n"]
        text = text[end:]
    read = read_plain("".join((*found, shown(text))).encode() if found or markdown else data, name)
    return replace(read, metadata=known)


def _closed(text: str, begin: int) -> int:
    """Where the table that begins there ends, with those inside it; 0 for one that does not."""
    depth = 0
    while (close := text.find("</table>", begin)) >= 0:
        depth += text.count("<table", begin, close) - 1
        begin = close + len("</table>")
        if depth <= 0:
            return begin
    return 0


def _front(text: str) -> tuple[dict[str, str], str]:
    """The title and date that front matter gives (YAML between two lines "---"; the date is that of the page, whatever
    it tells of), and the text below it, under the title as a page shows it. Text without front matter is given back.
    """
    first, *lines = text.split("\n")
    end = next((n for n, line in enumerate(lines[:_FIELDS]) if line.rstrip() in _ENDS), 0)
    if first.rstrip() != _FENCE or not end:
        return {}, text
    try:
        said = yaml.load("\n".join(lines[:end]), yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return {}, text
    if not isinstance(said, dict):
        return {}, text
    named = {str(key).capitalize(): value for key, value in said.items()}
    known = {key: named[key] for key in _KNOWN if isinstance(named.get(key), str) and named[key].strip()}
    below = "\n".join(lines[end + 1 :]).lstrip("\n").split("\n")
    return known, "\n".join([*_headed(" ".join(known.get("Title", "").split()), below), *below])


def _headed(title: str, below: Sequence[str]) -> tuple[str, ...]:
    """A title as a heading over the lines `below`, unless it is one of them or there is none."""
    said = not title or any(line.strip("#* ") == title for line in below)
    return () if said else (f"# {title}", "")


def _shown(text: str) -> str:
    """Markdown without its marks of quoted lines, escapes and entities. A cell's escaped bar would part it."""
    lines = (_unquoted(line) for line in text.split("\n"))
    return "\n".join(line if "\\|" in line else unescapeAll(line) for line in lines)


def _unquoted(line: str) -> str:
    """A line without the marks that quote it (">", "> >", "> [!note]-"); a figure close behind one is compared."""
    words = line
    while (rest := words.lstrip())[:1] == ">" and not rest[1:2].isdigit():
        words = rest[1:].removeprefix(" ")
    if words is not line and words.startswith("[!") and "]" in words:
        kind, _, title = words[2:].partition("]")
        words = title.lstrip("+-").strip() or kind.capitalize()
    return words
