"""Challenges from rows of measures: a missed target, a bottom quartile, a change for the worse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.language.amounts import amounts, plain
from rag.drafting.challenge import Challenge, Material
from rag.drafting.rows import Row, bare_labels, read_row
from rag.drafting.statements import Statement

_SAME = 0.5  # share of a row's label that makes a sentence speak of the same measure
_FEWEST = 3  # words of a label that make sure of its measure in another paper
_UNTOLD = 0.08  # a bad row that the report's text passes over
_GAP = 0.3  # what missing the target by as much as the target itself would add
_SCALE = 0.25  # what a change as large as the value itself adds


def rows_of(material: Material) -> list[Row]:
    """The rows of measures of the report."""
    return [row for row in map(read_row, material.report) if row]


def find(material: Material) -> list[Challenge]:
    """One challenge for each row that is bad news."""
    prose = [s for s in material.report if not s.row]
    rows = rows_of(material)
    labels = bare_labels(rows)
    own = [_named(challenge, labels[row.statement.key]) for row in rows if (challenge := _judge(row, prose))]
    return own + [challenge for row in map(read_row, material.beside) if row and (challenge := _beside(row, prose))]


def _named(challenge: Challenge, measure: str) -> Challenge:
    return replace(challenge, slots=challenge.slots | {"measure": measure})


def _beside(row: Row, prose: Sequence[Statement]) -> Challenge | None:
    """A target missed on this report's subject that only another paper of the pack shows."""
    if not row.missed or not row.latest or len(row.stems) < _FEWEST:
        return None
    told = [s for s in told_in(row, prose) if row.latest.value in {a.value for a in amounts(s.text)}]
    if not told:
        return None
    weight = 0.78 + 0.06 * (row.quartile in (3, 4))
    proofs = (row.statement, told[0])
    return Challenge("missed_target_beside", "missed_target", "Performance", weight, proofs, _working(row), _slots(row))


def _judge(row: Row, prose: Sequence[Statement]) -> Challenge | None:
    worse = row.good is False or bool(row.polarity and row.change and row.polarity * row.change < 0)
    poor = row.quartile in (3, 4)
    if not (row.missed or worse or poor) or not row.latest:
        return None
    share = _relative(row)
    weight = 0.56 + 0.14 * row.missed + 0.07 * worse + 0.12 * (row.quartile == 4) + 0.05 * (row.quartile == 3)
    weight += _SCALE * min(share, 0.8) if worse else 0.0
    weight += _GAP * min(_shortfall(row), 0.4)
    told = told_in(row, prose)
    sort, kind = _sort(row.missed, worse)
    if not told and prose:
        sort, weight = f"{sort}_untold", weight + _UNTOLD
    proofs = (row.statement, *told)
    return Challenge(sort, kind, "Performance", weight, proofs, _working(row), _slots(row))


def _sort(missed: bool, worse: bool) -> tuple[str, str]:
    if missed:
        return "missed_target", "missed_target"
    return ("worse", "decline") if worse else ("low_quartile", "comparison")


def told_in(row: Row, prose: Sequence[Statement]) -> list[Statement]:
    """The sentence of the text that gives the row's measure with its value, or else its measure; [] for none."""
    if not row.latest:
        return []
    value = f"{row.latest.value:g}"
    named = [
        s for s in prose if value in s.text.replace(",", "") and len(row.stems & s.stems) >= _SAME * len(row.stems)
    ]
    if not named:
        named = [s for s in prose if len(row.stems & s.stems) >= 0.8 * len(row.stems)]
    return named[:1]


def _relative(row: Row) -> float:
    if not row.previous or not row.latest or not row.change or not row.previous.value:
        return 0.0
    return abs(row.change) / abs(row.previous.value)


def _shortfall(row: Row) -> float:
    if not row.missed or not row.latest or not row.target or not row.target.value:
        return 0.0
    return abs(row.latest.value - row.target.value) / row.target.value


def _working(row: Row) -> str:
    if row.missed and row.latest and row.target:
        gap = abs(row.latest.value - row.target.value)
        points = " points" if row.latest.unit == "%" else ""
        return f"{row.latest.printed} is {plain(gap)}{points} from the target of {row.target.printed}" if gap else ""
    if row.change and row.previous and row.latest:
        points = " points" if row.latest.unit == "%" else ""
        way, size = "up" if row.change > 0 else "down", abs(row.change)
        shown = plain(size) if size >= 0.1 else f"{size:g}"
        return f"{row.previous.printed} to {row.latest.printed} is {way} {shown}{points}"
    return ""


def _slots(row: Row) -> dict[str, str]:
    slots = {"measure": row.label, "latest": row.latest.printed if row.latest else ""}
    if row.previous:
        slots["previous"] = row.previous.printed
    if row.target:
        slots["target"] = row.target.printed
    if row.quartile:
        slots["quartile"] = str(row.quartile)
    return slots
