"""What people thought of answers, kept beside the chats and written out as cases for the evaluation.

Only a thumb and its reason are kept here. The answer itself stays in its chat, where a withdrawal reaches it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.saved.chats import FILE, ChatStore
from app.saved.database import connected
from app.saved.records import AnswerRecord
from index.faults import NotFound

REASONS = ("It is wrong", "It missed something", "The quote does not fit", "It is hard to follow")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS feedback (
    chat_id TEXT NOT NULL, n INTEGER NOT NULL, good INTEGER NOT NULL, reason TEXT NOT NULL, note TEXT NOT NULL,
    given_at TEXT NOT NULL, PRIMARY KEY (chat_id, n)
);
"""


@dataclass(frozen=True)
class Feedback:
    """A thumb up or down on the message at place `n` of a chat, with why."""

    chat_id: str
    n: int
    good: bool
    reason: str = ""
    note: str = ""


class FeedbackStore:
    """The feedback of one data folder. Safe to use from many threads: each call opens its own connection."""

    def __init__(self, data_dir: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        self._path = data_dir / FILE
        self._now = now
        with connected(self._path) as connection:
            connection.executescript(_SCHEMA)

    def give(self, feedback: Feedback) -> None:
        """Keep feedback; it replaces what was said before of the same message."""
        with connected(self._path) as connection:
            connection.execute(
                "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?)",
                (feedback.chat_id, feedback.n, feedback.good, feedback.reason, feedback.note, self._now().isoformat()),
            )

    def take_back(self, chat_id: str, n: int) -> None:
        """Forget what was said of a message."""
        with connected(self._path) as connection:
            connection.execute("DELETE FROM feedback WHERE chat_id = ? AND n = ?", (chat_id, n))

    def withdraw(self, document_id: str) -> None:
        """Forget what people wrote about answers that quote a document: to be called while the chats still do.

        The thumb and the reason, which are not words of theirs, stay.
        """
        with connected(self._path) as connection:
            connection.execute(
                "UPDATE feedback SET note = '' WHERE EXISTS (SELECT 1 FROM messages WHERE instr(body, ?) "
                "AND messages.chat_id = feedback.chat_id AND messages.n = feedback.n + 1)",
                (document_id,),
            )

    def of_chat(self, chat_id: str) -> dict[int, Feedback]:
        """What was said of a chat's messages, by their place."""
        return {feedback.n: feedback for feedback in self._rows("WHERE chat_id = ?", chat_id)}

    def all(self) -> list[Feedback]:
        """Everything said, oldest first."""
        return list(self._rows())

    def _rows(self, where: str = "", *values: str) -> Iterator[Feedback]:
        with connected(self._path) as connection:
            rows = connection.execute(
                f"SELECT chat_id, n, good, reason, note FROM feedback {where} ORDER BY given_at", values
            ).fetchall()
        for chat_id, n, good, reason, note in rows:
            yield Feedback(chat_id, n, bool(good), reason, note)


def as_cases(feedback: FeedbackStore, chats: ChatStore, hidden: Collection[str] = ()) -> Iterator[dict[str, Any]]:
    """Each piece of feedback as a case in the shape of `eval/cases/questions.jsonl`.

    A good answer's quotes are the case's gold. A bad one has no gold yet: its `feedback` says what was wrong, for a
    person to complete. Feedback on a chat that is gone is left out, and on an answer that quotes one of the `hidden`
    documents (sha256).
    """
    for given in feedback.all():
        try:
            message = chats.messages(given.chat_id)[given.n]
        except (NotFound, IndexError):
            continue
        if isinstance(message, AnswerRecord) and not {c.document_id for c in message.citations} & set(hidden):
            yield {
                "id": f"feedback-{given.chat_id}-{given.n}",
                "question": message.question,
                "kind": "feedback",
                "gold": [
                    {
                        "quote": c.quote,
                        "report": c.report,
                        "doc_kind": c.kind,
                        "meeting_date": c.meeting_date,
                        "file": c.document,
                        "page": c.page,
                    }
                    for c in (message.citations if given.good else ())
                ],
                "answer": message.text if given.good else "",
                "feedback": {"good": given.good, "reason": given.reason, "note": given.note},
            }
