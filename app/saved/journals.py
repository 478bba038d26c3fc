"""What is written down line by line: the statuses that officers give commitments, the tokens that the language model
took and what it wrote on reports, how the last runs ended, and the log of who asked and exported what.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.saved.store import Store, utc_now
from index.digest import write_whole

if TYPE_CHECKING:
    from rag.llm.model import Spent, Written

LONGEST = 2_000  # characters of a note


@dataclass(frozen=True)
class SetStatus:
    """A status that somebody gave a commitment; "" takes an earlier one back."""

    commitment: str
    status: str
    note: str
    by: str
    at: datetime


class StatusStore(Store):
    """The statuses of one data folder; every change is kept, and leaves for good with its commitment's paper."""

    FILE, JOURNAL = "statuses.sqlite", "DELETE"
    SCHEMA = """
    CREATE TABLE IF NOT EXISTS statuses (
        n INTEGER PRIMARY KEY AUTOINCREMENT, commitment TEXT NOT NULL, document TEXT NOT NULL, status TEXT NOT NULL,
        note TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS of_commitment ON statuses (commitment, n);
    """

    def set(self, commitment: str, document: str, status: str, note: str = "", by: str = "") -> None:
        """Give a commitment, of the document with that sha256, a status; "" takes the one before back."""
        self._run(
            "INSERT INTO statuses (commitment, document, status, note, by, at) VALUES (?, ?, ?, ?, ?, ?)",
            *(commitment, document, status, note.strip()[:LONGEST], by, self._stamp()),
        )

    def current(self) -> dict[str, SetStatus]:
        """The status in force of each commitment that has one, by its id."""
        found = self._found("WHERE n IN (SELECT max(n) FROM statuses GROUP BY commitment) AND status != ''")
        return {one.commitment: one for one in found}

    def trail(self, commitment: str) -> list[SetStatus]:
        """Every status one commitment was given, oldest first."""
        return self._found("WHERE commitment = ? ORDER BY n", commitment)

    def withdraw(self, document: str) -> None:
        """Remove, for good, the statuses of commitments of a document (its sha256)."""
        self._run("DELETE FROM statuses WHERE document = ?", document)

    def _found(self, where: str, *values: str) -> list[SetStatus]:
        rows = self._rows(f"SELECT commitment, status, note, by, at FROM statuses {where}", *values)
        return [SetStatus(a, b, c, d, datetime.fromisoformat(at)) for a, b, c, d, at in rows]


@dataclass(frozen=True)
class Day:
    """What a day's requests of one purpose came to, in tokens."""

    day: date
    purpose: str
    requests: int
    sent: int
    received: int


class SpendingStore(Store):
    """The tokens that the language model was sent and gave, by day and purpose: counts only, nothing that was said."""

    FILE, JOURNAL = "spending.sqlite", "DELETE"
    SCHEMA = """
    CREATE TABLE IF NOT EXISTS spending (
        day TEXT NOT NULL, purpose TEXT NOT NULL, requests INTEGER NOT NULL, sent INTEGER NOT NULL,
        received INTEGER NOT NULL, PRIMARY KEY (day, purpose)
    ) WITHOUT ROWID;
    """

    def add(self, day: date, purpose: str, spent: Spent) -> None:
        """Write a request down."""
        self._run(
            "INSERT INTO spending VALUES (?, ?, 1, ?, ?) ON CONFLICT (day, purpose) DO UPDATE SET "
            "requests = requests + 1, sent = sent + excluded.sent, received = received + excluded.received",
            *(day.isoformat(), purpose, spent.sent, spent.received),
        )

    def on(self, day: date) -> int:
        """Tokens of a day, all purposes together."""
        return sum(d.sent + d.received for d in self.days() if d.day == day)

    def days(self) -> list[Day]:
        """Every day and purpose, the newest day first."""
        rows = self._rows("SELECT * FROM spending ORDER BY day DESC, purpose")
        return [Day(date.fromisoformat(row[0]), *row[1:]) for row in rows]


class ReplyStore(Store):
    """What the model wrote on reports, by the request, which holds the words: found by whom may see those."""

    FILE, JOURNAL = "replies.sqlite", "DELETE"
    SCHEMA = """
    CREATE TABLE IF NOT EXISTS replies (
        request TEXT PRIMARY KEY, documents TEXT NOT NULL, day TEXT NOT NULL, ending TEXT NOT NULL, body TEXT NOT NULL
    );
    CREATE TABLE IF NOT EXISTS secret (value BLOB NOT NULL);
    """

    def secret(self) -> bytes:
        """What keys and fences of kept requests are drawn from, made at the first asking."""
        with self._open() as connection:
            connection.execute("INSERT INTO secret SELECT randomblob(32) WHERE NOT EXISTS (SELECT 1 FROM secret)")
            (value,) = connection.execute("SELECT value FROM secret").fetchone()
        return bytes(value)

    def find(self, request: str) -> Written | None:
        """The reply to a request, by its hash."""
        from rag.llm.model import Written

        rows = self._rows("SELECT body, day, ending FROM replies WHERE request = ?", request)
        return Written(rows[0][0], date.fromisoformat(rows[0][1]), rows[0][2]) if rows else None

    def keep(self, request: str, documents: Collection[str], written: Written) -> None:
        """Keep a reply to words of these documents (sha256, or `ANY`)."""
        self._run(
            "INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?, ?)", request, " ".join(sorted(documents)),
            written.on.isoformat(), written.end, written.text,
        )  # fmt: skip

    def drop(self, request: str) -> None:
        """Forget a reply."""
        self._run("DELETE FROM replies WHERE request = ?", request)

    def withdraw(self, document_id: str) -> None:
        """Forget the replies that may hold words of a document, for good."""
        if self._run("DELETE FROM replies WHERE instr(documents, ?) OR instr(documents, '*')", document_id):
            self._rewrite()


@dataclass(frozen=True)
class Entry:
    """One thing done: when (ISO, UTC), by whom, which kind of thing, and to what."""

    at: str
    who: str
    did: str
    what: str


def note_run(data_dir: Path, name: str, words: str) -> None:
    """Keep how the last run of a command that looks after the index ended: how many of what, never of which paper."""
    with suppress(OSError):  # the disk is full, or another run keeps its own: what the run found counts for more
        write_whole(data_dir / f"last-{name}.txt", words)


def last_run(data_dir: Path, name: str) -> str:
    """When the last run of a command ended and how; "" where there was none."""
    file = data_dir / f"last-{name}.txt"
    if not file.exists():
        return ""
    return f"{datetime.fromtimestamp(file.stat().st_mtime):%d %B %Y, %H:%M}: {file.read_text('utf-8', 'replace')}."


class AuditLog(Store):
    """Who asked and exported what, for as many days as the settings say; nothing is kept when they say none."""

    FILE = "audit.sqlite"
    SCHEMA = (
        "CREATE TABLE IF NOT EXISTS audit (at TEXT NOT NULL, who TEXT NOT NULL, did TEXT NOT NULL, what TEXT NOT NULL)"
    )

    def __init__(self, data_dir: Path, days: int, now: Callable[[], datetime] = utc_now) -> None:
        self._days = days
        self._kept = days > 0 or (data_dir / self.FILE).exists()
        if self._kept:
            super().__init__(data_dir, now)
            self.forget_old()

    def note(self, who: str, did: str, what: str) -> None:
        """Keep that somebody did something; drops what is too old to be kept."""
        if self._days:
            self._run("INSERT INTO audit VALUES (?, ?, ?, ?)", self._stamp(), who, did, what)
            self.forget_old()

    def forget_old(self) -> None:
        """Drop what is older than the settings allow: everything, when they say to keep no log."""
        self._run("DELETE FROM audit WHERE at < ?", (self._now() - timedelta(days=self._days)).isoformat())

    def entries(self, limit: int = 1000) -> list[Entry]:
        """The newest entries, newest first."""
        rows = self._rows("SELECT * FROM audit ORDER BY at DESC LIMIT ?", limit) if self._kept else []
        return [Entry(*row) for row in rows]
