"""Finds the tables among lines and puts their rows together: a label wrapped around its figures is one row
again.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.language.rows import is_figures, is_numbered, is_row
from index.passages import marks, parted
from index.read.layout.lines import Line

_APART = 3  # lines without figures that may stand between two rows of one table
_ABOVE = 24  # lines above the first row that may be column heads


def regions(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Give the spans of lines that are tables, in order and disjoint."""
    parted_rows = parted.find(lines)
    rows = [n for n, line in enumerate(lines) if n in parted_rows or _figures(line)]
    spans: list[tuple[int, int]] = []
    for n in rows:
        sure = n in parted_rows
        if spans and _near(lines, spans[-1][1], n, sure, spans[-1][1] - 1 in parted_rows):
            spans[-1] = (spans[-1][0], n + 1)
        else:
            spans.append((n, n + 1))
    found: list[tuple[int, int]] = []
    for start, end in spans:
        sure = start in parted_rows
        if not sure and sum(_figures(lines[n]) for n in range(start, end)) < 2:
            continue
        floor = found[-1][1] if found else 0
        start = parted.opening(lines, start, floor) if sure else _heads(lines, start, floor)
        found.append((start, end))
    return found


def _figures(line: Line) -> bool:
    return is_figures(line.plain) and not marks.bullet(line.text) and marks.number(line.text) is None


def _near(lines: Sequence[Line], end: int, n: int, sure: bool, was_sure: bool) -> bool:
    """True when the row at `n` belongs to the table whose last row stands just before `end`."""
    if sure != was_sure:
        return False
    between = lines[end:n]
    if sure:
        return parted.joins(between, lines[n]) and not parted.begins(lines, n)
    if len(between) > _APART or lines[n].opens == 2 or any(one.opens == 2 or one.gap > 3 for one in between):
        return False
    return not any(_prose(one) for one in between)


def _prose(line: Line) -> bool:
    text = line.plain
    return (
        marks.strong_bullet(text)
        or (len(text.split()) > 5 and text.rstrip().endswith((".", ":", ";")))
        or (line.text.startswith("#") or len(text.split()) > 22)
    )


def _heads(lines: Sequence[Line], start: int, floor: int) -> int:
    """Take in the short lines above the first row."""
    first = start
    for n in range(start - 1, max(floor, start - _ABOVE) - 1, -1):
        text = lines[n].plain
        if lines[n + 1].gap > 1 or lines[n + 1].opens == 2 or _prose(lines[n]) or len(text.split()) > 14:
            break
        if marks.terminal(text) or marks.number(text):
            break
        first = n
        if lines[n].opens:
            break
    return first


def rows_of(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """Put a table's lines together as ("head" or "row", lines): heads are rows without figures above or
    between.
    """
    if any(is_row(line.text) or is_numbered(line.text) for line in lines):
        return parted.rows(lines)
    result: list[tuple[str, list[Line]]] = []
    waiting: list[Line] = []
    for line in lines:
        if is_figures(line.plain):
            if waiting and not result:
                heads = len(waiting) if _label(line) else _wrapped_from(waiting)
                if heads:
                    result.append(("head", waiting[:heads]))
                waiting = waiting[heads:]
            elif waiting and _label(line):
                if result[-1][0] == "row" and _carries_on(waiting[0]):
                    result[-1][1].append(waiting.pop(0))
                if waiting:
                    result.append(("head", waiting))
                waiting = []
            result.append(("row", [*waiting, line]))
            waiting = []
        else:
            waiting.append(line)
    if waiting:
        result.append(("head", waiting))
    return result


def _wrapped_from(waiting: Sequence[Line]) -> int:
    """Where the first row's label begins among the lines above its figures: its last line, and what it
    carries on.
    """
    at = len(waiting) - 1
    while at > 0 and (_carries_on(waiting[at]) or marks.goes_on(waiting[at - 1].plain)):
        at -= 1
    return at


def _label(line: Line) -> bool:
    """True when a row of figures has a label of its own."""
    words = line.plain.split()
    label = 0
    for word in words:
        if any(c.isdigit() for c in word):
            break
        label += 1
    return label >= 3 and (words[0][:1].isupper() or words[0][:1] in "%£")


def _carries_on(line: Line) -> bool:
    return line.plain[:1].islower() or line.plain.startswith("(")
