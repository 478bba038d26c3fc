"""Where figures are kept between runs: one SQLite file in the data folder, which may be deleted at any time.

Each document's mentions are kept under its sha256, so that a new pack is the only one to be read, and the whole ledger
under the library's generation, so that it opens without any passage being read. The file is made anew from the
catalogue, and is deleted when a document is withdrawn.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from index.language.periods import Span
from rag.figures.ledger import Ledger
from rag.figures.values import Indicator, Mention, Paper, Value

FILE = "figures.sqlite"
VERSION = 10  # of what is read and how it is kept: raise it with every change to either


@dataclass(frozen=True)
class Read:
    """What was read in one document: its mentions, and the abbreviations that it introduces."""

    mentions: tuple[Mention, ...]
    abbreviations: dict[str, tuple[str, ...]]


class FigureStore:
    """The kept figures of one data folder. A file that cannot be written is done without."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / FILE

    def ledger(self, generation: str) -> Ledger | None:
        """The ledger of that generation, or None."""
        body = self._get("SELECT body FROM ledger WHERE generation = ? AND version = ?", (generation, VERSION))
        return _ledger(json.loads(zlib.decompress(body))) if body else None

    def keep_ledger(self, generation: str, ledger: Ledger) -> None:
        """Keep the ledger of a generation; a library of some documents only has generations of its own."""
        body = zlib.compress(json.dumps(_plain_ledger(ledger), ensure_ascii=False).encode(), 3)
        self._write(
            ("DELETE FROM ledger WHERE generation = ?", (generation,)),
            ("INSERT INTO ledger VALUES (?, ?, ?)", (generation, VERSION, body)),
        )

    def read(self, document_id: str) -> Read | None:
        """What was read in a document, or None."""
        body = self._get("SELECT body FROM document WHERE id = ? AND version = ?", (document_id, VERSION))
        if not body:
            return None
        data = json.loads(zlib.decompress(body))
        mentions = tuple(Mention(**m | {"period": _span(m["period"])}) for m in data["mentions"])
        return Read(mentions, {short: tuple(long) for short, long in data["abbreviations"].items()})

    def keep_read(self, document_id: str, read: Read) -> None:
        """Keep what was read in a document."""
        mentions = [asdict(m) | {"period": _plain_span(m.period)} for m in read.mentions]
        data = {"mentions": mentions, "abbreviations": read.abbreviations}
        body = zlib.compress(json.dumps(data, ensure_ascii=False).encode(), 3)
        self._write(("INSERT OR REPLACE INTO document VALUES (?, ?, ?)", (document_id, VERSION, body)))

    def forget_others(self, generation: str, document_ids: Iterable[str]) -> None:
        """Let go of documents that are no longer in the library, and of the ledgers of earlier generations."""
        kept = json.dumps(list(document_ids))
        self._write(
            ("DELETE FROM document WHERE id NOT IN (SELECT value FROM json_each(?))", (kept,)),
            ("DELETE FROM ledger WHERE generation <> ? AND substr(generation, 1, ?) <> ?", _starting(generation)),
        )

    def delete(self) -> None:
        """Delete the file: a document was withdrawn."""
        for suffix in ("", "-wal", "-shm", "-journal"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def _get(self, query: str, values: tuple[Any, ...]) -> bytes | None:
        if not self.path.is_file():
            return None
        with suppress(sqlite3.Error), closing(sqlite3.connect(self.path, timeout=5)) as connection:
            row = connection.execute(query, values).fetchone()
            return bytes(row[0]) if row else None
        return None

    def _write(self, *statements: tuple[str, tuple[Any, ...]]) -> None:
        with suppress(sqlite3.OperationalError):  # a folder that cannot be written, or another process writing
            try:
                self._run(statements)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                self.delete()  # damaged: made anew
                self._run(statements)

    def _run(self, statements: Iterable[tuple[str, tuple[Any, ...]]]) -> None:
        with closing(sqlite3.connect(self.path, timeout=5)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("CREATE TABLE IF NOT EXISTS document (id TEXT PRIMARY KEY, version INTEGER, body BLOB)")
            connection.execute("CREATE TABLE IF NOT EXISTS ledger (generation TEXT, version INTEGER, body BLOB)")
            with connection:
                for statement, values in statements:
                    connection.execute(statement, values)


def _starting(generation: str) -> tuple[str, int, str]:
    return generation, len(generation) + 1, f"{generation}-"


def _plain_span(span: Span | None) -> list[str] | None:
    return [span.start.isoformat(), span.end.isoformat(), span.precision] if span else None


def _span(data: list[Any] | None) -> Span | None:
    return Span(date.fromisoformat(data[0]), date.fromisoformat(data[1]), data[2]) if data else None


def _plain_ledger(ledger: Ledger) -> dict[str, Any]:
    papers: dict[str, dict[str, Any]] = {}
    indicators = []
    for indicator in ledger.indicators:
        values = []
        for v in indicator.values:
            when = v.paper.meeting_date
            papers[v.paper.item_id] = vars(v.paper) | {"meeting_date": when.isoformat() if when else None}
            values.append(vars(v) | {"paper": v.paper.item_id, "period": _plain_span(v.period)})
        indicators.append(vars(indicator) | {"values": values})
    return {"papers": papers, "indicators": indicators, "abbreviations": dict(ledger.abbreviations)}


def _ledger(data: dict[str, Any]) -> Ledger:
    papers = {
        id: Paper(**p | {"meeting_date": date.fromisoformat(p["meeting_date"]) if p["meeting_date"] else None})
        for id, p in data["papers"].items()
    }
    return Ledger(
        tuple(
            Indicator(
                **i
                | {
                    "values": tuple(
                        Value(**v | {"paper": papers[v["paper"]], "period": _span(v["period"])}) for v in i["values"]
                    ),
                    "changes": tuple(i["changes"]),
                }
            )
            for i in data["indicators"]
        ),
        {short: tuple(long) for short, long in data["abbreviations"].items()},
    )
