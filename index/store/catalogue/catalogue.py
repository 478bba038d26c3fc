"""Reading the catalogue: documents, items, passages, vectors and words of the ready documents."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.language.statements import Statement
from index.store.catalogue import aside, contents, learnt, statements, words
from index.store.catalogue.pool import Pool
from index.store.catalogue.rows import (
    DOCUMENTS,
    ITEMS,
    PASSAGES,
    Origin,
    StoredDocument,
    as_document,
    as_item,
    as_passage,
)
from index.values import StoredItem, StoredPassage


class Catalogue:
    """The catalogue at `path`, for reading. Safe to share between threads; each answer is of one moment."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pool = Pool(path)

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()

    def made(self) -> bool:
        """Whether the catalogue is there with its tables and its first facts."""
        if not self.path.is_file():
            return False
        with self._pool.borrow() as connection:
            tables = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'words'").fetchone()
        return tables is not None and self.meta("library") is not None

    def holds_documents(self) -> bool:
        """Whether any document is stored, ready or not."""
        with self._pool.borrow() as connection:
            return connection.execute("SELECT 1 FROM documents LIMIT 1").fetchone() is not None

    def document(self, sha256: str) -> StoredDocument:
        """One document, whatever its status. KeyError if it is not there."""
        with self._pool.borrow() as connection:
            row = connection.execute(DOCUMENTS + "WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None:
            raise KeyError(sha256)
        return as_document(row)

    def meta(self, key: str) -> str | None:
        """One of the index's own facts: model, dimensions, settings, generation, the vector build in use."""
        with self._pool.borrow() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def documents(self, status: str = "ready") -> list[StoredDocument]:
        """The documents of a status, ordered by path."""
        with self._pool.borrow() as connection:
            rows = connection.execute(DOCUMENTS + "WHERE status = ? ORDER BY path, sha256", (status,)).fetchall()
        return [as_document(row) for row in rows]

    def items(self) -> list[StoredItem]:
        """The items of all ready documents, by document and place."""
        with self._pool.borrow() as connection:
            rows = connection.execute(ITEMS + "ORDER BY documents.path, documents.sha256, items.ordinal").fetchall()
        return [as_item(row) for row in rows]

    def passages(
        self, ids: Iterable[str] | None = None, item: str | None = None, document: str | None = None
    ) -> list[StoredPassage]:
        """The passages with these `ids` (in their order, unknown ones left out), or of an `item`, or of a `document`
        (its sha256), or all.
        """
        with self._pool.borrow() as connection:
            connection.execute("BEGIN")  # both queries see one moment
            wanted = None if ids is None else list(ids)
            if wanted is not None:
                where, values = "WHERE passages.id IN (SELECT value FROM json_each(?))", [json.dumps(wanted)]
            elif item is not None:
                where, values = "WHERE items.id = ?", [item]
            elif document is not None:
                where, values = "WHERE documents.sha256 = ?", [document]
            else:
                where, values = "", []
            rows = connection.execute(
                PASSAGES + where + " ORDER BY documents.path, sha256, passages.ordinal", values
            ).fetchall()
            keys = json.dumps(sorted({row["item"] for row in rows}))
            items = {
                row["id"]: as_item(row)
                for row in connection.execute(ITEMS + "WHERE items.key IN (SELECT value FROM json_each(?))", (keys,))
            }
            connection.execute("COMMIT")
        found = {row["id"]: as_passage(row, items[row["item_id"]]) for row in rows}
        return list(found.values()) if wanted is None else [found[id] for id in wanted if id in found]

    def statements(self, item: str) -> list[Statement]:
        """What the passages of a visible item (its id) say, in order."""
        with self._pool.borrow() as connection:
            return statements.of_item(connection, item)

    def same_as(self) -> dict[str, str]:
        """The group of each visible passage that says what another one says, by its id."""
        with self._pool.borrow() as connection:
            rows = connection.execute("SELECT id, same_as FROM passages WHERE same_as IS NOT NULL")
            return dict(map(tuple, rows))

    def learnt(self) -> dict[str, learnt.Learnt]:
        """See `index.store.catalogue.learnt.every`."""
        with self._pool.borrow() as connection:
            return learnt.every(connection)

    def homes(self) -> dict[str, str]:
        """The item of each visible passage that has a vector, by its id, in the order of `vectors`."""
        with self._pool.borrow() as connection:
            rows = connection.execute(
                """
                SELECT passages.id, items.id FROM vectors JOIN passages ON passages.key = vectors.passage
                JOIN items ON items.key = passages.item
                JOIN documents ON documents.key = items.document AND documents.status = 'ready' ORDER BY passages.key
                """
            )
            return dict(map(tuple, rows))

    def vectors_of(self, ids: Collection[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of the visible passages with these ids, by id; unknown ids are left out."""
        where = "documents.status = 'ready' AND passages.id IN (SELECT value FROM json_each(?))"
        return dict(zip(*self._vectors(where, [json.dumps(list(ids))]), strict=True))

    def vectors(self, statuses: Collection[str] = ("ready",)) -> tuple[list[str], NDArray[np.float32]]:
        """Ids and vectors (a row each, unit length) of the passages of documents in these `statuses`."""
        return self._vectors("documents.status IN (SELECT value FROM json_each(?))", [json.dumps(list(statuses))])

    def token_vectors(self, ids: Collection[str]) -> dict[str, bytes]:
        """The packed token matrices of the ready passages with these ids, by id; unknown ids are left out."""
        with self._pool.borrow() as connection:
            rows = connection.execute(
                """
                SELECT passages.id, token_vectors.tokens FROM passages
                JOIN token_vectors ON token_vectors.passage = passages.key
                JOIN items ON items.key = passages.item
                JOIN documents ON documents.key = items.document AND documents.status = 'ready'
                WHERE passages.id IN (SELECT value FROM json_each(?))
                """,
                (json.dumps(list(ids)),),
            ).fetchall()
        return {row[0]: row[1] for row in rows}

    def next_vectors(self) -> tuple[list[str], NDArray[np.float32]]:
        """Ids and vectors of what will be ready once all that is staged is published."""
        return self._vectors(
            """documents.status IN ('ready', 'staged') AND documents.sha256 NOT IN
               (SELECT replaces FROM documents WHERE status = 'staged' AND replaces IS NOT NULL)""",
            [],
        )

    def _vectors(self, where: str, values: list[str]) -> tuple[list[str], NDArray[np.float32]]:
        with self._pool.borrow() as connection:
            rows = connection.execute(
                f"""
                SELECT passages.id, vectors.vector FROM vectors
                JOIN passages ON passages.key = vectors.passage
                JOIN items ON items.key = passages.item JOIN documents ON documents.key = items.document
                WHERE {where} ORDER BY passages.key
                """,
                values,
            ).fetchall()
        if not rows:
            return [], np.zeros((0, 0), np.float32)
        matrix = np.frombuffer(b"".join(row[1] for row in rows), dtype="<f4").reshape(len(rows), -1)
        return [row[0] for row in rows], matrix

    def replacements(self) -> list[str]:
        """The sha256 of documents that staged ones will replace."""
        with self._pool.borrow() as connection:
            return [
                row[0]
                for row in connection.execute(
                    "SELECT replaces FROM documents WHERE status = 'staged' AND replaces IS NOT NULL"
                )
            ]

    def parts(self, sha256: str) -> tuple[list[str], list[str]]:
        """The ids of the items and passages of a document, whatever its status."""
        with self._pool.borrow() as connection:
            items = connection.execute(
                "SELECT items.id FROM items JOIN documents ON documents.key = document WHERE sha256 = ?",
                (sha256,),
            )
            passages = connection.execute(
                """
                SELECT passages.id FROM passages JOIN items ON items.key = item
                JOIN documents ON documents.key = document WHERE sha256 = ?
                """,
                (sha256,),
            )
            return [row[0] for row in items], [row[0] for row in passages]

    def waiting(self) -> list[Origin]:
        """The files that an interrupted ingest has still to do."""
        with self._pool.borrow() as connection:
            return [
                Origin(*row)
                for row in connection.execute("SELECT source, path, folder FROM waiting ORDER BY folder, path")
            ]

    def withdrawn(self) -> dict[str, str]:
        """The sha256 of every paper withdrawn, for good or not yet, and when."""
        with self._pool.borrow() as connection:
            return dict(map(tuple, connection.execute("SELECT sha256, withdrawn_at FROM withdrawn")))

    def aside(self) -> list[aside.SetAside]:
        """The withdrawn documents that can still be brought back, by path."""
        with self._pool.borrow() as connection:
            return aside.every(connection)

    def going(self) -> list[StoredDocument]:
        """The withdrawn documents that cannot: they are being removed."""
        waiting = {one.document.id for one in self.aside()}
        return [document for document in self.documents("withdrawn") if document.id not in waiting]

    def search_words(
        self, tokens: Iterable[str], k: int, items: Collection[str] | None = None, context_weight: float = 0.5
    ) -> list[tuple[str, float]]:
        """See `index.store.catalogue.words.search`."""
        with self._pool.borrow() as connection:
            return words.search(connection, tokens, k, items, context_weight)

    def document_frequency(self, tokens: Iterable[str]) -> dict[str, int]:
        """See `index.store.catalogue.words.frequencies`."""
        with self._pool.borrow() as connection:
            return words.frequencies(connection, tokens)

    def words(self) -> list[str]:
        """See `index.store.catalogue.words.every`."""
        with self._pool.borrow() as connection:
            return words.every(connection)

    def unfound_words(self, statuses: Collection[str] = ("ready",)) -> list[str]:
        """See `index.store.catalogue.words.unfound`."""
        with self._pool.borrow() as connection:
            return words.unfound(connection, statuses)

    def without_vectors(self) -> list[StoredPassage]:
        """The passages that have no vector, or no token matrix (an empty one is one)."""
        with self._pool.borrow() as connection:
            rows = connection.execute(
                """
                SELECT id FROM passages WHERE key NOT IN (SELECT passage FROM vectors)
                   OR key NOT IN (SELECT passage FROM token_vectors)
                """
            ).fetchall()
        return self.passages([row[0] for row in rows])

    def integrity(self) -> list[str]:
        """What SQLite finds wrong with the file, in words."""
        with self._pool.borrow() as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(10)")]
        return [] if found == ["ok"] else [f"the catalogue is damaged: {problem}" for problem in found]

    def page_text(self, document_id: str, number: int | None) -> str | None:
        """See `index.store.catalogue.contents.text`."""
        with self._pool.borrow() as connection:
            return contents.text(connection, document_id, number)

    def as_read(self) -> dict[str, tuple[str, str, str | None]]:
        """See `index.store.catalogue.contents.as_read`."""
        with self._pool.borrow() as connection:
            return contents.as_read(connection)

    def passage_kinds(self) -> dict[str, dict[str, int]]:
        """See `index.store.catalogue.contents.kinds`."""
        with self._pool.borrow() as connection:
            return contents.kinds(connection)

    def noted(self, note: str) -> dict[str, int]:
        """See `index.store.catalogue.contents.noted`."""
        with self._pool.borrow() as connection:
            return contents.noted(connection, note)

    def empty_pages(self) -> dict[str, list[int]]:
        """See `index.store.catalogue.contents.empty`."""
        with self._pool.borrow() as connection:
            return contents.empty(connection)

    def bare_pages(self, statuses: Collection[str] = ("ready",)) -> dict[str, list[int]]:
        """See `index.store.catalogue.contents.bare`."""
        with self._pool.borrow() as connection:
            return contents.bare(connection, statuses)
