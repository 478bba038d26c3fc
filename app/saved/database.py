"""Connections to the small SQLite files that keep what people save."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal


@contextmanager
def connected(path: Path, journal: Literal["WAL", "DELETE"] = "WAL") -> Iterator[sqlite3.Connection]:
    """A connection for one piece of work: kept when it succeeds, undone when it fails, closed in any case.

    What is deleted is overwritten in the file, so that a withdrawn paper's words are not left in it. With a `journal`
    of "WAL" readers and a writer do not wait for each other; with "DELETE" nothing outlives the work beside the file.
    """
    connection = sqlite3.connect(path, timeout=10)
    try:
        for pragma in (f"journal_mode = {journal}", "secure_delete = ON", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        with connection:
            yield connection
    finally:
        connection.close()
