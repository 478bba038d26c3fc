"""One retriever and one reading of the vocabulary for each open library, for all who look back."""

from __future__ import annotations

import threading
from weakref import WeakKeyDictionary

from index.library import Library
from rag.corpus import Corpora
from rag.retriever import HybridRetriever

_LOCK = threading.Lock()
_CORPORA: WeakKeyDictionary[Library, Corpora] = WeakKeyDictionary()


def corpora_of(library: Library) -> Corpora:
    """The corpora of an open library."""
    with _LOCK:
        if library not in _CORPORA:
            _CORPORA[library] = Corpora(library)
        return _CORPORA[library]


def retriever_of(library: Library) -> HybridRetriever:
    """A retriever over an open library."""
    return HybridRetriever(library, corpora_of(library))
