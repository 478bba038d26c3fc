"""A parsed document as rows: its pages, items and passages with all that hangs on them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.store.catalogue import learnt, same, statements
from index.store.catalogue.rows import item_id, item_row, page_rows, passage_id, passage_row
from index.values import ParsedDocument


def about(parsed: ParsedDocument) -> tuple[int, str, str]:
    """The columns of a document that tell what was read: its number of pages, its metadata and its warnings."""
    warnings = list(dict.fromkeys((*parsed.reading.warnings, *parsed.warnings)))
    return len(parsed.reading.pages), json.dumps(parsed.reading.metadata), json.dumps(warnings)


def put(
    connection: sqlite3.Connection,
    document: int | None,
    sha256: str,
    parsed: ParsedDocument,
    vectors: NDArray[np.float32],
    tokens: Sequence[bytes],
) -> None:
    """Store all parts of a document, whose key it is; the full text apart. `vectors` has a row a passage, in order,
    `tokens` its packed token matrix.
    """
    connection.executemany(
        "INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?)", ((document, *row) for row in page_rows(parsed))
    )
    items: dict[int, int | None] = {}
    texts: dict[int, list[str]] = {item.ordinal: [] for item in parsed.items}
    for passage in parsed.passages:
        texts[passage.item].append(passage.text)
    for item in parsed.items:
        items[item.ordinal] = connection.execute(
            "INSERT INTO items VALUES (NULL, ?, ?" + ", ?" * 17 + ")",
            (item_id(sha256, item), document, *item_row(item, texts[item.ordinal])),
        ).lastrowid
    minutes = {item.ordinal for item in parsed.items if item.kind == "minutes"}
    for passage, vector, matrix in zip(parsed.passages, vectors, tokens, strict=True):
        key = connection.execute(
            "INSERT INTO passages VALUES (NULL, ?, ?" + ", ?" * 13 + ", NULL)",
            (passage_id(sha256, passage), items[passage.item], *passage_row(passage)),
        ).lastrowid
        same.note(connection, key, passage.text)
        statements.put(connection, key, passage, passage.item in minutes)
        connection.execute("INSERT INTO vectors VALUES (?, ?)", (key, vector.astype("<f4").tobytes()))
        connection.execute("INSERT INTO token_vectors VALUES (?, ?)", (key, matrix))
    learnt.put(connection, document)
