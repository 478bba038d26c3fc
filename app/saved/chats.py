"""Saved chats in SQLite (`chats.sqlite` in the data folder): they survive a reload, and can be undone or
purged.

Deleting a chat hides it at once and removes it for good a day later, so that it can be undone. A withdrawn
document leaves at once and for good: secure delete overwrites its bytes, and the file is rebuilt without
them.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.saved.database import connected
from app.saved.records import Message, QuestionRecord, message_of, without_document
from index.faults import NotFound

FILE = "chats.sqlite"
UNDO_FOR = timedelta(days=1)
TITLE_LENGTH = 60

_SCHEMA = """
CREATE TABLE IF NOT EXISTS chats (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
);
CREATE TABLE IF NOT EXISTS messages (
    chat_id TEXT NOT NULL REFERENCES chats(id) ON DELETE CASCADE, n INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (chat_id, n)
);
"""


@dataclass(frozen=True)
class Chat:
    """A chat in the list: its id (the one in the URL), its title and when it last changed."""

    id: str
    title: str
    updated_at: datetime


def _utc_now() -> datetime:
    return datetime.now(UTC)


class ChatStore:
    """The saved chats of one data folder: all of them, or by `of` those of one owner.

    Safe to use from many threads: each call opens its own connection.
    """

    def __init__(self, data_dir: Path, now: Callable[[], datetime] = _utc_now) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        self.path = data_dir / FILE
        self._now = now
        self._owner, self._by_link = "", True
        with connected(self.path) as connection:
            connection.executescript(_SCHEMA)
            columns = {row[1] for row in connection.execute("PRAGMA table_info(chats)")}
            if "owner" not in columns:
                connection.execute("ALTER TABLE chats ADD COLUMN owner TEXT NOT NULL DEFAULT ''")
            connection.execute("DELETE FROM chats WHERE deleted_at < ?", ((now() - UNDO_FOR).isoformat(),))

    def of(self, owner: str, by_link: bool = False) -> ChatStore:
        """The chats of one owner only; with `by_link` another's is opened too by who knows its id."""
        own = copy(self)
        own._owner, own._by_link = owner, by_link
        return own

    def all(self) -> list[Chat]:
        """The chats that are not deleted, the one changed last first."""
        with connected(self.path) as connection:
            rows = connection.execute(
                "SELECT id, title, updated_at FROM chats WHERE deleted_at IS NULL AND (?1 = '' OR owner = ?1) "
                "ORDER BY updated_at DESC",
                (self._owner,),
            ).fetchall()
        return [Chat(id, title, datetime.fromisoformat(at)) for id, title, at in rows]

    def create(self, title: str) -> str:
        """Start a chat and return its id, which cannot be guessed."""
        id = secrets.token_urlsafe(9)
        with connected(self.path) as connection:
            connection.execute(
                "INSERT INTO chats (id, title, updated_at, owner) VALUES (?, ?, ?, ?)",
                (id, _short(title), self._stamp(), self._owner),
            )
        return id

    def messages(self, id: str) -> list[Message]:
        """The messages of a chat in order.

        Raises:
            NotFound: when there is no such chat, or it was deleted.
        """
        with connected(self.path) as connection:
            self._title(connection, id)
            rows = connection.execute("SELECT body FROM messages WHERE chat_id = ? ORDER BY n", (id,)).fetchall()
        return [message_of(body) for (body,) in rows]

    def title(self, id: str) -> str:
        """The title of a chat; raises NotFound as `messages` does."""
        with connected(self.path) as connection:
            return self._title(connection, id)

    def add(self, id: str, message: Message) -> None:
        """Append a message; raises NotFound as `messages` does."""
        with connected(self.path) as connection:
            self._title(connection, id)
            connection.execute(
                "INSERT INTO messages (chat_id, n, body) "
                "SELECT ?, coalesce(max(n), 0) + 1, ? FROM messages WHERE chat_id = ?",
                (id, message.model_dump_json(), id),
            )
            connection.execute("UPDATE chats SET updated_at = ? WHERE id = ?", (self._stamp(), id))

    def drop_reply(self, id: str) -> None:
        """Take the last message away when it is a reply, so that its question can be answered again.

        Raises NotFound as `messages` does.
        """
        with connected(self.path) as connection:
            self._title(connection, id)
            last = connection.execute(
                "SELECT rowid, body FROM messages WHERE chat_id = ? ORDER BY n DESC LIMIT 1", (id,)
            ).fetchone()
            if last and not isinstance(message_of(last[1]), QuestionRecord):
                connection.execute("DELETE FROM messages WHERE rowid = ?", (last[0],))

    def search(self, words: str) -> list[Chat]:
        """The chats that have all these words in their title or in anything asked or answered in them."""
        wanted = words.casefold().split()
        with connected(self.path) as connection:
            texts: dict[str, str] = dict(
                connection.execute(
                    "SELECT id, title || ' ' || coalesce((SELECT group_concat(coalesce(body ->> 'text', "
                    "body ->> 'report', ''), ' ') FROM messages WHERE chat_id = chats.id), '') "
                    "FROM chats WHERE deleted_at IS NULL AND (?1 = '' OR owner = ?1)",
                    (self._owner,),
                )
            )
        return [chat for chat in self.all() if all(word in texts[chat.id].casefold() for word in wanted)]

    def rename(self, id: str, title: str) -> None:
        """Give a chat another title; an empty one is ignored. Raises NotFound as `messages` does."""
        with connected(self.path) as connection:
            self._title(connection, id)
            if title.strip():
                connection.execute("UPDATE chats SET title = ? WHERE id = ?", (_short(title), id))

    def delete(self, id: str) -> None:
        """Hide a chat; `restore` brings it back for a day. Raises NotFound as `messages` does."""
        with connected(self.path) as connection:
            self._title(connection, id)
            connection.execute("UPDATE chats SET deleted_at = ? WHERE id = ?", (self._stamp(), id))

    def restore(self, id: str) -> None:
        """Bring a deleted chat back.

        Raises:
            NotFound: when it is gone for good.
        """
        with connected(self.path) as connection:
            done = connection.execute(
                "UPDATE chats SET deleted_at = NULL WHERE id = ?1 AND (?2 = '' OR owner = ?2)", (id, self._owner)
            )
            if not done.rowcount:
                raise NotFound("That chat is gone for good.", "A deleted chat can be brought back for a day.")

    def withdraw(self, document_id: str) -> int:
        """Take everything quoted from a document out of every chat, deleted ones too, and out of the file's
        bytes.

        Returns the number of messages that were changed.
        """
        changed = 0
        with connected(self.path) as connection:
            rows = connection.execute(
                "SELECT rowid, body FROM messages WHERE instr(body, ?)", (document_id,)
            ).fetchall()
            for rowid, body in rows:
                message = without_document(message_of(body), document_id)
                connection.execute("UPDATE messages SET body = ? WHERE rowid = ?", (message.model_dump_json(), rowid))
                changed += 1
        if changed:
            with connected(self.path) as connection:
                connection.commit()
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return changed

    def _stamp(self) -> str:
        return self._now().isoformat()

    def _title(self, connection: sqlite3.Connection, id: str) -> str:
        row = connection.execute(
            "SELECT title FROM chats WHERE id = ? AND deleted_at IS NULL AND (? OR owner = ?)",
            (id, self._by_link, self._owner),
        ).fetchone()
        if row is None:
            raise NotFound("There is no such chat.", "It may have been deleted; start a new one.")
        return str(row[0])


def _short(title: str) -> str:
    title = " ".join(title.split())
    return title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1].rstrip() + "…"
