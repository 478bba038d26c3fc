"""What is read of stored passages once: their statements, and what each document adds to what is known of all.

A statement's row holds places and values only, the words are the passage's own. Of a document is learnt one row."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.language.amounts import Amount
from index.language.periods import Period
from index.language.statements import Statement, statements_of
from index.language.vocabulary import Introduced, introduced
from index.store.catalogue.records import AMONG, OF_READY
from index.store.catalogue.schema import differs, sound
from index.values import Cell, Passage


@dataclass(frozen=True)
class Learnt:
    """Of some documents: how many passages, characters of their texts, and abbreviations that they introduce."""

    passages: int
    letters: int
    abbreviations: Introduced


def put_statements(connection: sqlite3.Connection, key: int, passage: Passage, minutes: bool) -> None:
    """Read a passage, whose key it is, and note its statements."""
    found = statements_of("", passage.text, passage.parts, passage.joints, passage.section, minutes)
    body = json.dumps([_plain(s) for s in found], ensure_ascii=False, separators=(",", ":"))
    connection.execute("INSERT INTO statements VALUES (?, ?)", (key, body))


def statements(connection: sqlite3.Connection, item: str | None, passages: Collection[str] = ()) -> list[Statement]:
    """The statements of a visible item, in order; with None for it, those of these `passages` (their ids)."""
    among = json.dumps(sorted(passages))
    which, value = (f"passages.id {AMONG}", among) if item is None else ("items.id = ?", item)
    rows = connection.execute(
        f"""
        SELECT passages.id, passages.text, passages.section, statements.body,
               {differs("statements")} OR {differs("passages")} AS changed FROM statements
        JOIN passages ON passages.key = statements.passage {OF_READY} WHERE {which}
        ORDER BY passages.item, passages.ordinal
        """,
        (value,),
    ).fetchall()
    return [_statement(row, data) for row in sound(rows) for data in json.loads(row["body"])]


def put(connection: sqlite3.Connection, document: int) -> None:
    """Note what the stored passages of a document (its key) add."""
    one = _worked_out(connection, document)
    body = json.dumps(one.abbreviations, ensure_ascii=False)
    connection.execute("INSERT OR REPLACE INTO learnt VALUES (?, ?, ?, ?)", (document, one.passages, one.letters, body))


def by_document(connection: sqlite3.Connection) -> dict[str, Learnt]:
    """What each ready document adds, by its sha256, ordered by path; worked out here where it was never noted."""
    rows = connection.execute(
        f"""
        SELECT documents.key, sha256, learnt.*, {differs("learnt")} AS changed FROM documents
        LEFT JOIN learnt ON learnt.document = documents.key
        WHERE status = 'ready' ORDER BY path, sha256
        """
    ).fetchall()
    return {
        row["sha256"]: _worked_out(connection, row["key"])
        if row["document"] is None
        else Learnt(row["passages"], row["letters"], json.loads(row["abbreviations"]))
        for row in sound(rows)
    }


def _worked_out(connection: sqlite3.Connection, document: int) -> Learnt:
    rows = connection.execute(
        """
        SELECT passages.text FROM passages JOIN items ON items.key = passages.item WHERE items.document = ?
        ORDER BY passages.ordinal
        """,
        (document,),
    )
    texts = [text for (text,) in rows]
    return Learnt(len(texts), sum(map(len, texts)), {short: Counter(long) for short, long in introduced(texts).items()})


def _plain(s: Statement) -> list[Any]:
    periods = [[p.start.isoformat(), p.end.isoformat(), p.precision, *p.span] for p in s.periods]
    amounts = [[a.value, a.unit, a.sign, a.start, a.end] for a in s.amounts]
    cells = [[c.start, c.end, c.head] for c in s.cells]
    return [s.start, s.end, s.kind, s.paragraph, s.entry, periods, amounts, cells, "", s.table]  # "": of old


def _statement(row: sqlite3.Row, data: list[Any]) -> Statement:
    start, end, kind, paragraph, entry, periods, amounts, cells, _, table = data
    whole = row["text"]
    text = whole[start:end]
    day = date.fromisoformat
    return Statement(
        row["id"], start, end, text, kind, row["section"], paragraph, entry,
        tuple(Period(day(a), day(b), sort, text[x:y].strip(), (x, y)) for a, b, sort, x, y in periods),
        tuple(Amount(value, unit, sign, x, y, text[x:y].strip()) for value, unit, sign, x, y in amounts),
        tuple(Cell(whole[x:y], x, y, head) for x, y, head in cells), table,
    )  # fmt: skip
