"""What was promised at meetings before the last one, with no trace since, from the register of commitments.

The register is read as it was last worked out for these papers; it is not worked out here, which takes longer than a
draft may. Without one, drafting knows the minutes in the report's own pack.
"""

from __future__ import annotations

from index.store.library import Library
from index.values import StoredItem
from rag.drafting.statements import Statement
from rag.memory.commitments.kept import read_kept
from rag.memory.commitments.register import is_open
from rag.memory.commitments.values import Commitment

_LIMIT = 200


def promised_before(library: Library, item: StoredItem) -> list[Statement]:
    """The open promises of this committee's earlier minutes that are not in the report's own pack, newest first."""
    day = item.meeting_date
    if day is None or not isinstance(library, Library):
        return []
    kept = read_kept(library, library.generation) or ()
    found = [c for c in kept if is_open(c) and c.source == "minutes" and c.meeting_date and c.meeting_date < day]
    found = [c for c in found if c.citation.passage.item.document_id != item.document_id]
    found = [c for c in found if item.committee is None or c.committee in (None, item.committee)]
    newest = sorted(found, key=lambda c: c.meeting_date or day, reverse=True)[:_LIMIT]
    return [statement for n, c in enumerate(newest) if (statement := _statement(c, n))]


def _statement(commitment: Commitment, order: int) -> Statement | None:
    passage, quote = commitment.citation.passage, commitment.citation.quote
    start = passage.text.find(quote)
    if start < 0:
        return None
    return Statement(passage, start, start + len(quote), commitment.heading, False, order, commitment.minute)
