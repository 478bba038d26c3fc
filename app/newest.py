"""What was added to the index lately, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import PurePosixPath

from index.catalogue.rows import StoredDocument

DAYS = 3
NAMED = 4


@dataclass(frozen=True)
class Addition:
    """A day's new documents: the names of the first few, and how many more there were."""

    day: date
    names: tuple[str, ...]
    more: int


def latest_additions(documents: Sequence[StoredDocument]) -> list[Addition]:
    """The last three days on which documents were added, newest first."""
    newest = sorted(documents, key=lambda d: (-d.added_at.toordinal(), d.path))
    days = [(day, [d.path for d in of_day]) for day, of_day in groupby(newest, key=lambda d: d.added_at.date())]
    return [
        Addition(day, tuple(PurePosixPath(path).name for path in paths[:NAMED]), max(len(paths) - NAMED, 0))
        for day, paths in days[:DAYS]
    ]
