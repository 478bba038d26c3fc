"""Full text search in the catalogue: SQLite's FTS5 over tokens of our own making, ranked by BM25.

FTS5 would cut "4.2%" and "A&E" to pieces, so it is given tokens (`index.tokens`) in which every character but a-z and
0-9 is written as its code point between underscores: FTS5 then keeps each token whole, in the text and in queries.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterable

from index.tokens import tokens

_MAX_TOKENS = 256  # of one query: a pasted page asks no more than its first words
_UNSAFE = re.compile(r"[^a-z0-9]")


def safe(token: str) -> str:
    """`token` in letters, digits and underscores only; different tokens stay different."""
    return _UNSAFE.sub(lambda match: f"_{ord(match.group()):x}_", token)


def column(text: str) -> str:
    """What FTS5 is given for `text`."""
    return " ".join(map(safe, tokens(text)))


def search(connection: sqlite3.Connection, words: Iterable[str], k: int, items: Collection[str] | None = None,
           context_weight: float = 0.5) -> list[tuple[str, float]]:
    """The ids of the `k` ready passages that match any of `words` best, with their BM25 scores (higher is better).

    `words` are tokens as `index.tokens` gives them. `items` narrows the search to the passages of these items. A word
    in the context (paper, headings) counts `context_weight` times as much as one in the text.
    """
    distinct = list(dict.fromkeys(word for word in words if word))[:_MAX_TOKENS]
    if not distinct or k <= 0:
        return []
    rows = connection.execute(
        """
        SELECT passages.id, -bm25(words, ?, 1.0) AS score FROM words
        JOIN passages ON passages.key = words.rowid JOIN items ON items.key = passages.item
        JOIN documents ON documents.key = items.document
        WHERE words MATCH ? AND documents.status = 'ready'
          AND (?3 IS NULL OR items.id IN (SELECT value FROM json_each(?3)))
        ORDER BY score DESC, passages.id LIMIT ?4
        """,
        (context_weight, " OR ".join(f'"{safe(word)}"' for word in distinct),
         None if items is None else json.dumps(sorted(items)), k),
    )
    return [(row[0], row[1]) for row in rows]


def finds(connection: sqlite3.Connection, key: int, text: str) -> bool:
    """Whether the passage with this `key` is among those that have every word of `text`."""
    distinct = list(dict.fromkeys(tokens(text)))
    if not distinct:
        return True
    query = "text : (" + " AND ".join(f'"{safe(word)}"' for word in distinct) + ")"
    row = connection.execute("SELECT 1 FROM words WHERE words MATCH ? AND rowid = ?", (query, key)).fetchone()
    return row is not None
