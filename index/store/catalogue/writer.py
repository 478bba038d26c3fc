"""Writing the catalogue. Every method is one transaction: all of it is stored, or none.

Only the process that holds the writer's lock (`index.store.stores.writing`) may use it."""

import logging
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.faults import DATABASE, storage_fault
from index.store.catalogue import manifest, words
from index.store.catalogue import parsed as parts
from index.store.catalogue.links import carry_over, relink
from index.store.catalogue.records import SET_RIGHT, Origin
from index.store.catalogue.schema import connect, create, insert
from index.values import ParsedDocument

_log = logging.getLogger(__name__)
Place = tuple[str, int]  # of a paper: its document (sha256), and the how many-th there
UNSWEPT = "unswept"  # noted while bytes of withdrawn papers may still stand in the catalogue's files
_GOING = "status = 'withdrawn' AND sha256 NOT IN (SELECT sha256 FROM aside)"  # documents that nobody can bring back


class Writer:
    """The one writing connection to the catalogue at `path`, made if it is not there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._connection = connect(path, write=True)
            create(self._connection)
        except DATABASE as error:
            raise storage_fault(error, path) from error

    def close(self) -> None:
        """Close the connection; what was written is then in the one file, or on a full disk still in its log."""
        with suppress(*DATABASE):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()

    @contextmanager
    def transaction(self, told: bool = True) -> Iterator[sqlite3.Connection]:
        """A transaction: all is stored, or none. The whole manifest is `told` unless nothing changes that it holds."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                if told:
                    manifest.write(self._connection, self._path.parent)
            except BaseException:
                if self._connection.in_transaction:  # SQLite itself rolls back when the disk is full
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except DATABASE as error:
            raise storage_fault(error, self._path) from error

    def tell(self, connection: sqlite3.Connection, sha256: str, whole: bool = False) -> None:
        """Write what a transaction changes of one document, or all, into the manifest."""
        manifest.write(connection, self._path.parent) if whole else manifest.add(connection, self._path.parent, sha256)

    def begin(self, **facts: str) -> None:
        """Note what an index that holds no documents yet is going to be made with."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM meta WHERE key = 'dimensions'")
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('library', lower(hex(randomblob(6))))")
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('generation', '0')")
            note(connection, facts)

    def stage(
        self,
        sha256: str,
        origin: Origin,
        size: int,
        mtime: float,
        parsed: ParsedDocument,
        vectors: NDArray[np.float32],
        tokens: Sequence[bytes],
        replaces: str | None,
    ) -> None:
        """Store a whole document; `vectors` and packed `tokens` have a row a passage. `publish` shows it."""
        read = {"size": size, "mtime": mtime, "replaces": replaces, "added_at": _now(), **parts.about(parsed)}
        with self.transaction(told=False) as connection:
            connection.execute("DELETE FROM waiting WHERE source = ?", (origin.source,))
            document = insert(connection, "documents", sha256=sha256, status="staged", **vars(origin), **read)
            parts.put(connection, document, sha256, parsed, vectors, tokens)
            words.fill(connection, "documents.key = ?", (document,))
            self.tell(connection, sha256)

    def publish(self, **facts: str) -> None:
        """Show every staged document, drop what they replace but its corrections, note `facts`: a new generation."""
        replaced = "SELECT replaces, sha256 FROM documents WHERE status = 'staged' AND replaces IS NOT NULL"
        with self.transaction() as connection:
            for before, after in connection.execute(replaced).fetchall():
                if carry_over(connection, before, after):
                    words.fill(connection, "documents.sha256 = ?", (after,))
            _delete(connection, "sha256 IN (SELECT replaces FROM documents WHERE status = 'staged')")
            connection.execute("UPDATE documents SET status = 'ready', replaces = NULL WHERE status = 'staged'")
            parts.forget_lone(connection)
            relink(connection)
            connection.execute("DELETE FROM meta WHERE key LIKE 'vectors:%'")
            note(connection, facts)
            next_generation(connection)

    def move(self, sha256: str, origin: Origin) -> None:
        """A file was found at another place: note the place."""
        with self.transaction(told=False) as connection:
            connection.execute(
                "UPDATE documents SET path = ?, source = ?, folder = ? WHERE sha256 = ?",
                (origin.path, origin.source, origin.folder, sha256),
            )
            next_generation(connection)
            self.tell(connection, sha256)

    def wait(self, origins: Iterable[Origin]) -> None:
        """Note the files that an ingest is going to do, in place of those noted before."""
        with self.transaction(told=False) as connection:
            connection.execute("DELETE FROM waiting")
            rows = ((origin.source, origin.path, origin.folder) for origin in origins)
            connection.executemany("INSERT OR REPLACE INTO waiting VALUES (?, ?, ?)", rows)

    def done(self, origin: Origin) -> None:
        """A file need not be done any more."""
        with self.transaction(told=False) as connection:
            connection.execute("DELETE FROM waiting WHERE source = ?", (origin.source,))

    def hide(self, sha256: str) -> None:
        """A document is being withdrawn for good: nobody finds it from now on, and no folder brings it back."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM aside WHERE sha256 = ?", (sha256,))
            _hide(connection, sha256)

    def set_aside(self, sha256: str, due: datetime, **facts: str) -> None:
        """Withdraw as `hide` does, but its rows stay until `due`, its words (of which counts are taken) do not."""
        with self.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO aside VALUES (?, ?)", (sha256, due.isoformat()))
            _delete_words(connection, "sha256 = ?", (sha256,))
            note(connection, facts)
            _hide(connection, sha256)

    def unhide(self, sha256: str) -> None:
        """A document that was set aside is as one just stored: `publish` makes it visible."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM aside WHERE sha256 = ?", (sha256,))
            connection.execute("DELETE FROM withdrawn WHERE sha256 = ?", (sha256,))
            connection.execute("UPDATE documents SET status = 'staged' WHERE sha256 = ?", (sha256,))
            words.fill(connection, "documents.sha256 = ?", (sha256,))

    def readmit(self, sha256: str) -> None:
        """A paper that was withdrawn, or refused, may be indexed again."""
        with self.transaction(told=False) as connection:
            delete = "DELETE FROM {} WHERE sha256 = ?"
            if sum(connection.execute(delete.format(t), (sha256,)).rowcount for t in ("withdrawn", "refused")):
                manifest.write(connection, self._path.parent)

    def refuse(self, sha256: str, reason: str) -> None:
        """A file ended its reader: it is not tried again until it changes, or somebody names it."""
        with self.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO refused VALUES (?, ?)", (sha256, reason))

    def erase(self, **facts: str) -> None:
        """Remove, to the last byte, what was withdrawn and is not set aside, its corrections too, and note `facts`."""
        with self.transaction() as connection:
            connection.execute(f"DELETE FROM corrections WHERE sha256 IN (SELECT sha256 FROM documents WHERE {_GOING})")
            _delete(connection, _GOING)
            parts.forget_lone(connection)
            connection.execute("DELETE FROM meta WHERE key LIKE 'vectors:%'")
            note(connection, facts | {UNSWEPT: "yes"})
            next_generation(connection)
        self.sweep()

    def sweep(self) -> None:
        """See that no byte of what was deleted stays in the files; noted until it is done, for the next writer."""
        # FTS5 only marks deleted words until its parts are merged; a row that moved leaves its bytes behind.
        self._connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        self._connection.execute("VACUUM")
        busy = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            _log.warning("Old bytes stay in %s-wal until its readers let go of them.", self._path)
        else:
            with self.transaction() as connection:
                connection.execute("DELETE FROM meta WHERE key = ?", (UNSWEPT,))

    def index_words(self) -> None:
        """Build the full text index anew from the passages."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM words")
            words.fill(connection)
            next_generation(connection)

    def correct(self, given: Mapping[Place, Mapping[str, str | None]]) -> None:
        """Add to what was set right of papers: fields that are None, or not named, stay as they are."""
        kept = ", ".join(f"{name} = coalesce(excluded.{name}, {name})" for name in SET_RIGHT)
        columns = ", ".join(("sha256", "ordinal", "corrected_at", *SET_RIGHT))
        with self.transaction() as connection:
            connection.executemany(
                f"""
                INSERT INTO corrections ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET {kept}, corrected_at = excluded.corrected_at
                """,
                [(*place, _now(), *map(fields.get, SET_RIGHT)) for place, fields in given.items()],
            )
            _corrected(connection, [place for place, fields in given.items() if fields.get("title")])

    def uncorrect(self, given: Mapping[Place, Collection[str]]) -> None:
        """Forget these fields of what was set right of papers."""
        with self.transaction() as connection:
            for place, names in given.items():
                gone = ", ".join(f"{name} = NULL" for name in names)
                connection.execute(f"UPDATE corrections SET {gone} WHERE sha256 = ? AND ordinal = ?", place)
            connection.execute(f"DELETE FROM corrections WHERE coalesce({', '.join(SET_RIGHT)}) IS NULL")
            _corrected(connection, [place for place, names in given.items() if "title" in names])


def note(connection: sqlite3.Connection, facts: dict[str, str]) -> None:
    """Note the index's own facts."""
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", facts.items())


def next_generation(connection: sqlite3.Connection) -> None:
    """What is visible has changed."""
    connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _corrected(connection: sqlite3.Connection, titled: Iterable[Place]) -> None:
    for place in titled:
        words.fill(connection, "documents.sha256 = ? AND items.ordinal = ?", place)
    relink(connection)
    next_generation(connection)


def _delete(connection: sqlite3.Connection, where: str) -> None:
    """Delete the documents `where`, with all that hangs on them."""
    _delete_words(connection, where)
    connection.execute(f"DELETE FROM documents WHERE {where}")


def _delete_words(connection: sqlite3.Connection, where: str, values: Sequence[object] = ()) -> None:
    connection.execute(
        f"""
        DELETE FROM words WHERE rowid IN (SELECT passages.key FROM passages JOIN items ON items.key = passages.item
            WHERE items.document IN (SELECT key FROM documents WHERE {where}))
        """,
        values,
    )


def _hide(connection: sqlite3.Connection, sha256: str) -> None:
    connection.execute("UPDATE documents SET status = 'withdrawn' WHERE sha256 = ?", (sha256,))
    connection.execute("INSERT OR REPLACE INTO withdrawn VALUES (?, ?)", (sha256, _now()))
    relink(connection)
    next_generation(connection)
