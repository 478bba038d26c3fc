"""The statuses that officers give commitments, with a note why; kept apart from what the papers say.

Every change is kept, so that it can be seen who set what and when, and taken back. A status leaves for good, its bytes
overwritten, when the paper of its commitment is withdrawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.saved.database import connected

FILE = "statuses.sqlite"
LONGEST = 2_000  # characters of a note

_SCHEMA = """
CREATE TABLE IF NOT EXISTS statuses (
    n INTEGER PRIMARY KEY AUTOINCREMENT, commitment TEXT NOT NULL, document TEXT NOT NULL, status TEXT NOT NULL,
    note TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS of_commitment ON statuses (commitment, n);
"""


@dataclass(frozen=True)
class SetStatus:
    """A status that somebody gave a commitment; "" takes an earlier one back."""

    commitment: str
    status: str
    note: str
    by: str
    at: datetime


def _utc_now() -> datetime:
    return datetime.now(UTC)


class StatusStore:
    """The statuses of one data folder. Safe to use from many threads: each call opens its own connection."""

    def __init__(self, data_dir: Path, now: Callable[[], datetime] = _utc_now) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        self.path = data_dir / FILE
        self._now = now
        with connected(self.path, journal="DELETE") as connection:
            connection.executescript(_SCHEMA)

    def set(self, commitment: str, document: str, status: str, note: str = "", by: str = "") -> None:
        """Give a commitment, of the document with that sha256, a status; "" takes the one before back."""
        with connected(self.path, journal="DELETE") as connection:
            connection.execute(
                "INSERT INTO statuses (commitment, document, status, note, by, at) VALUES (?, ?, ?, ?, ?, ?)",
                (commitment, document, status, note.strip()[:LONGEST], by, self._now().isoformat()),
            )

    def current(self) -> dict[str, SetStatus]:
        """The status in force of each commitment that has one, by its id."""
        with connected(self.path, journal="DELETE") as connection:
            rows = connection.execute(
                "SELECT commitment, status, note, by, at FROM statuses "
                "WHERE n IN (SELECT max(n) FROM statuses GROUP BY commitment) AND status != ''"
            ).fetchall()
        return {row[0]: _status(row) for row in rows}

    def trail(self, commitment: str) -> list[SetStatus]:
        """Every status one commitment was given, oldest first."""
        with connected(self.path, journal="DELETE") as connection:
            rows = connection.execute(
                "SELECT commitment, status, note, by, at FROM statuses WHERE commitment = ? ORDER BY n", (commitment,)
            ).fetchall()
        return [_status(row) for row in rows]

    def withdraw(self, document: str) -> None:
        """Remove, for good, the statuses of commitments of a document (its sha256)."""
        with connected(self.path, journal="DELETE") as connection:
            connection.execute("DELETE FROM statuses WHERE document = ?", (document,))


def _status(row: tuple[str, str, str, str, str]) -> SetStatus:
    commitment, status, note, by, at = row
    return SetStatus(commitment, status, note, by, datetime.fromisoformat(at))
