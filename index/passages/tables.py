"""Finds the tables among lines and puts their rows together: parted by TABs or pipes, or flattened into figures."""

import re
from collections.abc import Sequence

from index.language.rows import cell_spans, cells, figures, is_figures, is_numbered, is_row, is_rule
from index.passages import marks
from index.passages.units import Place
from index.read.layout.lines import Line, plain

_APART = 3  # lines without figures that may stand between two flattened rows
_ABOVE = 24  # lines above the first flattened row that may be column heads
_CAPTION = re.compile(r"^\W*table\s+\w{1,4}\b", re.IGNORECASE)
_ALONE = 14  # words of a line within a table that has one cell only
_BETWEEN = 2  # such lines between two rows
_CAPTION_LINES = 3
_CAPTION_WORDS = 45
_HEADS = 4  # rows of column heads
_VALUE = 4  # words of a cell that is a value
_YEAR = re.compile(
    r"^(?:(?:19|20)\d\d(?:[-/–](?:20)?\d\d)?|\d\d[-/]\d\d|q[1-4]|h[12]|£(?:'|’)?(?:m|k|0{3}s?)?|no\.?|%)[,:;*]?$",
    re.IGNORECASE,
)
Rows = list[tuple[str, list[Line]]]


def regions(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Give the spans of lines that are tables, in order and disjoint."""
    parted = _parted(lines)
    spans: list[tuple[int, int]] = []
    for n in (n for n, line in enumerate(lines) if n in parted or _figures(line)):
        sure = n in parted
        last = spans[-1][1] - 1 if spans else 0
        if spans and sure == (last in parted) and _near(lines[last : n + 1], sure):
            spans[-1] = (spans[-1][0], n + 1)
        else:
            spans.append((n, n + 1))
    found: list[tuple[int, int]] = []
    for start, end in spans:
        sure = start in parted
        if not sure and sum(_figures(lines[n]) for n in range(start, end)) < 2:
            continue
        floor = found[-1][1] if found else 0
        found.append((_opening(lines, start, floor) if sure else _top(lines, start, floor), end))
    return found


def _parted(lines: Sequence[Line]) -> set[int]:
    """The lines that are rows. A number parted from words by a pipe is one only right above or below another."""
    found = {n for n, line in enumerate(lines) if is_row(line.text)}
    numbered = {n for n, line in enumerate(lines) if is_numbered(line.text)}
    sure = found | numbered
    for n in sorted(numbered):
        above = n - 1 in sure and lines[n].gap == 0 and lines[n].page == lines[n - 1].page
        below = n + 1 in sure and lines[n + 1].gap == 0 and lines[n].page == lines[n + 1].page
        if above or below:
            found.add(n)
    return found


def _figures(line: Line) -> bool:
    heads = marks.bullet(line.text) or marks.number(line.text) is not None or line.text.startswith("#")
    return is_figures(line.plain) and not heads


def _near(lines: Sequence[Line], sure: bool) -> bool:
    """True when the last row goes on the table of the first, `sure` where both are parted into cells. A row of values
    that begins a page does where it is as long as the row that ended the page before: its heads stand there.
    """
    before, *between, line = lines
    if not sure:
        return len(between) <= _APART and line.opens < 2 and not any(_prose(one) for one in between)
    if not between:
        turned = line.opens == 2 and _valued(line) and len(cells(line.text)) == len(cells(before.text))
        return line.gap <= 1 or turned
    paged = between[0].opens == 2
    alone = len(between) <= _BETWEEN and all(_alone(one) and (one.gap == 0 or paged) for one in between)
    return alone and line.gap == 0


def _alone(line: Line) -> bool:
    """True for a line that may be a row with one cell: a unit, a period, the name of a group."""
    return len(line.plain.split()) <= _ALONE and not marks.terminal(line.plain) and not marks.bullet(line.plain)


def _prose(line: Line) -> bool:
    text = line.plain
    words = len(text.split())
    ended = words > 5 and text.rstrip().endswith((".", ":", ";"))
    return marks.strong_bullet(text) or ended or line.text.startswith("#") or words > 22


def _opening(lines: Sequence[Line], start: int, floor: int) -> int:
    """Where a table begins whose first row is at `start`: with its caption, and with cells alone above its heads."""
    first = start
    while first > floor and start - first < _BETWEEN and lines[first].gap == 0 and _alone(lines[first - 1]):
        first -= 1
    words = 0
    for n in range(first - 1, max(floor, first - 1 - _CAPTION_LINES) - 1, -1):
        words += len(lines[n].plain.split())
        if words > _CAPTION_WORDS or lines[n + 1].gap > 2:
            break
        if _CAPTION.match(lines[n].plain):
            return n
        if marks.terminal(lines[n].plain) and n < first - 1:
            break
    return first


def _top(lines: Sequence[Line], start: int, floor: int) -> int:
    """Where a flattened table begins: with the short lines above its first row."""
    first = start
    for n in range(start - 1, max(floor, start - _ABOVE) - 1, -1):
        text = lines[n].plain
        if lines[n + 1].gap > 1 or lines[n + 1].opens == 2 or _prose(lines[n]) or len(text.split()) > _ALONE:
            break
        if marks.terminal(text) or marks.number(text):
            break
        first = n
        if lines[n].opens:
            break
    return first


def rows_of(lines: Sequence[Line]) -> Rows:
    """Put a table's lines together as ("head" or "row", lines): heads are rows without figures above or between."""
    if any(_row(line) for line in lines):
        return _parted_rows(lines)
    result: Rows = []
    waiting: list[Line] = []
    for line in lines:
        if not is_figures(line.plain):
            waiting.append(line)
            continue
        if waiting and not result:
            heads = len(waiting) if _labelled(line) else _wrapped_from(waiting)
            if heads:
                result.append(("head", waiting[:heads]))
            waiting = waiting[heads:]
        elif waiting and _labelled(line):
            if _carries_on(waiting[0]):
                result[-1][1].append(waiting.pop(0))
            if waiting:
                result.append(("head", waiting))
            waiting = []
        result.append(("row", [*waiting, line]))
        waiting = []
    return result


def _wrapped_from(waiting: Sequence[Line]) -> int:
    """Where the first row's label begins among the lines above its figures: its last line, and what it carries on."""
    at = len(waiting) - 1
    while at > 0 and (_carries_on(waiting[at]) or marks.goes_on(waiting[at - 1].plain)):
        at -= 1
    return at


def _labelled(line: Line) -> bool:
    """True when a row of figures has a label of its own, of three words or more."""
    words = line.plain.split()
    label = next((n for n, word in enumerate(words) if any(c.isdigit() for c in word)), len(words))
    return label >= 3 and (words[0][:1].isupper() or words[0][:1] in "%£")


def _carries_on(line: Line) -> bool:
    return line.plain[:1].islower() or line.plain.startswith("(")


def _parted_rows(lines: Sequence[Line]) -> Rows:
    """Put a parted table's lines together as ("head" or "row", lines), its title first. The column heads are the lines
    above the first row that holds figures other than years, or the first row only where none does. A cell alone between
    rows is the head of a group. A row cut by a page's end is one row.
    """
    first, heads = _heads(lines)
    valued = any(_valued(line) for line in lines)
    result: Rows = [("head", list(part)) for part in (lines[:first], lines[first:heads]) if part]
    for n in range(heads, len(lines)):
        line = lines[n]
        if is_rule(line.text) and result:
            result[-1][1].append(line)
        elif n + 1 < len(lines) and (not _row(line) or (valued and _is_group(line))):
            result.append(("head", [line]))
        elif result and result[-1][0] == "row" and line.page != lines[n - 1].page and _cut(lines[n - 1], line):
            result[-1][1].append(line)
        else:
            result.append(("row", [line]))
    return result


def _heads(lines: Sequence[Line]) -> tuple[int, int]:
    """How many of a table's first lines are its title, and its title and column heads."""
    first = next((n for n, line in enumerate(lines) if _row(line)), len(lines))
    valued = [n for n, line in enumerate(lines) if _valued(line)]
    if not valued:
        return first, first + 1 if len(lines) > first + 1 else first
    below = next((n for n in valued if cells(lines[n].text)[0]), valued[0])  # "Year 1", "£000s": a row has a name
    heads = first
    while heads < min(below, first + _HEADS) and lines[heads].page == lines[0].page:
        if not _row(lines[heads]) or (heads > first and len([c for c in cells(lines[heads].text) if c]) == 1):
            break  # a group's name
        heads += 1
        if heads < len(lines) and is_rule(lines[heads].text):
            return first, heads + 1
    if 2 * len(valued) < len(lines) - heads:  # words in most rows: only the first row names the columns
        heads = min(heads, first + 1)
    return first, heads


def _row(line: Line) -> bool:
    return is_row(line.text) or is_numbered(line.text)


def _valued(line: Line) -> bool:
    """True for a row with a cell that holds a figure that is no year, quarter or unit, and little else."""
    return _row(line) and any(_value(cell) for cell in cells(line.text)[1:])


def _value(cell: str) -> bool:
    words = cell.split()
    if not 1 <= len(words) <= _VALUE or 2 * figures(cell) < len(words):
        return False
    return any(figures(word) and any(c.isdigit() for c in word) and not _YEAR.match(word) for word in words)


def _is_group(line: Line) -> bool:
    first, *others = cells(line.text)
    return bool(first) and not any(others)


def _cut(before: Line, line: Line) -> bool:
    """True when `line`, the first on its page, is the rest of the row that ended the page before."""
    upper, lower = cells(before.text), cells(line.text)
    if len(upper) != len(lower) or _valued(line):
        return False
    pairs = [(a, b) for a, b in zip(upper, lower, strict=True) if b]
    if any(not a for a, _ in pairs):
        return False
    if not lower[0]:
        return True
    blank = sum(1 for a, b in zip(upper, lower, strict=True) if a and not b)
    broken = any(not marks.terminal(a) and (b[:1].islower() or a[-1] in "-–,&") for a, b in pairs)
    return broken and (blank > 0 or all(b[:1].islower() for _, b in pairs))


class Columns:
    """Reads the heads of a parted table line by line, then its rows."""

    def __init__(self) -> None:
        self.title = ""
        self._rows: list[list[str]] = []

    def add(self, lines: Sequence[Line]) -> None:
        """Read lines above the first row: those without cells are the table's title."""
        for line in lines:
            if is_row(line.text):
                self._rows.append([plain(line.text[start:end]) for start, end in _spans(line)])
            elif not is_rule(line.text):
                self.title = f"{self.title} {line.plain}".strip()

    def heads(self) -> list[str]:
        """The heads of each column, those of upper rows first; a blank upper head is that of the column before it."""
        if not self._rows:
            return []
        *upper, last = self._rows
        heads: list[list[str]] = [[] for _ in last]
        for row in upper:
            if len(row) > len(last):
                continue
            held = ""  # what a line leaves blank at its end is lost
            for n, text in enumerate([*row, *[""] * (len(last) - len(row))]):
                held = text or held
                heads[n].append(held)
        for n, text in enumerate(last):
            heads[n].append(text)
        return [" ".join(dict.fromkeys(text for text in column if text)) for column in heads]

    def cells(self, lines: Sequence[Line]) -> tuple[Place, ...]:
        """The cells of a row with their heads; one that a page's end has cut has the cells of both its lines."""
        heads = self.heads()
        found: list[Place] = []
        for line in lines:
            if is_row(line.text):
                spans = _spans(line)
                fits = len(spans) == len(heads) or ("\t" in line.text and len(spans) < len(heads))
                found += [
                    Place(line.start + start, line.start + end, heads[n] if fits else "")
                    for n, (start, end) in enumerate(spans)
                ]
        return tuple(found)


def _spans(line: Line) -> list[tuple[int, int]]:
    """The cells of a line, with the empty ones that it begins with."""
    return [(0, 0)] * line.tabs + cell_spans(line.text)
