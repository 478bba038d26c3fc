"""Rows of the catalogue as values, and values as rows; the ids of items and passages."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import date, datetime
from typing import Any

from index.language.alike import digest, sketch
from index.values import Contact, Item, Listed, ParsedDocument, Passage, StoredItem, StoredPassage, Turn


@dataclass(frozen=True)
class StoredDocument:
    """A document as the catalogue knows it. `id` is its sha256, `path` its path within the folder indexed."""

    id: str
    path: str
    source: str  # where it was read, absolute
    folder: str
    size: int
    added_at: datetime
    page_count: int
    items: int
    passages: int
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Origin:
    """Where a file was found: its absolute `source`, and its `path` within the `folder` indexed."""

    source: str
    path: str
    folder: str


ITEMS = """
SELECT items.*, documents.sha256, documents.path,
       (SELECT count(*) FROM passages WHERE passages.item = items.key) AS passages,
       corrections.title AS set_title, corrections.kind AS set_kind, corrections.meeting_date AS set_date,
       corrections.parent AS set_parent, links.committee AS their_committee, links.meeting_date AS their_date,
       links.agenda_number AS their_number, links.pack_pages AS their_pages, links.replaces, links.replaced_by,
       links.copy_of, over.id AS parent_id, coalesce(over_set.title, over.title) AS parent_title
FROM items JOIN documents ON documents.key = items.document AND documents.status = 'ready'
LEFT JOIN corrections ON corrections.sha256 = documents.sha256 AND corrections.ordinal = items.ordinal
LEFT JOIN links ON links.item = items.key
LEFT JOIN items AS inside ON inside.document = items.document AND inside.ordinal = items.parent
LEFT JOIN items AS over ON over.id = nullif(coalesce(corrections.parent, inside.id, links.parent), '')
LEFT JOIN documents AS over_in ON over_in.key = over.document
LEFT JOIN corrections AS over_set ON over_set.sha256 = over_in.sha256 AND over_set.ordinal = over.ordinal
"""
SET = {"title": "set_title", "kind": "set_kind", "meeting_date": "set_date", "parent": "set_parent"}
PASSAGES = """
SELECT passages.*, items.id AS item_id FROM passages JOIN items ON items.key = passages.item
JOIN documents ON documents.key = items.document AND documents.status = 'ready'
"""
DOCUMENTS = """
SELECT documents.*, (SELECT count(*) FROM items WHERE items.document = documents.key) AS items,
       (SELECT count(*) FROM passages JOIN items ON items.key = passages.item
        WHERE items.document = documents.key) AS passages
FROM documents
"""


def item_id(sha256: str, item: Item) -> str:
    """The id of an item: the same for the same document, place and title."""
    return _digest(sha256, str(item.ordinal), item.title)[:16]


def passage_id(sha256: str, passage: Passage) -> str:
    """The id of a passage: the same for the same document, place and text."""
    return _digest(sha256, str(passage.ordinal), str(passage.start), passage.context, passage.text)[:20]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def as_document(row: sqlite3.Row) -> StoredDocument:
    """A row of `DOCUMENTS`."""
    return StoredDocument(
        id=row["sha256"],
        path=row["path"],
        source=row["source"],
        folder=row["folder"],
        size=row["size"],
        added_at=datetime.fromisoformat(row["added_at"]),
        page_count=row["page_count"],
        items=row["items"],
        passages=row["passages"],
        warnings=tuple(json.loads(row["warnings"])),
    )


def as_item(row: sqlite3.Row) -> StoredItem:
    """A row of `ITEMS`: what a person set right counts first, then what the paper says, then what others say of it."""
    day = row["set_date"] or row["meeting_date"] or row["their_date"]
    return StoredItem(
        id=row["id"],
        document_id=row["sha256"],
        document=row["path"],
        ordinal=row["ordinal"],
        title=row["set_title"] or row["title"],
        parent=row["parent_title"] or "",
        parent_id=row["parent_id"],
        kind=row["set_kind"] or row["kind"],
        committee=row["committee"] or row["their_committee"],
        meeting_date=date.fromisoformat(day) if day else None,
        author=row["author"],
        agenda_number=row["agenda_number"] or row["their_number"],
        first_page=row["first_page"],
        last_page=row["last_page"],
        pack_pages=row["pack_pages"] or row["their_pages"],
        passages=row["passages"],
        contacts=tuple(Contact(**one) for one in json.loads(row["contacts"])),
        lists=tuple(Listed(**one) for one in json.loads(row["lists"])),
        replaces=row["replaces"],
        replaced_by=row["replaced_by"],
        copy_of=row["copy_of"],
        corrected=tuple(field for field, column in SET.items() if row[column] is not None),
    )


def as_passage(row: sqlite3.Row, item: StoredItem) -> StoredPassage:
    """A row of `PASSAGES`, of which `item` is the item."""
    return StoredPassage(
        id=row["id"],
        item=item,
        ordinal=row["ordinal"],
        kind=row["kind"],
        text=row["text"],
        context=row["context"],
        section=row["section"],
        paragraph=row["paragraph"],
        page=row["page"],
        pack_page=row["pack_page"],
        printed_page=row["printed_page"],
        joints=tuple(json.loads(row["joints"])),
        turns=tuple(Turn(*turn) for turn in json.loads(row["turns"])),
        same_as=row["same_as"],
    )


def item_row(item: Item, texts: Sequence[str]) -> tuple[Any, ...]:
    """The columns of an item after its id and document, in the table's order; `texts` are those of its passages."""
    return (
        item.ordinal,
        item.title,
        item.kind,
        item.parent,
        item.committee,
        item.meeting_date.isoformat() if item.meeting_date else None,
        item.author,
        item.agenda_number,
        item.first_page,
        item.last_page,
        item.pack_pages,
        item.start,
        item.end,
        json.dumps([asdict(contact) for contact in item.contacts]),
        json.dumps([asdict(line) for line in item.lists]),
        digest(texts),
        json.dumps(sketch(texts)),
    )


def passage_row(passage: Passage) -> tuple[Any, ...]:
    """The columns of a passage after its id and item, in the table's order."""
    return (
        passage.ordinal,
        passage.kind,
        passage.text,
        passage.context,
        passage.section,
        passage.paragraph,
        passage.page,
        passage.pack_page,
        passage.printed_page,
        passage.start,
        passage.end,
        json.dumps(passage.joints),
        json.dumps([astuple(turn) for turn in passage.turns]),
    )


def page_rows(parsed: ParsedDocument) -> list[tuple[Any, ...]]:
    """The columns of each page after its document, in the table's order; whether any passage stands on it
    last.
    """
    starts: list[int] = []
    position = 0
    for page in parsed.reading.pages:
        starts.append(position)
        position += len(page.text) + 1
    rows = []
    spans = sorted((passage.start, passage.end) for passage in parsed.passages)
    behind = 0
    for ordinal, page in enumerate(parsed.reading.pages):
        start, end = starts[ordinal], starts[ordinal] + len(page.text)
        while behind < len(spans) and spans[behind][1] <= start:
            behind += 1
        has_passage = behind < len(spans) and spans[behind][0] < end
        rows.append((ordinal, page.number, page.stamped, page.printed, page.text, int(has_passage)))
    return rows
