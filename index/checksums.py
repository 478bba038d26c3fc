"""A checksum of every row of an SQLite file, kept beside the rows by triggers, so that one pass sees a changed byte.

SQLite's own check sees what breaks its pages, not a word that became another within them. A table without a key has one
sum of all its rows. A damaged row that is deleted, or written anew as a whole, is named no more. Every connection that
writes must have been taught; one that was not cannot write at all."""

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
_OF = "WHERE store = '{0}' AND key = {1}"
_COUNT = f"""
INSERT INTO sums SELECT '{{0}}', {{1}}, 0 WHERE NOT EXISTS (SELECT 1 FROM sums {_OF});
UPDATE sums SET sum = sum {{3}} {{2}} {_OF};
DELETE FROM sums {_OF} AND sum = 0;
"""
_FORGET = f"DELETE FROM sums {_OF} {{4}};"
_NOTE = f"DELETE FROM sums {_OF}; INSERT INTO sums VALUES ('{{0}}', {{1}}, {{2}});"
_KEYED = {"insert": ((_NOTE, "NEW", ""),), "delete": ((_FORGET, "OLD", ""),)}
_COUNTED = {
    "insert": ((_COUNT, "NEW", "+"),),
    "delete": ((_COUNT, "OLD", "-"), (_FORGET, "OLD", "")),
    "update": ((_COUNT, "OLD", "-"), (_COUNT, "NEW", "+")),  # so one that is changed in part stays damaged
}
TRIGGERS = repr(_COUNTED | _KEYED)


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
    for table, key, row, last, name in _unguarded(connection):
        old_ones = "SELECT name FROM sqlite_schema WHERE tbl_name = ? AND type = 'trigger'"
        known = [old for (old,) in connection.execute(old_ones, (table,))]
        for old in known:
            connection.execute(f"DROP TRIGGER {old}")
        if name.replace("sums_", "sum_", 1) + "insert" not in known:  # an earlier version's, of the same columns
            connection.execute("DELETE FROM sums WHERE store = ?", (table,))
            sums = f"SELECT '{table}', {key.format(table)}, sum({row.format(table)}) FROM {table} GROUP BY 2"
            connection.execute(f"INSERT INTO sums {sums}")
        for event, changes in (_COUNTED if last else _COUNTED | _KEYED).items():
            body = "".join(one.format(table, key.format(s), row.format(s), sign, last) for one, s, sign in changes)
            connection.execute(f"CREATE TRIGGER {name}{event} AFTER {event} ON {table} BEGIN {body} END")


def _unguarded(connection: sqlite3.Connection) -> list[tuple[str, str, str, str, str]]:
    """The tables without triggers for the columns that they have, and what the triggers' names begin with."""
    made = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}
    named = [(*one, f"sums_{one[0]}_{one[2].count('CAST')}_") for one in _tables(connection)]
    return [one for one in named if f"{one[4]}insert" not in made]


def changed(connection: sqlite3.Connection, of: str = "") -> list[tuple[str, str]]:
    """The rows (table and key), all or `of` one table, that are not as written or lost; none of a file without sums."""
    if not connection.execute("SELECT 1 FROM main.sqlite_schema WHERE name = 'sums'").fetchone():
        return []
    connection.text_factory = lambda text: text.decode(errors="replace")
    query = """
        SELECT '{0}', key FROM (SELECT key, sum FROM sums WHERE store = '{0}' UNION ALL SELECT {1}, -{2} FROM {0})
        GROUP BY key HAVING sum(sum) <> 0
    """
    tables = [one for one in _tables(connection) if of in ("", one[0])]
    queries = [query.format(table, key.format(table), row.format(table)) for table, key, row, _ in tables]
    return [(table, key) for query in queries for table, key in connection.execute(query)]


def totals(connection: sqlite3.Connection) -> dict[str, int]:
    """A checksum of all rows of each table."""
    teach(connection)
    queries = {table: f"SELECT sum({row.format(table)}) FROM {table}" for table, _, row, _ in _tables(connection)}
    return {table: connection.execute(query).fetchone()[0] for table, query in queries.items()}


def _tables(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str, str]]:
    for (table,) in connection.execute(_TABLES).fetchall():
        yield table, *summed(connection, table)


def summed(connection: sqlite3.Connection, table: str) -> tuple[str, str, str]:
    """SQL for the key of a row of a table and for its checksum, with a place ("{}") for what stands for the row. What
    the row belongs to is of the key: of one that was moved to another is told where it was. Of a table without a key
    the third says that the row that goes is the last one of those summed together."""
    rows = connection.execute(f"SELECT name, pk FROM pragma_table_info('{table}') ORDER BY cid").fetchall()
    own = [row[0] for row in sorted(rows, key=lambda row: row[1]) if row[1]]
    keys = [row[0] for row in rows if row[0] in {"document", "item", "passage"} - set(own)] + own
    blobs = ", ".join(f'CAST({{0}}."{row[0]}" AS BLOB)' for row in rows)
    together = " AND ".join(f'"{key}" IS OLD."{key}"' for key in keys) or "TRUE"
    last = "" if own else f"AND NOT EXISTS (SELECT 1 FROM {table} WHERE {together})"
    return " || ' ' || ".join(f'CAST({{0}}."{key}" AS TEXT)' for key in keys) or "''", f"checksum({blobs})", last
