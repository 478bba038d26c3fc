"""Reading from an LLM in the background, so that whoever waits for it can leave at any moment.

All requests run on one event loop in a thread of its own, as the clients' connections belong to the loop they were
opened on. A request that nobody waits for any longer is cancelled, even before its first word: that closes its
connection, which is how a server knows that it may stop generating.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")
LOOK_S = 0.1  # how often `stop` and the time left are looked at while nothing arrives
_NOTHING, _END = object(), object()
_starting = threading.Lock()
_running: list[asyncio.AbstractEventLoop] = []


class Stopped(Exception):
    """Whoever waited for a reply has had enough of it. Not a fault: it is what they asked for."""


def never() -> bool:
    """The `stop` of those who wait to the end."""
    return False


def streamed(
    start: Callable[[], Awaitable[AsyncIterator[T]]], stop: Callable[[], bool], left_s: Callable[[], float]
) -> Generator[T, None, None]:
    """The items of the stream that `start` gives, as they arrive; leaving early closes it.

    `stop` tells whether to give up, `left_s` the seconds that are left; both are asked several times a second.

    Raises:
        Stopped: as soon as `stop` says so.
        TimeoutError: when no time is left.
        Exception: whatever the stream itself raises.
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
