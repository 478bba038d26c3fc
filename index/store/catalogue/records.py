"""Rows of the catalogue as values; the ids of items and passages."""

import hashlib
import json
import sqlite3
from dataclasses import dataclass, fields
from datetime import date, datetime

from index.store.catalogue.schema import differs
from index.values import Contact, Item, Listed, Passage, StoredItem, StoredPassage, Turn


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
class SetAside:
    """A withdrawn document that can be brought back until `due` (with its time zone)."""

    document: StoredDocument
    due: datetime


@dataclass(frozen=True)
class Origin:
    """Where a file was found: its absolute `source`, and its `path` within the `folder` indexed."""

    source: str
    path: str
    folder: str


AMONG = "IN (SELECT value FROM json_each(?))"
OF_READY = """
JOIN items ON items.key = passages.item JOIN documents ON documents.key = items.document AND documents.status = 'ready'
"""
DOCUMENTS = f"""
SELECT documents.*, sha256 AS id, {differs("documents")} AS changed,
       (SELECT count(*) FROM items WHERE items.document = documents.key) AS items,
       (SELECT count(*) FROM passages JOIN items ON items.key = passages.item
        WHERE items.document = documents.key) AS passages
FROM documents
"""
PASSAGES = f"SELECT passages.*, items.id AS item_id, {differs('passages')} AS changed FROM passages {OF_READY}"
# What a person set right counts first, then what the paper says, then what others say of it.
ITEMS = f"""
SELECT items.key, items.id, documents.sha256 AS document_id, documents.path AS document, items.ordinal,
       coalesce(corrections.title, items.title) AS title, coalesce(over_set.title, over.title, '') AS parent,
       over.id AS parent_id, coalesce(corrections.kind, items.kind) AS kind,
       coalesce(corrections.committee, items.committee, links.committee) AS committee,
       coalesce(items.committee, links.committee, '') AS read_committee,
       coalesce(corrections.meeting_date, items.meeting_date, links.meeting_date) AS meeting_date, items.author,
       coalesce(items.agenda_number, links.agenda_number) AS agenda_number, items.first_page, items.last_page,
       coalesce(items.pack_pages, links.pack_pages) AS pack_pages,
       (SELECT count(*) FROM passages WHERE passages.item = items.key) AS passages, items.contacts, items.lists,
       links.replaces, links.replaced_by, links.copy_of, corrections.title AS set_title, corrections.kind AS set_kind,
       corrections.meeting_date AS set_meeting_date, corrections.parent AS set_parent,
       corrections.committee AS set_committee,
       {differs("items")} OR {differs("documents")} OR {differs("corrections")} OR
       (SELECT {differs("links", "own")} FROM main.links AS own WHERE own.item = items.key) AS changed
FROM items JOIN documents ON documents.key = items.document AND documents.status = 'ready'
LEFT JOIN corrections ON corrections.sha256 = documents.sha256 AND corrections.ordinal = items.ordinal
LEFT JOIN links ON links.item = items.key
LEFT JOIN items AS inside ON inside.document = items.document AND inside.ordinal = items.parent
LEFT JOIN items AS over ON over.id = nullif(coalesce(corrections.parent, inside.id, links.parent), '')
LEFT JOIN documents AS over_in ON over_in.key = over.document
LEFT JOIN corrections AS over_set ON over_set.sha256 = over_in.sha256 AND over_set.ordinal = over.ordinal
"""
SET_RIGHT = ("title", "kind", "meeting_date", "parent", "committee")
_DOCUMENT = [field.name for field in fields(StoredDocument)]
_ITEM = [field.name for field in fields(StoredItem) if field.name != "corrected"]
_PASSAGE = [field.name for field in fields(StoredPassage) if field.name != "item"]


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
    added, warnings = datetime.fromisoformat(row["added_at"]), tuple(json.loads(row["warnings"]))
    return StoredDocument(**{name: row[name] for name in _DOCUMENT} | {"added_at": added, "warnings": warnings})


def as_item(row: sqlite3.Row) -> StoredItem:
    """A row of `ITEMS`."""
    return StoredItem(
        **{name: row[name] for name in _ITEM}
        | {
            "meeting_date": date.fromisoformat(row["meeting_date"]) if row["meeting_date"] else None,
            "contacts": tuple(Contact(**one) for one in json.loads(row["contacts"])),
            "lists": tuple(Listed(**one) for one in json.loads(row["lists"])),
            "corrected": tuple(name for name in SET_RIGHT if row[f"set_{name}"] is not None),
        }
    )


def as_passage(row: sqlite3.Row, item: StoredItem) -> StoredPassage:
    """A row of `PASSAGES`, of which `item` is the item."""
    joints, turns = tuple(json.loads(row["joints"])), tuple(Turn(*turn) for turn in json.loads(row["turns"]))
    return StoredPassage(item=item, **{name: row[name] for name in _PASSAGE} | {"joints": joints, "turns": turns})
