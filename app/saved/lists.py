"""Members' lists in SQLite, in the file that keeps the chats: they survive a reload, and can be undone or purged.

What is removed is hidden at once and gone a day later; a withdrawn document, with all that rests on it, at once.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.saved.chats import UNDO_FOR, ChatStore
from app.saved.records import CitationRecord, DraftQuestionRecord, Record
from app.saved.store import Store, utc_now
from index.faults import NotFound

if TYPE_CHECKING:
    from index.store.library import Library
    from index.values import StoredItem

_LIST = "SELECT id, title, item_id, document_id, report, meeting_date FROM lists"
_NOTED = {"asker", "reply", "after"}  # by members
_LEAST = 0.6  # of a topic's weight that a question and its reply must have


class ListedQuestion(Record):
    """A question on a list. `drafted` is its text as drafted, "" for the member's own; `asker` who will ask it; `reply`
    and `after` what was answered and what was asked then, noted after the meeting. `report` is the title of the paper
    it is asked of, `item_id` and `document_id` its identity; "" on a list that is for one report.
    """

    text: str
    drafted: str = ""
    to: str = ""
    delivery: str = "meeting"
    asker: str = ""
    theme: str = ""
    kind: str = ""
    prompt_id: str | None = None
    why: str = ""
    supplementary: str = ""
    citations: tuple[CitationRecord, ...] = ()
    reply: str = ""
    after: str = ""
    report: str = ""
    item_id: str = ""
    document_id: str = ""

    @classmethod
    def of(cls, question: DraftQuestionRecord, report: StoredItem, way: str = "") -> ListedQuestion:
        """A question drafted for a report as it goes on a list; of a passage to look at, asked in the `way` chosen."""
        own = set(cls.model_fields) - {"text", "drafted", *_NOTED, "report", "item_id", "document_id"}
        kept = {name: getattr(question, name) for name in own}
        return cls(text=f"{question.text} {way}".strip(), drafted=question.text, **kept).asked_of(report)

    def asked_of(self, paper: StoredItem) -> ListedQuestion:
        """The same question, asked of a paper."""
        return self.model_copy(update={"report": paper.title, "item_id": paper.id, "document_id": paper.document_id})

    @property
    def edited(self) -> bool:
        """True when the text is no longer as drafted."""
        return bool(self.drafted) and self.text != self.drafted


def view_of(list_id: str) -> str:
    """What a link carries that lets look at a list: nobody can work out from it the id, which lets change it."""
    return f"view-{hashlib.sha256(list_id.encode()).hexdigest()[:24]}"


@dataclass(frozen=True)
class Kept:
    """A question with its id and its place on its list, from 1."""

    id: str
    place: int
    question: ListedQuestion


@dataclass(frozen=True)
class MemberList:
    """A list for a meeting, or for one report (`item_id`): its id (the one in the address), title, questions; whether
    whoever opened it `may_change` it.
    """

    id: str
    title: str
    item_id: str
    document_id: str
    report: str
    meeting_date: str | None
    questions: tuple[Kept, ...] = ()
    may_change: bool = True


@dataclass(frozen=True)
class NotedReply:
    """A question with the reply that a member noted after the meeting: these words are never the papers' own."""

    list_id: str
    meeting_date: str | None
    question: ListedQuestion


class ListStore(Store):
    """The lists of one data folder; those offered and begun are `owner`'s ("" for all, of whoever keeps the folder)."""

    FILE = ChatStore.FILE
    SCHEMA = """
    CREATE TABLE IF NOT EXISTS lists (
        id TEXT PRIMARY KEY, title TEXT NOT NULL, item_id TEXT NOT NULL, document_id TEXT NOT NULL,
        report TEXT NOT NULL, meeting_date TEXT, updated_at TEXT NOT NULL, owner TEXT NOT NULL DEFAULT ''
    );
    CREATE TABLE IF NOT EXISTS listed (
        id TEXT PRIMARY KEY, list_id TEXT NOT NULL REFERENCES lists(id) ON DELETE CASCADE, place INTEGER NOT NULL,
        body TEXT NOT NULL, noted_at TEXT, deleted_at TEXT
    );
    CREATE INDEX IF NOT EXISTS listed_list ON listed (list_id, place);
    """

    def __init__(self, data_dir: Path, now: Callable[[], datetime] = utc_now, owner: str = "") -> None:
        super().__init__(data_dir, now)
        self._owner = owner
        self._add_owner("lists")
        self._run("DELETE FROM listed WHERE deleted_at < ?", (now() - UNDO_FOR).isoformat())

    def create(self, title: str, item_id: str, document_id: str, report: str, meeting_date: str | None) -> str:
        """Start a list for a report or a meeting and return its id, which cannot be guessed."""
        id = secrets.token_urlsafe(9)
        row = (id, " ".join(title.split())[:80] or "My questions", item_id, document_id, report, meeting_date)
        self._run("INSERT INTO lists VALUES (?, ?, ?, ?, ?, ?, ?, ?)", *row, self._stamp(), self._owner)
        return id

    def get(self, id: str) -> MemberList:
        """A list with its questions in order. Raises NotFound when there is none of that id."""
        if not (found := self._rows(f"{_LIST} WHERE id = ?", id)):
            raise _no_list()
        rows = self._rows(
            "SELECT id, body FROM listed WHERE list_id = ? AND deleted_at IS NULL ORDER BY place, rowid", id
        )
        questions = (Kept(key, n, ListedQuestion.model_validate_json(body)) for n, (key, body) in enumerate(rows, 1))
        return replace(MemberList(*found[0]), questions=tuple(questions))

    def of(self, *item_ids: str, anybody: bool = False) -> list[MemberList]:
        """The lists for these reports or meetings, without their questions, the one changed last first; the owner's own
        alone, unless `anybody`'s are wanted.
        """
        where, owner = f"item_id IN ({', '.join('?' * len(item_ids))})", "" if anybody else self._owner
        ordered = f"{_LIST} WHERE {where} AND (? = '' OR owner = ?) ORDER BY updated_at DESC"
        return [MemberList(*row) for row in self._rows(ordered, *item_ids, owner, owner)]

    def add(self, list_id: str, question: ListedQuestion) -> str:
        """Put a question at the end of a list; its id. A drafted one on it already stays. NotFound without the list."""
        id = secrets.token_urlsafe(6)
        with self._changing(list_id) as connection:
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
        """Change parts of a question and return it. Raises NotFound when it is not on the list."""
        with self._changing(list_id) as connection:
            question = _question(connection, list_id, id).model_copy(update=changes)
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
            raise _no_question()
        at = order.index(id)
        order.insert(max(0, min(len(order), at + by)), order.pop(at))
        self.reorder(list_id, order)

    def reorder(self, list_id: str, order: Sequence[str]) -> None:
        """Give the questions with these ids this order. Raises NotFound when there is no such list."""
        with self._changing(list_id) as connection:
            places = [(n, id, list_id) for n, id in enumerate(order)]
            connection.executemany("UPDATE listed SET place = ? WHERE id = ? AND list_id = ?", places)

    def remove(self, list_id: str, id: str) -> None:
        """Take a question off a list; `restore` brings it back for a day. Raises NotFound as `change` does."""
        with self._changing(list_id) as connection:
            _question(connection, list_id, id)
            connection.execute("UPDATE listed SET deleted_at = ? WHERE id = ?", (self._stamp(), id))

    def restore(self, list_id: str, id: str) -> None:
        """Bring a removed question back to its place. Raises NotFound when it is gone for good."""
        with self._changing(list_id) as connection:
            brought = "UPDATE listed SET deleted_at = NULL WHERE id = ? AND list_id = ?"
            if not connection.execute(brought, (id, list_id)).rowcount:
                raise NotFound("That question is gone for good.", "A removed question can be brought back for a day.")

    def replies(self) -> list[NotedReply]:
        """Every reply the owner noted after a meeting, newest meeting first, for searches of what was said."""
        rows = self._rows(
            "SELECT list_id, report, item_id, meeting_date, body FROM listed JOIN lists ON lists.id = list_id"
            " WHERE deleted_at IS NULL AND noted_at IS NOT NULL AND (?1 = '' OR lists.owner = ?1)"
            " ORDER BY meeting_date DESC, place",
            self._owner,
        )
        found = []
        for list_id, report, item_id, meeting_date, body in rows:
            question = ListedQuestion.model_validate_json(body)
            paper = {"report": question.report or report, "item_id": question.item_id or item_id}
            if question.reply.strip() or question.after.strip():
                found.append(NotedReply(list_id, meeting_date, question.model_copy(update=paper)))
        return found

    def withdraw(self, document_id: str) -> int:
        """Remove for good the questions that rest on a document (they paraphrase it), and lists for it; how many."""
        gone = self._run("DELETE FROM listed WHERE instr(body, ?)", f'"document_id":"{document_id}"')
        gone += self._run("DELETE FROM lists WHERE document_id = ?", document_id)
        if gone:
            self._rewrite()
        return gone

    @contextmanager
    def _changing(self, list_id: str) -> Iterator[sqlite3.Connection]:
        """A connection to change a list that is there, which says when it was changed."""
        with self._open() as connection:
            stamped = connection.execute("UPDATE lists SET updated_at = ? WHERE id = ?", (self._stamp(), list_id))
            if not stamped.rowcount:
                raise _no_list()
            yield connection


def replies_about(store: ListStore, topic: str, library: Library) -> list[NotedReply]:
    """The noted replies on a topic, newest meeting first; those for papers that are not in `library` are left out."""
    from index.language.tokens import tokens
    from rag.search.corpus import corpus_of
    from rag.search.matching import coverage, weigh

    noted = store.replies()
    if not noted:
        return []
    corpus = corpus_of(library)
    concepts = weigh(corpus.read(topic), corpus)
    held = {item.id for item in library.items()}

    def bears(said: ListedQuestion) -> bool:
        counted = Counter(tokens(f"{said.report} {said.text} {said.reply} {said.after}"))
        return coverage(concepts, counted.__getitem__) >= _LEAST

    return [one for one in noted if one.question.item_id in held and bears(one.question)]


def _question(connection: sqlite3.Connection, list_id: str, id: str) -> ListedQuestion:
    row = connection.execute(
        "SELECT body FROM listed WHERE id = ? AND list_id = ? AND deleted_at IS NULL", (id, list_id)
    ).fetchone()
    if row is None:
        raise _no_question()
    return ListedQuestion.model_validate_json(row[0])


def _no_list() -> NotFound:
    return NotFound("There is no such list.", "Start a new one on the page Prepare.")


def _no_question() -> NotFound:
    return NotFound("That question is not on the list.", "It may have been removed; bring it back first.")
