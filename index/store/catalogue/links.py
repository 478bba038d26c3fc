"""Links the visible papers anew: rows → `index.papers.linking` → the table `links`."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import PurePosixPath

from index.papers.linking import link
from index.papers.related import Paper, says_late
from index.values import Listed

_PAPERS = """
SELECT items.*, documents.sha256, documents.path, documents.folder, documents.metadata, inside.id AS inside_id,
       corrections.title AS set_title, corrections.kind AS set_kind, corrections.meeting_date AS set_date,
       corrections.parent AS set_parent,
       (SELECT count(*) FROM items AS beside WHERE beside.document = items.document) AS beside
FROM items JOIN documents ON documents.key = items.document AND documents.status = 'ready'
LEFT JOIN corrections ON corrections.sha256 = documents.sha256 AND corrections.ordinal = items.ordinal
LEFT JOIN items AS inside ON inside.document = items.document AND inside.ordinal = items.parent
ORDER BY documents.path, documents.sha256, items.ordinal
"""


def relink(connection: sqlite3.Connection) -> None:
    """Write the table `links` anew from the papers of the ready documents, corrections included."""
    rows = connection.execute(_PAPERS).fetchall()
    supplements = {row["sha256"] for row in rows if row["kind"] == "supplement"}
    keys = {row["id"]: row["key"] for row in rows}
    found = link(_paper(row, row["sha256"] in supplements) for row in rows)
    connection.execute("DELETE FROM links")
    connection.executemany(
        "INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                keys[one.item],
                one.parent,
                one.committee,
                one.meeting_date.isoformat() if one.meeting_date else None,
                one.agenda_number,
                one.pack_pages,
                one.replaces,
                one.replaced_by,
                one.copy_of,
            )
            for one in found
        ),
    )


def _paper(row: sqlite3.Row, supplement: bool) -> Paper:
    path = PurePosixPath(row["path"])
    title = str(json.loads(row["metadata"]).get("Title", ""))
    day = row["set_date"] or row["meeting_date"]
    return Paper(
        id=row["id"],
        document_id=row["sha256"],
        folder=str(PurePosixPath(row["folder"]) / path.parent),
        name=path.stem,
        title=row["set_title"] or row["title"],
        kind=row["set_kind"] or row["kind"],
        parent_id=row["set_parent"] if row["set_parent"] is not None else row["inside_id"],
        committee=row["committee"],
        meeting_date=date.fromisoformat(day) if day else None,
        agenda_number=row["agenda_number"],
        lists=tuple(Listed(**line) for line in json.loads(row["lists"])),
        pages=row["last_page"] - row["first_page"] + 1 if row["first_page"] and row["last_page"] else None,
        pack_pages=row["pack_pages"],
        late=supplement or says_late(path.stem) or says_late(title),
        whole=row["beside"] == 1,
        digest=row["digest"],
        sketch=tuple(json.loads(row["sketch"])),
    )
