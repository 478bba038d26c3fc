"""A parsed document as rows: its pages, items and passages with all that hangs on them.

Passages that say the same are grouped as they are stored: each new one is compared with those that share a band."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, astuple

import numpy as np
from numpy.typing import NDArray

from index.language.alike import bands, digest, repeats, sketch
from index.store.catalogue import learnt
from index.store.catalogue.records import item_id, passage_id
from index.store.catalogue.schema import insert
from index.values import Item, ParsedDocument, Passage

_CANDIDATES = 8  # passages that share a band with a new one and are compared with it


def about(parsed: ParsedDocument) -> dict[str, object]:
    """The columns of a document that tell what was read."""
    warnings = list(dict.fromkeys((*parsed.reading.warnings, *parsed.warnings)))
    return {
        "page_count": len(parsed.reading.pages),
        "metadata": json.dumps(parsed.reading.metadata),
        "warnings": json.dumps(warnings),
    }


def put(
    connection: sqlite3.Connection,
    document: int,
    sha256: str,
    parsed: ParsedDocument,
    vectors: NDArray[np.float32],
    tokens: Sequence[bytes],
) -> None:
    """Store all parts of a document (its key) but the full text; `vectors` and packed `tokens` a passage each."""
    _put_pages(connection, document, parsed)
    texts: dict[int, list[str]] = {item.ordinal: [] for item in parsed.items}
    for passage in parsed.passages:
        texts[passage.item].append(passage.text)
    items = {item.ordinal: _put_item(connection, document, sha256, item, texts[item.ordinal]) for item in parsed.items}
    minutes = {item.ordinal for item in parsed.items if item.kind == "minutes"}
    for passage, vector, matrix in zip(parsed.passages, vectors, tokens, strict=True):
        key = _put_passage(connection, items[passage.item], sha256, passage)
        learnt.put_statements(connection, key, passage, passage.item in minutes)
        insert(connection, "vectors", passage=key, vector=vector.astype("<f4").tobytes())
        insert(connection, "token_vectors", passage=key, tokens=matrix)
    learnt.put(connection, document)


def _put_pages(connection: sqlite3.Connection, document: int, parsed: ParsedDocument) -> None:
    """The pages, and of each whether any passage stands on it."""
    spans = sorted((passage.start, passage.end) for passage in parsed.passages)
    start = behind = 0
    for ordinal, page in enumerate(parsed.reading.pages):
        end = start + len(page.text)
        while behind < len(spans) and spans[behind][1] <= start:
            behind += 1
        columns = {name: getattr(page, name) for name in ("number", "stamped", "printed", "text")}
        columns["has_passage"] = int(behind < len(spans) and spans[behind][0] < end)
        insert(connection, "pages", document=document, ordinal=ordinal, **columns)
        start = end + 1


def _put_item(connection: sqlite3.Connection, document: int, sha256: str, item: Item, texts: Sequence[str]) -> int:
    columns = vars(item) | {
        "meeting_date": item.meeting_date.isoformat() if item.meeting_date else None,
        "contacts": json.dumps([asdict(contact) for contact in item.contacts]),
        "lists": json.dumps([asdict(line) for line in item.lists]),
        "digest": digest(texts),
        "sketch": json.dumps(sketch(texts)),
    }
    return insert(connection, "items", id=item_id(sha256, item), document=document, **columns)


def _put_passage(connection: sqlite3.Connection, item: int, sha256: str, passage: Passage) -> int:
    columns = vars(passage) | {
        "item": item,
        "joints": json.dumps(passage.joints),
        "turns": json.dumps([astuple(turn) for turn in passage.turns]),
    }
    del columns["parts"]  # what they say is stored as statements
    key = insert(connection, "passages", id=passage_id(sha256, passage), **columns)
    _group(connection, key, passage.text)
    return key


def _group(connection: sqlite3.Connection, key: int, text: str) -> None:
    """Put a passage in the group of those that say the same; a group begins with its second passage."""
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
            (SELECT same_as FROM passages WHERE same_as IS NOT NULL GROUP BY same_as HAVING count(*) = 1)"""
    )
