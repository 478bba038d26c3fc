"""Connections shared by the threads of one process: each is borrowed by one thread at a time."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.catalogue.schema import connect


class Pool:
    """Reading connections to one catalogue. Streamlit runs every page in a new thread, so none is kept by thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._free: list[sqlite3.Connection] = []
        self._lock = threading.Lock()

    @contextmanager
    def borrow(self) -> Iterator[sqlite3.Connection]:
        """A reading connection for the `with` block, opened if all others are in use."""
        with self._lock:
            connection = self._free.pop() if self._free else None
        connection = connection or connect(self._path)
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        with self._lock:
            self._free.append(connection)

    def close(self) -> None:
        """Close the connections that nobody has borrowed."""
        with self._lock:
            while self._free:
                self._free.pop().close()
