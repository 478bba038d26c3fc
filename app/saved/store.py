"""The small SQLite files that keep what people save: how one is opened, read and written."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, Literal

from index.checksums import guard, teach
from index.faults import DATABASE, storage_fault

BUSY = 10.0  # seconds that one waits for another


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


class Store:
    """Tables in one file of the data folder, for many threads: each call has its own connection. What is deleted is
    overwritten. In journal "WAL" nobody waits for readers; with "DELETE" nothing outlives the work beside the file.
    """

    FILE: ClassVar[str]
    SCHEMA: ClassVar[str]
    JOURNAL: ClassVar[Literal["WAL", "DELETE"]] = "WAL"

    def __init__(self, data_dir: Path, now: Callable[[], datetime] = utc_now) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        self.path = data_dir / self.FILE
        self._now = now
        with self._open() as connection:
            connection.executescript(self.SCHEMA)
            guard(connection)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection for one piece of work: kept when it succeeds, undone when it fails. Raises the file's Fault."""
        try:
            with closing(sqlite3.connect(self.path, timeout=BUSY)) as connection:
                for pragma in (f"journal_mode = {self.JOURNAL}", "secure_delete = ON", "foreign_keys = ON"):
                    connection.execute(f"PRAGMA {pragma}")
                teach(connection)
                with connection:
                    yield connection
        except DATABASE as error:
            raise storage_fault(error, self.path) from error

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._open() as connection:
            return connection.execute(query, values).fetchall()

    def _run(self, statement: str, *values: Any) -> int:
        """Do one statement; how many rows it changed."""
        with self._open() as connection:
            return connection.execute(statement, values).rowcount

    def _add_owner(self, table: str) -> None:
        """Give a table of an earlier version the column that says whose a row is."""
        columns = f"SELECT 1 FROM pragma_table_info('{table}') WHERE name = 'owner'"
        if not self._rows(columns):
            with self._open() as connection:
                connection.execute("BEGIN IMMEDIATE")
                if not connection.execute(columns).fetchone():  # nobody else was quicker
                    connection.execute(f"ALTER TABLE {table} ADD COLUMN owner TEXT NOT NULL DEFAULT ''")
                guard(connection)

    def _rewrite(self) -> None:
        """Make the file anew without what was deleted, its log included."""
        with self._open() as connection:
            connection.commit()
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _stamp(self) -> str:
        """This moment as it is written down: ISO, UTC."""
        return self._now().isoformat()
