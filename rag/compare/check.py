"""Checks a draft: its figures against the ledger, its sentences against earlier ones, and promises on its subject."""

from collections.abc import Iterator
from dataclasses import replace

from index.language.periods import find_periods, without_periods
from index.store.library import Library
from rag.compare.claims import compare_claims
from rag.compare.draft import RELATIONS, Checked, Draft, Finding
from rag.compare.measures import compare_figures
from rag.memory.commitment import Commitment
from rag.memory.register import open_register

_EACH = 5  # commitments for one title or heading
_MOST = 12
_FEWEST, _LONGEST = 2, 9  # words of a heading that names a subject


def check_draft(draft: Draft, library: Library) -> Checked:
    """Everything of the draft that conflicts with, updates or repeats what the library's papers say."""
    measured, figures = compare_figures(draft, library)
    told = frozenset(f.draft.quote for f in measured if f.draft)
    said, sentences = compare_claims(draft, library, told)
    quotes = {f.draft.quote for f in measured if f.draft and f.relation == "repeats"}
    findings = [
        *measured,
        *open_promises(draft, library),
        *(f for f in said if not (f.draft and f.draft.quote in quotes)),
    ]
    order = {relation: n for n, relation in enumerate(RELATIONS)}
    findings.sort(key=lambda f: order[f.relation])
    return Checked(draft.name, tuple(findings), sentences, figures, draft.warnings)


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
    headings = [item.title for item in draft.items]
    for passage in draft.passages:
        headings += (passage.section or "").split(" › ")
    for heading in dict.fromkeys(headings):
        bare = " ".join(without_periods(heading, find_periods(heading)).split()).strip(" -–:,*#")
        if _FEWEST <= len(bare.split()) <= _LONGEST:
            yield bare
