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
