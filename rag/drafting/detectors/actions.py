"""Plans of action: rows of a table with a column for who or by when, that name no date or nobody."""

from __future__ import annotations

import re

from rag.drafting.challenge import Challenge, Material
from rag.drafting.statements import Statement

_WHO = re.compile(r"\b(?:lead|owner|who|responsible|responsibility|accountable|officer)\b", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:due|(?:by )?when|deadline|timescale|timeline|(?:target |completion )?date)\b", re.IGNORECASE)
_UNSET = re.compile(
    r"\b(?:t\.?b\.?[cad]|to be (?:confirmed|agreed|determined|set)|not (?:begun|started|yet)|on-?going)\b",
    re.IGNORECASE,
)
_PLAN = re.compile(r"\baction plan\b|\bimprovement plan\b|\b(?:summary of )?actions\b", re.IGNORECASE)
_HEAD = 16  # words; a longer line is no head of a table
_LIMIT = 3  # rows quoted in one question


def find(material: Material) -> list[Challenge]:
    """One challenge for all rows of a report's plans that say that a date or an owner is still to come."""
    plans = {s.passage.item.id for s in material.report if _is_plan(s)}
    lines = [s for s in material.report if s.row or not s.text.rstrip().endswith((".", "?", "!"))]
    rows = [s for s in lines if s.passage.item.id in plans and _UNSET.search(s.text)]
    if not rows:
        return []
    slots = {"rows": str(len(rows))}
    return [Challenge("undated", "gap", "Actions without a date or an owner", 0.76, tuple(rows[:_LIMIT]), "", slots)]


def _is_plan(statement: Statement) -> bool:
    """True where the heads of a plan's table stand, or a heading or title that calls the paper one."""
    short = statement.text if len(statement.text.split()) < _HEAD else ""
    heads = (statement.passage.context, statement.heading, short)
    titles = (statement.heading, statement.passage.item.title)
    return any(_WHO.search(t) and _WHEN.search(t) for t in heads) or any(_PLAN.search(t) for t in titles)
