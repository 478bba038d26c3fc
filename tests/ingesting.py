"""Ingests in a process of its own, for tests of what other processes see and of processes that are killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing.context import ForkServerContext
from pathlib import Path
from types import FrameType

from index.ingest import ingest
from index.library import Library
from tests.fakes import HashEmbedding, parse_blocks


def run_ingest(data: Path, packs: Path) -> None:
    """Index `packs` into `data`."""
    with Library.open(data, HashEmbedding()) as library:
        list(ingest([packs], library, parse_blocks))


def run_withdraw(data: Path, document: str) -> None:
    """Withdraw one document."""
    with Library.open(data, HashEmbedding()) as library:
        library.withdraw(document)


def killed_at(step: int, work: Callable[..., None], *arguments: object) -> None:
    """Do `work`, but die by SIGKILL at its `step`th call of any function, Python's or C's.

    Counting calls instead of waiting makes each moment of death the same in every run, on every machine.
    """
    count = 0

    def tick(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += 1
        if count == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(tick)
    work(*arguments)
    sys.setprofile(None)


def steps_of(work: Callable[..., None], *arguments: object) -> int:
    """How many steps `killed_at` would count in the whole of `work`."""
    count = 0

    def tick(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(tick)
    try:
        work(*arguments)
    finally:
        sys.setprofile(None)
    return count


def processes() -> ForkServerContext:
    """Processes forked from one that has imported everything and opened nothing: they start in no time."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.ingesting", "chromadb"])
    return context


def finish(process: multiprocessing.process.BaseProcess) -> int | None:
    """Start a process, wait until it ends, and give its exit code."""
    process.start()
    process.join()
    return process.exitcode
