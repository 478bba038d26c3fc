"""The register as rows of a table, for CSV and other exports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rag.memory.commitments.values import Commitment

COLUMNS = (
    "meeting",
    "committee",
    "minute",
    "heading",
    "kind",
    "words",
    "who",
    "due",
    "due as printed",
    "status by the papers",
    "why",
    "follow-ups",
    "document",
    "pack page",
    "id",
)


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
