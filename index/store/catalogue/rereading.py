"""Reading every document of an earlier version's catalogue again, one transaction a document.

What people set right, set aside, withdrew or restricted hangs on digests and stays."""

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.store.catalogue import parsed, words
from index.store.catalogue.links import follow, relink
from index.store.catalogue.schema import REREADING
from index.store.catalogue.writer import Writer, next_generation, note
from index.values import ParsedDocument

_PASSAGES = """
SELECT passages.*, vectors.vector, token_vectors.tokens FROM passages JOIN items ON items.key = passages.item
JOIN documents ON documents.key = items.document JOIN vectors ON vectors.passage = passages.key
JOIN token_vectors ON token_vectors.passage = passages.key WHERE documents.sha256 = ?
"""


class Rereading:
    """The rows that change while documents are read again."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def begin(self, **facts: str) -> None:
        """Note that every document is to be read again, in an index that has these facts from now on."""
        with self._writer.transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO stale SELECT key, 0 FROM documents")
            note(connection, facts | {REREADING: "yes"})

    def stale(self) -> list[tuple[str, str, dict[str, str]]]:
        """The sha256, path and metadata of what is still to be done, by path."""
        with self._writer.transaction(told=False) as connection:
            rows = connection.execute(
                "SELECT sha256, path, metadata FROM stale JOIN documents ON documents.key = document "
                "ORDER BY path, sha256"
            ).fetchall()
        return [(row["sha256"], row["path"], json.loads(row["metadata"])) for row in rows]

    def is_stale(self, sha256: str) -> bool:
        """Whether a document is still to be done."""
        stale = "SELECT 1 FROM stale JOIN documents ON documents.key = document WHERE sha256 = ?"
        with self._writer.transaction(told=False) as connection:
            return connection.execute(stale, (sha256,)).fetchone() is not None

    def embedded(self, sha256: str) -> dict[tuple[str, str], tuple[NDArray[np.float32], bytes]]:
        """The vector and the packed token matrix of each passage of a document, by its context and text."""
        with self._writer.transaction(told=False) as connection:
            rows = connection.execute(_PASSAGES, (sha256,)).fetchall()
        return {(r["context"], r["text"]): (np.frombuffer(r["vector"], "<f4"), r["tokens"]) for r in rows}

    def replace(self, sha256: str, read: ParsedDocument, vectors: NDArray[np.float32], tokens: Sequence[bytes]) -> bool:
        """Put what was read now in place of what was before; whether passages changed: then the build is given up."""
        with self._writer.transaction(told=False) as connection:
            row = connection.execute("SELECT key, status FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
            of_document = "SELECT passages.{} FROM passages JOIN items ON items.key = item WHERE document = ?"
            before = connection.execute(of_document.format("id"), (row["key"],)).fetchall()
            placed = "SELECT * FROM items WHERE document = ?"
            old = connection.execute(placed, (row["key"],)).fetchall()
            connection.execute(f"DELETE FROM words WHERE rowid IN ({of_document.format('key')})", (row["key"],))
            connection.execute("DELETE FROM items WHERE document = ?", (row["key"],))
            connection.execute("DELETE FROM pages WHERE document = ?", (row["key"],))
            parsed.put(connection, row["key"], sha256, read, vectors, tokens)
            about = "UPDATE documents SET page_count = :page_count, metadata = :metadata, warnings = :warnings"
            connection.execute(f"{about} WHERE key = :key", parsed.about(read) | {"key": row["key"]})
            new = connection.execute(placed, (row["key"],)).fetchall()
            moved = follow(connection, sha256, old, new)
            if row["status"] != "withdrawn":
                words.fill(connection, "documents.key = ?", (row["key"],))
            after = connection.execute(of_document.format("id"), (row["key"],)).fetchall()
            changed = {r[0] for r in before} != {r[0] for r in after}
            if changed:
                connection.execute("DELETE FROM meta WHERE key LIKE 'vectors:%'")
            connection.execute("DELETE FROM stale WHERE document = ?", (row["key"],))
            self._writer.tell(connection, sha256, whole=moved)
            return changed

    def keep(self, sha256: str) -> None:
        """Leave a document that cannot be read again as it was read."""
        with self._writer.transaction(told=False) as connection:
            documents = "SELECT key FROM documents WHERE sha256 = ?"
            connection.execute(f"DELETE FROM stale WHERE document = ({documents})", (sha256,))

    def end(self) -> None:
        """Every document has been done: what papers say of one another is worked out anew."""
        with self._writer.transaction() as connection:
            parsed.forget_lone(connection)
            relink(connection)
            connection.execute("DELETE FROM meta WHERE key = ?", (REREADING,))
            next_generation(connection)
