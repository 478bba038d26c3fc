"""Groups passages that say the same, as they are stored: each new one is compared with those that share a band."""

from __future__ import annotations

import sqlite3

from index.language.alike import bands, repeats

_CANDIDATES = 8  # passages that share a band with a new one and are compared with it


def note(connection: sqlite3.Connection, key: int | None, text: str) -> None:
    """Put the passage `key` in the group of those that say the same; a group begins with its second passage."""
    found = bands(text)
    marks = ", ".join("?" * len(found))
    near = connection.execute(
        f"""
        SELECT passages.key, passages.text, passages.same_as, min(bands.band) AS band FROM bands
        JOIN passages ON passages.key = bands.passage
        WHERE bands.band IN ({marks}) GROUP BY passages.key ORDER BY passages.key LIMIT {_CANDIDATES}
        """,
        found,
    ).fetchall()
    other = next((row for row in near if repeats(text, row["text"])), None)
    if other is not None:
        group = other["same_as"] or f"{other['band']:x}"
        connection.execute("UPDATE passages SET same_as = ? WHERE key IN (?, ?)", (group, key, other["key"]))
    connection.executemany("INSERT INTO bands VALUES (?, ?)", ((band, key) for band in found))


def forget_lone(connection: sqlite3.Connection) -> None:
    """Passages whose fellows have gone say what nothing repeats."""
    connection.execute(
        """
        UPDATE passages SET same_as = NULL WHERE same_as IN
            (SELECT same_as FROM passages WHERE same_as IS NOT NULL GROUP BY same_as HAVING count(*) = 1)
        """
    )
