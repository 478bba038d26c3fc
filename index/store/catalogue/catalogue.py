"""Reading the catalogue: documents, items, passages, vectors and words of the ready documents."""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Concatenate, Literal, ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.store.catalogue import learnt, links, records, words
from index.store.catalogue.schema import Pool, differs, lacks_committees, sound
from index.values import LOST_NOTE, StoredItem, StoredPassage

_VECTORS = f"""
SELECT passages.id, vectors.vector, {differs("vectors")} AS changed FROM vectors
JOIN passages ON passages.key = vectors.passage
JOIN items ON items.key = passages.item JOIN documents ON documents.key = items.document
"""
_WITHOUT = {
    "text": "trim(text, char(9, 10, 12, 13, 32)) = ''",
    "passage": "NOT has_passage AND trim(text, char(9, 10, 12, 13, 32)) <> ''",
}


_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


def _asked(
    function: Callable[Concatenate[sqlite3.Connection, _Given], _Answer],
) -> Callable[Concatenate["Catalogue", _Given], _Answer]:
    """A method that asks what a function of one of the modules beside asks of a connection."""

    @wraps(function)
    def method(self: "Catalogue", *given: _Given.args, **named: _Given.kwargs) -> _Answer:
        with self._pool.borrow() as connection:
            return function(connection, *given, **named)

    return method


class Catalogue:
    """The catalogue at `path`, for reading. Safe to share between threads; each answer is of one moment."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pool = Pool(path)

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()

    near, linked = _asked(links.near), _asked(links.linked)
    statements, learnt = _asked(learnt.statements), _asked(learnt.by_document)
    search_words, document_frequency = _asked(words.search), _asked(words.frequencies)
    words, unfound_words = _asked(words.every), _asked(words.unfound)
    lacks_committees = _asked(lacks_committees)

    def _all(self, query: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        with self._pool.borrow() as connection:
            rows = connection.execute(query, values).fetchall()
        return sound(rows) if rows and "changed" in rows[0].keys() else rows  # noqa: SIM118  # a row holds values

    def made(self) -> bool:
        """Whether the catalogue is there with its tables and its first facts."""
        tables = "SELECT 1 FROM sqlite_master WHERE name = 'words'"
        return self.path.is_file() and bool(self._all(tables)) and self.meta("library") is not None

    def holds_documents(self) -> bool:
        """Whether any document is stored, ready or not."""
        return bool(self._all("SELECT 1 FROM documents LIMIT 1"))

    def meta(self, key: str) -> str | None:
        """One of the index's own facts: model, dimensions, settings, generation, the vector build in use."""
        rows = self._all(f"SELECT value, {differs('meta')} AS changed FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else None

    def document(self, sha256: str) -> records.StoredDocument:
        """One document that is there, whatever its status."""
        return records.as_document(self._all(records.DOCUMENTS + "WHERE sha256 = ?", (sha256,))[0])

    def documents(self, status: str = "ready") -> list[records.StoredDocument]:
        """The documents of a status, ordered by path."""
        rows = self._all(records.DOCUMENTS + "WHERE status = ? ORDER BY path, sha256", (status,))
        return [records.as_document(row) for row in rows]

    def withdrawn(self) -> dict[str, str]:
        """The sha256 of every paper withdrawn, for good or not yet, and when."""
        rows = self._all(f"SELECT sha256, withdrawn_at, {differs('withdrawn')} AS changed FROM withdrawn")
        return {row["sha256"]: row["withdrawn_at"] for row in rows}

    def refused(self) -> dict[str, str]:
        """The sha256 of every file that ended its reader, and why."""
        return dict(map(tuple, self._all("SELECT sha256, reason FROM refused")))

    def aside(self) -> list[records.SetAside]:
        """The withdrawn documents that can still be brought back, by path."""
        rows = self._all(
            f"SELECT stored.*, aside.due FROM ({records.DOCUMENTS}) AS stored JOIN aside USING (sha256) "
            "WHERE stored.status = 'withdrawn' ORDER BY stored.path, sha256"
        )
        return [records.SetAside(records.as_document(row), datetime.fromisoformat(row["due"])) for row in rows]

    def going(self) -> list[records.StoredDocument]:
        """The withdrawn documents that cannot: they are being removed."""
        waiting = {one.document.id for one in self.aside()}
        return [document for document in self.documents("withdrawn") if document.id not in waiting]

    def replacements(self, status: str = "staged") -> dict[str, str]:
        """The sha256 of documents of that status which replace others, and of those."""
        rows = "SELECT sha256, replaces FROM documents WHERE status = ? AND replaces IS NOT NULL"
        return dict(map(tuple, self._all(rows, (status,))))

    def waiting(self) -> list[records.Origin]:
        """The files that an interrupted ingest has still to do."""
        rows = self._all("SELECT source, path, folder FROM waiting ORDER BY folder, path")
        return [records.Origin(*row) for row in rows]

    def parts(self, sha256: str) -> tuple[list[str], list[str]]:
        """The ids of the items and passages of a document, whatever its status."""
        of = "JOIN documents ON documents.key = items.document WHERE sha256 = ?"
        items = self._all(f"SELECT items.id FROM items {of}", (sha256,))
        passages = self._all(f"SELECT passages.id FROM passages JOIN items ON items.key = item {of}", (sha256,))
        return [row[0] for row in items], [row[0] for row in passages]

    def items(self) -> list[StoredItem]:
        """The items of all ready documents, by document and place."""
        rows = self._all(records.ITEMS + "ORDER BY documents.path, documents.sha256, items.ordinal")
        return [records.as_item(row) for row in rows]

    def passages(
        self, ids: Iterable[str] | None = None, item: str | None = None, document: str | None = None,
        places: range | None = None,
    ) -> list[StoredPassage]:  # fmt: skip
        """The passages with these `ids` (in their order), of an `item` (those at these `places` of it), of a `document`
        (its sha256), or all.
        """
        wanted = None if ids is None else list(ids)
        where = ""
        values: list[str | int] = []
        if wanted is not None:
            where, values = f"WHERE passages.id {records.AMONG}", [json.dumps(wanted)]
        elif item is not None and places is not None:
            where = "WHERE items.id = ? AND passages.ordinal >= ? AND passages.ordinal < ?"
            values = [item, places.start, places.stop]
        elif item is not None:
            where, values = "WHERE items.id = ?", [item]
        elif document is not None:
            where, values = "WHERE documents.sha256 = ?", [document]
        query = f"{records.PASSAGES} {where} ORDER BY documents.path, sha256, passages.ordinal"
        with self._pool.borrow() as connection:
            connection.execute("BEGIN")  # both queries see one moment
            rows = sound(connection.execute(query, values).fetchall())
            keys = json.dumps(sorted({row["item"] for row in rows}))
            found = sound(connection.execute(f"{records.ITEMS} WHERE items.key {records.AMONG}", (keys,)).fetchall())
            connection.execute("COMMIT")
        items = {row["id"]: records.as_item(row) for row in found}
        passages = {row["id"]: records.as_passage(row, items[row["item_id"]]) for row in rows}
        return list(passages.values()) if wanted is None else [passages[id] for id in wanted if id in passages]

    def same_as(self) -> dict[str, str]:
        """The group of each visible passage that says what another one says, by its id."""
        return dict(map(tuple, self._all("SELECT id, same_as FROM passages WHERE same_as IS NOT NULL")))

    def homes(self) -> dict[str, str]:
        """The item of each visible passage that has a vector, by its id, in the order of `vectors`."""
        rows = self._all(
            f"""
            SELECT passages.id, items.id FROM vectors JOIN passages ON passages.key = vectors.passage {records.OF_READY}
            ORDER BY passages.key
            """
        )
        return dict(map(tuple, rows))

    def vectors(self, statuses: Collection[str] = ("ready",)) -> tuple[list[str], NDArray[np.float32]]:
        """Ids and vectors (a row each, unit length) of the passages of documents in these `statuses`."""
        return self._vectors(f"documents.status {records.AMONG}", json.dumps(list(statuses)))

    def vectors_of(self, ids: Collection[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of the visible passages with these ids, by id; unknown ids are left out."""
        where = f"documents.status = 'ready' AND passages.id {records.AMONG}"
        return dict(zip(*self._vectors(where, json.dumps(list(ids))), strict=True))

    def next_vectors(self) -> tuple[list[str], NDArray[np.float32]]:
        """Ids and vectors of what will be ready once all that is staged is published."""
        return self._vectors(
            """documents.status IN ('ready', 'staged') AND documents.sha256 NOT IN
               (SELECT replaces FROM documents WHERE status = 'staged' AND replaces IS NOT NULL)"""
        )

    def _vectors(self, where: str, *values: str) -> tuple[list[str], NDArray[np.float32]]:
        if not (rows := self._all(f"{_VECTORS} WHERE {where} ORDER BY passages.key", values)):
            return [], np.zeros((0, 0), np.float32)
        matrix = np.frombuffer(b"".join(row[1] for row in rows), dtype="<f4").reshape(len(rows), -1)
        return [row[0] for row in rows], matrix

    def token_vectors(self, ids: Collection[str]) -> dict[str, bytes]:
        """The packed token matrices of the ready passages with these ids, by id; unknown ids are left out."""
        rows = self._all(
            f"""
            SELECT passages.id, token_vectors.tokens, {differs("token_vectors")} AS changed FROM passages
            JOIN token_vectors ON token_vectors.passage = passages.key {records.OF_READY}
            WHERE passages.id {records.AMONG}
            """,
            (json.dumps(list(ids)),),
        )
        return {row["id"]: row["tokens"] for row in rows}

    def page_text(self, document_id: str, number: int | None) -> str | None:
        """The text of a page of a ready document; of the whole document for `None`."""
        rows = self._all(
            f"""
            SELECT pages.text, {differs("pages")} AS changed FROM pages JOIN documents ON documents.key = pages.document
            WHERE sha256 = ? AND status = 'ready' AND (?2 IS NULL OR number = ?2) ORDER BY ordinal
            """,
            (document_id, number),
        )
        return "\f".join(row[0] for row in rows) if rows else None

    def pages_without(self, what: Literal["text", "passage"]) -> dict[str, list[int]]:
        """For each ready document (sha256), the ordinals from 1 of pages without text, or with text but no passage."""
        query = f"""
            SELECT sha256, ordinal + 1 FROM pages JOIN documents ON documents.key = pages.document
            WHERE {_WITHOUT[what]} AND status = 'ready' ORDER BY path, ordinal
        """
        found: dict[str, list[int]] = {}
        for document, number in self._all(query):
            found.setdefault(document, []).append(number)
        return found

    def as_read(self) -> dict[str, tuple[str, str, str | None, int, int]]:
        """Of each visible item, by its id: its title, kind and date as they were read, whatever was set right since,
        how many of its passages are rows, and how many name a chart or picture that is not in the text."""
        rows = self._all(
            """
            SELECT items.id, title, items.kind, meeting_date, count(*) FILTER (WHERE passages.kind = 'row'),
                   count(*) FILTER (WHERE instr(passages.context, ?))
            FROM items JOIN documents ON documents.key = items.document AND documents.status = 'ready'
            LEFT JOIN passages ON passages.item = items.key GROUP BY items.key
            """,
            (LOST_NOTE,),
        )
        return {id: tuple(read) for id, *read in rows}
