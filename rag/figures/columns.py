"""Figures from tables whose heads are periods: "Measure | 2021/22 | 2022/23", then a label with a value for each.

Strict on purpose. The heads must be periods of one sort in order of time and nothing else but the label's; a row must
have just as many values as there are heads, or just as many cells. A table in thousands or millions of pounds whose
cells do not say so is left alone, and so is a label that stands in two tables of one paper.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.language.periods import Named, Span, named_periods

_VALUE = re.compile(r"£?\d{1,3}(?:,\d{3})+(?:\.\d+)?|£?\d+(?:\.\d+)?\s?%?")
_SCALED = re.compile(r"£\s?(?:0{3}|m\b|k\b|bn\b)|\b(?:thousands?|millions?)\b", re.I)
_HEAD_WORDS = 6
_WORD = re.compile(r"[A-Za-z]{3,}")
_TAG = re.compile(r"</?[a-z]+>")


@dataclass(frozen=True)
class Cell:
    """A value of a row: its label, the value as printed and its period; `quote` the row, `place` where it was read."""

    label: str
    printed: str
    period: Span
    quote: str
    place: tuple[str, int]
    table: int


class Columns:
    """Reads the lines of one paper in order."""

    def __init__(self) -> None:
        self._heads: tuple[Span, ...] = ()
        self._cells: tuple[int, ...] = ()  # places of the heads among a line's cells; none in a flattened table
        self._count = 0
        self._table = 0
        self._found: list[Cell] = []

    def read(self, line: str, place: tuple[str, int]) -> bool:
        """Read a line; True where it is a table's head or row."""
        if self._is_head(line):
            self._table += 1
            return True
        values = self._values(line) if self._heads else None
        if values is None:
            if "|" not in line:
                self._heads = ()
            return False
        label, printed = values
        if len(_WORD.findall(label)) > 1:
            cells = zip(self._heads, printed, strict=True)
            self._found += [Cell(label, p, h, line, place, self._table) for h, p in cells if _VALUE.fullmatch(p)]
        return True

    def cells(self) -> list[Cell]:
        """What was read, without labels that stand in two tables."""
        tables: dict[str, set[int]] = defaultdict(set)
        rows: dict[tuple[str, Span], int] = defaultdict(int)
        for cell in self._found:
            tables[cell.label.lower()].add(cell.table)
            rows[cell.label.lower(), cell.period] += 1
        return [c for c in self._found if len(tables[c.label.lower()]) == 1 and rows[c.label.lower(), c.period] == 1]

    def _is_head(self, line: str) -> bool:
        named = named_periods(line, None)
        if len(named) < 2 or _SCALED.search(line) or not _in_order(named):
            return False
        rest = line[: named[0].start]
        between = [line[a.end : b.start] for a, b in pairwise(named)] + [line[named[-1].end :]]
        if (
            len(_WORD.findall(rest)) > _HEAD_WORDS
            or re.search(r"\d", rest)
            or any(re.search(r"\w", t) for t in between)
        ):
            return False
        self._heads = tuple(n.span for n in named)
        cells = line.split("|")
        self._cells = tuple(_cell_at(line, n) for n in named) if len(cells) > len(named) else ()
        self._count = len(cells)
        return True

    def _values(self, line: str) -> tuple[str, list[str]] | None:
        """The label and a value (or what stands for none) for each head; None for a line that is no row."""
        if self._cells:
            cells = [_TAG.sub("", cell).strip(" *") for cell in line.split("|")]
            if len(cells) != self._count:
                return None
            label = " ".join(cell for cell in cells[: self._cells[0]] if cell)
            return label, [cells[at] for at in self._cells]
        words = _TAG.sub(" ", line).split()
        tail = words[-len(self._heads) :]
        before = words[: -len(self._heads)]
        if not before or not all(_VALUE.fullmatch(word) for word in tail) or re.search(r"\d", before[-1]):
            return None
        return " ".join(before).strip(" :*"), tail


def _in_order(named: Sequence[Named]) -> bool:
    return all(a.span.end < b.span.end and a.span.precision == b.span.precision for a, b in pairwise(named))


def _cell_at(line: str, named: Named) -> int:
    return line[: named.start].count("|")
