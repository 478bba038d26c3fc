"""Promises whose keeping can be counted: that a report to come will print figures beside percentages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.language.periods import find_periods, without_periods
from index.language.tokens import tokens
from index.store.library import Library
from index.values import StoredItem, StoredPassage
from rag.memory.commitments.values import Bearing, Commitment, FollowUp, Status
from rag.search.evidence import spans
from rag.values import Citation

_ASKED = re.compile(
    r"\b(?:figures|numbers|counts)\b[^.]{0,40}\b(?:alongside|beside|with|as well as|next to)\b[^.]{0,9}\bpercentages?\b"
    r"|\bpercentages?\b[^.]{0,40}\b(?:alongside|beside|with|as well as)\b[^.]{0,30}\b(?:figures|numbers|counts)\b",
    re.I,
)
_PERCENTAGE = re.compile(r"\d(?:\.\d+)?\s?(?:%|per ?cent\b)", re.I)
_COUNT = re.compile(
    r"\b(?:\d{1,3}(?:,\d{3})+|\d{1,4})\s+(?:of|out of)\s+(?:the\s+)?\d|\(\s?\d[\d,]*\s?(?:\)|[a-z])"
    r"|\b\d[\d,]*\s+(?!per\b|%|percent|point)(?:[a-z][a-z-]+\s+){0,3}(?:children|pupils|people|families|cases|referrals|plans|"
    r"assessments|schools|carers|students|young|requests|care leavers|contacts|learners|staff)\b",
    re.I,
)
_ALIKE = 0.6
_ENOUGH = 3  # percentages without which nothing can be said


@dataclass(frozen=True)
class Shown:
    """How far the reports that came print what was promised."""

    status: Status
    why: str
    follow_ups: tuple[FollowUp, ...]


def with_figures(commitment: Commitment, later: Sequence[StoredItem], library: Library) -> Shown | None:
    """How many of the percentages in later reports of that name have a count in their sentence.

    None when this is not what was promised, or no later report of the name with percentages is held.
    """
    if not _ASKED.search(commitment.text):
        return None
    name = _name(commitment.heading)
    withs: list[Citation] = []
    withouts: list[Citation] = []
    for item in later:
        if item.kind != "report" or not name or len(name & _name(item.title)) < _ALIKE * len(name):
            continue
        for passage in library.passages(item.id):
            for text in _percentages(passage):
                bare = without_periods(text, find_periods(text))
                (withs if _COUNT.search(bare) else withouts).append(Citation(0, passage, text))
    total = len(withs) + len(withouts)
    if total < _ENOUGH:
        return None
    status: Status = "kept" if not withouts else "partly" if withs else "no evidence in the papers held"
    why = f"{len(withs)} of the {total} sentences with a percentage in later reports of this name also print a count."
    lacking: Bearing = "part" if withs else "unkept"
    shown = [*(FollowUp(c, "kept") for c in withs[:2]), *(FollowUp(c, lacking) for c in withouts[:2])]
    return Shown(
        status,
        why,
        tuple(FollowUp(Citation(n, f.citation.passage, f.citation.quote), f.bearing) for n, f in enumerate(shown, 2)),
    )


def _name(title: str) -> frozenset[str]:
    """The words of a title without its period and numbers."""
    bare = without_periods(title, find_periods(title))
    return frozenset(t for t in tokens(bare) if t.isalpha() and t not in ("quarter", "report"))


def _percentages(passage: StoredPassage) -> list[str]:
    if passage.kind == "row":
        return []
    return [passage.text[a:b] for a, b in spans(passage) if _PERCENTAGE.search(passage.text[a:b])]
