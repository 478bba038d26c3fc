"""One writer: the lock that a process must hold to change the index. The system frees it if the process dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.faults import IndexBusy


@contextmanager
def writing(data_dir: Path) -> Iterator[None]:
    """Hold the writer's lock of `data_dir` for the `with` block. IndexBusy at once if another writer holds it."""
    lock = FileLock(data_dir / "writer.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise IndexBusy(f"Another process is writing the index in {data_dir}.",
                        "Wait until it has finished, then try again; reading works meanwhile.") from None
    try:
        yield
    finally:
        lock.release()
