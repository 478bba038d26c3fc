"""One request to a language model: streamed, within its time, tried again once, every failure one kind of fault."""

import asyncio
import hashlib
import json
import logging
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from contextlib import closing
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from index.faults import LlmFault
from rag.llm.endings import BUSY, LOG, as_fault, broken_off, cleaned, counted, ended, finished, retry_after, status_of
from rag.llm.model import Ending, Model, Spent, Stopped, Written, never
from rag.llm.providers import options_for
from rag.llm.sources import count_tokens

T = TypeVar("T")
LOOK_S = 0.1  # how often `stop` and the time left are looked at while nothing arrives
_NOTHING, _END = object(), object()
_starting = threading.Lock()
_running: list[asyncio.AbstractEventLoop] = []
MAX_REPLY_CHARACTERS = 20_000  # or as many as the tokens asked for may have
_CHARACTERS = 8  # of a token, at most
REPLY_TOKENS = 700  # of an answer
_MOST_WAIT_S = 20.0
_FILTERED = "The language model's content filter refused this."

log = logging.getLogger(__name__)


class _Again(Exception):
    """The request is worth another try: after some seconds, or without what the server would not take."""

    def __init__(self, wait_s: float = 0.0) -> None:
        self.wait_s = wait_s


def stream_reply(
    model: Model,
    system: str,
    user: str,
    stop: Callable[[], bool] = never,
    *,
    max_tokens: int = REPLY_TOKENS,
    schema: dict[str, Any] | None = None,
    purpose: str = "answer",
    ending: Ending | None = None,
) -> Iterator[str]:
    """The pieces of the model's reply as they arrive.

    The model's seconds are for the whole reply, waiting for a turn included; one that grows too long is cut off. `stop`
    is asked several times a second whether to give up. `schema` is the JSON that is wanted.
    `ending` is filled when the reply has ended. Busy servers are asked once more; a parameter that a server does not
    take is left out from then on. However it ends, the connection is closed. A reply that is kept comes at once, whole.

    Raises:
        LlmFault: when the LLM is unreachable, slow, refuses, breaks off, or says nothing at all; when today's tokens
            are used up.
        Stopped: when `stop` said so.
    """
    ends, said = model.clock() + model.timeout, ending or Ending()
    written = _kept(model, said, system, user, max_tokens, schema)
    if written is not None:
        said.kind, said.on = written.end, written.on
        yield written.text
        return
    if model.only_kept:
        raise LlmFault("The language model was not asked for this yet.", "Ask for it.")
    model.may_spend()
    pieces: list[str] = []

    def left_s() -> float:
        return ends - model.clock()

    try:
        with model.queue.turn(stop, left_s):
            for _ in range(4):
                try:
                    for piece in _tried(model, system, user, said, stop, left_s, max_tokens, schema):
                        pieces.append(piece)
                        yield piece
                    break
                except _Again as again:
                    _rest(again.wait_s, stop, left_s)
    except TimeoutError as error:
        raise as_fault(error, model.timeout) from error
    finally:
        if said.spent.total:
            model.spend(purpose, said.spent)
    if model.kept and said.kind != "filtered":
        model.kept.keep(said.request, model.about, Written("".join(pieces), said.on, said.kind))


def _kept(
    model: Model, said: Ending, system: str, user: str, max_tokens: int, schema: dict[str, Any] | None
) -> Written | None:
    """The reply that was written to this very request of this model before, where replies are kept."""
    if model.kept is None:
        return None
    asked = json.dumps([model.name, system, user, max_tokens, schema])
    said.request = hashlib.sha256(asked.encode()).hexdigest()
    return model.kept.find(said.request)


def filtered(fault: LlmFault) -> bool:
    """True for the refusal of a content filter."""
    return fault.message == _FILTERED


def _tried(
    model: Model,
    system: str,
    user: str,
    said: Ending,
    stop: Callable[[], bool],
    left_s: Callable[[], float],
    max_tokens: int,
    schema: dict[str, Any] | None,
) -> Iterator[str]:
    """One try. Raises _Again, before anything was yielded, where another may do."""
    from llama_index.core.llms import ChatMessage

    messages = [ChatMessage(role="system", content=system), ChatMessage(role="user", content=user)]
    options = options_for(model.llm, max_tokens, schema, model.refused)
    text, last, sent, received, end = "", None, 0, 0, None
    try:
        with closing(streamed(partial(model.llm.astream_chat, messages, **options), stop, left_s)) as stream:
            for last in stream:
                end = ended(last.raw) or end
                counts = counted(last.raw)
                sent, received = counts[0] or sent, counts[1] or received
                text += last.delta or ""
                if len(text) > max(MAX_REPLY_CHARACTERS, _CHARACTERS * max_tokens):
                    end = "cut"
                    break
                if last.delta:
                    yield last.delta
    except Stopped:
        raise
    except Exception as error:  # every library under LlamaIndex has a tree of its own
        log.warning("language model: %s", cleaned(error, model))
        end = broken_off(error)
        if end is None and not text:
            _look_again(error, model, left_s(), said)
        if end is None:
            raise as_fault(error, model.timeout) from error
    finally:
        said.spent = Spent(sent or count_tokens(system + user), received or count_tokens(text))
    if end is None and received >= max_tokens:  # where a library does not pass on how it ended
        end = "cut"
    said.kind = end or "whole"
    if said.kind == "filtered" and not text.strip():
        raise LlmFault(_FILTERED, "Its owner can relax the filter for this use.")
    if last is not None and end is None and not finished(last.raw):
        raise LlmFault("The language model broke off in the middle of its reply.", LOG)
    if not text:
        raise LlmFault("The language model said nothing.", "Try another model, or a larger one.")


def _look_again(error: BaseException, model: Model, left_s: float, said: Ending) -> None:
    """Raise _Again for a busy server and for a parameter that it does not take; a fault for a filter's refusal."""
    status, words = status_of(error), str(error).lower()
    if status in (400, 403) and ("content_filter" in words or "content management policy" in words):
        said.kind = "filtered"
        raise LlmFault(_FILTERED, "Its owner can relax the filter for this use.") from error
    if status in (400, 422):
        for name in ("max_tokens", "temperature", "response_format", "json_schema", "stream_options"):
            if name in words and name not in model.refused:
                model.refused.add("json_schema" if name == "response_format" and "json_schema" in words else name)
                raise _Again from error
    if status in BUSY:
        wait = retry_after(error)
        if wait < min(left_s, _MOST_WAIT_S) and not said.again:
            said.again = True
            raise _Again(wait) from error


def _rest(seconds: float, stop: Callable[[], bool], left_s: Callable[[], float]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if stop():
            raise Stopped
        if left_s() < 0:
            raise TimeoutError
        time.sleep(0.05)


def streamed(
    start: Callable[[], Awaitable[AsyncIterator[T]]], stop: Callable[[], bool], left_s: Callable[[], float]
) -> Generator[T, None, None]:
    """The items of the stream that `start` gives, as they arrive; leaving early closes it. `stop` tells whether to give
    up, `left_s` the seconds that are left; both are asked several times a second. Raises Stopped as soon as `stop` says
    so; TimeoutError when no time is left; Exception whatever the stream itself raises.
    """
    if stop():
        raise Stopped
    arrived: SimpleQueue[Any] = SimpleQueue()
    reading = asyncio.run_coroutine_threadsafe(_read(start, arrived.put), event_loop())
    reading.add_done_callback(lambda _: arrived.put(_END))
    try:
        while True:
            try:
                item = arrived.get(timeout=LOOK_S)
            except Empty:
                item = _NOTHING
            if stop():
                raise Stopped
            if item is _END:
                reading.result()
                return
            if left_s() < 0:
                raise TimeoutError
            if item is not _NOTHING:
                yield item
    finally:
        reading.cancel()


def event_loop() -> asyncio.AbstractEventLoop:
    """The loop that all requests run on, started when it is first needed."""
    with _starting:
        if not _running:
            loop = asyncio.new_event_loop()
            threading.Thread(target=loop.run_forever, name="llm", daemon=True).start()
            _running.append(loop)
        return _running[0]


async def _read(start: Callable[[], Awaitable[AsyncIterator[T]]], put: Callable[[T], None]) -> None:
    async for item in await start():
        put(item)
