"""The tables of the catalogue (`tables.sql`, which says what each holds), and connections to them."""

import sqlite3
import threading
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path

from index.checksums import TRIGGERS, changed, guard, summed, teach
from index.faults import DATABASE, IndexDamaged, IndexMismatch, storage_fault

VERSION = 5
REREADING = "rereading"  # noted in an index until every document of an earlier version has been read again
MEND = "Run `scrutiny verify --repair`: it is made again from the kept files, with what people set right and decided."
OLDEST = 4  # whose documents can be read again into the tables of today
_LACKING = (
    "This index was made by an earlier version of the assistant (its catalogue lacks a column).",
    "Run `scrutiny verify` once: it is added.",
)

_TABLES = Path(__file__).with_name("tables.sql").read_text(encoding="utf-8")
_MADE_OF = "SELECT sum(checksum(CAST(sql AS BLOB))) FROM sqlite_schema"


def connect(path: Path, write: bool = False) -> sqlite3.Connection:
    """A connection; without `write` it refuses to. Transactions are explicit, and what is deleted is zeroed."""
    connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.executescript("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY")
    teach(connection)
    if not write and not connection.execute("SELECT 1 FROM main.sqlite_schema WHERE name = 'sums'").fetchone():
        connection.execute("CREATE TEMP TABLE sums (store, key, sum)")  # of an earlier version: nothing is held against
    connection.execute("PRAGMA journal_mode = WAL" if write else "PRAGMA query_only = ON")
    return connection


def create(connection: sqlite3.Connection) -> None:
    """Make the tables where they are not there yet, and note what they are made of."""
    connection.executescript(f"BEGIN IMMEDIATE; {_TABLES}")
    wrong = list[tuple[str, str]]()
    if lacks_committees(connection):
        wrong, connection.text_factory = changed(connection, "corrections"), str
        connection.execute("ALTER TABLE corrections ADD COLUMN committee TEXT")
    guard(connection)
    connection.executemany("INSERT OR REPLACE INTO sums VALUES (?, ?, -1)", wrong)  # what was damaged stays so
    noted = "schema", str(zlib.crc32((_TABLES + TRIGGERS).encode()))
    if not connection.execute("SELECT 1 FROM sums WHERE store = ? AND key = ?", noted).fetchone():
        connection.execute("DELETE FROM sums WHERE store = 'schema'")
        connection.execute(f"INSERT INTO sums SELECT ?, ?, ({_MADE_OF})", noted)
    connection.execute("COMMIT")


def lacks_committees(connection: sqlite3.Connection) -> bool:
    """Whether an earlier version made the tables, without the column of committees: only the writer adds it."""
    columns = [row[1] for row in connection.execute("PRAGMA main.table_info(corrections)")]
    return bool(columns) and "committee" not in columns


@cache
def differs(table: str, row: str = "") -> str:
    """SQL that says whether a `row` of a table (what stands for it; the table's name) is not as it was written."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(_TABLES)
        key, checksum, _ = (part.format(row or table) for part in summed(connection, table))
    return f"coalesce((SELECT sum FROM sums WHERE store = '{table}' AND key = {key}) <> {checksum}, 0)"


def sound(rows: list[sqlite3.Row]) -> list[sqlite3.Row]:
    """The rows, each with a column `changed`. Raises IndexDamaged where one is not as it was written."""
    if any(row["changed"] for row in rows):
        raise IndexDamaged("What the catalogue holds is not what was written in it.", MEND)
    return rows


def made_of_others(connection: sqlite3.Connection) -> bool:
    """Whether the tables are not made of what was noted."""
    query = f"SELECT 1 FROM sums WHERE store = 'schema' AND sum <> ({_MADE_OF})"
    return bool(connection.execute(query).fetchone())


def insert(connection: sqlite3.Connection, table: str, **values: object) -> int:
    """Store one row of a table, and give its key."""
    columns, places = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
    return connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", (*values.values(),)).lastrowid or 0


class Pool:
    """Reading connections, each borrowed by one thread at a time; Streamlit runs every page in a new thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._free: list[sqlite3.Connection] = []
        self._file = 0
        self._lock = threading.Lock()

    def open(self) -> sqlite3.Connection:
        """A reading connection."""
        return connect(self._path)

    @contextmanager
    def borrow(self) -> Iterator[sqlite3.Connection]:
        """A reading connection for the `with` block, opened if all others are in use."""
        with self._lock:
            file = self._path.stat().st_ino if self._path.exists() else 0
            while self._free and file != self._file:  # one that was made again took its place
                self._free.pop().close()
            connection, self._file = self._free.pop() if self._free else None, file
        try:
            connection = connection or self.open()
            yield connection
        except BaseException as error:
            lacking = False
            if connection:
                with suppress(*DATABASE):
                    lacking = lacks_committees(connection)
                connection.close()
            if isinstance(error, DATABASE):
                raise IndexMismatch(*_LACKING) if lacking else storage_fault(error, self._path) from error
            raise
        with self._lock:
            if file == self._file:
                self._free.append(connection)
            else:
                connection.close()

    def close(self) -> None:
        """Close the connections that nobody has borrowed."""
        with self._lock:
            while self._free:
                self._free.pop().close()
