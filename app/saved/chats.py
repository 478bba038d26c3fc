"""Saved chats in SQLite (`chats.sqlite` in the data folder), and what people thought of the answers in them.

They survive a reload. Deleting a chat hides it at once and removes it for good a day later, so that it can be undone. A
withdrawn document leaves at once and for good: its bytes are overwritten, and the file is made anew without them.
"""

import secrets
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from app.saved.records import AnswerRecord, Message, QuestionRecord, message_of, without_document
from app.saved.store import Store, utc_now
from index.faults import NotFound

UNDO_FOR = timedelta(days=1)
TITLE_LENGTH = 60
REASONS = ("It is wrong", "It missed something", "The quote does not fit", "It is hard to follow")


@dataclass(frozen=True)
class Chat:
    """A chat in the list: its id (the one in the URL) and its title."""

    id: str
    title: str


@dataclass(frozen=True)
class Feedback:
    """A thumb up or down on the message at place `n` of a chat, with why."""

    chat_id: str
    n: int
    good: bool
    reason: str = ""
    note: str = ""


class ChatStore(Store):
    """The saved chats of one data folder: all of them, or by `of` those of one owner."""

    FILE = "chats.sqlite"
    SCHEMA = """
    CREATE TABLE IF NOT EXISTS chats (
        id TEXT PRIMARY KEY, title TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
    );
    CREATE TABLE IF NOT EXISTS messages (
        chat_id TEXT NOT NULL REFERENCES chats(id) ON DELETE CASCADE, n INTEGER NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (chat_id, n)
    );
    """

    def __init__(self, data_dir: Path, now: Callable[[], datetime] = utc_now) -> None:
        super().__init__(data_dir, now)
        self._owner, self._by_link = "", True
        self._add_owner("chats")
        self._run("DELETE FROM chats WHERE deleted_at < ?", (now() - UNDO_FOR).isoformat())

    def of(self, owner: str, by_link: bool = False) -> "ChatStore":
        """The chats of one owner only; with `by_link` another's is opened too by who knows its id."""
        own = copy(self)
        own._owner, own._by_link = owner, by_link
        return own

    def all(self) -> list[Chat]:
        """The chats that are not deleted, the one changed last first."""
        of = "SELECT id, title FROM chats WHERE deleted_at IS NULL AND (?1 = '' OR owner = ?1) ORDER BY updated_at DESC"
        return [Chat(*row) for row in self._rows(of, self._owner)]

    def create(self, title: str) -> str:
        """Start a chat and return its id, which cannot be guessed."""
        id = secrets.token_urlsafe(9)
        row = (id, _short(title), self._stamp(), self._owner)
        self._run("INSERT INTO chats (id, title, updated_at, owner) VALUES (?, ?, ?, ?)", *row)
        return id

    def messages(self, id: str) -> list[Message]:
        """The messages of a chat in order. Raises NotFound when there is no such chat, or it was deleted."""
        with self._chat(id) as connection:
            rows = connection.execute("SELECT body FROM messages WHERE chat_id = ? ORDER BY n", (id,)).fetchall()
        return [message_of(body) for (body,) in rows]

    def title(self, id: str) -> str:
        """The title of a chat; raises NotFound as `messages` does."""
        with self._chat(id) as connection:
            return str(connection.execute("SELECT title FROM chats WHERE id = ?", (id,)).fetchone()[0])

    def add(self, id: str, message: Message) -> None:
        """Append a message; raises NotFound as `messages` does."""
        with self._chat(id) as connection:
            connection.execute(
                "INSERT INTO messages (chat_id, n, body) "
                "SELECT ?, coalesce(max(n), 0) + 1, ? FROM messages WHERE chat_id = ?",
                (id, message.model_dump_json(), id),
            )
            connection.execute("UPDATE chats SET updated_at = ? WHERE id = ?", (self._stamp(), id))

    def drop_reply(self, id: str, place: int, instead: QuestionRecord | None = None) -> bool:
        """Take the message at that place (from 0) away when it is a reply and the last: its question can be answered
        again, or another put `instead` of it. False where it is not, as the chat went on. NotFound as `messages`.
        """
        with self._chat(id) as connection:
            newest = "SELECT n, body FROM messages WHERE chat_id = ? ORDER BY n DESC LIMIT 1"
            last = connection.execute(newest, (id,)).fetchone()
            if last is None or last[0] != place + 1 or isinstance(message_of(last[1]), QuestionRecord):
                return False
            connection.execute("DELETE FROM messages WHERE chat_id = ? AND n = ?", (id, place + 1))
            if instead is not None:
                body = instead.model_dump_json()
                connection.execute("UPDATE messages SET body = ? WHERE chat_id = ? AND n = ?", (body, id, place))
            return True

    def search(self, words: str) -> list[Chat]:
        """The chats that have all these words in their title or in anything asked or answered in them."""
        wanted = words.casefold().split()
        rows = self._rows(
            "SELECT id, title || ' ' || coalesce((SELECT group_concat(coalesce(body ->> 'text', "
            "body ->> 'report', ''), ' ') FROM messages WHERE chat_id = chats.id), '') "
            "FROM chats WHERE deleted_at IS NULL AND (?1 = '' OR owner = ?1)",
            self._owner,
        )
        texts = {id: text.casefold() for id, text in rows}
        return [chat for chat in self.all() if all(word in texts.get(chat.id, "") for word in wanted)]

    def changed_within(self, span: timedelta) -> list[list[Message]]:
        """The messages of each chat, in order, that was changed within this span of time and is not deleted."""
        rows = self._rows(
            "SELECT id, body FROM messages JOIN chats ON id = chat_id WHERE deleted_at IS NULL "
            "AND (?1 = '' OR owner = ?1) AND updated_at >= ?2 ORDER BY id, n",
            *(self._owner, (self._now() - span).isoformat()),
        )
        return [[message_of(body) for _, body in chat] for _, chat in groupby(rows, key=itemgetter(0))]

    def rename(self, id: str, title: str) -> None:
        """Give a chat another title; an empty one is ignored. Raises NotFound as `messages` does."""
        with self._chat(id) as connection:
            if title.strip():
                connection.execute("UPDATE chats SET title = ? WHERE id = ?", (_short(title), id))

    def delete(self, id: str) -> None:
        """Hide a chat; `restore` brings it back for a day. Raises NotFound as `messages` does."""
        with self._chat(id) as connection:
            connection.execute("UPDATE chats SET deleted_at = ? WHERE id = ?", (self._stamp(), id))

    def restore(self, id: str) -> None:
        """Bring a deleted chat back. Raises NotFound when it is gone for good."""
        brought = "UPDATE chats SET deleted_at = NULL WHERE id = ?1 AND (?2 = '' OR owner = ?2)"
        if not self._run(brought, id, self._owner):
            raise NotFound("That chat is gone for good.", "A deleted chat can be brought back for a day.")

    def withdraw(self, document_id: str) -> int:
        """Take all that is quoted from a document out of every chat and the file's bytes; how many messages changed."""
        with self._open() as connection:
            quoting = "SELECT rowid, body FROM messages WHERE instr(body, ?)"
            rows = connection.execute(quoting, (document_id,)).fetchall()
            for rowid, body in rows:
                message = without_document(message_of(body), document_id)
                connection.execute("UPDATE messages SET body = ? WHERE rowid = ?", (message.model_dump_json(), rowid))
        if rows:
            self._rewrite()
        return len(rows)

    @contextmanager
    def _chat(self, id: str) -> Iterator[sqlite3.Connection]:
        """A connection to work on a chat that is there, and that this owner may open."""
        with self._open() as connection:
            there = "SELECT 1 FROM chats WHERE id = ? AND deleted_at IS NULL AND (? OR owner = ?)"
            found = connection.execute(there, (id, self._by_link, self._owner)).fetchone()
            if found is None:
                raise NotFound("There is no such chat.", "It may have been deleted; start a new one.")
            yield connection


class FeedbackStore(Store):
    """The feedback of one data folder: a thumb and its reason; the answer stays in its chat."""

    FILE = ChatStore.FILE
    SCHEMA = """
    CREATE TABLE IF NOT EXISTS feedback (
        chat_id TEXT NOT NULL, n INTEGER NOT NULL, good INTEGER NOT NULL, reason TEXT NOT NULL, note TEXT NOT NULL,
        given_at TEXT NOT NULL, PRIMARY KEY (chat_id, n)
    );
    """

    def give(self, feedback: Feedback) -> None:
        """Keep feedback; it replaces what was said before of the same message."""
        self._run("INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?)", *astuple(feedback), self._stamp())

    def take_back(self, chat_id: str, n: int) -> None:
        """Forget what was said of a message."""
        self._run("DELETE FROM feedback WHERE chat_id = ? AND n = ?", chat_id, n)

    def withdraw(self, document_id: str) -> None:
        """Forget what people wrote about answers that quote a document: to be called while the chats still do. The
        thumb and the reason, which are not words of theirs, stay.
        """
        self._run(
            "UPDATE feedback SET note = '' WHERE EXISTS (SELECT 1 FROM messages WHERE instr(body, ?) "
            "AND messages.chat_id = feedback.chat_id AND messages.n = feedback.n + 1)",
            document_id,
        )

    def of_chat(self, chat_id: str) -> dict[int, Feedback]:
        """What was said of a chat's messages, by their place."""
        return {feedback.n: feedback for feedback in self.all() if feedback.chat_id == chat_id}

    def all(self) -> list[Feedback]:
        """Everything said, oldest first."""
        rows = self._rows("SELECT chat_id, n, good, reason, note FROM feedback ORDER BY given_at")
        return [Feedback(chat_id, n, bool(good), reason, note) for chat_id, n, good, reason, note in rows]


def as_cases(feedback: FeedbackStore, chats: ChatStore, hidden: Collection[str] = ()) -> Iterator[dict[str, Any]]:
    """Feedback as cases of `eval/cases/questions.jsonl`; not of chats that are gone or that quote `hidden` (sha256)."""
    for given in feedback.all():
        try:
            message = chats.messages(given.chat_id)[given.n]
        except (NotFound, IndexError):
            continue
        if isinstance(message, AnswerRecord) and not {c.document_id for c in message.citations} & set(hidden):
            gold: list[dict[str, Any]] = [
                {"quote": c.quote, "report": c.report, "doc_kind": c.kind}
                | {"meeting_date": c.meeting_date, "file": c.document, "page": c.page}
                for c in (message.citations if given.good else ())
            ]
            yield {
                "id": f"feedback-{given.chat_id}-{given.n}",
                "question": message.question,
                "kind": "feedback",
                "gold": gold,
                "answer": message.text if given.good else "",
                "feedback": {"good": given.good, "reason": given.reason, "note": given.note},
            }


def _short(title: str) -> str:
    title = " ".join(title.split())
    return title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1].rstrip() + "…"
