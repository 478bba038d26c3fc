"""Ingests in a process of its own, for tests of what other processes see and of processes that are killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Sequence
from multiprocessing.context import ForkServerContext
from pathlib import Path
from types import FrameType, ModuleType

import numpy as np
from numpy.typing import NDArray

import app
import index
from index.ingest.ingest import ingest
from index.ingest.reread import reread
from index.store.library import Library
from index.store.vectors.embedded import EmbeddedChroma
from tests.fakes import HashEmbedding, parse_blocks


def run_ingest(data: Path, packs: Path) -> None:
    """Index `packs` into `data`."""
    with Library.open(data, HashEmbedding()) as library:
        list(ingest([packs], library, parse_blocks))


def run_withdraw(data: Path, document: str) -> None:
    """Withdraw one document."""
    with Library.open(data, HashEmbedding()) as library:
        library.withdraw(document)


def run_reread(data: Path) -> None:
    """Read the papers of an outdated index again."""
    list(reread(data, HashEmbedding(), parse_blocks))


def add_to_build(folder: Path, build: str, ids: list[str], vectors: NDArray[np.float32]) -> None:
    """Add records to a build of the embedded Chroma."""
    store = EmbeddedChroma(folder)
    store.add(build, ids, vectors)
    store.close()


_OURS = tuple(str(Path(one.__file__).parent) for one in (app, index))


def killed_at(step: int, work: Callable[..., None], *arguments: object) -> None:
    """Do `work`, but die by SIGKILL at its `step`th step.

    A step is a call of a function of `index` or `app`, or by one (to SQLite, Chroma, the disk). Counting them instead
    of waiting makes each moment of death the same in every run, on every machine.
    """
    _count_steps(work, arguments, lambda count: os.kill(os.getpid(), signal.SIGKILL) if count == step else None)


def counted(count_file: Path, work: Callable[..., None], *arguments: object) -> None:
    """Do `work`, and write down how many steps `killed_at` would count in it."""
    count_file.write_text(str(_count_steps(work, arguments, lambda count: None)))


def _count_steps(work: Callable[..., None], arguments: Sequence[object], each: Callable[[int], None]) -> int:
    count = 0

    def tick(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        if frame.f_code.co_filename.startswith(_OURS):
            count += 1
            each(count)

    sys.setprofile(tick)
    work(*arguments)
    sys.setprofile(None)
    return count


def processes() -> ForkServerContext:
    """Processes forked from one that has imported everything and opened nothing: they start in no time."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.ingesting", "chromadb"])
    return context


def finish(process: multiprocessing.process.BaseProcess) -> int | None:
    """Start a process, wait until it ends, and give its exit code. What stands as the main module is not run in it
    (after a test of a page that is the page's script), unless it is a bench of ours, whose functions are asked for.
    """
    main = sys.modules["__main__"]
    if not getattr(main.__spec__, "name", "").startswith("tests."):
        sys.modules["__main__"] = ModuleType("__main__")
    try:
        process.start()
    finally:
        sys.modules["__main__"] = main
    process.join()
    return process.exitcode
