"""The entries of a history as cards: what one paragraph of a meeting's paper says of a topic is one card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rag.memory.history.values import Entry


@dataclass(frozen=True)
class Card:
    """The entries of one minute with its point, or of one paragraph of a paper, in the order they stand there."""

    entries: tuple[Entry, ...]

    @property
    def first(self) -> Entry:
        """The entry that stands first."""
        return self.entries[0]

    @property
    def id(self) -> str:
        """What a link to the card carries."""
        return self.first.id

    @property
    def changed(self) -> str:
        """What its entries add."""
        return "; ".join(dict.fromkeys(e.changed for e in self.entries if e.changed))


def cards_of(entries: Iterable[Entry]) -> list[Card]:
    """The cards of a history, whose entries are given in order."""
    return [Card(tuple(own)) for _, own in groupby(entries, key=_place)]


def by_meeting(cards: Sequence[Card], newest: bool) -> list[tuple[date | None, list[Card]]]:
    """The cards by day of their meeting, oldest first, or the newest; those of no known day last."""
    found = [(day, list(own)) for day, own in groupby(cards, key=lambda c: c.first.date)]
    known = [pair for pair in found if pair[0] is not None]
    return [*(reversed(known) if newest else known), *(pair for pair in found if pair[0] is None)]


def _place(entry: Entry) -> tuple[str, ...]:
    passage = entry.citation.passage
    return (passage.item.id, entry.minute) if entry.minute else (passage.item.id, "", passage.id)
