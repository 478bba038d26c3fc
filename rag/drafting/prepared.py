"""What a report is found to say before any question is worded: coverage, challenges, and what surrounds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import ModuleType

import prompts.agreed
from index.language.amounts import amounts
from index.store.library import Library
from index.values import StoredItem
from rag.drafting.challenge import SIDE_BY_SIDE, Challenge, Material
from rag.drafting.coverage import Judged, judge, judge_extras
from rag.drafting.detectors import (
    actions,
    changes,
    conflicts,
    cued,
    denials,
    doubles,
    lapses,
    ledger,
    measures,
    promises,
    reach,
    remainders,
    repeats,
    series,
    shares,
)
from rag.drafting.papers import gather, guidance_of, purpose_of, report_of
from rag.drafting.ranking import rank
from rag.drafting.statements import Statement
from rag.drafting.wordings import fitting, with_section

_DETECTORS = (
    measures,
    series,
    changes,
    remainders,
    shares,
    doubles,
    ledger,
    conflicts,
    lapses,
    reach,
    denials,
    cued,
    actions,
    promises,
    repeats,
)

_HANGING = 0.15  # what a quote that cannot be understood alone is worth less


@dataclass(frozen=True)
class Prepared:
    """A report with its agreed prompts judged, the extras beside them, and its challenges, best first. `told` are the
    figures that the covering report gives.
    """

    item: StoredItem
    material: Material
    judged: tuple[Judged, ...]
    extras: tuple[Judged, ...]
    challenges: tuple[Challenge, ...]
    purpose: tuple[Statement, ...]
    told: frozenset[float]


def prepare(library: Library, item_id: str, limit: int, lists: ModuleType = prompts.agreed) -> Prepared:
    """Everything found in a report (for an appendix, its report's), with at most `limit` challenges.

    `lists` offers `choose(guidance_text, meeting_date)`, the agreed list of the pack. Raises NotFound when there is
    no such paper.
    """
    item = report_of(library, item_id)
    material = gather(library, item)
    agreed = lists.choose(guidance_of(library, item), item.meeting_date)
    return Prepared(
        item,
        material,
        tuple(judge(prompt, material.report) for prompt in agreed.prompts),
        tuple(judge_extras([prompt.id for prompt in agreed.prompts], material.report)),
        tuple(in_context(c, material.report) for c in rank(worth_raising(material), limit)),
        tuple(purpose_of(list(material.report))),
        frozenset(f.value for s in material.report if s.cover for f in amounts(s.text)),
    )


def find_challenges(material: Material) -> list[Challenge]:
    """What every detector finds, unranked."""
    return [challenge for detector in _DETECTORS for challenge in detector.find(material)]


def worth_raising(material: Material) -> list[Challenge]:
    """What is found of which the words can be read out, and which the section round them does not answer."""
    sound = [with_section(c, material.report) for c in map(_sound, find_challenges(material)) if c]
    return [_in_itself(challenge, material.report) for challenge in sound if fitting(challenge)]


def _in_itself(challenge: Challenge, report: Sequence[Statement]) -> Challenge:
    """The challenge, of less weight where its words point back to words that cannot be quoted with them."""
    first = challenge.proofs[0]
    told = len(in_context(challenge, report).proofs) > 1 or first.row or not first.leans
    return challenge if told else replace(challenge, weight=challenge.weight - _HANGING)


def _sound(challenge: Challenge) -> Challenge | None:
    """The challenge without proofs that cannot be read out; None where those are the words that it is about."""
    proofs = tuple(p for p in challenge.proofs if p.quotable)
    if proofs == challenge.proofs:
        return challenge
    lost = not proofs or not challenge.proofs[0].quotable or challenge.sort in SIDE_BY_SIDE
    return None if lost else replace(challenge, proofs=proofs)


def in_context(challenge: Challenge, report: Sequence[Statement]) -> Challenge:
    """With the sentence before its proof, where the proof points back to it and nothing else does yet."""
    first = challenge.proofs[0]
    if len(challenge.proofs) > 1 or first.row or not first.leans or not 0 < first.order < len(report):
        return challenge
    before = report[first.order - 1]
    beside = before.passage.item.id == first.passage.item.id and before.paragraph == first.paragraph
    return (
        challenge.with_proof(before)
        if beside and not before.row and before.quotable and not before.spoken
        else challenge
    )
