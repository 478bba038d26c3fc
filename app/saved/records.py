"""What a chat keeps: questions, answers, drafts and faults, as records that survive a reload and can be
purged.

They hold what the commands print (DESIGN, "What the commands print") and, beyond it, the document's
identity, so that everything quoted from a withdrawn document can be found and taken out again.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from rag.values import Answer, Citation, Draft, Scope

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


class SentenceRecord(Record):
    """A sentence of an answer and the numbers of its citations; `lead` are its first words, the value asked for."""

    text: str
    cites: tuple[int, ...]
    lead: str = ""


class QuestionRecord(Record):
    """What a person typed, and where they had picked to look (nothing picked means all papers).

    `meetings` are ISO dates, `paper` the id of the one paper picked; `draft` tells that a draft of it was asked
    for by button. `ignored` names what the question says that is not to steer: "periods", "kinds", "items".
    """

    type: Literal["question"] = "question"
    text: str
    meetings: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    paper: str | None = None
    draft: bool = False
    ignored: tuple[str, ...] = ()


class AnswerRecord(Record):
    """A checked answer."""

    type: Literal["answer"] = "answer"
    question: str
    status: str
    text: str
    sentences: tuple[SentenceRecord, ...] = ()
    citations: tuple[CitationRecord, ...] = ()
    scope: dict[str, Any] = Field(default_factory=dict)
    notice: str = ""

    @classmethod
    def of(cls, answer: Answer) -> AnswerRecord:
        """The record of an answer, without the retrieved passages: a chat keeps only what it shows."""
        return cls(
            question=answer.question,
            status=answer.status,
            text=answer.text,
            sentences=tuple(SentenceRecord(text=s.text, cites=s.cites, lead=s.lead) for s in answer.sentences),
            citations=tuple(CitationRecord.of(c) for c in answer.citations),
            scope=answer.scope.as_json(),
            notice=answer.notice,
        )

    def scope_value(self) -> Scope:
        """The scope as the value that `rag` takes."""
        return TypeAdapter(Scope).validate_python(self.scope)

    def without(self, document_id: str) -> AnswerRecord:
        """The same answer with every sentence and quote that rests on the document taken out."""
        gone = {c.n for c in self.citations if c.document_id == document_id}
        if not gone:
            return self
        kept = tuple(s for s in self.sentences if not gone.intersection(s.cites))
        cited = {n for s in kept for n in s.cites}
        return self.model_copy(
            update={
                "sentences": kept,
                "citations": tuple(c for c in self.citations if c.n in cited),
                "text": " ".join(s.text for s in kept),
                "notice": WITHDRAWN,
            }
        )


class PromptRecord(Record):
    """How far a report answers one agreed prompt."""

    id: str
    question: str
    coverage: str
    why: str
    citations: tuple[CitationRecord, ...]
    searched: str
    branch: str | None = None
    extra: bool = False


class DraftQuestionRecord(Record):
    """A drafted question with its proof."""

    rank: int
    text: str
    prompt_id: str | None
    theme: str
    kind: str
    why: str
    supplementary: str
    citations: tuple[CitationRecord, ...]
    to: str = ""
    delivery: str = "meeting"
    drafted: str = ""


class DroppedRecord(Record):
    """A drafted question that is not shown as one, and why."""

    text: str
    reason: str


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
    dropped: tuple[DroppedRecord, ...] = ()
    notice: str = ""

    @classmethod
    def of(cls, draft: Draft, document_id: str) -> DraftRecord:
        """The record of a draft of an item in the document with that sha256."""
        data = draft.as_json() | {
            "document_id": document_id,
            "item_id": draft.item_id,
            "notice": draft.notice,
        }
        data["prompts"] = [p.as_json() | _cites(p.citations) for p in draft.prompts]
        data["questions"] = [q.as_json() | _cites(q.citations) for q in draft.questions]
        return cls.model_validate(data)

    def without(self, document_id: str) -> DraftRecord:
        """The same draft without the document's words: all of it, when the draft is of that document.

        A drafted question paraphrases what it cites, so it goes whole; so do the dropped ones, whose sources
        are not recorded.
        """
        if self.document_id == document_id:
            return self.model_copy(
                update={
                    "report": "Withdrawn paper",
                    "document": "",
                    "prompts": (),
                    "questions": (),
                    "dropped": (),
                    "notice": WITHDRAWN,
                }
            )
        parts: tuple[PromptRecord | DraftQuestionRecord, ...] = (*self.prompts, *self.questions)
        cited = {c.document_id for part in parts for c in part.citations}
        if document_id not in cited:
            return self
        return self.model_copy(
            update={
                "prompts": tuple(_prompt_without(p, document_id) for p in self.prompts),
                "questions": tuple(q for q in self.questions if all(c.document_id != document_id for c in q.citations)),
                "dropped": (),
                "notice": WITHDRAWN,
            }
        )


class FaultRecord(Record):
    """A fault that was shown in a chat, in the words the command would have printed.

    `passing` tells that the very same question may well be answered another time.
    """

    type: Literal["fault"] = "fault"
    message: str
    hint: str = ""
    passing: bool = False


Message = Annotated[QuestionRecord | AnswerRecord | DraftRecord | FaultRecord, Field(discriminator="type")]
MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)


def without_document(message: Message, document_id: str) -> Message:
    """A message with everything quoted from the document taken out."""
    if isinstance(message, AnswerRecord | DraftRecord):
        return message.without(document_id)
    return message


def _cites(citations: tuple[Citation, ...]) -> dict[str, Any]:
    return {"citations": [CitationRecord.of(c) for c in citations]}


def _prompt_without(prompt: PromptRecord, document_id: str) -> PromptRecord:
    kept = tuple(c for c in prompt.citations if c.document_id != document_id)
    if len(kept) == len(prompt.citations):
        return prompt
    return prompt.model_copy(update={"citations": kept, "why": WITHDRAWN})
