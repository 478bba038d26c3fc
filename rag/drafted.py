"""The values of a draft: coverage of each prompt and drafted questions, in the shapes the commands print.

Beside them a member's own label of a prompt, exportable as a case that the heads can be fitted on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, Literal

from rag.values import C, printed_fields

Coverage = Literal["answered", "partly", "silent"]
LABELS: tuple[Coverage, ...] = ("silent", "partly", "answered")  # how far a prompt may be answered, from not at all
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
        odds = self.odds and dict(zip(LABELS, (round(p, 2) for p in self.odds), strict=True))
        return printed_fields(self) | {"odds": odds}


@dataclass(frozen=True)
class DraftQuestion(Generic[C]):
    """A drafted challenge question with its proof. `to` is whom it is put to; `delivery` whether it is one for the
    meeting, a written one in advance (a figure nobody could know on the night) or one for the contact officer.
    `drafted` is the text as it was drafted from the quotes, where an LLM has worded it anew; "" where none has. `ways`
    are ways of asking that a member may choose from, of a passage that is shown without a question.
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
    ways: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """True for a question that can be put as it stands, False for a passage that is only shown."""
        return not self.ways

    def as_json(self) -> dict[str, Any]:
        """The shape of `questions` in a draft."""
        return printed_fields(self)


def usual_ways(shown: Sequence[DraftQuestion[C]]) -> tuple[str, ...]:
    """The ways of asking that all of the passages have."""
    return tuple(way for way in shown[0].ways if all(way in other.ways for other in shown)) if shown else ()


@dataclass(frozen=True)
class Dropped:
    """A drafted question that was not shown as one, and why."""

    text: str
    reason: str


@dataclass(frozen=True)
class Draft:
    """Coverage of each prompt and drafted questions for one report; `by` names the language model that read it, ""
    where none did.
    """

    report: str
    document: str
    meeting_date: date | None
    item_id: str
    prompts: tuple[PromptCoverage, ...]
    questions: tuple[DraftQuestion, ...]
    dropped: tuple[Dropped, ...] = ()
    notice: str = ""
    by: str = ""

    def as_json(self) -> dict[str, Any]:
        """The shape that `scrutiny draft --json` prints."""
        return printed_fields(self, "item_id")


@dataclass(frozen=True)
class Ruling:
    """What a member says of one prompt of one report: `label` in the place of what was drafted, and why."""

    document: str
    report: str
    item_id: str
    prompt_id: str
    label: Coverage
    why: str = ""

    def as_case(self, prompts: Sequence[PromptCoverage[Any]]) -> dict[str, Any]:
        """The ruling as a gold case of `eval.drafts.cases`: the quotes are those shown, unless it is silent."""
        shown = next((p.citations for p in prompts if p.id == self.prompt_id), ())
        quotes = [] if self.label == "silent" else [citation.quote for citation in shown]
        return {
            "report": self.report, "file": self.document, "prompt": self.prompt_id, "label": self.label,
            "quotes": quotes, "why": self.why,
        }  # fmt: skip


def overruled(
    prompts: Iterable[PromptCoverage[C]], item_id: str, rulings: Iterable[Ruling]
) -> tuple[PromptCoverage[C], ...]:
    """A report's prompts with these rulings in the place of its labels; what was drafted stays beside, as do the
    quotes.
    """
    found = {one.prompt_id: one for one in rulings if one.item_id == item_id}
    return tuple(
        replace(p, coverage=found[p.id].label, why=found[p.id].why or p.why, drafted=p.drafted or p.coverage)
        if p.id in found
        else p
        for p in prompts
    )
