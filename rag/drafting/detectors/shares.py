"""Shares that a sentence leaves to be reckoned: a part of a whole, and a group's part here against its part there."""

from __future__ import annotations

import re

from index.language.amounts import Amount, amounts, plain
from prompts.cues import cue_list
from rag.drafting.challenge import Challenge, Material
from rag.drafting.counts import COUNT, value_of
from rag.drafting.cues import any_found
from rag.drafting.statements import Statement

_PART = re.compile(
    rf"\b(?P<part>{COUNT})\s+(?:out\s+)?of\s+(?:the|these|those|its|our)\s+(?P<whole>\d[\d,]*)\b(?!\s*%)"
    rf"\s+(?:\w+\s+){{0,4}}?(?:were|was|had|have|are|did|do|could)\b",
    re.IGNORECASE,
)
_LEAST, _MOST = 0.15, 0.85  # a smaller or larger part says less
_FEWEST = 20  # of a smaller whole a share says little
_TIMES = 1.5  # how much larger one share must be than the other
_VERB = 12  # characters: before the first share a group is named and a verb ("make up")
_BASE = 0.72


def find(material: Material) -> list[Challenge]:
    """One challenge for each part of a whole with no share given, and each pair of unequal shares."""
    prose = [s for s in material.report if not s.row]
    return [challenge for s in prose if (challenge := _part(s) or _unequal(s))]


def _part(statement: Statement) -> Challenge | None:
    match = _PART.search(statement.text)
    if not match or any(figure.unit == "%" for figure in amounts(statement.text)):
        return None
    part, whole = value_of(match["part"]), value_of(match["whole"])
    if whole < _FEWEST or whole in range(1990, 2060) or not _LEAST <= part / whole <= _MOST:
        return None
    if any_found(cue_list("reached"), statement.words):
        return None  # the rest is what matters there; the detector of remainders has it
    share = plain(round(100 * part / whole), "%")
    slots = {"part": match["part"].lower(), "whole": match["whole"], "share": share}
    reckoned = f"{slots['part']} of {slots['whole']} is {share}"
    return Challenge("share", "data_quality", "What the figures come to", _BASE, (statement,), reckoned, slots)


def _unequal(statement: Statement) -> Challenge | None:
    """ "make up 6% of one and 2% of another": the group has more than its part."""
    parts = [figure for figure in amounts(statement.text) if figure.unit == "%" and _of(statement.text, figure)]
    if len(parts) < 2 or parts[0].start < _VERB or any_found(cue_list("found_elsewhere"), statement.words):
        return None
    high, low = max(parts, key=lambda f: f.value), min(parts, key=lambda f: f.value)
    if not low.value or high.value / low.value < _TIMES or not any_found(("@people", "@minority"), statement.words):
        return None
    times = plain(round(high.value / low.value, 1))
    slots = {"high": high.printed, "low": low.printed, "times": times}
    reckoned = f"{high.printed} is {times} times {low.printed}"
    return Challenge("unequal_shares", "equality", "Equality", 0.84, (statement,), reckoned, slots)


def _of(text: str, figure: Amount) -> bool:
    return bool(re.match(r"\s*of\s+(?!an?\b)\w+", text[figure.end :]))
