"""The values of the register: a commitment, and what later papers say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from rag.values import Citation

Kind = Literal["resolution", "undertaking", "soft"]
Status = Literal["kept", "partly", "no evidence in the papers held", "not yet due", "for noting"]
Bearing = Literal["kept", "part", "unkept", "mention"]

KINDS: tuple[Kind, ...] = ("resolution", "undertaking", "soft")
STATUSES: tuple[Status, ...] = ("kept", "partly", "no evidence in the papers held", "not yet due", "for noting")
OPEN: tuple[Status, ...] = ("partly", "no evidence in the papers held")


@dataclass(frozen=True)
class FollowUp:
    """A quote of a later paper on what was promised, and how it bears on it."""

    citation: Citation
    bearing: Bearing


@dataclass(frozen=True)
class Commitment:
    """Something resolved or undertaken, in its exact words.

    `owner` is who is to do it, as printed, and `due_words` by when, as printed; `due` is that date where the papers
    give it. `minute` is the number with the point or letter ("23(b)"), a report's paragraph for a report; `heading`
    is the minute's title. `about` are the sentences just before it, which say what an "it" stands for.
    """

    id: str
    text: str
    kind: Kind
    owner: str | None
    due: date | None
    due_words: str
    minute: str | None
    heading: str
    about: str
    committee: str | None
    meeting_date: date | None
    citation: Citation
    status: Status = "no evidence in the papers held"
    why: str = ""
    follow_ups: tuple[FollowUp, ...] = ()

    @property
    def source(self) -> str:
        """The kind of paper it stands in: "minutes", "report" …"""
        return self.citation.passage.item.kind

    def as_json(self) -> dict[str, Any]:
        """The shape that `scrutiny commitments --json` prints."""
        return {
            "id": self.id,
            "text": self.text,
            "kind": self.kind,
            "owner": self.owner,
            "due": self.due.isoformat() if self.due else None,
            "due_words": self.due_words or None,
            "minute": self.minute,
            "heading": self.heading or None,
            "committee": self.committee,
            "meeting_date": self.meeting_date.isoformat() if self.meeting_date else None,
            "status": self.status,
            "why": self.why,
            "citation": self.citation.as_json(),
            "follow_ups": [f.citation.as_json() | {"bearing": f.bearing} for f in self.follow_ups],
        }
