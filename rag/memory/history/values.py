"""The values of a topic's history."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from rag.memory.history.weight import Kind
from rag.values import Citation


@dataclass(frozen=True)
class Entry:
    """What one paper says of a topic, in exact words.

    `minute` is the minute's number with its point, or the paragraph of a report; `who` speaks, only as printed. A
    question has its reply in `reply`. `changed` says what is new against the entries before it.
    """

    date: date | None
    minute: str | None
    kind: Kind
    text: str
    who: str
    heading: str
    committee: str | None
    citation: Citation
    score: float
    reply: Citation | None = None
    changed: str = ""

    @property
    def id(self) -> str:
        """The same for the same words in the same place: what a link to the entry carries."""
        key = f"{self.citation.passage.id}|{self.citation.quote}"
        return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:12]

    def as_json(self) -> dict[str, Any]:
        """The shape that `scrutiny history --json` prints."""
        return {
            "date": self.date.isoformat() if self.date else None,
            "minute": self.minute,
            "kind": self.kind,
            "text": self.text,
            "who": self.who or None,
            "heading": self.heading or None,
            "committee": self.committee,
            "changed": self.changed or None,
            "id": self.id,
            "citation": self.citation.as_json(),
            "reply": self.reply.as_json() if self.reply else None,
        }


@dataclass(frozen=True)
class Filters:
    """What a history is narrowed to; empty fields narrow nothing. `since` and `until` are days of meetings."""

    kinds: tuple[Kind, ...] = ()
    committee: str = ""
    since: date | None = None
    until: date | None = None

    def allows_day(self, day: date | None) -> bool:
        """Whether a meeting of that day is wanted."""
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)

    def allows_committee(self, name: str | None) -> bool:
        """Whether a committee is wanted: a part of its name is enough."""
        return not self.committee or self.committee.lower() in (name or "").lower()


def by_kind(entries: Iterable[Entry], kinds: Iterable[Kind]) -> list[Entry]:
    """The entries of some kinds; all for none."""
    wanted = set(kinds)
    return [e for e in entries if not wanted or e.kind in wanted]
