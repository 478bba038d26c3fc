"""A commitment with no trace in later papers, as a question that a member may ask at the next meeting."""

from __future__ import annotations

from index.language.periods import long_date
from rag.memory.commitments.values import Commitment

_DID = {"resolution": "it was resolved", "undertaking": "it was undertaken", "soft": "it was said"}


def question_of(commitment: Commitment) -> str:
    """An open question of one point, with the exact words it rests on. It never says that nothing was done."""
    day = commitment.meeting_date
    when = f"On {long_date(day)}" if day else "At an earlier meeting"
    minutes = commitment.source == "minutes"
    where = f" (minute {commitment.minute})" if minutes and commitment.minute else ""
    did = _DID[commitment.kind] if minutes else f"the paper “{commitment.heading}” said"
    said = f"{when}{where} {did}: “{commitment.text.rstrip(' ;.')}”."
    if commitment.status == "partly":
        return f"{said} Part of it is in the papers since. What is still to come, and by when?"
    due = f" It was due by {long_date(commitment.due)}." if commitment.due else ""
    return f"{said}{due} The papers held here do not show it. What became of it, and when will members see it?"
