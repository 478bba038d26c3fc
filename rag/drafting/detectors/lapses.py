"""A gap in time: one thing ended, what follows it began later, and nothing is said of the time between."""

from __future__ import annotations

import re
from datetime import date

from index.language.periods import find_dates, long_date
from rag.drafting.challenge import Challenge, Material
from rag.drafting.statements import Statement

_ENDED = re.compile(
    r"\b(?:until|till|up to|ended on|ceased on|expired on|closed on|came to an end on|to)\s+(?:the\s+)?$", re.IGNORECASE
)
_BEGAN = re.compile(
    r"\b(?:commenced|began|begins|started|launched|opened|went live|came into effect|transferred)\b", re.IGNORECASE
)
_NEAR = 12  # statements
_DAYS = 25


def find(material: Material) -> list[Challenge]:
    """A challenge for each end followed, within a dozen sentences, by a beginning weeks or months after it."""
    found = []
    prose = [s for s in material.report if not s.row]
    for place, statement in enumerate(prose):
        ended = _ended(statement)
        if not ended:
            continue
        for later in prose[place : place + _NEAR]:
            began = _began(later)
            if (
                began
                and later.key != statement.key
                and _DAYS < (began - ended).days < 400
                and later.passage.item.id == statement.passage.item.id
            ):
                days = (began - ended).days
                span = f"{round(days / 30.4)} months" if days > 55 else f"{round(days / 7)} weeks"
                slots = {"ended": long_date(ended), "began": long_date(began), "span": span}
                reckoned = f"{slots['ended']} to {slots['began']} is about {span}"
                found.append(Challenge("lapse", "gap", "Continuity", 0.88, (statement, later), reckoned, slots))
                break
    return found


def _ended(statement: Statement) -> date | None:
    for start, _, day in find_dates(statement.text):
        if _ENDED.search(statement.text[:start]):
            return day
    return None


def _began(statement: Statement) -> date | None:
    dates = find_dates(statement.text)
    return dates[0][2] if dates and _BEGAN.search(statement.text) else None
