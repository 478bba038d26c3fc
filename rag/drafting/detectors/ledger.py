"""Sums of money: what the text says against the line of the table that works it out, and totals that do not add up.

Tables of money print thousands or millions, said once in a head ("£000"), and what goes down in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from index.language.amounts import Amount, amounts, plain
from index.language.tokens import stem
from prompts.cues import lexicon
from rag.drafting.challenge import Challenge, Material
from rag.drafting.statements import Statement

_SCALE = re.compile(r"£\s?(?P<thousands>000s?|k)\b|£\s?(?P<millions>m|million)\b", re.IGNORECASE)
_TOTAL = re.compile(r"^\W*(?:total|all|sum|overall)\b", re.IGNORECASE)
_DOWN = re.compile(r"(?:^|\s)[-–−(]\s?£?\d")
_SIGNED = re.compile(r"(?:^|[\s|])[-–−+]\s?£?\d")  # a variance, and no sum
_WIDEST = 4  # figures in a line that can be told to be the sentence's
_HEAD = 14  # statements back in which the head of a table may stand
_NEAR = (0.66, 1.5)  # a ratio outside this is most likely another line
_EXACT = 0.012  # a difference smaller than this is rounding
_LEAST_ROWS = 3
_CLOSE = 0.25  # a total further off than this is most likely of other rows


def find(material: Material) -> list[Challenge]:
    """The first sum of money in the cover that a line of a table contradicts, and totals that are not sums."""
    return [*_against_lines(material.report)[:1], *_totals(material.report)[:1]]


@dataclass(frozen=True)
class _Line:
    """A row that names a line of money: what it names, its sums in pounds, as one printed, and the row."""

    label: frozenset[str]
    sums: tuple[float, ...]
    row: Statement


def _against_lines(report: Sequence[Statement]) -> list[Challenge]:
    lines = [line for at, s in enumerate(report) if s.row and (line := _line(report, at))]
    found = []
    for statement in report if lines else ():
        if statement.row or not statement.cover or "£" not in statement.words.held:
            continue
        said = [a for a in amounts(statement.text) if a.unit == "£"]
        for line in lines:
            mine = _differing(statement, said, line)
            if mine:
                slots = {"mine": mine.printed, "theirs": plain(line.sums[0], "£")}
                proofs = (statement, line.row)
                found.append(Challenge("two_figures", "contradiction", "Money", 0.92, proofs, "", slots))
                break
    return found


def _line(report: Sequence[Statement], at: int) -> _Line | None:
    row = report[at]
    figures = amounts(row.text)
    if not 0 < len(figures) <= _WIDEST or _SIGNED.search(row.text):
        return None
    label = _label(row.text[: figures[0].start])
    if not label & _money_words() or len(label) > 4:
        return None
    scale = _scale(report, at)
    sums = tuple(figure.value * (1 if figure.unit == "£" else scale) for figure in figures)
    return _Line(label, sums, row) if scale and sums[0] else None


def _differing(statement: Statement, said: Sequence[Amount], line: _Line) -> Amount | None:
    """The first sum of the sentence that is near the line's and none of its sums."""
    money = _money_words()
    if not line.label <= statement.stems | money or not line.label & money & statement.stems:
        return None
    if any(abs(a.value - value) <= _EXACT * value for a in said for value in line.sums):
        return None
    return next((a for a in said if _NEAR[0] < a.value / line.sums[0] < _NEAR[1]), None)


def _totals(report: Sequence[Statement]) -> list[Challenge]:
    """Columns whose total is near the sum of the rows above it, and not it."""
    found = []
    for at, statement in enumerate(report):
        if not statement.row or not _TOTAL.match(statement.text.strip(" |")):
            continue
        last = amounts(statement.text)
        above = _rows_above(report, at, len(last))
        if not last or len(above) < _LEAST_ROWS or _DOWN.search(statement.text):
            continue
        for column, total in enumerate(last):
            parts = [row[column] for row in above]
            if total.unit == "%" or any(part.unit != total.unit for part in parts):
                continue
            added = round(sum(part.value for part in parts), 4)
            off = abs(added - total.value)
            tolerance = 0.06 * len(parts) if any("." in p.printed for p in parts) else 0.5
            if tolerance < off <= _CLOSE * total.value:
                slots = {"added": plain(added, total.unit), "total": total.printed}
                reckoned = f"{' + '.join(p.printed for p in parts)} is {slots['added']}, not {total.printed}"
                theme = "Figures that do not add up"
                found.append(Challenge("total", "contradiction", theme, 0.86, (statement,), reckoned, slots))
                break
    return found


def _rows_above(report: Sequence[Statement], at: int, width: int) -> list[list[Amount]]:
    rows: list[list[Amount]] = []
    for other in reversed(report[max(0, at - 30) : at]):
        figures = amounts(other.text)
        if not other.row or other.passage.item.id != report[at].passage.item.id or len(figures) != width:
            break
        if other.heading != report[at].heading or _DOWN.search(other.text) or _TOTAL.match(other.text.strip(" |")):
            break
        rows.append(figures)
    return rows[::-1]


def _scale(report: Sequence[Statement], at: int) -> float:
    """What a bare figure of the row is worth: 1,000 or 1,000,000 as the table's head says; 0 where none says."""
    row = report[at]
    texts = [row.passage.context, *(s.text for s in reversed(report[max(0, at - _HEAD) : at + 1]) if s.row)]
    for text in texts:
        match = _SCALE.search(text)
        if match:
            return 1e3 if match["thousands"] else 1e6
    return 0.0


def _label(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z]{3,}", text.lower())
    return frozenset(stem(w) for w in words) - {"net", "total", "gross", "all"}


@cache
def _money_words() -> frozenset[str]:
    return frozenset(stem(word) for word in lexicon()["money_lines"])
