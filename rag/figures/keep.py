"""Opens the ledger of a library: from where it is kept, else made of what has changed since."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log
from weakref import WeakKeyDictionary

from index.language.vocabulary import learn
from index.store.library import Library
from index.store.visible import VisibleLibrary
from index.values import StoredItem
from rag.figures.ledger import Ledger, make_ledger
from rag.figures.mentions import mentions_of
from rag.figures.names import Names
from rag.figures.store import FigureStore, Read
from rag.figures.values import Mention, Paper

_opened: WeakKeyDictionary[Library, tuple[str, Ledger]] = WeakKeyDictionary()
_lock = threading.Lock()


def open_ledger(library: Library) -> Ledger:
    """The figures ledger of what the library holds now. Made when it is first asked for after an ingest."""
    generation = library.generation
    with _lock:
        held = _opened.get(library)
        if held is None or held[0] != generation:
            held = _opened[library] = (generation, _open(library, generation))
        return held[1]


def kept_ledger(library: Library) -> Ledger | None:
    """The ledger of what the library holds now where it is made already; None rather than make anybody wait."""
    generation = library.generation
    with _lock:
        held = _opened.get(library)
        if held is not None and held[0] == generation:
            return held[1]
        kept = FigureStore(library.stores.data_dir).ledger(generation)
        if kept is not None:
            _opened[library] = (generation, kept)
        return kept


def forget_opened(library: Library) -> None:
    """Let go of the ledger that this process has opened of a library."""
    with _lock:
        _opened.pop(library, None)


def _open(library: Library, generation: str) -> Ledger:
    store = FigureStore(library.stores.data_dir)
    kept = store.ledger(generation)
    if kept is not None:
        return kept
    by_document: dict[str, list[StoredItem]] = defaultdict(list)
    for item in library.items():
        by_document[item.document_id].append(item)
    read = {document: _read(library, store, document, items) for document, items in by_document.items()}
    every = [item for items in by_document.values() for item in items]
    papers = {item.id: paper_of(item) for item in every if item.copy_of is None}  # a copy says nothing of its own
    names = names_of(r.abbreviations for r in read.values())
    mentions = {document: r.mentions for document, r in read.items()}
    ledger = make_ledger(mentions, papers, names, _Weights(library, names, mentions.values()))
    store.keep_ledger(generation, ledger)
    if not isinstance(library, VisibleLibrary):
        store.forget_others(generation, by_document)
    return ledger


def _read(library: Library, store: FigureStore, document: str, items: list[StoredItem]) -> Read:
    kept = store.read(document)
    known = {item.id for item in items}
    if kept is not None and all(m.item_id in known for m in kept.mentions):
        return kept
    statements = {item.id: library.statements(item.id) for item in items}
    learnt = learn(s.text for own in statements.values() for s in own)
    read = Read(tuple(mentions_of(items, statements)), learnt)
    store.keep_read(document, read)
    return read


def paper_of(item: StoredItem) -> Paper:
    """The paper that an item is, as values keep it."""
    return Paper(item.id, item.document_id, item.document, item.title, item.parent, item.meeting_date)


def names_of(learnt: Iterable[dict[str, tuple[str, ...]]]) -> Names:
    """The reader of names, with the abbreviations of all documents, the long form in most of them first."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for found in learnt:
        for short, long in found.items():
            forms[short][long[0]] += 1
    return Names({short: [form for form, _ in counted.most_common()] for short, counted in sorted(forms.items())})


class _Weights:
    """Inverse document frequencies of stems in the library's passages."""

    def __init__(self, library: Library, names: Names, mentions: Iterable[Iterable[Mention]]) -> None:
        stems = {s for found in mentions for m in found for s in names.stems(f"{m.name} {m.own}")}
        self._frequency = library.document_frequency(stems)
        self._size = sum(item.passages for item in library.items())

    def __call__(self, stem: str) -> float:
        return log(1 + self._size / (1 + self._frequency.get(stem, 0)))
