"""What was found in a draft: its own words and the earlier papers' side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from rag.values import Citation

Relation = Literal["conflicts", "updates", "repeats", "commitment"]
"""`conflicts`: another figure for the same time, or the opposite. `updates`: the measure or sentence is in an earlier
paper for an earlier time. `repeats`: an earlier paper says the same. `commitment`: something promised on the subject.
"""
RELATIONS: tuple[Relation, ...] = ("conflicts", "commitment", "updates", "repeats")


@dataclass(frozen=True)
class Finding:
    """One thing the draft says, and what earlier papers say of it, latest first. `draft` is None for a commitment."""

    relation: Relation
    subject: str
    why: str
    draft: Citation | None
    earlier: tuple[Citation, ...]

    def as_json(self) -> dict[str, Any]:
        """The line that `scrutiny check --json` prints."""
        return {
            "relation": self.relation,
            "subject": self.subject,
            "why": self.why,
            "draft": self.draft.as_json() if self.draft else None,
            "earlier": [c.as_json() for c in self.earlier],
        }


@dataclass(frozen=True)
class Checked:
    """What was found in a draft, conflicts first; `sentences` and `figures` say how much of it was read."""

    name: str
    findings: tuple[Finding, ...]
    sentences: int
    figures: int
    warnings: tuple[str, ...] = ()

    def of(self, relation: Relation) -> tuple[Finding, ...]:
        """The findings of one relation, in order."""
        return tuple(f for f in self.findings if f.relation == relation)
