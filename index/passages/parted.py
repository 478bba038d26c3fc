"""Tables whose cells are parted by TABs or pipes: which lines are their titles and column heads, which rows name
a group, and which row a page's end has cut in two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.language.rows import cells, figures, is_numbered, is_row, is_rule
from index.passages import marks
from index.read.layout.lines import Line

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


def find(lines: Sequence[Line]) -> set[int]:
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


def alone(line: Line) -> bool:
    """True for a line that may be a row with one cell: a unit, a period, the name of a group."""
    text = line.plain
    return len(text.split()) <= _ALONE and not marks.terminal(text) and not marks.bullet(text) and not is_row(line.text)


def joins(between: Sequence[Line], line: Line) -> bool:
    """True when the row `line` goes on the table of the row before `between`: nothing but cells alone parts them."""
    if not between:
        return line.gap <= 1
    if len(between) > _BETWEEN:
        return False
    opening = between[0].opens == 2
    return all(alone(one) and (one.gap == 0 or opening) for one in between) and line.gap == 0


def begins(lines: Sequence[Line], n: int) -> bool:
    """True when the row at `n` is the heads of another table than the rows above it, though nothing stands between."""
    if not 0 < n < len(lines) - 1 or _values(lines[n]) or not (_values(lines[n - 1]) and _values(lines[n + 1])):
        return False
    own = cells(lines[n].text)
    other = len(own) != len(cells(lines[n - 1].text)) and len(own) == len(cells(lines[n + 1].text))
    return all(own) and len(own) > 1 and (other or lines[n].gap > 0)


def opening(lines: Sequence[Line], start: int, floor: int) -> int:
    """Where a table begins whose first row is at `start`: with its caption, and with cells alone above its heads."""
    first = start
    while first > floor and start - first < _BETWEEN and lines[first].gap == 0 and alone(lines[first - 1]):
        first -= 1
    near = range(first - 1, max(floor, first - 1 - _CAPTION_LINES) - 1, -1)
    words = 0
    for n in near:
        words += len(lines[n].plain.split())
        if words > _CAPTION_WORDS or is_row(lines[n].text) or lines[n + 1].gap > 2:
            break
        if _CAPTION.match(lines[n].plain):
            return n
        if marks.terminal(lines[n].plain) and n < first - 1:
            break
    return first


def rows(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """Put a parted table's lines together as ("head" or "row", lines), its title first.

    The column heads are the lines above the first row that holds figures other than years, or the first row only where
    none does. A cell alone between rows is the head of a group. A row cut by a page's end is one row.
    """
    first, heads = _heads(lines)
    valued = any(_values(line) for line in lines)
    above = lines[:first], lines[first:heads]
    result: list[tuple[str, list[Line]]] = [("head", list(part)) for part in above if part]
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
    valued = [n for n, line in enumerate(lines) if _values(line)]
    if not valued:
        return first, first + 1 if len(lines) > first + 1 else first
    heads = first
    while heads < min(valued[0], first + _HEADS) and _row(lines[heads]) and lines[heads].page == lines[0].page:
        if heads > first and len([c for c in cells(lines[heads].text) if c]) == 1:
            break  # a group's name
        heads += 1
        if heads < len(lines) and is_rule(lines[heads].text):
            return first, heads + 1
    if 2 * len(valued) < len(lines) - heads:  # words in most rows: only the first row names the columns
        heads = min(heads, first + 1)
    return first, heads


def _values(line: Line) -> bool:
    """True for a row with a cell that holds a figure that is no year, quarter or unit, and little else."""
    if not _row(line):
        return False
    return any(_value(cell) for cell in cells(line.text)[1:])


def _row(line: Line) -> bool:
    """True for a line of a table that has cells."""
    return is_row(line.text) or is_numbered(line.text)


def _is_group(line: Line) -> bool:
    """True for a row of which only the first cell is filled."""
    first, *others = cells(line.text)
    return bool(first) and not any(others) and not is_rule(line.text)


def _value(cell: str) -> bool:
    words = cell.split()
    if not 1 <= len(words) <= _VALUE or 2 * figures(cell) < len(words):
        return False
    return any(figures(word) and any(c.isdigit() for c in word) and not _YEAR.match(word) for word in words)


def _cut(before: Line, line: Line) -> bool:
    """True when `line`, the first on its page, is the rest of the row that ended the page before."""
    upper, lower = cells(before.text), cells(line.text)
    if len(upper) != len(lower) or _values(line) or not any(lower):
        return False
    pairs = [(a, b) for a, b in zip(upper, lower, strict=True) if b]
    if any(not a for a, _ in pairs):
        return False
    if not lower[0]:
        return True
    blank = sum(1 for a, b in zip(upper, lower, strict=True) if a and not b)
    broken = any(not marks.terminal(a) and (b[:1].islower() or a[-1] in "-–,&") for a, b in pairs)
    return broken and (blank > 0 or all(b[:1].islower() for _, b in pairs))
