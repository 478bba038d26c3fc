"""What a chat keeps: questions, answers, drafts and faults, as records that survive a reload and can be purged.

The values are those of `rag`; a citation alone is kept otherwise, as its place and words with the document's identity
in place of the passage, so that everything quoted from a withdrawn document can be found and taken out again.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from rag.drafted import Draft, DraftQuestion, Dropped, PromptCoverage
from rag.values import Answer, Citation, Link, Scope, Sentence

log = logging.getLogger(__name__)

WITHDRAWN = "A paper that this quoted has been withdrawn, so its words are no longer shown here."


class Record(BaseModel):
    """The base of all records: frozen, and tolerant of keys that a later version added."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class CitationRecord(Record):
    """Where a quote stands, as printed by the commands, and the sha256 of its document."""

    n: int
    passage_id: str
    document: str
    document_id: str
    report: str
    parent: str
    kind: str
    committee: str | None
    meeting_date: str | None
    section: str | None
    paragraph: str | None
    page: int | None
    pack_page: str | None
    printed_page: str | None
    quote: str
    focus: str = ""  # the sentence of the quote that bears on the question most

    @classmethod
    def of(cls, citation: Citation) -> CitationRecord:
        """The record of a citation."""
        own = {"document_id": citation.passage.item.document_id, "focus": citation.focus}
        return cls.model_validate(citation.as_json() | own)

    def as_json(self) -> dict[str, Any]:
        """The shape of a citation, as `rag` prints one."""
        return self.model_dump(exclude={"document_id", "focus"})


class QuestionRecord(Record):
    """What a person typed, and where they had picked to look (nothing picked means all papers).

    `meetings` are ISO dates, `paper` the id of the one paper picked; `draft` tells that a draft of it was asked
    for by button, `wish` that other questions on the same are wished for. `ignored` names what is not to steer:
    "periods", "items" of the question, or the "chat". `without` are the ids of the papers to leave out.
    """

    type: Literal["question"] = "question"
    text: str
    meetings: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    paper: str | None = None
    draft: bool = False
    wish: bool = False
    ignored: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class AnswerRecord(Record):
    """A checked answer; `dropped` is what a language model wrote that was left out, each with the reason."""

    type: Literal["answer"] = "answer"
    question: str
    status: str
    text: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[CitationRecord, ...] = ()
    scope: dict[str, Any] = Field(default_factory=dict)
    notice: str = ""
    links: tuple[Link, ...] = ()
    understood: str = ""
    dropped: tuple[str, ...] = ()

    @classmethod
    def of(cls, answer: Answer) -> AnswerRecord:
        """The record of an answer, without the retrieved passages: a chat keeps only what it shows."""
        kept = ("question", "status", "text", "sentences", "notice", "links", "understood", "dropped")
        same = {name: getattr(answer, name) for name in kept}
        return cls(citations=_records(answer.citations), scope=answer.scope.as_json(), **same)

    def scope_value(self) -> Scope:
        """The scope as the value that `rag` takes."""
        return TypeAdapter(Scope).validate_python(self.scope)

    def without(self, document_id: str) -> AnswerRecord:
        """The same answer with every sentence and quote that rests on the document taken out."""
        gone = {c.n for c in self.citations if c.document_id == document_id}
        if not gone:  # of what was left out nobody knows which papers it is from
            return self.model_copy(update={"dropped": ()}) if self.dropped else self
        kept = tuple(s for s in self.sentences if not gone.intersection(s.cites))
        cited = {n for s in kept for n in s.cites}
        citations, text = tuple(c for c in self.citations if c.n in cited), " ".join(s.text for s in kept)
        return self.model_copy(
            update={"sentences": kept, "citations": citations, "text": text, "notice": WITHDRAWN, "dropped": ()}
        )


PromptRecord = PromptCoverage[CitationRecord]
DraftQuestionRecord = DraftQuestion[CitationRecord]


class DraftRecord(Record):
    """Coverage and drafted questions for one report."""

    type: Literal["draft"] = "draft"
    report: str
    document: str
    document_id: str
    meeting_date: str | None
    item_id: str
    prompts: tuple[PromptRecord, ...]
    questions: tuple[DraftQuestionRecord, ...]
    dropped: tuple[Dropped, ...] = ()
    notice: str = ""
    by: str = ""

    @classmethod
    def of(cls, draft: Draft, document_id: str) -> DraftRecord:
        """The record of a draft of an item in the document with that sha256."""
        return cls(
            document_id=document_id, meeting_date=draft.meeting_date.isoformat() if draft.meeting_date else None,
            prompts=tuple(map(_saved, draft.prompts)), questions=tuple(map(_saved, draft.questions)),
            **{name: getattr(draft, name) for name in ("report", "document", "item_id", "dropped", "notice", "by")},
        )  # fmt: skip

    def without(self, document_id: str) -> DraftRecord:
        """The draft without the document's words; what paraphrases it goes whole, and so do the dropped ones."""
        if self.document_id == document_id:
            gone = {"report": "Withdrawn paper", "document": "", "prompts": (), "questions": (), "dropped": ()}
            return self.model_copy(update=gone | {"notice": WITHDRAWN})
        parts: tuple[PromptRecord | DraftQuestionRecord, ...] = (*self.prompts, *self.questions)
        cited = {c.document_id for part in parts for c in part.citations}
        if document_id not in cited:  # what a model wrote over many papers and was left out may be of any
            return self.model_copy(update={"dropped": ()}) if self.dropped and self.by and not self.prompts else self
        return self.model_copy(
            update={
                "prompts": tuple(_prompt_without(p, document_id) for p in self.prompts),
                "questions": tuple(q for q in self.questions if all(c.document_id != document_id for c in q.citations)),
                "dropped": (),
                "notice": WITHDRAWN,
            }
        )


class FaultRecord(Record):
    """A fault shown in a chat; `passing` tells that the same question may be answered another time."""

    type: Literal["fault"] = "fault"
    message: str
    hint: str = ""
    passing: bool = False


Message = Annotated[QuestionRecord | AnswerRecord | DraftRecord | FaultRecord, Field(discriminator="type")]
_MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)
_UNREADABLE = FaultRecord(message="This cannot be shown: it was saved by another version of the assistant.")


def message_of(body: str) -> Message:
    """A saved message, of whatever version; what cannot be made out is a fault in its place."""
    try:
        return _MESSAGE.validate_json(body)
    except ValidationError as error:
        log.warning("a saved message could not be read: %s", ", ".join(str(e["loc"]) for e in error.errors()))
        return _UNREADABLE


def without_document(message: Message, document_id: str) -> Message:
    """A message with everything quoted from the document taken out."""
    if isinstance(message, AnswerRecord | DraftRecord):
        return message.without(document_id)
    return message


def _records(citations: Sequence[Citation]) -> tuple[CitationRecord, ...]:
    return tuple(map(CitationRecord.of, citations))


def _saved(part: Any) -> Any:
    """A prompt's coverage or a drafted question with the records of its citations."""
    return replace(part, citations=_records(part.citations))


def _prompt_without(prompt: PromptRecord, document_id: str) -> PromptRecord:
    kept = tuple(c for c in prompt.citations if c.document_id != document_id)
    if len(kept) == len(prompt.citations):
        return prompt
    return replace(prompt, citations=kept, why=WITHDRAWN)
