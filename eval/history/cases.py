"""Gold topics: what the history of a topic should hold."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

CASES = Path(__file__).resolve().parents[1] / "cases" / "history.jsonl"


class HistoryCase(BaseModel):
    """A topic and quotes that its history should hold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    topic: str
    quotes: tuple[str, ...]
