"""Who asked and exported what, kept for as many days as the settings say; nothing is kept when they say none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.exports.csvtext import csv_text
from app.saved.database import connected

FILE = "audit.sqlite"
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS audit (at TEXT NOT NULL, who TEXT NOT NULL, did TEXT NOT NULL, what TEXT NOT NULL)"
)


@dataclass(frozen=True)
class Entry:
    """One thing done: when (ISO, UTC), by whom, which kind of thing, and to what."""

    at: str
    who: str
    did: str
    what: str


class AuditLog:
    """The audit log of one data folder. Safe to use from many threads: each call opens its own connection."""

    def __init__(self, data_dir: Path, days: int, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._path = data_dir / FILE
        self._days = days
        self._now = now
        if days or self._path.exists():
            data_dir.mkdir(parents=True, exist_ok=True)
            with connected(self._path) as connection:
                connection.execute(_SCHEMA)
            self.forget_old()

    def note(self, who: str, did: str, what: str) -> None:
        """Keep that somebody did something; drops what is too old to be kept."""
        if not self._days:
            return
        with connected(self._path) as connection:
            connection.execute("INSERT INTO audit VALUES (?, ?, ?, ?)", (self._now().isoformat(), who, did, what))
        self.forget_old()

    def forget_old(self) -> None:
        """Drop what is older than the settings allow: everything, when they say to keep no log."""
        with connected(self._path) as connection:
            connection.execute(
                "DELETE FROM audit WHERE at < ?", ((self._now() - timedelta(days=self._days)).isoformat(),)
            )

    def entries(self, limit: int = 1000) -> list[Entry]:
        """The newest entries, newest first."""
        if not self._path.exists():
            return []
        with connected(self._path) as connection:
            rows = connection.execute("SELECT * FROM audit ORDER BY at DESC LIMIT ?", (limit,)).fetchall()
        return [Entry(*row) for row in rows]

    def as_csv(self) -> str:
        """Every entry as CSV, newest first."""
        return csv_text((field.name for field in fields(Entry)), map(astuple, self.entries(limit=-1)))
