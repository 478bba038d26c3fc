"""A language model as the product uses it: who it is, how much it may be sent, how long it may take, and its account.

One value holds what every request needs; a request to it is made in `rag/llm/client.py` and nowhere else.
"""

from __future__ import annotations

import hmac
import random
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

from index.faults import LlmFault

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

ANY = "*"  # in the place of a document's sha256
CONTEXT = 4_000  # tokens of a request, unless the settings say otherwise
_LOOK_S = 0.05


class Stopped(Exception):
    """Whoever waited for a reply has had enough of it. Not a fault: it is what they asked for."""


def never() -> bool:
    """The `stop` of those who wait to the end."""
    return False


@dataclass(frozen=True)
class Spent:
    """Tokens of a request and of its reply: the server's own count, or ours where it gives none."""

    sent: int
    received: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.sent + self.received


class Account(Protocol):
    """Where tokens are written down by the day."""

    def add(self, day: date, purpose: str, spent: Spent) -> None:
        """Write a request down."""

    def on(self, day: date) -> int:
        """Tokens of a day, all purposes together."""


End = Literal["whole", "cut", "filtered"]


@dataclass(frozen=True)
class Written:
    """A reply as a model wrote it, the day, and how it ended."""

    text: str
    on: date
    end: End = "whole"


class Replies(Protocol):
    """Where replies are kept by what was asked, so that the same is never asked twice."""

    def secret(self) -> bytes:
        """What keys and fences of kept requests are drawn from beside their words: always the same, known to nobody."""

    def find(self, request: str) -> Written | None:
        """The reply to a request, known by a hash of its model and its words."""

    def keep(self, request: str, documents: Collection[str], written: Written) -> None:
        """Keep a reply to words of these documents (sha256; `ANY` for words of more than can be named)."""

    def drop(self, request: str) -> None:
        """Forget a reply that was of no use."""


class Queue:
    """At most `places` requests at a time for everybody; the others wait in the order they came."""

    def __init__(self, places: int = 4) -> None:
        self._free, self._lock = places, threading.Condition()
        self._waiting: list[tuple[object, Callable[[], bool]]] = []

    @contextmanager
    def turn(self, stop: Callable[[], bool] = never, left_s: Callable[[], float] = lambda: 1.0) -> Iterator[None]:
        """Wait for a turn and keep it. Raises Stopped when `stop` says so while waiting; TimeoutError when no time is
        left.
        """
        me = (object(), stop)
        with self._lock:
            self._waiting.append(me)
            try:
                while self._free <= 0 or self._waiting[0] is not me:
                    if stop():
                        raise Stopped
                    if left_s() < 0:
                        raise TimeoutError
                    self._lock.wait(_LOOK_S)
                self._free -= 1
            finally:
                self._waiting.remove(me)
                self._lock.notify_all()
        try:
            yield
        finally:
            with self._lock:
                self._free += 1
                self._lock.notify_all()

    def place(self, stop: Callable[[], bool]) -> int:
        """The place from 1 in the queue of the request that gives up by `stop`; 0 for one that does not wait."""
        with self._lock:
            return next((n for n, (_, other) in enumerate(self._waiting, 1) if other == stop), 0)


@dataclass(frozen=True)
class Model:
    """A model and its rules.

    `context` is the tokens of a request (`draft_context` of one for a draft, 0 for the same), `timeout` seconds for a
    whole reply, `daily` the tokens of a day for everybody (0 for no limit), `meaning` whether a second request asks if
    the quotes say what was written. `withheld` gives the sha256 of documents that may go to no model: the restricted
    ones, unless the settings allow it. `refused` are parameters that the server would not take, remembered. Keys and
    fences are drawn from `rng()`: the system's own, so that no paper can foretell one; a seeded one makes a request
    that can be made again, for measuring. Where it works on documents (`about`, sha256), what it writes is kept in
    `replies`.
    """

    llm: LLM
    name: str = ""
    context: int = CONTEXT
    timeout: float = 60.0
    daily: int = 0
    meaning: bool = True
    draft_context: int = 0
    account: Account | None = None
    withheld: Callable[[], frozenset[str]] = frozenset
    queue: Queue = field(default_factory=Queue)
    refused: set[str] = field(default_factory=set)
    clock: Callable[[], float] = time.monotonic
    rng: Callable[[], random.Random] = random.SystemRandom
    replies: Replies | None = None
    about: frozenset[str] = frozenset()
    only_kept: bool = False

    def keeping(self, documents: Collection[str], only_kept: bool = False) -> Model:
        """This model for requests on these documents, whose replies are kept; with `only_kept` it is not asked."""
        return replace(self, about=frozenset(documents), only_kept=only_kept)

    @property
    def kept(self) -> Replies | None:
        """Where replies to its requests are kept; None where they are not."""
        return self.replies if self.about else None

    def draw(self, content: str) -> random.Random:
        """What the keys and the fence of a request of this content are drawn from: the same again where its reply is
        kept, so that what was written to those keys can be read."""
        kept = self.kept
        return random.Random(hmac.digest(kept.secret(), content.encode(), "sha256")) if kept else self.rng()

    def forget(self, ending: Ending) -> None:
        """Keep a reply no longer that was of no use: it is asked for again."""
        if self.kept:
            self.kept.drop(ending.request)

    def may_spend(self) -> None:
        """Do nothing while the day's tokens last. Raises LlmFault when they are used up."""
        if self.daily and self.account is not None and self.account.on(date.today()) >= self.daily:
            raise LlmFault(
                "Today's budget for the language model is used up.", "Raise SCRUTINY_LLM_DAILY_TOKENS, or wait a day."
            )

    def spend(self, purpose: str, spent: Spent) -> None:
        """Write a request down."""
        if self.account is not None:
            self.account.add(date.today(), purpose, spent)


@dataclass
class Ending:
    """How a reply ended: whole, cut off at its length, or stopped by a content filter; what it cost; and the day that
    it was written, with the hash of its request, where it is kept."""

    kind: End = "whole"
    spent: Spent = Spent(0, 0)
    again: bool = False  # the one retry was made
    on: date = field(default_factory=date.today)
    request: str = ""


def model_of(llm: LLM | Model | None, timeout: float = 60.0, context: int = CONTEXT) -> Model | None:
    """A model around a bare LlamaIndex LLM; a model stays as it is. The meaning request is off for a bare one."""
    if llm is None or isinstance(llm, Model):
        return llm
    name = str(getattr(llm, "model", "") or type(llm).__name__)
    return Model(llm, name, context, timeout, meaning=False)
