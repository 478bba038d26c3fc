"""An answer worded by an LLM, each sentence checked as it arrives; only what its sources prove is kept."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index.faults import LlmFault
from prompts.template import template
from rag.check import check_answer, check_quote, check_sentence, support
from rag.llm.background import never
from rag.llm.budget import count_tokens, shorten
from rag.llm.client import stream_reply
from rag.llm.reply import MAX_CLAIM_CHARACTERS, Claim, Reply
from rag.llm.sources import Evidence, Sources, make_sources, one_line
from rag.values import Answer, Citation, Sentence, Status, Turn

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

MAX_SENTENCES = 12
MIN_SUPPORT = 0.4  # share of a sentence's content words that its quotes must have
_HISTORY_TURNS = 3
_HISTORY_SHARE = 0.2


@dataclass
class _Composition:
    """The answer so far."""

    question: str
    sources: Sources
    sentences: list[Sentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    unknown_keys: int = 0

    def add(self, claim: Claim) -> bool:
        """Take the claim in when its sources prove it; otherwise record why not. True when it was taken."""
        sources = [s for s in map(self.sources.get, claim.keys) if s is not None]
        self.unknown_keys += len(claim.keys) - len(sources)
        cited = [s.cite(claim.text) for s in sources]
        cited = [c for c in cited if check_quote(c.quote, c.passage)]
        problem = _problem(claim, cited)
        if not problem and len(self.sentences) >= MAX_SENTENCES:
            problem = f"more than {MAX_SENTENCES} sentences"
        if not problem and any(s.text.casefold() == claim.text.casefold() for s in self.sentences):
            problem = "said twice"
        if problem:
            self.dropped.append(f"{claim.text} ({problem})")
            return False
        self.sentences.append(Sentence(claim.text, tuple(dict.fromkeys(map(self._number, cited)))))
        return True

    def answer(self, final: bool) -> Answer:
        """The answer as it stands; the final one says what was left out."""
        status: Status = "partial" if final and self.dropped else "answered"
        if not self.sentences:
            status = "not_found"
        return Answer(
            question=self.question,
            status=status,
            text=" ".join(s.text for s in self.sentences),
            sentences=tuple(self.sentences),
            citations=tuple(self.citations),
            notice=_notice(len(self.dropped)) if final else "",
            dropped=(*self.dropped, *self._strays()) if final else (),
        )

    def _number(self, citation: Citation) -> int:
        for known in self.citations:
            if known.passage.id == citation.passage.id and known.quote == citation.quote:
                return known.n
        self.citations.append(replace(citation, n=len(self.citations) + 1))
        return len(self.citations)

    def _strays(self) -> list[str]:
        return [f"{self.unknown_keys} source keys that were never given"] if self.unknown_keys else []


def compose_with_llm(
    llm: LLM,
    question: str,
    evidence: Sequence[Evidence],
    history: Sequence[Turn] = (),
    budget_tokens: int = 3000,
    timeout: float = 60.0,
    rng: random.Random | None = None,
    clock: Callable[[], float] = time.monotonic,
    stop: Callable[[], bool] = never,
) -> Iterator[Answer]:
    """Stream an answer: each value is the answer so far with one more checked sentence, the last the whole.

    `evidence` is best first, citations (their quotes are shown) or retrieved passages (a quote is found for
    each sentence). `budget_tokens` holds everything that is sent, `timeout` is in seconds for the whole
    reply. The keys are drawn from `rng`, by default from the system's, so that no paper can foretell one.
    The last answer has status `answered`, `partial` when sentences were dropped, or `not_found` when the LLM
    said that the sources do not answer. Its `passages`, `scope` and `timings_ms` are the caller's to fill.
    `stop` is asked several times a second whether to give up.

    Raises:
        LlmFault: when the LLM fails, or nothing that it wrote stands up. The caller then answers without it.
        Stopped: when `stop` said so. What was yielded before is checked, and is the caller's to keep.
    """
    if not evidence:
        raise LlmFault("There is no evidence to give the LLM.", "Ask about something that the packs hold.")
    rng = rng or random.SystemRandom()
    system, user, sources = _request(question, evidence, history, budget_tokens, rng)
    so_far, reply = _Composition(question, sources), Reply()
    for piece in stream_reply(llm, system, user, timeout, clock, stop):
        for claim in reply.feed(piece):
            if so_far.add(claim):
                yield so_far.answer(final=False)
    if reply.says_nothing_found:
        yield replace(_Composition(question, sources).answer(final=True), notice=_NOTHING)
        return
    for claim in reply.close():
        so_far.add(claim)
    if not so_far.sentences:
        raise LlmFault(
            "Nothing that the language model wrote could be proved from the papers.",
            "Try another model, or a larger one.",
        )
    yield check_answer(so_far.answer(final=True))


_NOTHING = "The language model found no answer to this in the passages it was shown."


def _request(
    question: str, evidence: Sequence[Evidence], history: Sequence[Turn], budget: int, rng: random.Random
) -> tuple[str, str, Sources]:
    """(system, user, sources), fitting the budget: question first, then a little history, then evidence in
    order.
    """
    asked = shorten(one_line(question), budget // 4)
    talk = _history(history, int(budget * _HISTORY_SHARE))
    fixed = template("answer_system").text + template("answer_user").text + asked + talk
    sources = make_sources(evidence, budget - count_tokens(fixed) - 20, asked + talk, rng)
    if talk:
        talk = f"Earlier in this conversation\n{sources.start}\n{talk}\n{sources.end}\n\n"
    system = template("answer_system").render(start=sources.start, end=sources.end)
    user = template("answer_user").render(history=talk, question=asked, sources=sources.rendered())
    return system, user, sources


def _history(history: Sequence[Turn], budget: int) -> str:
    turns = [
        f"Asked: {one_line(t.question)} Answered: {one_line(t.answer)}" for t in history[-_HISTORY_TURNS:]
    ]
    return "\n".join(shorten(turn, budget // len(turns)) for turn in turns)


def _problem(claim: Claim, cited: Sequence[Citation]) -> str:
    if not claim.keys:
        return "cites no source"
    if not cited:
        return "cites no source that it was given"
    if len(claim.text) > MAX_CLAIM_CHARACTERS:
        return "too long"
    if not re.search(r"[^\W\d_]{2}", claim.text):
        return "says nothing"
    problems = check_sentence(claim.text, cited)
    if not problems and support(claim.text, cited) < MIN_SUPPORT:
        problems = ["little of it stands in the cited quotes"]
    return "; ".join(problems)


def _notice(dropped: int) -> str:
    if not dropped:
        return ""
    what = (
        "1 sentence that the language model wrote was"
        if dropped == 1
        else f"{dropped} sentences that the language model wrote were"
    )
    return f"{what} left out: the cited papers do not say so."
