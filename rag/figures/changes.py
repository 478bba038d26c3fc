"""Definitions that changed: one measure's name gives way to another that differs only in how it counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rag.figures.names import Names
from rag.figures.values import Indicator, Value


def with_changes(indicators: Sequence[Indicator], names: Names) -> list[Indicator]:
    """The indicators, each with what it was, or came to be, counted by.

    Two names with the same words and other numbers ("2+ years", "3+ years") are a change when the later of them is
    not in the papers of the meeting where the earlier is first printed: measures that are printed beside each other
    from the start (two age groups) are no change of one.
    """
    by_words: dict[tuple[frozenset[str], str], list[Indicator]] = {}
    for indicator in indicators:
        key = names.key(indicator.name)
        if key.numbers:
            by_words.setdefault((key.words, indicator.unit), []).append(indicator)
    notes: dict[str, list[str]] = {}
    for alike in by_words.values():
        for one in alike:
            for other in alike:
                if _begins(one) < _begins(other) and not _meets(other, _begins(one)):
                    first = other.values[0]
                    when = first.period.text if first.period else "a later paper"
                    notes.setdefault(one.id, []).append(f"{other.name} (from {when})")
                    notes.setdefault(other.id, []).append(f"{one.name} (until then)")
    return [_noted(i, notes.get(i.id, [])) for i in indicators]


def _noted(indicator: Indicator, notes: list[str]) -> Indicator:
    return Indicator(indicator.id, indicator.name, indicator.unit, indicator.values, tuple(notes))


def _meetings(values: Sequence[Value]) -> list[date]:
    return sorted(v.paper.meeting_date for v in values if v.paper.meeting_date)


def _begins(indicator: Indicator) -> date:
    return next(iter(_meetings(indicator.values)), date.min)


def _meets(indicator: Indicator, meeting: date) -> bool:
    return meeting in _meetings(indicator.values)
