"""A checksum of every row of an SQLite file, kept beside the rows by triggers, so that one pass sees a changed byte.

SQLite's own check sees what breaks its pages, not a word that became another within them. A table without a key has one
sum of all its rows. Every connection that writes must have been taught; one that was not cannot write at all.
"""

import sqlite3
import zlib
from collections.abc import Iterator

_SUMS = """
CREATE TABLE IF NOT EXISTS sums (
    store TEXT NOT NULL, key TEXT NOT NULL, sum INTEGER NOT NULL, PRIMARY KEY (store, key)) WITHOUT ROWID
"""
_TABLES = """
SELECT name FROM pragma_table_list
WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'sums'
"""
_CHANGE = """
INSERT INTO sums SELECT '{0}', {1}, 0 WHERE NOT EXISTS (SELECT 1 FROM sums WHERE store = '{0}' AND key = {1});
UPDATE sums SET sum = sum {3} {2} WHERE store = '{0}' AND key = {1};
DELETE FROM sums WHERE store = '{0}' AND key = {1} AND sum = 0;
"""
_EVENTS = {"insert": {"NEW": "+"}, "delete": {"OLD": "-"}, "update": {"OLD": "-", "NEW": "+"}}


def teach(connection: sqlite3.Connection) -> None:
    """Let a connection work checksums out."""
    connection.create_function("checksum", -1, _checksum, deterministic=True)
    connection.execute("PRAGMA recursive_triggers = ON")  # so that a row that is replaced counts as one deleted


def _checksum(*columns: bytes | None) -> int:
    return zlib.crc32(b"\0".join(b"" if one is None else b"=" + one for one in columns))


def guard(connection: sqlite3.Connection) -> None:
    """Keep checksums of every table from now on; of rows that are there already, as they stand. Others may be at it."""
    connection.execute(_SUMS)
    if _unguarded(connection) and not connection.in_transaction:
        connection.execute("BEGIN IMMEDIATE")
    for table, key, row, name in _unguarded(connection):
        old_ones = "SELECT name FROM sqlite_schema WHERE tbl_name = ? AND type = 'trigger'"
        for (old,) in connection.execute(old_ones, (table,)).fetchall():
            connection.execute(f"DROP TRIGGER {old}")
        connection.execute("DELETE FROM sums WHERE store = ?", (table,))
        sums = f"SELECT '{table}', {key.format(table)}, sum({row.format(table)}) FROM {table} GROUP BY 2"
        connection.execute(f"INSERT INTO sums {sums}")
        for event, sides in _EVENTS.items():
            body = "".join(_CHANGE.format(table, key.format(s), row.format(s), sign) for s, sign in sides.items())
            connection.execute(f"CREATE TRIGGER {name}{event} AFTER {event} ON {table} BEGIN {body} END")


def _unguarded(connection: sqlite3.Connection) -> list[tuple[str, str, str, str]]:
    """The tables without triggers for the columns that they have, and what the triggers' names begin with."""
    made = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}
    named = [(table, key, row, f"sum_{table}_{row.count('CAST')}_") for table, key, row in _tables(connection)]
    return [one for one in named if f"{one[3]}insert" not in made]


def changed(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """The rows (table and key) that are not as they were written, or were lost; none of a file without checksums."""
    if not connection.execute("SELECT 1 FROM main.sqlite_schema WHERE name = 'sums'").fetchone():
        return []
    connection.text_factory = lambda text: text.decode(errors="replace")
    query = """
        SELECT '{0}', key FROM (SELECT key, sum FROM sums WHERE store = '{0}' UNION ALL SELECT {1}, -{2} FROM {0})
        GROUP BY key HAVING sum(sum) <> 0
    """
    queries = [query.format(table, key.format(table), row.format(table)) for table, key, row in _tables(connection)]
    return [(table, key) for query in queries for table, key in connection.execute(query)]


def totals(connection: sqlite3.Connection) -> dict[str, int]:
    """A checksum of all rows of each table."""
    teach(connection)
    queries = {table: f"SELECT sum({row.format(table)}) FROM {table}" for table, _, row in _tables(connection)}
    return {table: connection.execute(query).fetchone()[0] for table, query in queries.items()}


def _tables(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    for (table,) in connection.execute(_TABLES).fetchall():
        yield table, *summed(connection, table)


def summed(connection: sqlite3.Connection, table: str) -> tuple[str, str]:
    """SQL for the key of a row of a table and for its checksum, with a place ("{}") for what stands for the row. What
    the row belongs to is of the key: of one that was moved to another is told where it was.
    """
    rows = connection.execute(f"SELECT name, pk FROM pragma_table_info('{table}') ORDER BY cid").fetchall()
    own = [row[0] for row in sorted(rows, key=lambda row: row[1]) if row[1]]
    keys = [row[0] for row in rows if row[0] in {"document", "item", "passage"} - set(own)] + own
    blobs = ", ".join(f'CAST({{0}}."{row[0]}" AS BLOB)' for row in rows)
    return " || ' ' || ".join(f'CAST({{0}}."{key}" AS TEXT)' for key in keys) or "''", f"checksum({blobs})"
