"""How many are reached, in a report that also says how many there may be, or that never says how many there are."""

from __future__ import annotations

import re

from index.language.amounts import amounts
from prompts.cues import cue_list
from rag.drafting.challenge import Challenge, Material
from rag.drafting.cues import any_found
from rag.drafting.statements import Statement

_RATIO = re.compile(r"\b(?:one|1|two|three|four)\s+in\s+(?:(?:every|a)\s+)?(?:\w+)\b", re.IGNORECASE)
_SHARED = 2  # words that the two sentences must have in common
_LIMIT = 1


def find(material: Material) -> list[Challenge]:
    """The count of those reached, with the estimate of how many there are."""
    prose = [s for s in material.report if not s.row]
    estimates = [s for s in prose if _estimates(s)]
    found = []
    for statement in prose:
        words = statement.words
        if not any_found(cue_list("reach_counts"), words) or any_found(cue_list("over_time"), words):
            continue
        counts = [a for a in amounts(statement.text) if not a.unit]
        if not counts or any(a.unit == "%" for a in amounts(statement.text)):
            continue
        scale = max(
            (s for s in estimates if s.key != statement.key and _common(s, statement)),
            key=lambda s: (len(s.stems & statement.stems), -s.order),
            default=None,
        )
        if scale:
            slots = {"count": counts[0].printed}
            found.append(Challenge("scale", "gap", "How many are reached", 0.82, (statement, scale), "", slots))
    return found[:_LIMIT]


def _estimates(statement: Statement) -> bool:
    """True when the sentence says how common something is among people."""
    if not any_found(("@people",), statement.words):
        return False
    return bool(_RATIO.search(statement.text)) or any_found(cue_list("estimated"), statement.words)


def _common(a: Statement, b: Statement) -> bool:
    return len(a.stems & b.stems) >= _SHARED
