"""What was added to the index lately, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from index.store.catalogue.rows import StoredDocument

DAYS = 3


@dataclass(frozen=True)
class Addition:
    """A day, and the documents (their sha256) added on it."""

    day: date
    documents: frozenset[str]


def latest_additions(documents: Sequence[StoredDocument]) -> list[Addition]:
    """The last three days on which documents were added, newest first."""
    newest = sorted(documents, key=lambda d: d.added_at, reverse=True)
    days = [(day, frozenset(d.id for d in of_day)) for day, of_day in groupby(newest, key=lambda d: d.added_at.date())]
    return [Addition(day, ids) for day, ids in days[:DAYS]]
