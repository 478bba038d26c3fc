"""Checks a draft: its figures against the ledger, its sentences against earlier ones, and promises on its subject."""

from __future__ import annotations

from math import log

from index.store.library import Library
from rag.compare.claims import compare_claims
from rag.compare.draft import Draft
from rag.compare.measures import compare_figures
from rag.compare.promises import open_promises
from rag.compare.values import RELATIONS, Checked
from rag.figures.keep import open_ledger
from rag.figures.ledger import Ledger
from rag.figures.names import Names


def check_draft(draft: Draft, library: Library) -> Checked:
    """Everything of the draft that conflicts with, updates or repeats what the library's papers say."""
    ledger = open_ledger(library)
    measured, figures = compare_figures(draft, ledger, library, _Weights(ledger, library))
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


class _Weights:
    """Inverse document frequencies of the stems of the ledger's names and of what a draft says."""

    def __init__(self, ledger: Ledger, library: Library) -> None:
        names = Names(ledger.abbreviations)
        every = {n for i in ledger.indicators for n in (i.name, *(v.name for v in i.values))}
        self._library = library
        self._size = sum(item.passages for item in library.items())
        self._frequency = library.document_frequency({s for name in every for s in names.stems(name)})

    def __call__(self, stem: str) -> float:
        """The weight of a stem."""
        if stem not in self._frequency:
            self._frequency |= self._library.document_frequency([stem])
        return log(1 + self._size / (1 + self._frequency.get(stem, 0)))
