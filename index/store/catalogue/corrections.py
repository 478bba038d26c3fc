"""Rows of what a person set right, by a document's digest and a paper's place in it."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from index.store.catalogue.aside import GOING


def put(
    connection: sqlite3.Connection,
    sha256: str,
    ordinal: int,
    title: str | None = None,
    kind: str | None = None,
    meeting_date: str | None = None,
    parent: str | None = None,
) -> None:
    """Add to what was set right of a paper before."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(
        """
        INSERT INTO corrections VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
            title = coalesce(excluded.title, title), kind = coalesce(excluded.kind, kind),
            meeting_date = coalesce(excluded.meeting_date, meeting_date), parent = coalesce(excluded.parent, parent),
            corrected_at = excluded.corrected_at
        """,
        (sha256, ordinal, title, kind, meeting_date, parent, now),
    )


def carry_over(connection: sqlite3.Connection, before: str, after: str) -> None:
    """A file was changed: what was set right of a paper counts on where the same paper stands at the same place."""
    connection.execute(
        """
        INSERT OR IGNORE INTO corrections
        SELECT later.sha256, corrections.ordinal, corrections.title, corrections.kind, corrections.meeting_date,
               corrections.parent, corrections.corrected_at
        FROM corrections JOIN documents AS earlier ON earlier.sha256 = corrections.sha256
        JOIN items AS old ON old.document = earlier.key AND old.ordinal = corrections.ordinal
        JOIN documents AS later ON later.sha256 = ?2
        JOIN items AS new ON new.document = later.key AND new.ordinal = old.ordinal AND new.title = old.title
        WHERE corrections.sha256 = ?1
        """,
        (before, after),
    )


def drop_withdrawn(connection: sqlite3.Connection) -> None:
    """Papers being withdrawn take with them what was set right of them."""
    connection.execute(
        f"DELETE FROM corrections WHERE sha256 IN (SELECT sha256 FROM documents WHERE {GOING})"
    )


def follow(
    connection: sqlite3.Connection, sha256: str, old: list[tuple[str, int, str]], new: list[tuple[str, int, str]]
) -> None:
    """A document was read again, and its papers (title, place, id) may stand at other places: what was set right goes
    where the one paper of the same title stands now, and stays where it was if there is none.
    """
    titles = [title for title, _, _ in new]
    now = {title: (place, id) for title, place, id in new if titles.count(title) == 1}
    same_place = {(title, place) for title, place, _ in new}
    moved = {place: now[title][0] for title, place, _ in old if (title, place) not in same_place and title in now}
    rows = connection.execute("SELECT * FROM corrections WHERE sha256 = ?", (sha256,)).fetchall()
    connection.execute("DELETE FROM corrections WHERE sha256 = ?", (sha256,))
    kept = sorted(rows, key=lambda row: row["ordinal"] in moved)  # at a place that two come to, what was there stays
    connection.executemany(
        "INSERT OR IGNORE INTO corrections VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((sha256, moved.get(row["ordinal"], row["ordinal"]), *tuple(row)[2:]) for row in kept),
    )
    connection.executemany(
        "UPDATE corrections SET parent = ? WHERE parent = ?",
        ((now[title][1], id) for title, _, id in old if title in now and now[title][1] != id),
    )
