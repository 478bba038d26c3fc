"""Promises of earlier minutes on the report's subject that the register of commitments has open.

The register is read as it was last worked out for these papers; it is not worked out here, which takes longer than a
draft may.
"""

from __future__ import annotations

from index.language.periods import long_date
from index.language.tokens import tokens
from rag.draft.findings.finding import Finding, Material, Proof
from rag.memory.commitment import Commitment
from rag.memory.kept import read_kept
from rag.memory.register import is_open

_MOST = 3
_SUBJECT = 0.6  # share of the report's title that a promise, or its minute's heading, names


def find(material: Material) -> list[Finding]:
    """The open promises on the report's subject, newest first."""
    day = material.day
    if day is None:
        return []
    kept = read_kept(material.library, material.library.generation) or ()
    subject = frozenset(tokens(material.item.title))
    found = [
        one
        for one in kept
        if is_open(one) and one.source == "minutes" and one.meeting_date and one.meeting_date < day
        if material.item.committee is None or one.committee in (None, material.item.committee)
        if _names(one, subject)
    ]
    found.sort(key=lambda one: one.meeting_date or day, reverse=True)
    return [_finding(one) for one in found[:_MOST]]


def _names(one: Commitment, subject: frozenset[str]) -> bool:
    return len(subject & frozenset(tokens(f"{one.heading} {one.text}"))) >= _SUBJECT * len(subject)


def _finding(one: Commitment) -> Finding:
    when = long_date(one.meeting_date) if one.meeting_date else "an earlier meeting"
    proof = Proof(one.citation.passage, one.citation.quote)
    working = f"minuted on {when}, and the register has it as {one.status}"
    return Finding("promise", "commitment_followup", (proof,), working, {"when": when, "words": one.citation.quote})
