"""A library as one may see it who may not see every document: what is hidden is not there at all.

Everything a `Library` reads comes from its catalogue. Here each connection to it has, in the place of every table, a
view of those rows that belong to an allowed document; a table that does not say whose its rows are is empty. So lists,
counts, searches, pages, files, vocabulary and whatever is worked out from them know nothing of the others, whatever the
catalogue learns to be asked. A document that comes later is not among the allowed."""

import hashlib
import sqlite3
import weakref
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.faults import Fault
from index.store.catalogue import Catalogue
from index.store.catalogue.schema import Pool, connect
from index.store.catalogue.writer import Writer
from index.store.library import Library
from index.store.stores import Stores

_GENERATION = "SELECT value FROM main.meta WHERE key = 'generation'"
_WHOSE = {
    "sha256": "own.sha256 IN temp.allowed",
    "document": "EXISTS (SELECT 1 FROM temp.documents AS above WHERE above.key = own.document)",
    "item": "EXISTS (SELECT 1 FROM temp.items AS above WHERE above.key = own.item)",
    "passage": "EXISTS (SELECT 1 FROM temp.passages AS above WHERE above.key = own.passage)",
}
"""A column by which a row says whose it is, and when such a row is seen."""
_SUMMED = "own.store NOT IN ('withdrawn', 'refused', 'aside', 'corrections') OR substr(own.key, 1, 64) IN temp.allowed"
"""Which checksums are seen: their keys are numbers, or begin with the digest of a document."""
_OF_ALL = "meta"  # the table of the index's own facts
_RELATIONS = ("replaces", "replaced_by", "copy_of")  # columns of `links` that name other papers
_COUNTS = "SELECT term, doc - hidden_with(term) AS doc, cnt FROM main.word_counts"


class _VisiblePool(Pool):
    """Connections that see the rows of the allowed documents (their sha256) only."""

    def __init__(self, path: Path, allowed: frozenset[str]) -> None:
        super().__init__(path)
        self._allowed = allowed
        self._hidden: tuple[str, Counter[str]] | None = None

    def open(self) -> sqlite3.Connection:
        """A connection with a view in the place of every table."""
        connection = connect(self._path)
        connection.execute("PRAGMA query_only = OFF")  # what is made here lies in memory and is this connection's own
        me = weakref.ref(self)  # SQLite holds what it is given for good: no pool would ever be let go of
        connection.create_function("hidden_with", 1, lambda term: pool._hidden_with(term) if (pool := me()) else 0)
        connection.execute("CREATE TEMP TABLE allowed (sha256 TEXT PRIMARY KEY) WITHOUT ROWID")
        connection.executemany("INSERT INTO allowed VALUES (?)", ((one,) for one in self._allowed))
        tables = "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'word%'"
        for (name,) in connection.execute(tables).fetchall():
            columns = [row["name"] for row in connection.execute(f"PRAGMA main.table_info({name})")]
            seen = next((seen for column, seen in _WHOSE.items() if column in columns), "FALSE")
            seen = _SUMMED if name == "sums" else seen
            shown = ", ".join(
                f"(SELECT id FROM temp.items AS other WHERE other.id = own.{one}) AS {one}"
                if name == "links" and one in _RELATIONS
                else f'own."{one}"'
                for one in columns
            )
            if name != _OF_ALL:
                connection.execute(f"CREATE TEMP VIEW {name} AS SELECT {shown} FROM main.{name} AS own WHERE {seen}")
        connection.execute(f"CREATE TEMP VIEW word_counts AS {_COUNTS}")
        connection.execute("PRAGMA query_only = ON")
        return connection

    @contextmanager
    def borrow(self) -> Iterator[sqlite3.Connection]:
        """As of any pool."""
        with super().borrow() as connection:
            if self._hidden and self._hidden[0] != connection.execute(_GENERATION).fetchone()[0]:
                self._hidden = None
            yield connection

    def _hidden_with(self, term: str) -> int:
        """In how many passages that are not seen a word stands; all are counted once a generation."""
        hidden = self._hidden
        if hidden is None:
            rows = "SELECT context, text FROM main.words WHERE rowid NOT IN (SELECT key FROM temp.passages)"
            with closing(self.open()) as connection:
                generation = connection.execute(_GENERATION).fetchone()[0]
                counts = Counter(word for row in connection.execute(rows) for word in {*f"{row[0]} {row[1]}".split()})
            hidden = self._hidden = generation, counts
        return hidden[1][term]


class VisibleCatalogue(Catalogue):
    """A catalogue of some documents (their sha256) only, for reading."""

    def __init__(self, path: Path, allowed: Collection[str]) -> None:
        super().__init__(path)
        self._pool = _VisiblePool(path, frozenset(allowed))
        self._suffix = hashlib.sha256("\n".join(sorted(allowed)).encode()).hexdigest()[:16]

    def meta(self, key: str) -> str | None:
        """As the whole catalogue's, but the generation is another one for each set of allowed documents."""
        value = super().meta(key)
        return f"{value}-{self._suffix}" if key == "generation" else value


class VisibleLibrary(Library):
    """A library of some documents (their sha256) only, for reading. Threads may share it."""

    def __init__(self, library: Library, allowed: Collection[str]) -> None:
        data_dir = library.stores.data_dir
        catalogue = VisibleCatalogue(library.stores.catalogue.path, allowed)
        super().__init__(Stores(data_dir, catalogue, library.stores.vectors), library.embedding, library.settings)
        self.prompts = library.prompts  # vectors under digests: they tell nothing to who has not the words

    def close(self) -> None:
        """Let go of its connections; the vector store is the whole library's."""
        self._catalogue.close()

    @contextmanager
    def writing(self, wait: float | None = None, reads_in: bool = False) -> Iterator[Writer]:  # noqa: ARG002
        """Raises Fault: who does not see all of it may not change it."""
        raise Fault("You may not change these papers.", "Ask an administrator.")
        yield

    def search_vectors(
        self, vector: NDArray[np.float32], k: int, items: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """As the whole library's; always worked out from the visible vectors, never asked of the shared store."""
        return super().search_vectors(vector, k, [i.id for i in self.items()] if items is None else items)
