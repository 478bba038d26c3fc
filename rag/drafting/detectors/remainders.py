"""What a sentence leaves to the reader: of how many, how many were not."""

from __future__ import annotations

import re

from index.language.amounts import amounts, plain
from index.language.tokens import stem
from prompts.cues import cue_list, lexicon
from rag.drafting.challenge import Challenge, Material
from rag.drafting.counts import COUNT, value_of
from rag.drafting.cues import any_found
from rag.drafting.statements import Statement

_OF = re.compile(
    rf"\b(?P<part>{COUNT})\s+(?:out\s+)?of\s+(?:the\s+|these\s+|those\s+|them\s+|all\s+|its\s+)?(?P<whole>\d[\d,]*)\b(?![%.]\d)",
    re.IGNORECASE,
)
_OF_FIRST = re.compile(
    rf"\bOf\s+(?:the\s+|these\s+)?(?P<whole>\d[\d,]*)\s[^.;]{{3,60}}?,\s+(?P<part>{COUNT})\s+(?:were|was|had|have|are|did)\b"
)
_AGAINST = re.compile(
    rf"\b(?P<part>{COUNT})\s[^.;]{{0,60}}?\bagainst\s+the\s+(?P<whole>\d[\d,]*)\s+"
    r"(?:that|who)\s+(?:should|were due|ought)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\b(?P<share>\d{1,2}(?:\.\d+)?)%\s*\((?:\d[\d,]*)\b|\(\s*(?P<share2>\d{1,2}(?:\.\d+)?)%\s*\)")
_BAD = frozenset(stem(word) for word in lexicon()["bad_high"])
_FEW = 50.0
_FEWEST, _LEAST = 15, 0.08  # too few to ask after: a whole of so many, a rest of such a share
_OF_THEM = re.compile(rf"\b(?P<part>{COUNT})\s+of\s+(?:them|these|those|whom|which)\b", re.IGNORECASE)


def find(material: Material) -> list[Challenge]:
    """One challenge for each sentence whose remainder is at least a tenth, and for each low share of people."""
    prose = [s for s in material.report if not s.row]
    found = []
    for before, statement in zip([None, *prose], prose, strict=False):
        if any_found(cue_list("not_a_reach"), statement.words):
            continue
        challenge = _remainder(statement) or _remainder_of_them(statement, before) or _low_share(statement)
        if challenge:
            found.append(challenge)
    return found


def _remainder(statement: Statement) -> Challenge | None:
    """ "62 of 107", "Of 107 …, 62 were"."""
    match = _OF_FIRST.search(statement.text) or _OF.search(statement.text) or _AGAINST.search(statement.text)
    return _left((statement,), match["part"], match["whole"]) if match else None


def _remainder_of_them(statement: Statement, before: Statement | None) -> Challenge | None:
    """ "44 of them", where the sentence before ends in how many they are."""
    match = _OF_THEM.search(statement.text)
    if not match or not before or before.passage.item.id != statement.passage.item.id:
        return None
    whole = [figure for figure in amounts(before.text) if not figure.unit]
    return _left((statement, before), match["part"], whole[-1].printed) if whole else None


def _left(proofs: tuple[Statement, ...], part_said: str, whole_said: str) -> Challenge | None:
    part, whole = value_of(part_said), value_of(whole_said)
    rest = whole - part
    if whole < _FEWEST or whole in range(1990, 2060) or not _LEAST * whole <= rest < whole:
        return None
    if not any_found(cue_list("reached"), proofs[0].words):
        return None  # the parts of a whole leave nothing out: so many live here, so many there
    if rest in {figure.value for proof in proofs for figure in amounts(proof.text)}:
        return None  # the paper says it itself
    slots = {"rest": plain(rest), "part": part_said.lower(), "whole": whole_said}
    reckoned = f"{whole_said} less {slots['part']} leaves {slots['rest']}"
    weight = 0.7 + 0.14 * min(1.0, rest / whole)
    return Challenge("remainder", "data_quality", "What the figures leave out", weight, proofs, reckoned, slots)


def _low_share(statement: Statement) -> Challenge | None:
    """Fewer than half of those who should have had something had it."""
    match = _SHARE.search(statement.text)
    if not match or not any_found(cue_list("reached"), statement.words):
        return None
    share = float(match["share"] or match["share2"])
    if not 0 < share < _FEW or statement.stems & _BAD:
        return None  # of something bad, a low share is good news
    slots = {"share": plain(share, "%"), "rest": plain(round(100 - share, 1), "%")}
    reckoned = f"100% less {slots['share']} leaves {slots['rest']}"
    return Challenge("low_share", "gap", "Who is not reached", 0.78, (statement,), reckoned, slots)
