"""Statements of passages as rows of the catalogue: places and values only, the words are the passage's own."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from typing import Any

from index.language.amounts import Amount
from index.language.periods import Period
from index.language.statements import Statement, statements_of
from index.values import Cell, Passage

_SELECT = """
SELECT passages.id, passages.text, passages.section, statements.body FROM statements
JOIN passages ON passages.key = statements.passage JOIN items ON items.key = passages.item
JOIN documents ON documents.key = items.document AND documents.status = 'ready'
WHERE items.id = ? ORDER BY passages.ordinal
"""


def put(connection: sqlite3.Connection, key: int | None, passage: Passage, minutes: bool) -> None:
    """Read a passage, whose key it is, and note its statements."""
    found = statements_of("", passage.text, passage.parts, passage.joints, passage.section, minutes)
    body = json.dumps([_plain(s) for s in found], ensure_ascii=False, separators=(",", ":"))
    connection.execute("INSERT INTO statements VALUES (?, ?)", (key, body))


def of_item(connection: sqlite3.Connection, item: str) -> list[Statement]:
    """The statements of a visible item, in order."""
    return [_statement(row, data) for row in connection.execute(_SELECT, (item,)) for data in json.loads(row["body"])]


def _plain(s: Statement) -> list[Any]:
    periods = [[p.start.isoformat(), p.end.isoformat(), p.precision, *p.span] for p in s.periods]
    amounts = [[a.value, a.unit, a.sign, a.start, a.end] for a in s.amounts]
    cells = [[c.start, c.end, c.head] for c in s.cells]
    return [s.start, s.end, s.kind, s.paragraph, s.entry, periods, amounts, cells, s.group, s.table]


def _statement(row: sqlite3.Row, data: list[Any]) -> Statement:
    start, end, kind, paragraph, entry, periods, amounts, cells, group, table = data
    whole = row["text"]
    text = whole[start:end]
    return Statement(
        row["id"],
        start,
        end,
        text,
        kind,
        row["section"],
        paragraph,
        entry,
        tuple(Period(_day(a), _day(b), sort, text[x:y].strip(), (x, y)) for a, b, sort, x, y in periods),
        tuple(Amount(value, unit, sign, x, y, text[x:y].strip()) for value, unit, sign, x, y in amounts),
        tuple(Cell(whole[x:y], x, y, head) for x, y, head in cells),
        group,
        table,
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)
