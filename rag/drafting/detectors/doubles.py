"""One value printed for two measures: the same share with the same count in two places that speak of two things."""

from __future__ import annotations

import re
from collections import defaultdict

from rag.drafting.challenge import Challenge, Material
from rag.drafting.statements import Statement

_PAIR = re.compile(
    r"\b(?P<share>\d{1,3}\.\d+)\s?%\s*\(\s*(?P<count>\d[\d,]*)\b"
    r"|\b(?P<count2>\d[\d,]*)\s*\(\s*(?P<share2>\d{1,3}\.\d+)\s?%\s*\)"
)
_APART = 0.75  # at most this share of the lesser's words may be the other's: else it is one measure said twice


def find(material: Material) -> list[Challenge]:
    """One challenge for each value that two sentences of the report, or of a paper beside it, give for two things."""
    seen: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    found = []
    own = {s.key for s in material.report}
    for statement in (*material.beside, *material.report):
        for match in _PAIR.finditer(statement.text):
            value = match["share"] or match["share2"], (match["count"] or match["count2"]).replace(",", "")
            twin = next((s for s in seen[value] if s.key != statement.key and _differ(s, statement)), None)
            if twin and statement.key in own:
                slots = {"value": match[0].strip().rstrip("( ")}
                proofs = (twin, statement) if twin.key in own else (statement, twin)
                theme = "Figures that cannot both be right"
                found.append(Challenge("one_value", "contradiction", theme, 0.93, proofs, "", slots))
            seen[value].append(statement)
    return found


def _differ(a: Statement, b: Statement) -> bool:
    """True when the two speak of different things."""
    least = min(len(a.stems), len(b.stems))
    apart = bool(a.stems - b.stems) and bool(b.stems - a.stems)
    return apart and len(a.stems & b.stems) <= _APART * least and not (a.row or b.row)
