"""Gold values: what a performance paper prints of an indicator, as a reader found it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict

CASES = Path(__file__).resolve().parents[1] / "cases" / "figures.jsonl"


class FigureCase(BaseModel):
    """A printed value that a reader found."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    indicator: str
    meeting_date: date
    table: bool
    period: str
    printed: str
