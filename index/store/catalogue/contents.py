"""What was read: the text of pages, which of them hold none or gave no passage, and papers as they were read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection


def text(connection: sqlite3.Connection, sha256: str, number: int | None) -> str | None:
    """The text of a page of a ready document; of the whole document for `None`."""
    rows = connection.execute(
        """
        SELECT pages.text FROM pages JOIN documents ON documents.key = pages.document
        WHERE sha256 = ? AND status = 'ready' AND (?2 IS NULL OR number = ?2) ORDER BY ordinal
        """,
        (sha256, number),
    ).fetchall()
    return "\f".join(row[0] for row in rows) if rows else None


def empty(connection: sqlite3.Connection) -> dict[str, list[int]]:
    """For each ready document (by its sha256), the ordinals from 1 of pages without any text."""
    rows = connection.execute(
        """
        SELECT sha256, ordinal + 1 FROM pages JOIN documents ON documents.key = pages.document
        WHERE trim(text, char(9, 10, 12, 13, 32)) = '' AND status = 'ready' ORDER BY ordinal
        """
    )
    return _grouped(rows)


def bare(connection: sqlite3.Connection, statuses: Collection[str]) -> dict[str, list[int]]:
    """For each document (by path) in these `statuses`, the ordinals from 1 of pages with text but no passage."""
    rows = connection.execute(
        """
        SELECT path, ordinal + 1 FROM pages JOIN documents ON documents.key = pages.document
        WHERE NOT has_passage AND trim(text, char(9, 10, 12, 13, 32)) <> ''
          AND status IN (SELECT value FROM json_each(?)) ORDER BY path, ordinal
        """,
        (json.dumps(list(statuses)),),
    )
    return _grouped(rows)


def as_read(connection: sqlite3.Connection) -> dict[str, tuple[str, str, str | None]]:
    """The title, kind and date of the visible items as they were read, by id, whatever was set right since."""
    rows = connection.execute(
        """
        SELECT items.id, title, kind, meeting_date FROM items
        JOIN documents ON documents.key = items.document AND documents.status = 'ready'
        """
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def kinds(connection: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """How many passages of each kind the visible items have, by their ids."""
    found: dict[str, dict[str, int]] = {}
    rows = connection.execute(
        """
        SELECT items.id, passages.kind, count(*) FROM passages JOIN items ON items.key = passages.item
        JOIN documents ON documents.key = items.document AND documents.status = 'ready'
        GROUP BY items.id, passages.kind
        """
    )
    for item, kind, count in rows:
        found.setdefault(item, {})[kind] = count
    return found


def noted(connection: sqlite3.Connection, note: str) -> dict[str, int]:
    """How many passages of the visible items, by their ids, have `note` in their context."""
    rows = connection.execute(
        """
        SELECT items.id, count(*) FROM passages JOIN items ON items.key = passages.item
        JOIN documents ON documents.key = items.document AND documents.status = 'ready'
        WHERE instr(passages.context, ?) GROUP BY items.id
        """,
        (note,),
    )
    return dict(map(tuple, rows))


def _grouped(rows: sqlite3.Cursor) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for document, number in rows:
        found.setdefault(document, []).append(number)
    return found
