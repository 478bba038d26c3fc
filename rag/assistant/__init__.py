"""The assistant: a question becomes a checked answer (`rag/ask/pipeline.py`), a report a checked draft."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from index.encoder.embedding import Embedding
from index.faults import LlmFault
from index.language.periods import long_date
from index.store.library import Library
from index.values import StoredItem, StoredPassage, appendices_of
from rag.ask.pipeline import answering
from rag.ask.progress import Inquiry, Sources, Writer
from rag.ask.steps import instead
from rag.draft.drafter import draft as draft_questions
from rag.draft.material.known import known_lines
from rag.drafted import Draft, DraftQuestion, Dropped
from rag.llm import Model, Stopped, model_of, never, summary
from rag.llm.drafting import Asked, draft_with, wished
from rag.llm.model import ANY
from rag.llm.requests import is_wish
from rag.search.retriever import HybridRetriever
from rag.values import Answer, Scope, Sentence, Turn

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

_UNWORDED = "The questions are as drafted without it."


class Assistant:
    """Answers and drafts over a library. Safe to share between threads: each answer stands alone."""

    def __init__(
        self, library: Library, embedding: Embedding | None = None, llm: LLM | Model | None = None,
        llm_timeout: float = 60.0, without: Collection[str] = (), answer_above: float | None = None,
    ) -> None:  # fmt: skip
        """`without` names steps to leave out, for measuring what each is worth; from the probability `answer_above` on
        an answer is called one (None: as was fitted)."""
        self.library = library
        self.embedding = embedding or library.embedding
        self.llm = llm
        self._writer = Writer(model_of(llm, llm_timeout))
        retriever = HybridRetriever(library, without=without)
        self._sources = Sources(library, retriever, frozenset(without))
        if answer_above is not None:
            self._sources = replace(self._sources, above=answer_above)
        self._without = frozenset(without)

    def ask(
        self, question: str, turns: Sequence[Turn] = (), scope: Scope | None = None, id: str | None = None
    ) -> Answer:
        """A checked answer. `turns` is the chat before it, oldest first; `scope` narrows it to some papers, and may
        say that what the question names is not to steer."""
        for part in self.stream(question, turns, scope):
            if isinstance(part, Answer):
                answer = part
        return replace(answer, id=id)

    def stream(
        self, question: str, turns: Sequence[Turn] = (), scope: Scope | None = None, use_llm: bool = True,
        stop: Callable[[], bool] = never,
    ) -> Iterator[Sentence | Answer]:  # fmt: skip
        """Sentences as they are checked, then the whole answer, which alone is final. While an LLM is waited for,
        `stop` is asked several times a second whether to give up; the answer is then what was checked so far, with the
        status "stopped".
        """
        typed = question.encode("utf-8", "replace").decode()  # a lone surrogate cannot be encoded
        writer = replace(self._writer, llm=self._writer.llm if use_llm else None, stop=stop)
        yield from answering(Inquiry(typed, tuple(turns), scope), self._sources, writer, self._without)

    def place(self, stop: Callable[[], bool]) -> int:
        """The place in the language model's queue of what gives up by `stop`; 0 where it does not wait."""
        model = self._writer.llm
        return model.queue.place(stop) if model else 0

    def draft(
        self, item_id: str, use_llm: bool = True, stop: Callable[[], bool] = never, wish: str = "",
        offered: Sequence[str] = (), only_kept: bool = False,
    ) -> Draft:  # fmt: skip
        """Coverage of the agreed prompts and drafted questions for one report; with a `wish` ("harder"), which only an
        LLM can meet, only the questions that it asks for, none of those `offered`.

        An LLM is asked once for the same words; with `only_kept` it is not asked, and what it wrote before is given, or
        the draft made without it. While it is waited for, `stop` is asked several times a second whether to do so on.
        Raises LlmFault when a wish is not met: there is no model, it fails, or the report may not be sent to it.
        """
        if wish:
            report, passages = self._read(item_id)
            questions, dropped = self.wished(wish, passages, offered, stop, only_kept)
            by = self._model().name
            notice = f"{wish}: drafted by {by}; every quote was checked."
            of = (report.title, report.document, report.meeting_date, item_id)
            return Draft(*of, (), questions, dropped, notice, by)
        try:
            draft = draft_questions(self.library, item_id)
        finally:
            self.library.item(item_id)  # NotFound where it was withdrawn while it was read
        model = self._writer.llm
        if model is None or not use_llm:
            return draft
        try:
            asked = self._asked(draft, model.withheld())
            others = {ANY} if asked.known else ()  # the lines of the registers are words of any paper
            made = draft_with(model.keeping({*_documents(asked.passages), *others}, only_kept), asked, stop)
        except Stopped:
            return replace(draft, notice=f"You stopped the language model. {_UNWORDED}")
        except LlmFault as fault:
            return draft if only_kept else replace(draft, notice=instead(fault, _UNWORDED))
        by = f"Drafted by {model.name}, {long_date(made.on)}; every quote was checked."
        return replace(
            draft,
            prompts=made.prompts,
            questions=made.questions or draft.questions,
            dropped=(*made.dropped, *(draft.dropped if not made.questions else ())),
            notice=f"{by} {made.notice}".strip(),
            by=model.name,
        )

    def summary(self, item_id: str, stop: Callable[[], bool] = never, only_kept: bool = False) -> Answer:
        """Five plain lines on a report by the language model, each with its citations; what was left out is told. It is
        asked once for the same words; with `only_kept` it is not asked. Raises LlmFault when there is no model, it
        fails, or the report may not be sent to it; Stopped when `stop` said so.
        """
        report, passages = self._read(item_id)
        return summary(self._model().keeping(_documents(passages), only_kept), report, passages, stop)

    def wished(
        self, wish: str, passages: Sequence[StoredPassage], offered: Sequence[str] = (),
        stop: Callable[[], bool] = never, only_kept: bool = False,
    ) -> tuple[tuple[DraftQuestion, ...], tuple[Dropped, ...]]:  # fmt: skip
        """What a chat wishes for ("harder", "what would residents ask?") of the language model, over the passages of
        the answer before (or of a report) and none of the questions `offered`; and what did not stand the check. Raises
        LlmFault when there is no model, it fails, or the papers may not be sent to it; Stopped when `stop` said so.
        """
        return wished(self._model().keeping(_documents(passages), only_kept), wish, passages, offered, stop)

    def wishes(self, text: str, offered: Sequence[str], stop: Callable[[], bool] = never) -> bool:
        """Whether what was typed under these drafted questions wishes for others, as the language model tells it; a
        question where there is none, or it fails."""
        model = self._writer.llm
        with suppress(LlmFault, Stopped):
            return model is not None and is_wish(model, text, offered, stop)
        return False

    def _model(self) -> Model:
        if self._writer.llm is None:
            raise LlmFault("No language model is set.", "Set SCRUTINY_LLM_PROVIDER and SCRUTINY_LLM_MODEL.")
        return self._writer.llm

    def _asked(self, draft: Draft, withheld: Collection[str]) -> Asked:
        report, passages = self._read(draft.item_id)
        return Asked(report, passages, draft.prompts, known_lines(self.library, report, withheld))

    def _read(self, item_id: str) -> tuple[StoredItem, tuple[StoredPassage, ...]]:
        """A report and its passages, its own first and then its appendices'."""
        report = self.library.item(item_id)
        below = appendices_of(report, self.library.items())
        papers = [report, *sorted(below, key=lambda one: (one.document, one.ordinal))]
        return report, tuple(p for one in papers for p in self.library.passages(one.id))

    def reports(self) -> list[StoredItem]:
        """The reports that can be drafted for, those of the newest meeting first, each meeting's in order."""
        reports = [i for i in self.library.items() if i.kind == "report"]
        return sorted(reports, key=lambda i: -(i.meeting_date.toordinal() if i.meeting_date else 0))


def _documents(passages: Sequence[StoredPassage]) -> set[str]:
    """The sha256 of the documents of passages."""
    return {passage.item.document_id for passage in passages}
