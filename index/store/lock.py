"""One writer: the lock a process holds to change the index. The system frees it when the process dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.faults import IndexBusy

PATIENCE = 2.0  # seconds to wait for a writer that may only be mending

@contextmanager
def writing(data_dir: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the writer's lock of `data_dir` for the `with` block.

    Raises IndexBusy if another writer still holds it after `wait` seconds.
    """
    lock = FileLock(data_dir / "writer.lock")
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise IndexBusy(
            f"Another process is writing the index in {data_dir}.",
            "Wait until it has finished, then try again; reading works meanwhile.",
        ) from None
    try:
        yield
    finally:
        lock.release()
