"""A language model as the product uses it: who it is, how much it may be sent, how long it may take, and its account.

One value holds what every request needs; a request to it is made in `rag/llm/client.py` and nowhere else.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

from index.faults import LlmFault

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

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


class Queue:
    """At most `places` requests at a time for everybody; the others wait in the order they came."""

    def __init__(self, places: int = 4) -> None:
        self._free, self._lock = places, threading.Condition()
        self._waiting: list[tuple[object, Callable[[], bool]]] = []

    @contextmanager
    def turn(
        self,
        stop: Callable[[], bool] = never,
        left_s: Callable[[], float] = lambda: 1.0,
    ) -> Iterator[None]:
        """Wait for a turn and keep it.

        Raises:
            Stopped: when `stop` says so while waiting.
            TimeoutError: when no time is left.
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
    that can be made again, for measuring.
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

    def may_spend(self) -> None:
        """Do nothing while the day's tokens last.

        Raises:
            LlmFault: when they are used up.
        """
        if self.daily and self.account is not None and self.account.on(date.today()) >= self.daily:
            raise LlmFault(
                "Today's budget for the language model is used up.", "Raise SCRUTINY_LLM_DAILY_TOKENS, or wait a day."
            )

    def spend(self, purpose: str, spent: Spent) -> None:
        """Write a request down."""
        if self.account is not None:
            self.account.add(date.today(), purpose, spent)


End = Literal["whole", "cut", "filtered"]


@dataclass
class Ending:
    """How a reply ended: whole, cut off at its length, or stopped by a content filter; and what it cost."""

    kind: End = "whole"
    spent: Spent = Spent(0, 0)
    again: bool = False  # the one retry was made


def model_of(llm: LLM | Model | None, timeout: float = 60.0, context: int = CONTEXT) -> Model | None:
    """A model around a bare LlamaIndex LLM; a model stays as it is. The meaning request is off for a bare one."""
    if llm is None or isinstance(llm, Model):
        return llm
    name = str(getattr(llm, "model", "") or type(llm).__name__)
    return Model(llm, name, context, timeout, meaning=False)
