"""Connections shared by the threads of one process: each is borrowed by one thread at a time."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.faults import Fault, IndexBusy, IndexDamaged
from index.store.catalogue.schema import connect


def unreadable(error: sqlite3.DatabaseError, path: Path) -> Fault:
    """The fault that tells a person what SQLite found wrong with the catalogue."""
    if "locked" in str(error) or "busy" in str(error):
        return IndexBusy(f"The index in {path.parent} is busy.", "Try again in a moment.")
    return IndexDamaged(
        f"The catalogue {path} cannot be used: {error}.", "Move the folder away and index the packs again."
    )


class Pool:
    """Reading connections to one catalogue. Streamlit runs every page in a new thread, so none is kept by
    thread.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._free: list[sqlite3.Connection] = []
        self._lock = threading.Lock()

    @contextmanager
    def borrow(self) -> Iterator[sqlite3.Connection]:
        """A reading connection for the `with` block, opened if all others are in use."""
        with self._lock:
            connection = self._free.pop() if self._free else None
        try:
            connection = connection or connect(self._path)
        except sqlite3.DatabaseError as error:
            raise unreadable(error, self._path) from error
        try:
            yield connection
        except sqlite3.DatabaseError as error:
            connection.close()
            raise unreadable(error, self._path) from error
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
