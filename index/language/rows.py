"""Rows of tables: parted into cells by TABs or pipes, or flattened into lines that are mostly figures."""

import re

from index.language.periods import find_dates

_FIGURE = re.compile(
    r"^[<>≤≥+(~-]{0,2}£?[-+]?\d[\d,./]*(?:%|m|k|bn|p|FE)?\)?[,;*]?$|^n/?a[,.]?$|^[-–]$|^tbc$|^q[1-4]$|^nil$|^x$|^✓$",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"@|\b(?:tel|telephone|phone|fax|ext)\b|\b0\d{3,4}\s?\d{3}|\b0\d{10}\b", re.IGNORECASE)
_LEADERS = re.compile(r"\.{4,}|(?:\s\.){4,}|…{2,}")
_MARKER = re.compile(r"^(?:[-–•*]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxlIVXL]{1,6})[.)]?)$")
_NUMBERED = re.compile(r"^\d{1,2}[a-z]?\s*\|\s[^|]*$")
_MARKUP = re.compile(r"</?[a-zA-Z]+>|\*")
_BRACKET = 60  # characters of a bracket in a row
_PIPES = re.compile(r"\s\|\s|^\|.*\|$")


def cells(text: str) -> list[str]:
    """The cells of a row, blank ones too."""
    return [text[start:end] for start, end in cell_spans(text)]


def cell_spans(text: str) -> list[tuple[int, int]]:
    """Where the cells of a row stand, without the white space around them; a blank one has no length. A row in Markdown
    has a border, which parts nothing. A line without TAB or pipe is one cell.
    """
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    if "\t" in text:
        first, last = 0, len(text)
        cuts = [n for n, letter in enumerate(text) if letter == "\t"]
    else:
        if last - first > 1 and text[first] == text[last - 1] == "|":
            first, last = first + 1, last - 1
        cuts = [
            n
            for n in range(first, last)
            if text[n] == "|" and (n == first or text[n - 1].isspace()) and (n + 1 == last or text[n + 1].isspace())
        ]
    found = []
    for start, end in zip([first, *(n + 1 for n in cuts)], [*cuts, last], strict=True):
        words = text[start:end].strip()
        at = text.index(words, start) if words else start
        found.append((at, at + len(words)))
    return found


def bare_text(text: str) -> str:
    """`text` with blanks where tags and asterisks stand, every other character in its place."""
    return _MARKUP.sub(lambda tag: " " * len(tag[0]), text)


def word_spans(text: str) -> list[tuple[int, int]]:
    """The places of the words of a row: what white space parts, what stands in brackets as one; no pipes."""
    found: list[tuple[int, int]] = []
    at, closed = 0, 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        if start < closed or word == "|":
            continue
        end = text.find(")", at) + 1 if word[0] == "(" and ")" not in word else 0
        closed = end if 0 < end < start + _BRACKET else at
        found.append((start, closed))
    return found


def is_row(text: str) -> bool:
    """True for a line that is certainly a row: cells parted by a TAB, or by pipes."""
    cells = text.split("\t")
    if len(cells) == 2 and _MARKER.match(cells[0].strip()):
        return False  # a tab between a paragraph and its number
    return len(cells) > 1 or bool(_PIPES.search(text) and not is_numbered(text))


def is_numbered(text: str) -> bool:
    """True for a line that a pipe parts from its number ("3a | Adult Social Care"): a heading, or a row."""
    return bool(_NUMBERED.match(text))


def figures(text: str) -> int:
    """How many of a line's words are figures or stand for one ("n/a", "TBC", "Q2")."""
    return sum(1 for word in text.split() if _FIGURE.match(word))


def is_figures(text: str) -> bool:
    """True for a flattened row: two figures or more that make up a third of it, or end it."""
    words = text.split()
    if not 2 <= len(words) <= 40 or text.rstrip().endswith((".", ";", ":")):
        return False
    if has_leaders(text) or _TELEPHONE.search(text) or (find_dates(text) and figures(text) <= 2):
        return False
    count = figures(text)
    ending = 0
    for word in reversed(words):
        if not _FIGURE.match(word):
            break
        ending += 1
    if count >= 4 and ending and count >= 0.22 * len(words):
        return True
    return count >= 2 and (count >= 0.34 * len(words) or ending >= 3)


def has_leaders(text: str) -> bool:
    """True for a line with the dots that lead to a page number in a table of contents."""
    return bool(_LEADERS.search(text))


def only_figures(text: str) -> bool:
    """True for a line that holds two figures or more and nothing else: the values of the label above it."""
    words = text.split()
    return 2 <= len(words) <= 20 and figures(text) == len(words) and any(c.isdigit() for c in text)


def is_rule(text: str) -> bool:
    """True for the line of dashes under a Markdown table's heads."""
    return bool(re.fullmatch(r"[|\s:+-]{3,}", text)) and "-" in text
