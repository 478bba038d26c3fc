"""Replies being made in the background: one goes on when its page is reloaded or left, and any page can follow it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from app.saved.records import AnswerRecord, Message, QuestionRecord

log = logging.getLogger(__name__)
KEPT = "You stopped this answer before it was finished. What is here was checked."
NOTHING_KEPT = "You stopped this before anything was ready."


@dataclass(eq=False)
class Making:
    """A reply being made: to which question, what is being done, and the sentences of it that are checked by now.

    `waits_for_llm` tells that it may take long, since an LLM is asked.
    """

    question: QuestionRecord
    doing: str
    waits_for_llm: bool = False
    clock: Callable[[], float] = time.monotonic
    said: list[str] = field(default_factory=list)
    reply: Message | None = None  # once it is over
    _stopped_at: float | None = None
    _over: threading.Event = field(default_factory=threading.Event)

    def stop(self) -> None:
        """Ask whoever makes it to leave off; what is checked by now is kept."""
        if self._stopped_at is None:
            self._stopped_at = self.clock()

    def stopped(self) -> bool:
        """Whether it was asked to be left off."""
        return self._stopped_at is not None

    def stopped_for_s(self) -> float:
        """Seconds since then; 0 before."""
        return 0.0 if self._stopped_at is None else self.clock() - self._stopped_at

    def wait(self, seconds: float) -> bool:
        """Wait until it is over, at most so long; whether it is."""
        return self._over.wait(seconds)


class UnderWay:
    """The replies being made on a server, at most one for each chat. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._making: dict[str, Making] = {}

    def of(self, chat_id: str | None) -> Making | None:
        """The reply being made in a chat. One that is not there any longer has been kept before."""
        return self._making.get(chat_id or "")

    def start(
        self, chat_id: str, making: Making, make: Callable[[Making], Message], keep: Callable[[Message], None]
    ) -> None:
        """Begin to `make` a reply in the background and `keep` it when it is there."""
        with self._lock:
            self._making[chat_id] = making

        def work() -> None:
            self._end(chat_id, making, make(making), keep)

        threading.Thread(target=work, name="reply", daemon=True).start()

    def leave(self, chat_id: str, making: Making, patience_s: float, keep: Callable[[Message], None]) -> None:
        """Stop one; when it has not come to its end by then, keep that it was stopped and forget what comes of it."""
        making.stop()
        if not making.wait(patience_s):
            self._end(chat_id, making, stopped_reply(making.question), keep)

    def _end(self, chat_id: str, making: Making, reply: Message, keep: Callable[[Message], None]) -> None:
        with self._lock:
            if self._making.get(chat_id) is not making:
                return
            try:
                keep(reply)
            except Exception:
                log.exception("a reply could not be saved")
            making.reply = reply
            del self._making[chat_id]
            making._over.set()


def stopped_reply(question: QuestionRecord) -> AnswerRecord:
    """The reply to a question that was stopped before there was anything to show."""
    return AnswerRecord(question=question.text, status="stopped", text="", notice=NOTHING_KEPT)
