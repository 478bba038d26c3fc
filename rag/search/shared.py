"""One retriever and one reading of the vocabulary for each open library, for all who answer and look back."""

from __future__ import annotations

from collections.abc import Collection

from index.store.library import Library
from rag.search.corpus import Corpora
from rag.search.retriever import HybridRetriever


def corpora_of(library: Library) -> Corpora:
    """The corpora of an open library."""
    return library.shared(Corpora)


def retriever_of(library: Library, without: Collection[str] = ()) -> HybridRetriever:
    """A retriever over an open library; `without` is as in `HybridRetriever`."""
    return HybridRetriever(library, corpora_of(library), without=without)
