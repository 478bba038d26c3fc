"""The values of a draft: coverage of each prompt and drafted questions, in the shapes the commands print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Literal

from rag.values import C

Coverage = Literal["answered", "partly", "silent"]
LABELS: tuple[Coverage, ...] = ("silent", "partly", "answered")
"""How far a prompt may be answered, from not at all."""
Delivery = Literal["meeting", "written", "officer"]


@dataclass(frozen=True)
class PromptCoverage(Generic[C]):
    """How far a report answers one agreed prompt, with quotes, or with what was searched when it is silent.

    `branch` is the condition that the pack's list prints it under; `extra` marks one that no agreed list of the pack
    has, offered beside it. `odds` are the probabilities of silent, partly and answered, None where nobody reckoned
    them; `applies` is False for a prompt whose condition the report does not meet; `drafted` is the label as drafted
    where a member has overruled it.
    """

    id: str
    question: str
    coverage: Coverage
    why: str
    citations: tuple[C, ...]
    searched: str
    branch: str | None = None
    extra: bool = False
    odds: tuple[float, float, float] | None = None
    applies: bool = True
    drafted: Coverage | None = None

    def as_json(self) -> dict[str, Any]:
        """The shape of `prompts` in a draft."""
        return {
            "id": self.id,
            "question": self.question,
            "coverage": self.coverage,
            "why": self.why,
            "citations": [c.as_json() for c in self.citations],
            "searched": self.searched,
            "branch": self.branch,
            "extra": self.extra,
            "odds": None if self.odds is None else dict(zip(LABELS, (round(p, 2) for p in self.odds), strict=True)),
            "applies": self.applies,
            "drafted": self.drafted,
        }


@dataclass(frozen=True)
class DraftQuestion(Generic[C]):
    """A drafted challenge question with its proof. `to` is whom it is put to; `delivery` whether it is one for the
    meeting, a written one in advance (a figure nobody could know on the night) or one for the contact officer.
    `drafted` is the text as it was drafted from the quotes, where an LLM has worded it anew; "" where none has.
    """

    rank: int
    text: str
    prompt_id: str | None
    theme: str
    kind: str
    why: str
    supplementary: str
    citations: tuple[C, ...]
    to: str = ""
    delivery: Delivery = "meeting"
    drafted: str = ""

    def as_json(self) -> dict[str, Any]:
        """The shape of `questions` in a draft."""
        return {
            "rank": self.rank,
            "text": self.text,
            "prompt_id": self.prompt_id,
            "theme": self.theme,
            "kind": self.kind,
            "why": self.why,
            "supplementary": self.supplementary,
            "citations": [c.as_json() for c in self.citations],
            "to": self.to,
            "delivery": self.delivery,
            "drafted": self.drafted,
        }


@dataclass(frozen=True)
class Dropped:
    """A drafted question that was not shown as one, and why."""

    text: str
    reason: str


@dataclass(frozen=True)
class Draft:
    """Coverage of each prompt and drafted questions for one report."""

    report: str
    document: str
    meeting_date: date | None
    item_id: str
    prompts: tuple[PromptCoverage, ...]
    questions: tuple[DraftQuestion, ...]
    dropped: tuple[Dropped, ...] = ()
    notice: str = ""

    def as_json(self) -> dict[str, Any]:
        """The shape that `scrutiny draft --json` prints."""
        return {
            "report": self.report,
            "document": self.document,
            "meeting_date": self.meeting_date.isoformat() if self.meeting_date else None,
            "prompts": [p.as_json() for p in self.prompts],
            "questions": [q.as_json() for q in self.questions],
            "dropped": [{"text": d.text, "reason": d.reason} for d in self.dropped],
            "notice": self.notice,
        }
