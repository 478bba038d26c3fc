"""What papers say of one another, made anew whenever what is visible changes, and what people set right of them, which
follows a paper when its file is changed or read again."""

import json
import logging
import sqlite3
from collections import Counter
from collections.abc import Collection
from datetime import date
from pathlib import PurePosixPath

from index.language.alike import alike
from index.papers.linking import COPIED, Link, link
from index.papers.related import Paper, says_late
from index.store.catalogue.schema import insert
from index.values import Listed

_log = logging.getLogger(__name__)
_PAPERS = """
SELECT items.*, documents.sha256, documents.path, documents.folder, documents.metadata, inside.id AS inside_id,
       corrections.title AS set_title, corrections.kind AS set_kind, corrections.meeting_date AS set_date,
       corrections.parent AS set_parent, corrections.committee AS set_committee,
       (SELECT count(*) FROM items AS beside WHERE beside.document = items.document) AS beside
FROM items JOIN documents ON documents.key = items.document AND ({})
LEFT JOIN corrections ON corrections.sha256 = documents.sha256 AND corrections.ordinal = items.ordinal
LEFT JOIN items AS inside ON inside.document = items.document AND inside.ordinal = items.parent
ORDER BY documents.path, documents.sha256, items.ordinal
"""

_NEAR = 0.5  # share of what two papers say from which one is a near copy of the other
_FEW, _MANY = 30, 100  # shingles that they must share at least; papers in which one says nothing of either
_WRITTEN = """
SELECT id, other FROM (SELECT item, replaces AS other FROM links UNION SELECT item, copy_of FROM links) AS said
JOIN items ON key = said.item WHERE other <> ''
"""
_READY = "documents.status = 'ready'"
_THERE = "documents.status != 'withdrawn' OR documents.sha256 IN (SELECT sha256 FROM aside)"


def near(connection: sqlite3.Connection, documents: Collection[str]) -> list[tuple[str, str]]:
    """Documents (sha256) with another where each has a paper, no agenda or minutes, that says half of what both say;
    the first is one of `documents`. Those being read in or set aside too."""
    rows = connection.execute(
        f"SELECT id, kind, sha256, sketch FROM items JOIN documents ON documents.key = document WHERE {_THERE}"
    ).fetchall()
    papers = {id: (sha256, frozenset(json.loads(sketch))) for id, kind, sha256, sketch in rows if kind in COPIED}
    asked = {id: sketch for id, (sha256, sketch) in papers.items() if sha256 in documents}
    said = frozenset[int]().union(*asked.values())
    holders = Counter(shingle for _, sketch in papers.values() for shingle in said & sketch)
    own = said - {shingle for shingle, times in holders.items() if times >= _MANY}
    return [
        (papers[one][0], sha256)
        for one, sketch in asked.items()
        for sha256, words in papers.values()
        if papers[one][0] != sha256 and len(own & sketch & words) >= _FEW and alike(sketch, words) >= _NEAR
    ]


def relink(connection: sqlite3.Connection) -> None:
    """Write the table `links` anew from the papers of the ready documents, corrections included."""
    rows, found = _linked(connection, _READY)
    keys = {row["id"]: row["key"] for row in rows}
    connection.execute("DELETE FROM links")
    for one in found:
        day = one.meeting_date.isoformat() if one.meeting_date else None
        insert(connection, "links", **vars(one) | {"item": keys[one.item], "meeting_date": day})


def linked(connection: sqlite3.Connection) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The document (sha256) of each item, and the items of which one is a version or a copy of the other: as is written
    of those that are ready, and as they stand now with those that are being read in or set aside."""
    (rows, found), written = _linked(connection, _THERE), connection.execute(_WRITTEN).fetchall()
    now = [(one.item, other) for one in found for other in (one.replaces, one.copy_of) if other]
    return {row["id"]: row["sha256"] for row in rows}, [*now, *map(tuple, written)]


def _linked(connection: sqlite3.Connection, where: str) -> tuple[list[sqlite3.Row], list[Link]]:
    rows = connection.execute(_PAPERS.format(where)).fetchall()
    supplements = {row["sha256"] for row in rows if row["kind"] == "supplement"}
    return rows, link(_paper(row, row["sha256"] in supplements) for row in rows)


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
        set_committee=row["set_committee"],
        agenda_number=row["agenda_number"],
        lists=tuple(Listed(**line) for line in json.loads(row["lists"])),
        pages=row["last_page"] - row["first_page"] + 1 if row["first_page"] and row["last_page"] else None,
        pack_pages=row["pack_pages"],
        late=supplement or says_late(path.stem) or says_late(title),
        whole=row["beside"] == 1,
        digest=row["digest"],
        sketch=tuple(json.loads(row["sketch"])),
    )


def carry_over(connection: sqlite3.Connection, before: str, after: str) -> int:
    """A file was changed: corrections go over where the same paper stands at the same place; of how many."""
    carried = connection.execute(
        """
        INSERT OR IGNORE INTO corrections
        SELECT later.sha256, corrections.ordinal, corrections.title, corrections.kind, corrections.meeting_date,
               corrections.parent, corrections.corrected_at, corrections.committee
        FROM corrections JOIN documents AS earlier ON earlier.sha256 = corrections.sha256
        JOIN items AS old ON old.document = earlier.key AND old.ordinal = corrections.ordinal
        JOIN documents AS later ON later.sha256 = ?2
        JOIN items AS new ON new.document = later.key AND new.ordinal = old.ordinal AND new.title = old.title
        WHERE corrections.sha256 = ?1
        """,
        (before, after),
    )
    return carried.rowcount


def follow(connection: sqlite3.Connection, sha256: str, old: list[sqlite3.Row], new: list[sqlite3.Row]) -> bool:
    """A document was read again, its items (rows) from `old` to `new`: corrections go where the one paper of the same
    title, words or place stands now, or are dropped where there is none; whether that touched any."""
    before, now = connection.total_changes, dict[int, sqlite3.Row]()
    for names in map(str.split, ("title digest", "title", "digest", "start end", "start kind", "title ordinal")):
        left = [one for one in old if one["ordinal"] not in now], [one for one in new if one not in now.values()]
        for item in left[0]:
            same = [[one for one in some if all(one[name] == item[name] for name in names)] for some in left]
            if [len(ones) for ones in same] == [1, 1]:
                now[item["ordinal"]] = same[1][0]
    rows = connection.execute("SELECT * FROM corrections WHERE sha256 = ?", (sha256,)).fetchall() if old else []
    connection.executemany("DELETE FROM corrections WHERE sha256 = ? AND ordinal = ?", [tuple(row)[:2] for row in rows])
    for row in rows:
        if (paper := now.get(row["ordinal"])) is not None:
            insert(connection, "corrections", **dict(row) | {"ordinal": paper["ordinal"]})
        else:
            _log.warning("What was set right of %r is dropped: its file is read otherwise, without it.", row["title"])
    ids = {item["id"]: now[item["ordinal"]]["id"] for item in old if item["ordinal"] in now}
    parents = connection.execute("SELECT sha256, ordinal, parent FROM corrections WHERE parent <> ''").fetchall()
    update = "UPDATE corrections SET parent = ? WHERE sha256 = ? AND ordinal = ?"
    connection.executemany(update, [(ids[id], *place) for *place, id in parents if ids.get(id, id) != id])
    return connection.total_changes > before
