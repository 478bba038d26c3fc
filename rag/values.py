"""The values that cross modules of `rag`, in the shapes the commands print: scope, citation, place, answer."""

import re
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Literal, Protocol

from typing_extensions import TypeVar

from index.values import StoredItem, StoredPassage
from index.values import Turn as PageTurn
from rag.brief import short


def page_at(passage: StoredPassage, offset: int) -> PageTurn:
    """The page that the place `offset` of a passage's text stands on."""
    found = PageTurn(0, passage.page, passage.pack_page, passage.printed_page)
    for turn in passage.turns:
        if turn.offset <= offset:
            found = turn
    return found


_NUMBERED = re.compile(r"^[ \t]*(\d{1,3}(?:\.\d{1,2})?)[.)]?[ \t]", re.MULTILINE)
_STEP = 3  # paragraph numbers may skip a few; a larger jump is a figure at the head of a line
_PAGES = ("page", "pack_page", "printed_page")  # of a file, as stamped on the pack, and the paper's own


def paragraph_at(passage: StoredPassage, offset: int) -> str | None:
    """The paragraph number that governs the place `offset` of a passage's text, as printed; None where there is none. A
    number at the head of a line counts when it follows the paragraph before it, so that a list's numbers and figures
    are not taken for paragraphs.
    """
    current = passage.paragraph
    for match in _NUMBERED.finditer(passage.text):
        if match.start() > offset:
            break
        if current and _follows(current, match[1]):
            current = match[1]
    return current


def _follows(current: str, number: str) -> bool:
    before, after = current.rstrip(".").split("."), number.split(".")
    if len(before) != len(after) or before[:-1] != after[:-1] or not before[-1].isdecimal():
        return False
    return 0 < int(after[-1]) - int(before[-1]) <= _STEP


def printed(value: Any) -> Any:
    """A value as the commands print it: a date in ISO, one of ours by its fields, and what it holds likewise."""
    if hasattr(value, "as_json"):
        return value.as_json()
    if hasattr(value, "__dataclass_fields__"):
        return printed_fields(value)
    if isinstance(value, tuple | list):
        return [printed(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def printed_fields(value: Any, *left_out: str) -> dict[str, Any]:
    """The fields of a dataclass by name, but those `left_out`, each as `printed` gives it."""
    return {f.name: printed(getattr(value, f.name)) for f in fields(value) if f.name not in left_out}


@dataclass(frozen=True)
class Traced:
    """What one step of the answer path changed, and how long it took (ms)."""

    step: str
    changed: tuple[str, ...]
    ms: float = field(default=0.0, compare=False)

    def as_json(self) -> dict[str, Any]:
        """One entry of `trace` in an answer."""
        return printed_fields(self) | {"ms": round(self.ms, 1)}


@dataclass(frozen=True)
class Link:
    """A register that has more on what was asked ("timeline", "commitments", "figures"), and what to look up there."""

    register: str
    query: str


def dropped_json(said: str) -> dict[str, str]:
    """What was said and why it was taken out; the check writes the reason after it, in brackets or after a colon."""
    text, _, reason = said.rpartition(" (") if said.endswith(")") else said.rpartition(": ")
    return {"text": text or said, "reason": reason.removesuffix(")") if text else ""}


Status = Literal["answered", "partial", "nearest", "not_found", "clarify", "error", "stopped"]


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
    wide: bool = False  # several periods are named, or one "since" which: several meetings wanted
    ignored: tuple[str, ...] = ()  # "periods", "items", "chat": what is named of these is not to steer
    without: tuple[str, ...] = ()  # ids of papers that are left out

    @property
    def narrows(self) -> bool:
        """Whether it is of some papers only, where it is set by hand."""
        named = self.items or self.documents or self.meetings or self.kinds or self.committees
        return bool(named or self.without)

    def allows(self, item: StoredItem) -> bool:
        """Whether a paper is one of those."""
        return (
            item.id not in self.without
            and (not self.items or item.id in self.items or item.parent_id in self.items)
            and (not self.documents or item.document in self.documents)
            and (not self.meetings or item.meeting_date in self.meetings)
            and (not self.kinds or item.kind in self.kinds)
            and (not self.committees or item.committee in self.committees)
        )

    def as_json(self) -> dict[str, Any]:
        """Plain lists and ISO dates."""
        return printed_fields(self)


@dataclass(frozen=True)
class Retrieved:
    """A passage, its rank from 1, and its score (comparable within one answer only). `also` are passages of other
    papers that say the same in nearly the same words.
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
    `focus` are those of the quote's words that bear on the question most, its one sentence; "" where none are told. Its
    paragraph and page are those where the focus stands.
    """

    n: int
    passage: StoredPassage
    quote: str
    focus: str = ""

    @property
    def paragraph(self) -> str | None:
        """The number of the paragraph that the quote is shown for; of an item that an agenda lists, the item's own."""
        item = self.passage.item
        lists = item.lists if item.kind == "agenda" else ()
        own = next((one.label for one in lists if one.title == self.quote), "")
        return own or paragraph_at(self.passage, self._start)

    @property
    def above(self) -> list[str]:
        """What the headings that it stands under begin with, which may be their numbers."""
        heads = (self.passage.section or "").split(" › ")
        return [words[0].strip(".():") for head in heads if (words := head.split())]

    @property
    def begins(self) -> PageTurn:
        """The page that the quote is shown for, by its three numbers."""
        return page_at(self.passage, self._start)

    @property
    def _start(self) -> int:
        return max(0, self.passage.text.find(self.quote)) + max(0, self.quote.find(self.focus))

    def as_json(self) -> dict[str, Any]:
        """The shape of DESIGN: place and quote."""
        where = place(self.passage) | {"paragraph": self.paragraph}
        where |= {name: getattr(self.begins, name) for name in _PAGES}
        return {"n": self.n, "passage_id": self.passage.id} | where | {"quote": self.quote}


class Cited(Protocol):
    """What proves a statement: a citation, or the record that is saved of one."""

    def as_json(self) -> dict[str, Any]:
        """The shape of a citation."""


C = TypeVar("C", bound=Cited, default=Citation)


def place(passage: StoredPassage) -> dict[str, Any]:
    """Where a passage stands, in the words of a citation. A paper with no parent has "" there: that is known."""
    item = passage.item
    day = item.meeting_date.isoformat() if item.meeting_date else None
    paper = {"document": item.document, "report": item.title, "parent": item.parent, "kind": item.kind}
    where = {name: getattr(passage, name) for name in ("section", "paragraph", *_PAGES)}
    return paper | {"committee": item.committee, "meeting_date": day} | where


@dataclass(frozen=True)
class Sentence:
    """One sentence of an answer and the numbers of the citations it rests on; `more` that it bears less on the question
    than those before it and is shown apart.
    """

    text: str
    cites: tuple[int, ...]
    more: bool = False


@dataclass(frozen=True)
class Turn:
    """A question as asked, the answer's text, the titles of the reports it cites, the scope it had, and of what it
    quotes first the file and the body ("" for none).
    """

    question: str
    answer: str = ""
    reports: tuple[str, ...] = ()
    scope: Scope = field(default_factory=Scope)
    document: str = ""
    body: str = ""


@dataclass(frozen=True)
class Answer:
    """A checked answer. `sentences` make up `text`; `notice` says what a person should know (a fallback, a drop).
    `understood` is a follow-up as it was looked for, with what the chat before it said and where it was looked first;
    "" for one that stands alone.
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
    understood: str = ""

    def as_json(self) -> dict[str, Any]:
        """The shape that `scrutiny ask --json` prints; no value leads (`prompts/weights/likeliest.md`)."""
        return (
            {"id": self.id}
            | printed_fields(self, "sentences", "passages")
            | {
                "short": short(self.sentences, self.citations) or self.text,
                "lead": None,
                "dropped": [dropped_json(d) for d in self.dropped],
                "passages": printed(self.passages[:20]),
                "understood": self.understood or None,
                "timings_ms": {k: round(v, 1) for k, v in self.timings_ms.items()},
            }
        )
