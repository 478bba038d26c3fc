"""What each document adds to what is known of all papers together: one row a document, so one more is one row more."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass

from index.language.vocabulary import Introduced, introduced

_TEXTS = """
SELECT passages.text FROM passages JOIN items ON items.key = passages.item WHERE items.document = ?
ORDER BY passages.ordinal
"""


@dataclass(frozen=True)
class Learnt:
    """Of one document or several: how many passages there are, the characters of their texts, and the abbreviations
    that they introduce.
    """

    passages: int
    letters: int
    abbreviations: Introduced


def put(connection: sqlite3.Connection, document: int | None) -> None:
    """Note what the stored passages of a document (its key) add."""
    one = _worked_out(connection, document)
    body = json.dumps(one.abbreviations, ensure_ascii=False)
    connection.execute("INSERT OR REPLACE INTO learnt VALUES (?, ?, ?, ?)", (document, one.passages, one.letters, body))


def every(connection: sqlite3.Connection) -> dict[str, Learnt]:
    """What each ready document adds, by its sha256, ordered by path; worked out here where it was never noted."""
    rows = connection.execute(
        """
        SELECT documents.key, sha256, learnt.* FROM documents LEFT JOIN learnt ON learnt.document = documents.key
        WHERE status = 'ready' ORDER BY path, sha256
        """
    ).fetchall()
    return {
        row["sha256"]: _worked_out(connection, row["key"])
        if row["document"] is None
        else Learnt(row["passages"], row["letters"], json.loads(row["abbreviations"]))
        for row in rows
    }


def _worked_out(connection: sqlite3.Connection, document: int | None) -> Learnt:
    texts = [text for (text,) in connection.execute(_TEXTS, (document,))]
    found = {short: Counter(long) for short, long in introduced(texts).items()}
    return Learnt(len(texts), sum(map(len, texts)), found)
