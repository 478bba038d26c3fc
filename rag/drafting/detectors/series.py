"""Rows that give a measure over three or more periods, and what a paper of an earlier meeting gave for one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from index.language.amounts import Amount, amounts, plain
from index.language.periods import Period, find_periods
from rag.drafting.challenge import Challenge, Material
from rag.drafting.polarity import Polarities
from rag.drafting.rows import Row, read_row
from rag.drafting.statements import Statement

_HEAD = 14  # statements back in which the head of a table may stand
_LEAST = 3  # periods that make a series
_LARGE = 0.08  # a smaller change from first to last says little
_LIMIT = 2
_SAME = 0.75  # share of the words of two labels that must be common


def find(material: Material) -> list[Challenge]:
    """Series that get worse from end to end, and values that were given differently before."""
    polarities = Polarities.of([row for row in map(read_row, material.report) if row])
    worse = [c for at, s in enumerate(material.report) if (c := _worsening(material.report, at, s, polarities))]
    return [
        *sorted(worse, key=lambda c: -c.weight)[:_LIMIT],
        *_restated(material)[:_LIMIT],
        *_redefined(material)[:_LIMIT],
    ]


def _worsening(report: Sequence[Statement], at: int, statement: Statement, polarities: Polarities) -> Challenge | None:
    figures = amounts(statement.text) if statement.row else []
    if len(figures) < _LEAST or len({f.unit for f in figures}) > 1 or any(f.sign for f in figures):
        return None
    label = statement.text[: figures[0].start].strip(" |\t-–")
    head = _periods_above(report, at)
    if len(head) != len(figures) or not label or len(label.split()) > 10:
        return None
    ordered = sorted(zip(head, figures, strict=True), key=lambda pair: pair[0].start)
    (began, first), (ended, last) = ordered[0], ordered[-1]
    if not first.value or ended.start > _today(statement, ended):
        return None
    change = (last.value - first.value) / first.value
    good = polarities.of_text(frozenset(statement.stems))
    if abs(change) < _LARGE or good * change >= 0:
        return None
    way = "up" if change > 0 else "down"
    size = plain(abs(last.value - first.value), "" if last.unit == "%" else last.unit)
    share = " points" if last.unit == "%" else f", or {round(100 * abs(change))}%"
    reckoned = f"{first.printed} to {last.printed} is {way} {size}{share}"
    slots = {"measure": label, "first": first.printed, "last": last.printed, "began": began.text, "ended": ended.text}
    return Challenge("series", "decline", "Trend", 0.68 + 0.2 * min(0.8, abs(change)), (statement,), reckoned, slots)


def _today(statement: Statement, period: Period) -> date:
    """The meeting, after which a column is a forecast and no result."""
    return statement.passage.item.meeting_date or period.start


def _periods_above(report: Sequence[Statement], at: int) -> list[Period]:
    """The periods of the nearest row above that is a head of periods."""
    for other in reversed(report[max(0, at - _HEAD) : at]):
        if other.passage.item.id != report[at].passage.item.id:
            return []
        periods = find_periods(other.text)
        if len(periods) >= _LEAST:
            return list(periods)
        heads = find_periods(other.heading)
        if len(heads) >= _LEAST:
            return list(heads)
    return list(find_periods(report[at].passage.context))


def _restated(material: Material) -> list[Challenge]:
    """Rows whose value for a period is another than the earlier paper printed for that period."""
    before = [row for row in map(read_row, material.earlier) if row]
    found = []
    for row in (row for row in map(read_row, material.report) if row):
        for period, value in _dated(row):
            twin = next((t for t in before if _same_label(row, t) and _other(t, period, value)), None)
            if twin:
                theirs = next(v for p, v in _dated(twin) if p.same(period))
                slots = {"measure": row.label, "mine": value.printed, "theirs": theirs.printed, "period": period.text}
                proofs = (row.statement, twin.statement)
                found.append(Challenge("restated", "contradiction", "Figures that differ", 0.8, proofs, "", slots))
                break
    return found


def _redefined(material: Material) -> list[Challenge]:
    """Measures whose name has another number than in the earlier paper ("3+ years" for "2+ years")."""
    now = [row for row in map(read_row, material.report) if row]
    before = [row for row in map(read_row, material.earlier) if row]
    found = []
    for row in now:
        twin = next((t for t in before if _same_words(row, t) and _digits(row.label) != _digits(t.label)), None)
        if twin and not any(_same_label(row, t) for t in before) and not any(_same_label(twin, t) for t in now):
            proofs = (row.statement, twin.statement)
            found.append(Challenge("definition", "data_quality", "How it is counted", 0.84, proofs))
    return found


def _other(row: Row, period: Period, value: Amount) -> bool:
    return any(p.same(period) and v.unit == value.unit and v.value != value.value for p, v in _dated(row))


def _dated(row: Row) -> list[tuple[Period, Amount]]:
    """The values of a row with the period printed before each."""
    text = row.statement.text
    periods = find_periods(text)
    dated = []
    for value in filter(None, (row.previous, row.latest)):
        near = [p for p in periods if p.span[1] <= value.start and value.start - p.span[1] <= 4]
        if near:
            dated.append((near[-1], value))
    return dated


def _same_label(a: Row, b: Row) -> bool:
    return _digits(a.label) == _digits(b.label) and _same_words(a, b)


def _same_words(a: Row, b: Row) -> bool:
    return bool(a.stems) and len(a.stems & b.stems) >= _SAME * len(a.stems | b.stems)


def _digits(label: str) -> list[str]:
    return re.findall(r"\d+", label)
