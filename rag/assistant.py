"""The assistant: a question becomes a checked answer, a report a checked draft.

One answer is a straight line: question (and conversation) → standalone question → found passages → clues → quotes →
composed answer → checked answer. Outcomes are statuses; the only exceptions are faults of the machine.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

from llama_index.core.base.embeddings.base import BaseEmbedding

from index.faults import Fault, LlmFault
from index.language.periods import without_periods
from index.language.tokens import tokens
from index.store.library import Library
from index.values import StoredItem
from rag.ask.agenda import agenda_answer
from rag.ask.badnews import bad_news
from rag.ask.compose import compose
from rag.ask.conversation import Turn, resolve
from rag.ask.disagree import with_disagreements
from rag.ask.newwords import new_first
from rag.ask.notices import notices
from rag.ask.quotes import Quote, choose, newest_first
from rag.ask.refusal import judge, nothing, refused, timely
from rag.ask.series import series_of, with_series
from rag.ask.unheld import other_minutes, unheld_minutes, without_minutes
from rag.check import check_answer
from rag.drafting import draft as draft_questions
from rag.figures import kept_ledger
from rag.llm import Stopped, compose_with_llm, never, reword_questions
from rag.memory.commitments.register import open_register
from rag.memory.history.ask import standing
from rag.memory.history.promises import about_promises
from rag.memory.history.shared import corpora_of, retriever_of
from rag.search.evidence import gather
from rag.search.retriever import Found
from rag.search.wanted import NUMBERS
from rag.values import Answer, Citation, Draft, Scope, Sentence

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

LONGEST = 2_000  # characters of a question that are read; more is a paper, not a question
_NO_WORDS = (
    "That has no words to look for. Ask in a few words of English, for example about a service, a figure or a meeting."
)
_CUT = "The question was very long: only its first 2,000 characters were read."
_UNWORDED = "The questions are as drafted without it."


class Assistant:
    """Answers and drafts over a library. Safe to share between threads: each answer stands alone."""

    def __init__(
        self,
        library: Library,
        embedding: BaseEmbedding | None = None,
        llm: LLM | None = None,
        llm_timeout: float = 60.0,
        llm_budget: int = 3000,
    ) -> None:
        self.library = library
        self.embedding = embedding or library.embedding
        self.llm = llm
        self._timeout = llm_timeout
        self._budget = llm_budget
        self._corpora = corpora_of(library)
        self._retriever = retriever_of(library)

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
        self,
        question: str,
        turns: Sequence[Turn] = (),
        scope: Scope | None = None,
        use_llm: bool = True,
        stop: Callable[[], bool] = never,
    ) -> Iterator[Sentence | Answer]:
        """Sentences as they are checked, then the whole answer, which alone is final.

        While an LLM is waited for, `stop` is asked several times a second whether to give up; the answer is then what
        was checked so far, with the status "stopped".
        """
        started = perf_counter()
        question = question.encode("utf-8", "replace").decode()  # a lone surrogate cannot be encoded
        asked, notice = question[:LONGEST], _CUT if len(question) > LONGEST else ""
        if not any(sum(c.isalnum() for c in token) > 1 for token in tokens(asked)):
            yield Answer(question, "clarify", _NO_WORDS, timings_ms=_timings(started, started))
            return
        standalone = resolve(asked, turns)
        ignored = scope.ignored if scope else ()
        narrowed = self._narrowed(scope)
        found = self._retriever.find(standalone, narrowed, ignored=ignored)
        unheld = unheld_minutes(found)
        if unheld:
            timeless = without_periods(standalone, found.scoped.periods)
            found = self._retriever.find(timeless, other_minutes(found), ignored=(*ignored, "periods"))
        clues = timely(found, gather(found, self.library))
        quotes = bad_news(found, self.library)
        retrieved = perf_counter()
        refusal = None if quotes else judge(found, clues)
        if not quotes and not refusal:
            quotes = newest_first(found, choose(clues, spread=found.scoped.scope.wide))
        if turns and standalone != asked:
            quotes, lacking = new_first(found, asked, turns[-1].question, quotes, clues)
            notice = f"{notice} {lacking}".strip()
        promised = None
        if narrowed is None:
            promised = about_promises(standalone, self.library, open_register(self.library), self._corpora)
        listed = promised or agenda_answer(found, self.library)
        if listed is not None:
            answer = check_answer(listed)
            yield from answer.sentences
        elif quotes:
            llm = self.llm if use_llm else None
            answer = yield from self._composed(standalone, turns, found, quotes, llm, stop)
        else:
            answer = refused(question, found, refusal or nothing(found))
        if unheld:
            answer = without_minutes(answer, unheld)
        shown = (
            "" if promised or not answer.citations else standing(standalone, open_register(self.library), self._corpora)
        )
        notice = " ".join(n for n in (notice, answer.notice, notices(found, answer.citations), shown) if n)
        yield replace(
            answer,
            question=question,
            passages=found.retrieved,
            scope=found.scoped.scope,
            notice=notice,
            timings_ms=_timings(started, retrieved),
        )

    def _composed(
        self,
        standalone: str,
        turns: Sequence[Turn],
        found: Found,
        quotes: Sequence[Quote],
        llm: LLM | None,
        stop: Callable[[], bool],
    ) -> Generator[Sentence, None, Answer]:
        notice = ""
        wide = found.scoped.scope.wide
        ledger = kept_ledger(self.library) if found.query.wanted.kind in NUMBERS or wide else None
        series = series_of(found, ledger, self.library) if ledger is not None else None
        if llm is not None:
            told = series.citations if series is not None else ()  # a model is to know the newest value too
            citations = [*told, *(Citation(n, q.clue.passage, q.text) for n, q in enumerate(quotes, len(told) + 1))]
            answer = Answer(standalone, "stopped", "")
            shown = 0
            try:
                for answer in compose_with_llm(
                    llm, standalone, citations, turns, self._budget, self._timeout, stop=stop
                ):
                    yield from answer.sentences[shown:]
                    shown = len(answer.sentences)
                if answer.citations:
                    return answer
                notice = answer.notice
            except Stopped:
                return replace(check_answer(answer), status="stopped")
            except LlmFault as fault:
                notice = _instead(fault, "This answer is made of the papers' own words.")
        composed = compose(standalone, found, quotes, "answered", valued=series is None)
        if series is not None:
            composed = with_series(composed, series)
        if ledger is not None:
            composed = with_disagreements(composed, ledger, self.library)
        answer = check_answer(composed)
        yield from answer.sentences
        if not answer.sentences:  # nothing stood the check: never an empty answer
            answer = replace(refused(standalone, found, nothing(found)), dropped=answer.dropped)
        return replace(answer, notice=notice)

    def _narrowed(self, scope: Scope | None) -> set[str] | None:
        """The ids of the papers that a scope set by hand allows; None for all."""
        if scope is None or not (scope.items or scope.documents or scope.meetings or scope.kinds or scope.committees):
            return None
        return {i.id for i in self.library.items() if _allowed(i, scope)}

    def draft(self, item_id: str, use_llm: bool = True, stop: Callable[[], bool] = never) -> Draft:
        """Coverage of the agreed prompts and drafted questions for one report.

        While an LLM is waited for, `stop` is asked several times a second whether to do without it.
        """
        draft = draft_questions(self.library, item_id)
        if self.llm is None or not use_llm:
            return draft
        try:
            return reword_questions(self.llm, draft, timeout=self._timeout, stop=stop)
        except Stopped:
            return replace(draft, notice=f"You stopped the language model. {_UNWORDED}")
        except LlmFault as fault:
            return replace(draft, notice=_instead(fault, _UNWORDED))

    def reports(self) -> list[StoredItem]:
        """The reports that can be drafted for, those of the newest meeting first, each meeting's in order."""
        reports = [i for i in self.library.items() if i.kind == "report"]
        return sorted(reports, key=lambda i: -(i.meeting_date.toordinal() if i.meeting_date else 0))


def _allowed(item: StoredItem, scope: Scope) -> bool:
    return (
        (not scope.items or item.id in scope.items or item.parent_id in scope.items)
        and (not scope.documents or item.document in scope.documents)
        and (not scope.meetings or item.meeting_date in scope.meetings)
        and (not scope.kinds or item.kind in scope.kinds)
        and (not scope.committees or item.committee in scope.committees)
    )


def _instead(fault: Fault, done: str) -> str:
    """What a reader is told when the LLM failed: that, and what was done; the hint is for somebody else."""
    return f"{fault.message} {done} (For whoever looks after this assistant: {fault.hint})"


def _timings(started: float, retrieved: float) -> dict[str, float]:
    now = perf_counter()
    return {
        "retrieve": 1000 * (retrieved - started),
        "compose": 1000 * (now - retrieved),
        "total": 1000 * (now - started),
    }
