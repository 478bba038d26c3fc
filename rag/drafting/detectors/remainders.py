"""What a sentence leaves to the reader: of how many, how many were not."""

from __future__ import annotations

import re

from prompts.cues import cue_list
from rag.check.figures import WORDS
from rag.drafting.amounts import plain
from rag.drafting.challenge import Challenge, Material
from rag.drafting.cues import any_found
from rag.drafting.statements import Statement

_NUMBER = rf"(?:\d[\d,]*|{'|'.join(sorted(WORDS, key=len, reverse=True))})"
_OF = re.compile(
    rf"\b(?P<part>{_NUMBER})\s+(?:out\s+)?of\s+(?:the\s+|these\s+|those\s+|them\s+|all\s+|its\s+)?(?P<whole>\d[\d,]*)\b(?![%.]\d)",
    re.IGNORECASE,
)
_OF_FIRST = re.compile(
    rf"\bOf\s+(?:the\s+|these\s+)?(?P<whole>\d[\d,]*)\s[^.;]{{3,60}}?,\s+(?P<part>{_NUMBER})\s+(?:were|was|had|have|are|did)\b"
)
_SHARE = re.compile(r"\b(?P<share>\d{1,2}(?:\.\d+)?)%\s*\((?:\d[\d,]*)\b|\(\s*(?P<share2>\d{1,2}(?:\.\d+)?)%\s*\)")
_FEW = 50.0


def find(material: Material) -> list[Challenge]:
    """One challenge for each sentence whose remainder is at least a tenth, and for each low share of people."""
    found = []
    for statement in material.report:
        if statement.row:
            continue
        challenge = _remainder(statement) or _low_share(statement)
        if challenge:
            found.append(challenge)
    return found


def _remainder(statement: Statement) -> Challenge | None:
    match = _OF_FIRST.search(statement.text) or _OF.search(statement.text)
    if not match:
        return None
    part, whole = _value(match["part"]), _value(match["whole"])
    rest = whole - part
    if whole < 8 or whole in range(1990, 2060) or not 0.08 * whole <= rest < whole:
        return None
    reckoned = f"{match['whole']} less {match['part'].lower()} leaves {plain(rest)}"
    slots = {"rest": plain(rest), "part": match["part"].lower(), "whole": match["whole"]}
    weight = 0.68 + 0.12 * min(1.0, rest / whole)
    return Challenge("remainder", "data_quality", "What the figures leave out", weight, (statement,), reckoned, slots)


def _low_share(statement: Statement) -> Challenge | None:
    """Fewer than half of those who should have had something had it."""
    match = _SHARE.search(statement.text)
    if (
        not match
        or not any_found(cue_list("reached"), statement.words)
        or any_found(cue_list("not_a_reach"), statement.words)
    ):
        return None
    share = float(match["share"] or match["share2"])
    if not 0 < share < _FEW:
        return None
    slots = {"share": plain(share, "%"), "rest": plain(round(100 - share, 1), "%")}
    reckoned = f"100% less {slots['share']} leaves {slots['rest']}"
    return Challenge("low_share", "gap", "Who is not reached", 0.78, (statement,), reckoned, slots)


def _value(text: str) -> float:
    return float(WORDS[text.lower()]) if text.lower() in WORDS else float(text.replace(",", ""))
