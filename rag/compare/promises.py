"""Open commitments on the subject of a draft: of its title, and of the headings in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index.language.periods import find_periods, without_periods
from index.store.library import Library
from rag.compare.draft import Draft
from rag.compare.values import Finding
from rag.memory.commitment import Commitment
from rag.memory.register import open_register

_EACH = 5  # commitments for one title or heading
_MOST = 12
_FEWEST, _LONGEST = 2, 9  # words of a heading that names a subject


def open_promises(draft: Draft, library: Library) -> list[Finding]:
    """The commitments still open that are about what the draft is about, those on its title first."""
    register = open_register(library)
    found: dict[str, Commitment] = {}
    for subject in _subjects(draft):
        for commitment in register.about(subject, _EACH):
            if commitment.citation.passage.item.document_id != draft.digest:
                found.setdefault(commitment.id, commitment)
    return [_finding(commitment) for commitment in list(found.values())[:_MOST]]


def _finding(commitment: Commitment) -> Finding:
    quotes = [commitment.citation, *(f.citation for f in commitment.follow_ups)]
    numbered = tuple(replace(c, n=n) for n, c in enumerate(quotes, 1))
    due = f" It was due {commitment.due_words}." if commitment.due_words else ""
    why = f"Status: {commitment.status}.{due} {commitment.why}".strip()
    subject = f"{commitment.heading}: {commitment.text}" if commitment.heading else commitment.text
    return Finding("commitment", subject, why, None, numbered)


def _subjects(draft: Draft) -> Iterator[str]:
    """The titles and headings of the draft that name a subject, each once."""
    headings = [item.title for item in draft.items]
    for passage in draft.passages:
        headings += (passage.section or "").split(" › ")
    for heading in dict.fromkeys(headings):
        bare = " ".join(without_periods(heading, find_periods(heading)).split()).strip(" -–:,*#")
        if _FEWEST <= len(bare.split()) <= _LONGEST:
            yield bare
