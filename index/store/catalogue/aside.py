"""Rows of withdrawn papers that can still be brought back, and from when on they are removed for good."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from index.store.catalogue.rows import DOCUMENTS, StoredDocument, as_document

GOING = "status = 'withdrawn' AND sha256 NOT IN (SELECT sha256 FROM aside)"  # documents that nobody can bring back


@dataclass(frozen=True)
class SetAside:
    """A withdrawn document that can be brought back until `due` (with its time zone)."""

    document: StoredDocument
    due: datetime


def put(connection: sqlite3.Connection, sha256: str, due: datetime) -> None:
    """Note that a document being withdrawn can be brought back until `due`."""
    connection.execute("INSERT OR REPLACE INTO aside VALUES (?, ?)", (sha256, due.isoformat()))


def forget(connection: sqlite3.Connection, sha256: str) -> None:
    """A document is no longer set aside: it is back, or goes for good."""
    connection.execute("DELETE FROM aside WHERE sha256 = ?", (sha256,))


def every(connection: sqlite3.Connection) -> list[SetAside]:
    """The documents set aside, by path; none in an index made before there was such a thing."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'aside'").fetchone() is None:
        return []
    rows = connection.execute(
        f"SELECT stored.*, aside.due FROM ({DOCUMENTS}) AS stored JOIN aside USING (sha256) "
        "WHERE stored.status = 'withdrawn' ORDER BY stored.path, sha256"
    )
    return [SetAside(as_document(row), datetime.fromisoformat(row["due"])) for row in rows]
