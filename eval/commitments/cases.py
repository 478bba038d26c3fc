"""Gold commitments: what minutes promise, as a reader found it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from rag.memory.commitments.values import Kind

CASES = Path(__file__).resolve().parents[1] / "cases" / "commitments.jsonl"


class CommitmentCase(BaseModel):
    """A commitment that a reader found; `status` and `due` are None where nothing is known of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    meeting_date: date
    minute: str
    kind: Kind
    quote: str
    status: str | None = None
    due: date | None = None
