"""Members' lists in SQLite, in the file that keeps the chats: they survive a reload, and can be undone or purged.

What is removed is hidden at once and gone for good a day later. A withdrawn document leaves at once and for good, with
every question that rests on it.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from app.saved.chats import FILE, UNDO_FOR
from app.saved.database import connected
from app.saved.listrecords import Kept, ListedQuestion, MemberList, NotedReply
from index.faults import NotFound

_SCHEMA = """
CREATE TABLE IF NOT EXISTS lists (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, item_id TEXT NOT NULL, document_id TEXT NOT NULL, report TEXT NOT NULL,
    meeting_date TEXT, updated_at TEXT NOT NULL, owner TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS listed (
    id TEXT PRIMARY KEY, list_id TEXT NOT NULL REFERENCES lists(id) ON DELETE CASCADE, place INTEGER NOT NULL,
    body TEXT NOT NULL, noted_at TEXT, deleted_at TEXT
);
CREATE INDEX IF NOT EXISTS listed_list ON listed (list_id, place);
"""
_LIST = "SELECT id, title, item_id, document_id, report, meeting_date, updated_at FROM lists"


def _utc_now() -> datetime:
    return datetime.now(UTC)


class ListStore:
    """The lists of one data folder; those offered and begun are `owner`'s ("" for all, of whoever keeps the folder).

    Safe to use from many threads: each call opens its own connection.
    """

    def __init__(self, data_dir: Path, now: Callable[[], datetime] = _utc_now, owner: str = "") -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        self.path = data_dir / FILE
        self._now = now
        self._owner = owner
        with connected(self.path) as connection:
            connection.executescript(_SCHEMA)
            if "owner" not in {row[1] for row in connection.execute("PRAGMA table_info(lists)")}:
                connection.execute("ALTER TABLE lists ADD COLUMN owner TEXT NOT NULL DEFAULT ''")
            connection.execute("DELETE FROM listed WHERE deleted_at < ?", ((now() - UNDO_FOR).isoformat(),))

    def create(self, title: str, item_id: str, document_id: str, report: str, meeting_date: str | None) -> str:
        """Start a list for a report and return its id, which cannot be guessed."""
        id = secrets.token_urlsafe(9)
        row = (id, " ".join(title.split())[:80] or "My questions", item_id, document_id, report, meeting_date)
        with connected(self.path) as connection:
            connection.execute("INSERT INTO lists VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, self._stamp(), self._owner))
        return id

    def get(self, id: str) -> MemberList:
        """A list with its questions in order. Raises NotFound when there is none of that id."""
        with connected(self.path) as connection:
            row = connection.execute(f"{_LIST} WHERE id = ?", (id,)).fetchone()
            if row is None:
                raise NotFound("There is no such list.", "Start a new one on the page Prepare.")
            rows = connection.execute(
                "SELECT id, body FROM listed WHERE list_id = ? AND deleted_at IS NULL ORDER BY place, rowid", (id,)
            ).fetchall()
        questions = (Kept(key, n, ListedQuestion.model_validate_json(body)) for n, (key, body) in enumerate(rows, 1))
        return _member_list(row, tuple(questions))

    def of_report(self, item_id: str) -> list[MemberList]:
        """The lists for a report, without their questions, the one changed last first."""
        with connected(self.path) as connection:
            mine = (item_id, self._owner)
            rows = connection.execute(
                f"{_LIST} WHERE item_id = ?1 AND (?2 = '' OR owner = ?2) ORDER BY updated_at DESC", mine
            ).fetchall()
        return [_member_list(row) for row in rows]

    def add(self, list_id: str, question: ListedQuestion) -> str:
        """Put a question at the end of a list and return its id; a drafted one that is on it already stays as it is.

        Raises NotFound when there is no such list.
        """
        id = secrets.token_urlsafe(6)
        with connected(self.path) as connection:
            self._touch(connection, list_id)
            held = connection.execute(
                "SELECT id, body FROM listed WHERE list_id = ? AND deleted_at IS NULL", (list_id,)
            ).fetchall()
            for known, body in held if question.drafted else ():
                if ListedQuestion.model_validate_json(body).drafted == question.drafted:
                    return str(known)
            connection.execute(
                "INSERT INTO listed (id, list_id, place, body) "
                "SELECT ?, ?, coalesce(max(place), 0) + 1, ? FROM listed WHERE list_id = ?",
                (id, list_id, question.model_dump_json(), list_id),
            )
        return id

    def change(self, list_id: str, id: str, **changes: str) -> ListedQuestion:
        """Change parts of a question (text, to, delivery, asker, supplementary, reply, after) and return it.

        Raises NotFound when it is not on the list.
        """
        with connected(self.path) as connection:
            self._touch(connection, list_id)
            question = self._question(connection, list_id, id).model_copy(update=changes)
            noted = self._stamp() if {"reply", "after"} & set(changes) else None
            connection.execute(
                "UPDATE listed SET body = ?, noted_at = coalesce(?, noted_at) WHERE id = ?",
                (question.model_dump_json(), noted, id),
            )
        return question

    def move(self, list_id: str, id: str, by: int) -> None:
        """Move a question up (negative) or down its list, as far as it goes. Raises NotFound as `change` does."""
        order = [kept.id for kept in self.get(list_id).questions]
        if id not in order:
            raise NotFound("That question is not on the list.", "It may have been removed; bring it back first.")
        at = order.index(id)
        order.insert(max(0, min(len(order), at + by)), order.pop(at))
        with connected(self.path) as connection:
            self._touch(connection, list_id)
            connection.executemany("UPDATE listed SET place = ? WHERE id = ?", [(n, i) for n, i in enumerate(order)])

    def remove(self, list_id: str, id: str) -> None:
        """Take a question off a list; `restore` brings it back for a day. Raises NotFound as `change` does."""
        with connected(self.path) as connection:
            self._touch(connection, list_id)
            self._question(connection, list_id, id)
            connection.execute("UPDATE listed SET deleted_at = ? WHERE id = ?", (self._stamp(), id))

    def restore(self, list_id: str, id: str) -> None:
        """Bring a removed question back to its place. Raises NotFound when it is gone for good."""
        with connected(self.path) as connection:
            self._touch(connection, list_id)
            done = connection.execute(
                "UPDATE listed SET deleted_at = NULL WHERE id = ? AND list_id = ?", (id, list_id)
            ).rowcount
            if not done:
                raise NotFound("That question is gone for good.", "A removed question can be brought back for a day.")

    def replies(self) -> list[NotedReply]:
        """Every reply the owner noted after a meeting, newest meeting first, for searches of what was said."""
        with connected(self.path) as connection:
            rows = connection.execute(
                "SELECT list_id, report, item_id, meeting_date, noted_at, body FROM listed"
                " JOIN lists ON lists.id = list_id"
                " WHERE deleted_at IS NULL AND noted_at IS NOT NULL AND (?1 = '' OR lists.owner = ?1)"
                " ORDER BY meeting_date DESC, place",
                (self._owner,),
            ).fetchall()
        found = []
        for list_id, report, item_id, meeting_date, noted_at, body in rows:
            question = ListedQuestion.model_validate_json(body)
            if question.reply.strip() or question.after.strip():
                said = (question.asker, question.text, question.reply, question.after)
                when = datetime.fromisoformat(noted_at)
                found.append(NotedReply(list_id, report, item_id, meeting_date, *said, when, question.citations))
        return found

    def withdraw(self, document_id: str) -> int:
        """Remove for good the questions that rest on a document, and the lists for its reports; returns how many.

        A drafted question paraphrases what it cites, so it goes whole.
        """
        with connected(self.path) as connection:
            gone = connection.execute(
                "DELETE FROM listed WHERE instr(body, ?)", (f'"document_id":"{document_id}"',)
            ).rowcount
            gone += connection.execute("DELETE FROM lists WHERE document_id = ?", (document_id,)).rowcount
        if gone:
            with connected(self.path) as connection:
                connection.commit()
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone

    def _question(self, connection: sqlite3.Connection, list_id: str, id: str) -> ListedQuestion:
        row = connection.execute(
            "SELECT body FROM listed WHERE id = ? AND list_id = ? AND deleted_at IS NULL", (id, list_id)
        ).fetchone()
        if row is None:
            raise NotFound("That question is not on the list.", "It may have been removed; bring it back first.")
        return ListedQuestion.model_validate_json(row[0])

    def _touch(self, connection: sqlite3.Connection, list_id: str) -> None:
        done = connection.execute("UPDATE lists SET updated_at = ? WHERE id = ?", (self._stamp(), list_id)).rowcount
        if not done:
            raise NotFound("There is no such list.", "Start a new one on the page Prepare.")

    def _stamp(self) -> str:
        return self._now().isoformat()


def _member_list(row: tuple[str, str, str, str, str, str | None, str], questions: tuple[Kept, ...] = ()) -> MemberList:
    id, title, item_id, document_id, report, meeting_date, updated_at = row
    when = datetime.fromisoformat(updated_at)
    return MemberList(id, title, item_id, document_id, report, meeting_date, when, questions)
