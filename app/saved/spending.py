"""The tokens that the language model was sent and gave, by day and purpose: counts only, nothing that was said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING

from app.saved.database import connected

if TYPE_CHECKING:
    from rag.llm.model import Spent

FILE = "spending.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS spending (
    day TEXT NOT NULL, purpose TEXT NOT NULL, requests INTEGER NOT NULL, sent INTEGER NOT NULL,
    received INTEGER NOT NULL, PRIMARY KEY (day, purpose)
) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Day:
    """What a day's requests of one purpose came to, in tokens."""

    day: date
    purpose: str
    requests: int
    sent: int
    received: int


class SpendingStore:
    """The account of one data folder. Safe to use from many threads: each call opens its own connection."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / FILE

    def add(self, day: date, purpose: str, spent: Spent) -> None:
        """Write a request down."""
        with self._open() as connection:
            connection.execute(
                "INSERT INTO spending VALUES (?, ?, 1, ?, ?) ON CONFLICT (day, purpose) DO UPDATE SET "
                "requests = requests + 1, sent = sent + excluded.sent, received = received + excluded.received",
                (day.isoformat(), purpose, spent.sent, spent.received),
            )

    def on(self, day: date) -> int:
        """Tokens of a day, all purposes together."""
        return sum(d.sent + d.received for d in self.days() if d.day == day)

    def days(self) -> list[Day]:
        """Every day and purpose, the newest day first; [] where nothing was ever asked."""
        if not self.path.exists():
            return []
        with self._open() as connection:
            rows = connection.execute("SELECT * FROM spending ORDER BY day DESC, purpose").fetchall()
        return [Day(date.fromisoformat(row[0]), *row[1:]) for row in rows]

    @contextmanager
    def _open(self) -> Iterator[Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with connected(self.path, journal="DELETE") as connection:
            connection.executescript(_SCHEMA)
            yield connection
