"""Full text search in the catalogue: SQLite's FTS5 over tokens of our own making, ranked by BM25.

FTS5 would cut "4.2%" and "A&E" to pieces: it is given tokens (`index.language.tokens`), here and in queries, in which
every character but a-z and 0-9 is its code point between underscores."""

import json
import re
import sqlite3
from collections.abc import Collection, Iterable

from index.language.tokens import tokens
from index.store.catalogue.records import AMONG, OF_READY

_MAX_TOKENS = 256  # of one query: a pasted page asks no more than its first words
_UNSAFE = re.compile(r"[^a-z0-9]")


def safe(token: str) -> str:
    """`token` in letters, digits and underscores only; different tokens stay different."""
    return _UNSAFE.sub(lambda match: f"_{ord(match.group()):x}_", token)


def column(text: str) -> str:
    """What FTS5 is given for `text`."""
    return " ".join(map(safe, tokens(text)))


def fill(connection: sqlite3.Connection, where: str = "TRUE", values: Collection[object] = ()) -> None:
    """Build the full text anew of the passages `where`, all by default; a title set right is found beside its own."""
    source = f"""
        FROM passages JOIN items ON items.key = passages.item JOIN documents ON documents.key = items.document
        LEFT JOIN corrections ON corrections.sha256 = documents.sha256 AND corrections.ordinal = items.ordinal
        WHERE {where}
    """
    connection.execute(f"DELETE FROM words WHERE rowid IN (SELECT passages.key {source})", tuple(values))
    rows = connection.execute(
        f"SELECT passages.key, passages.context, passages.text, corrections.title {source}", tuple(values)
    ).fetchall()
    connection.executemany(
        "INSERT INTO words (rowid, context, text) VALUES (?, ?, ?)",
        ((key, column(f"{title or ''} {context}"), column(text)) for key, context, text, title in rows),
    )


def search(
    connection: sqlite3.Connection,
    words: Iterable[str],
    k: int,
    items: Collection[str] | None = None,
    context_weight: float = 0.5,
) -> list[tuple[str, float]]:
    """Ids and BM25 scores of the best `k` ready passages for `words` (tokens), of `items`; contexts weigh less."""
    distinct = list(dict.fromkeys(word for word in words if word))[:_MAX_TOKENS]
    if not distinct or k <= 0:
        return []
    query = " OR ".join(f'"{safe(word)}"' for word in distinct)
    if items is not None:
        rows = connection.execute(
            f"""
            SELECT passages.id, -bm25(words, ?, 1.0) AS score FROM words
            JOIN passages ON passages.key = words.rowid {OF_READY}
            WHERE words MATCH ? AND items.id {AMONG}
            ORDER BY score DESC, passages.id LIMIT ?
            """,
            (context_weight, query, json.dumps(sorted(items)), k),
        )
    else:
        # Ranked before anything is joined, which halves the time; what is hidden is left out afterwards.
        rows = connection.execute(
            f"""
            WITH best AS MATERIALIZED (
                SELECT rowid AS key, -bm25(words, ?, 1.0) AS score FROM words WHERE words MATCH ?
                ORDER BY score DESC, rowid LIMIT ?)
            SELECT passages.id, best.score FROM best JOIN passages ON passages.key = best.key {OF_READY}
            ORDER BY best.score DESC, passages.id LIMIT ?
            """,
            (context_weight, query, k + _hidden(connection), k),
        )
    return [(row[0], row[1]) for row in rows]


def _hidden(connection: sqlite3.Connection) -> int:
    """How many passages are in the index but not visible."""
    hidden = """
        SELECT count(*) FROM main.documents AS every CROSS JOIN main.items AS held ON held.document = every.key
        CROSS JOIN main.passages AS said ON said.item = held.key
        WHERE every.key NOT IN (SELECT key FROM documents WHERE status = 'ready')
    """
    return int(connection.execute(hidden).fetchone()[0])


def frequencies(connection: sqlite3.Connection, words: Iterable[str]) -> dict[str, int]:
    """In how many passages each of `words` (tokens) stands, in the text or the context."""
    counts = {}
    for word in dict.fromkeys(words):
        row = connection.execute("SELECT doc FROM word_counts WHERE term = ?", (safe(word),)).fetchone()
        counts[word] = row[0] if row else 0
    return counts


def every(connection: sqlite3.Connection) -> list[str]:
    """Every token of letters only, those of most passages first: what a misspelt word may have meant."""
    rows = connection.execute("SELECT term FROM word_counts WHERE doc > 0 ORDER BY doc DESC, term")
    return [token for (term,) in rows if (token := _token(term)).isalpha()]


def _token(term: str) -> str:
    """The token that `safe` wrote as `term`."""
    letters = term.split("_")
    return "".join(part if at % 2 == 0 else chr(int(part, 16)) for at, part in enumerate(letters))


def unfound(connection: sqlite3.Connection, statuses: Collection[str] = ("ready",)) -> list[str]:
    """The ids of the passages of documents in these `statuses` that the full text index does not hold word for word."""
    rows = connection.execute(
        f"""
        SELECT passages.id, passages.text, words.text AS held FROM passages JOIN items ON items.key = passages.item
        JOIN documents ON documents.key = items.document LEFT JOIN words ON words.rowid = passages.key
        WHERE documents.status {AMONG}
        """,
        (json.dumps(list(statuses)),),
    )
    return [row["id"] for row in rows if row["held"] != column(row["text"])]
