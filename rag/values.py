"""The values that cross modules of `rag`: scope, citation, answer and draft, in the shapes the commands print."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Generic, Literal, Protocol

from typing_extensions import TypeVar

from index.values import StoredPassage
from index.values import Turn as PageTurn
from rag.pages import page_at
from rag.paragraphs import paragraph_at
from rag.traces import Lead, Link, Traced, dropped_json

Status = Literal["answered", "partial", "nearest", "not_found", "clarify", "error", "stopped"]
Coverage = Literal["answered", "partly", "silent"]
LABELS: tuple[Coverage, ...] = ("silent", "partly", "answered")
"""How far a prompt may be answered, from not at all."""
Delivery = Literal["meeting", "written", "officer"]


@dataclass(frozen=True)
class Scope:
    """What a question names. Empty fields name nothing. `periods` are as a person would write them ("Q2 2021/22")."""

    meetings: tuple[date, ...] = ()
    years: tuple[int, ...] = ()  # calendar years that the named dates and periods touch
    periods: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    items: tuple[str, ...] = ()  # ids of items whose titles the question names
    committees: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    wide: bool = False  # "compare", "since", "over the years": several meetings wanted
    ignored: tuple[str, ...] = ()  # "periods", "kinds", "items": what the question names of these is not to steer

    def as_json(self) -> dict[str, Any]:
        """Plain lists and ISO dates."""
        data = asdict(self)
        data["meetings"] = [d.isoformat() for d in self.meetings]
        return {k: list(v) if isinstance(v, tuple) else v for k, v in data.items()}


@dataclass(frozen=True)
class Retrieved:
    """A passage, its rank from 1, and its score (comparable within one answer only).

    `also` are passages of other papers that say the same in nearly the same words.
    """

    passage: StoredPassage
    rank: int
    score: float
    also: tuple[StoredPassage, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The shape of `passages` in an answer."""
        return {
            "rank": self.rank,
            "score": round(self.score, 5),
            "passage_id": self.passage.id,
            "text": self.passage.text,
        } | place(self.passage)


@dataclass(frozen=True)
class Citation:
    """Where a quote stands: a passage, its place, and words that stand in it verbatim. `n` numbers it in an answer.

    `focus` are those of the quote's words that bear on the question most, its one sentence; "" where none are told.
    """

    n: int
    passage: StoredPassage
    quote: str
    focus: str = ""

    @property
    def paragraph(self) -> str | None:
        """The number of the paragraph where the quote begins."""
        return paragraph_at(self.passage, self._start)

    @property
    def begins(self) -> PageTurn:
        """The page where the quote begins, by its three numbers."""
        return page_at(self.passage, self._start)

    @property
    def _start(self) -> int:
        return max(0, self.passage.text.find(self.quote))

    def as_json(self) -> dict[str, Any]:
        """The shape of DESIGN: place and quote."""
        where = place(self.passage) | {"paragraph": self.paragraph}
        where |= {
            "page": self.begins.page,
            "pack_page": self.begins.pack_page,
            "printed_page": self.begins.printed_page,
        }
        return {"n": self.n, "passage_id": self.passage.id} | where | {"quote": self.quote}


class Cited(Protocol):
    """What proves a statement: a citation, or the record that is saved of one."""

    def as_json(self) -> dict[str, Any]:
        """The shape of a citation."""


C = TypeVar("C", bound=Cited, default=Citation)


def place(passage: StoredPassage) -> dict[str, Any]:
    """Where a passage stands, in the words of a citation. A paper with no parent has "" there: that is known."""
    item = passage.item
    return {
        "document": item.document,
        "report": item.title,
        "parent": item.parent,
        "kind": item.kind,
        "committee": item.committee,
        "meeting_date": item.meeting_date.isoformat() if item.meeting_date else None,
        "section": passage.section,
        "paragraph": passage.paragraph,
        "page": passage.page,
        "pack_page": passage.pack_page,
        "printed_page": passage.printed_page,
    }


@dataclass(frozen=True)
class Sentence:
    """One sentence of an answer and the numbers of the citations it rests on.

    `lead` are its first words, where they are the one value that was asked for.
    """

    text: str
    cites: tuple[int, ...]
    lead: str = ""


@dataclass(frozen=True)
class Turn:
    """A question as asked, the answer's text, the titles of the reports it cites, and the scope it had."""

    question: str
    answer: str = ""
    reports: tuple[str, ...] = ()
    scope: Scope = field(default_factory=Scope)


@dataclass(frozen=True)
class Answer:
    """A checked answer. `sentences` make up `text`; `notice` says what a person should know (a fallback, a drop).

    Its status is "stopped" only where whoever asked had enough before an LLM was done: what was checked by then.
    """

    question: str
    status: Status
    text: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    passages: tuple[Retrieved, ...] = ()
    scope: Scope = field(default_factory=Scope)
    notice: str = ""
    dropped: tuple[str, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)
    id: str | None = None
    trace: tuple[Traced, ...] = field(default=(), compare=False)
    links: tuple[Link, ...] = ()

    @property
    def lead(self) -> Lead | None:
        """The value that the answer begins with; None where it begins with none."""
        first = self.sentences[0] if self.sentences else None
        if first is None or not first.lead or not first.cites:
            return None
        cited = next((c for c in self.citations if c.n == first.cites[0]), None)
        return Lead(first.lead, cited.focus or cited.quote, cited.n) if cited else None

    def as_json(self) -> dict[str, Any]:
        """The shape that `scrutiny ask --json` prints."""
        return {
            "id": self.id,
            "question": self.question,
            "status": self.status,
            "text": self.text,
            "lead": self.lead.as_json() if self.lead else None,
            "citations": [c.as_json() for c in self.citations],
            "dropped": [dropped_json(d) for d in self.dropped],
            "trace": [t.as_json() for t in self.trace],
            "passages": [r.as_json() for r in self.passages[:20]],
            "scope": self.scope.as_json(),
            "notice": self.notice,
            "links": [link.as_json() for link in self.links],
            "timings_ms": {k: round(v, 1) for k, v in self.timings_ms.items()},
        }


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
