"""A library as one may see it who may not see every document: what is hidden is not there at all.

Everything a `Library` reads comes from its catalogue. Here that is a catalogue which has the allowed documents only,
so lists, counts, searches, pages, files, vocabulary and whatever is worked out from them know nothing of the others.
A document that comes later is not among them. It has only the methods below: one that the catalogue gains later fails
here until somebody has thought about it.
"""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal, cast

import numpy as np
from numpy.typing import NDArray

from index.faults import Fault
from index.language.statements import Statement
from index.language.tokens import tokens
from index.store.catalogue import Catalogue
from index.store.catalogue.rows import SetAside, StoredDocument
from index.store.catalogue.statements import Learnt
from index.store.catalogue.words import LEAST
from index.store.catalogue.writer import Writer
from index.store.library import Library
from index.store.publish import Withdrawal
from index.store.stores import Stores
from index.values import StoredItem, StoredPassage


class VisibleCatalogue:
    """A catalogue of some documents (their sha256) only, for reading."""

    def __init__(self, catalogue: Catalogue, allowed: Collection[str]) -> None:
        self._all = catalogue
        self._allowed = frozenset(allowed)
        self._suffix = hashlib.sha256("\n".join(sorted(self._allowed)).encode()).hexdigest()[:16]
        self._lock = threading.Lock()
        self._items: tuple[str, list[StoredItem]] | None = None
        self._hidden: dict[str, tuple[list[str], frozenset[str], Counter[str]]] = {}
        self._gone: tuple[str, frozenset[str], Counter[str]] | None = None

    def close(self) -> None:
        """Nothing: the connections are those of the whole catalogue."""

    def made(self) -> bool:
        """As the whole catalogue's."""
        return self._all.made()

    def meta(self, key: str) -> str | None:
        """As the whole catalogue's, but the generation is another one for each set of allowed documents."""
        value = self._all.meta(key)
        return f"{value}-{self._suffix}" if key == "generation" else value

    def documents(self, status: str = "ready") -> list[StoredDocument]:
        """The allowed documents of a status."""
        return [document for document in self._all.documents(status) if document.id in self._allowed]

    def aside(self) -> list[SetAside]:
        """As the whole catalogue's, of the allowed documents."""
        return [one for one in self._all.aside() if one.document.id in self._allowed]

    def items(self) -> list[StoredItem]:
        """The items of the allowed documents, with no word of others that they belong to or replace."""
        generation = self._all.meta("generation") or "0"
        with self._lock:
            if self._items is None or self._items[0] != generation:
                every = self._all.items()
                gone = {item.id for item in every if item.document_id not in self._allowed}
                self._items = generation, [_alone(item, gone) for item in every if item.id not in gone]
            return list(self._items[1])

    def passages(
        self, ids: Iterable[str] | None = None, item: str | None = None, document: str | None = None
    ) -> list[StoredPassage]:
        """As the whole catalogue's, of the allowed documents."""
        items = {one.id: one for one in self.items()}
        found = self._all.passages(ids, item, document)
        return [replace(p, item=items[p.item.id]) for p in found if p.item.id in items]

    def statements(self, item: str) -> list[Statement]:
        """As the whole catalogue's; none of a paper of another document."""
        return self._all.statements(item) if any(one.id == item for one in self.items()) else []

    def vectors(self) -> tuple[list[str], NDArray[np.float32]]:
        """As the whole catalogue's, of the allowed documents."""
        ids, matrix = self._all.vectors()
        gone, _ = self._gone_now()
        rows = [n for n, id in enumerate(ids) if id not in gone]
        return [ids[n] for n in rows], matrix[rows]

    def vectors_of(self, ids: Collection[str]) -> dict[str, NDArray[np.float32]]:
        """As the whole catalogue's, of the allowed documents."""
        gone, _ = self._gone_now()
        return self._all.vectors_of([id for id in ids if id not in gone])

    def homes(self) -> dict[str, str]:
        """As the whole catalogue's, of the allowed documents."""
        visible = {item.id for item in self.items()}
        return {id: item for id, item in self._all.homes().items() if item in visible}

    def same_as(self) -> dict[str, str]:
        """As the whole catalogue's, of the allowed documents."""
        gone, _ = self._gone_now()
        return {id: group for id, group in self._all.same_as().items() if id not in gone}

    def learnt(self) -> dict[str, Learnt]:
        """As the whole catalogue's, of the allowed documents."""
        return {id: one for id, one in self._all.learnt().items() if id in self._allowed}

    def token_vectors(self, ids: Collection[str]) -> dict[str, bytes]:
        """As the whole catalogue's, of the allowed documents."""
        gone, _ = self._gone_now()
        return self._all.token_vectors([id for id in ids if id not in gone])

    def search_words(
        self, words: Iterable[str], k: int, items: Collection[str] | None = None, context_weight: float = 0.5
    ) -> list[tuple[str, float]]:
        """As the whole catalogue's, of the allowed documents."""
        gone, _ = self._gone_now()
        found = self._all.search_words(words, k + len(gone) if k > 0 else k, items, context_weight)
        return [(id, score) for id, score in found if id not in gone][:k]

    def document_frequency(self, words: Iterable[str]) -> dict[str, int]:
        """In how many passages of the allowed documents each token stands."""
        _, counts = self._gone_now()
        return {word: n - counts[word] for word, n in self._all.document_frequency(words).items()}

    def words(self) -> list[str]:
        """As the whole catalogue's, of the allowed documents."""
        _, counts = self._gone_now()
        every = self._all.words()
        mixed = self.document_frequency([word for word in every if counts[word]])
        return [word for word in every if mixed.get(word, LEAST) >= LEAST]

    def page_text(self, document_id: str, number: int | None) -> str | None:
        """As the whole catalogue's; None for another document."""
        return self._all.page_text(document_id, number) if document_id in self._allowed else None

    def as_read(self) -> dict[str, tuple[str, str, str | None, int, int]]:
        """As the whole catalogue's, of the allowed documents."""
        visible = {item.id for item in self.items()}
        return {id: read for id, read in self._all.as_read().items() if id in visible}

    def pages_without(self, what: Literal["text", "passage"]) -> dict[str, list[int]]:
        """As the whole catalogue's, of the allowed documents."""
        return {id: pages for id, pages in self._all.pages_without(what).items() if id in self._allowed}

    def _gone_now(self) -> tuple[frozenset[str], Counter[str]]:
        """The ids of the hidden passages, and in how many of them each token stands; worked out once a generation."""
        generation = self._all.meta("generation") or "0"
        with self._lock:
            if self._gone is None or self._gone[0] != generation:
                titles: dict[str, list[str]] = {d.id: [] for d in self._all.documents() if d.id not in self._allowed}
                for item in self._all.items():
                    if item.document_id in titles and "title" in item.corrected:
                        titles[item.document_id].append(f"{item.id} {item.title}")
                before = self._hidden
                self._hidden = {
                    id: one if (one := before.get(id)) and one[0] == set_right else (set_right, *self._counted(id))
                    for id, set_right in titles.items()
                }
                counts: Counter[str] = Counter()
                for _, _, own in self._hidden.values():
                    counts.update(own)
                ids = frozenset(id for _, own, _ in self._hidden.values() for id in own)
                self._gone = (generation, ids, counts)
            return self._gone[1:]

    def _counted(self, document: str) -> tuple[frozenset[str], Counter[str]]:
        """The ids of a document's passages, and in how many of them each token stands."""
        counts: Counter[str] = Counter()
        passages = self._all.passages(document=document)
        for passage in passages:
            title = passage.item.title if "title" in passage.item.corrected else ""
            counts.update({*tokens(f"{title} {passage.context}"), *tokens(passage.text)})
        return frozenset(passage.id for passage in passages), counts


def _alone(item: StoredItem, gone: Collection[str]) -> StoredItem:
    """An item without what it says of hidden ones."""
    if item.parent_id in gone:
        item = replace(item, parent="", parent_id=None)
    return replace(
        item,
        replaces=None if item.replaces in gone else item.replaces,
        replaced_by=None if item.replaced_by in gone else item.replaced_by,
        copy_of=None if item.copy_of in gone else item.copy_of,
    )


class VisibleLibrary(Library):
    """A library of some documents (their sha256) only, for reading. Threads may share it."""

    def __init__(self, library: Library, allowed: Collection[str]) -> None:
        catalogue = cast(Catalogue, VisibleCatalogue(library.stores.catalogue, allowed))
        stores = Stores(library.stores.data_dir, catalogue, library.stores.vectors)
        super().__init__(stores, library.embedding, library.settings)

    def close(self) -> None:
        """Nothing: the stores are those of the whole library."""

    @contextmanager
    def writing(self, wait: float | None = None) -> Iterator[Writer]:  # noqa: ARG002
        """Raises Fault: who does not see all of it may not change it."""
        raise Fault("You may not change these papers.", "Ask an administrator.")
        yield

    def withdraw(self, document: str) -> Withdrawal:  # noqa: ARG002
        """Raises Fault, as `writing` does."""
        raise Fault("You may not withdraw papers.", "Ask an administrator.")

    def search_vectors(
        self, vector: NDArray[np.float32], k: int, items: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """As the whole library's; always worked out from the visible vectors, never asked of the shared store."""
        return super().search_vectors(vector, k, [i.id for i in self.items()] if items is None else items)
