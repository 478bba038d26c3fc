"""A commitment, what later papers say of it, and how both are shown: words before it, a question, rows of a table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from index.language.periods import long_date
from index.language.sentences import split
from rag.values import Citation, printed_fields

Kind = Literal["resolution", "undertaking", "soft"]
Status = Literal["kept", "partly", "no evidence in the papers held", "not yet due", "for noting"]
Bearing = Literal["kept", "looks back", "mention"]

KINDS: tuple[Kind, ...] = ("resolution", "undertaking", "soft")
STATUSES: tuple[Status, ...] = ("kept", "partly", "no evidence in the papers held", "not yet due", "for noting")
OPEN: tuple[Status, ...] = ("partly", "no evidence in the papers held")


@dataclass(frozen=True)
class FollowUp:
    """A quote of a later paper on what was promised, how it bears on it, and how strongly. "kept" is the report that
    was asked for; "looks back" names the meeting of the promise.
    """

    citation: Citation
    bearing: Bearing
    score: float = 0.0


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
        known = {name: getattr(self, name) or None for name in ("due_words", "heading")}
        follow_ups = [f.citation.as_json() | {"bearing": f.bearing} for f in self.follow_ups]
        return printed_fields(self, "about") | known | {"follow_ups": follow_ups}


_POINTING = frozenset({"it", "they", "them", "both", "he", "she", "this", "these", "those"})
_EARLY = 9  # words: a pronoun after more than these stands for something in its own sentence


def said_before(commitment: Commitment) -> str:
    """The sentence before a promise that points back at it early on ("it", "these …"), word for word; else ""."""
    early = {word.strip(".,;:").lower() for word in commitment.text.split()[:_EARLY]}
    if commitment.kind == "resolution" or early.isdisjoint(_POINTING):
        return ""
    told = [commitment.about[start:end].strip() for start, end in split(commitment.about)]
    sentence = next((sentence for sentence in reversed(told) if sentence), "")
    return sentence.strip('“”"') if sentence.startswith(("“", '"')) else sentence


_DID = {"resolution": "it was resolved", "undertaking": "it was undertaken", "soft": "it was said"}


def question_of(commitment: Commitment) -> str:
    """An open question of one point, with the exact words it rests on. It never says that nothing was done."""
    day = commitment.meeting_date
    when = f"On {long_date(day)}" if day else "At an earlier meeting"
    minutes = commitment.source == "minutes"
    where = f" (minute {commitment.minute})" if minutes and commitment.minute else ""
    did = _DID[commitment.kind] if minutes else f"the paper “{commitment.heading}” said"
    said = f"{when}{where} {did}: “{commitment.text.rstrip(' ;.')}”."
    due = f" It was due by {long_date(commitment.due)}." if commitment.due else ""
    return f"{said}{due} The papers held here do not show it. What became of it, and when will members see it?"


COLUMNS = (
    "meeting", "committee", "minute", "heading", "kind", "words", "who", "due", "due as printed",
    "status by the papers", "why", "follow-ups", "document", "pack page", "id",
)  # fmt: skip


def rows(commitments: Iterable[Commitment]) -> Iterator[tuple[str, ...]]:
    """A row of texts for each commitment, in the order of `COLUMNS`."""
    for c in commitments:
        place = c.citation.passage
        quotes = [
            f"{f.citation.passage.item.meeting_date or 'undated'}: “{' '.join(f.citation.quote.split())}”"
            for f in c.follow_ups
        ]
        yield (
            c.meeting_date.isoformat() if c.meeting_date else "",
            c.committee or "",
            c.minute or "",
            c.heading,
            c.kind,
            c.text,
            c.owner or "",
            c.due.isoformat() if c.due else "",
            c.due_words,
            c.status,
            c.why,
            " | ".join(quotes),
            place.item.document,
            place.pack_page or "",
            c.id,
        )
