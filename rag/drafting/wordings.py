"""Which wordings fit a challenge: those that its own words bear out and that the section does not answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from prompts.cues import Wording, wordings
from rag.drafting.challenge import Challenge
from rag.drafting.cues import any_found, read
from rag.drafting.statements import Statement

_AFTER, _BEFORE = 14, 4  # statements of the same paper that belong to the section even under another heading


def fitting(challenge: Challenge) -> tuple[tuple[int, Wording], ...]:
    """The wordings that fit, each with its place in the list of its sort; () where the section answers them all."""
    return fitting_words(challenge.sort, challenge.proofs, challenge.around)


def fitting_words(
    sort: str, proofs: Sequence[Statement], around: Sequence[Statement] = ()
) -> tuple[tuple[int, Wording], ...]:
    """The wordings of a sort that fit what a question rests on, each with its place in the list of the sort."""
    return tuple((n, w) for n, w in enumerate(wordings(sort)) if _fits(w, proofs, around))


def with_section(challenge: Challenge, report: Sequence[Statement]) -> Challenge:
    """The challenge with the section that its first proof stands in, tables and what stands right below included."""
    first = challenge.proofs[0]
    if not (first.order < len(report) and report[first.order].key == first.key):
        return challenge  # of another paper: the minutes, or one beside it
    under = [s for s in report if s.heading == first.heading and s.passage.item.id == first.passage.item.id]
    near = report[max(0, first.order - _BEFORE) : first.order + _AFTER + 1]
    near = [s for s in near if s.passage.item.id == first.passage.item.id]
    return replace(challenge, around=tuple({s.key: s for s in (*under, *near)}.values()))


def _fits(wording: Wording, proofs: Sequence[Statement], around: Sequence[Statement]) -> bool:
    if wording.needs and not any(any_found(wording.needs, p.words) for p in proofs):
        return False
    section = {s.key: s for s in (*proofs, *around)}.values()
    return not wording.unless or not any(
        any_found(wording.unless, words) for s in section for words in (s.words, read(s.heading))
    )
