"""A short answer by a language model, each sentence checked as it arrives; only what its sources prove is kept."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from index.faults import LlmFault
from prompts.template import template
from rag.check import check_answer, check_quote, check_sentence, support
from rag.llm.background import never
from rag.llm.budget import count_tokens, shorten
from rag.llm.client import filtered, stream_reply
from rag.llm.meaning import Claimed, meant
from rag.llm.model import CONTEXT, Ending, Model, model_of
from rag.llm.reply import MAX_CLAIM_CHARACTERS, Claim, Reply
from rag.llm.sources import Evidence, Sources, make_sources, one_line
from rag.values import Answer, Citation, Sentence, Status, Turn

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

MAX_SENTENCES = 8
MIN_SUPPORT = 0.4  # share of a sentence's content words that its quotes must have
NOT_STATED = "not stated"
_CUT = "The language model's answer was cut off at its length."
_FILTER = "The language model's content filter stopped its answer."
_UNSURE = "Please look at the quotes of the sentences marked with a question mark: they may not say quite that."
_UNREAD = "Whether the quotes say this was not asked a second time."
_HISTORY_TURNS = 3
_HISTORY_SHARE = 0.2


@dataclass
class Composition:
    """The answer so far."""

    question: str
    sources: Sources
    sentences: list[Sentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    unknown_keys: int = 0
    missing: str = ""  # what the model says is not in the papers

    def add(self, claim: Claim) -> bool:
        """Take the claim in when its sources prove it; otherwise record why not. True when it was taken."""
        if claim.text.lower().startswith(NOT_STATED):
            told = " ".join(claim.text.split())
            if not self.missing and not check_sentence(told, (), self.question):
                self.missing = told
            return False
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
        status: Status = "partial" if final and (self.dropped or self.missing) else "answered"
        if not self.sentences:
            status = "not_found"
        return Answer(
            question=self.question,
            status=status,
            text=" ".join(s.text for s in self.sentences),
            sentences=tuple(self.sentences),
            citations=tuple(self.citations),
            notice=" ".join(n for n in (self.missing, _notice(len(self.dropped))) if n) if final else "",
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


def write_answer(
    llm: LLM | Model,
    question: str,
    evidence: Sequence[Evidence],
    history: Sequence[Turn] = (),
    budget_tokens: int | None = None,
    timeout: float | None = None,
    rng: random.Random | None = None,
    clock: Callable[[], float] = time.monotonic,
    stop: Callable[[], bool] = never,
) -> Iterator[Answer]:
    """Stream an answer: each value is the answer so far with one more checked sentence, the last the whole.

    `evidence` is best first, retrieved passages (a quote is found for each sentence) or citations (their quotes are
    shown). `budget_tokens` holds everything that is sent (the model's own by default), `timeout` is in seconds for the
    whole reply. The keys are drawn from `rng`, by default from the system's, so that no paper can foretell one. The
    last answer has status `answered`, `partial` when sentences were dropped, part of the question is not in the papers
    or the reply was cut off, or `not_found` when the model said that the sources do not answer. Its `passages`, `scope`
    and `timings_ms` are the caller's to fill. `stop` is asked several times a second whether to give up.

    Raises:
        LlmFault: when the LLM fails, or nothing that it wrote stands up. The caller then answers without it.
        Stopped: when `stop` said so. What was yielded before is checked, and is the caller's to keep.
    """
    model = model_of(llm, timeout or 60.0)
    assert model is not None
    withheld = model.withheld()
    evidence = [e for e in evidence if e.passage.item.document_id not in withheld]
    if not evidence:
        raise LlmFault("There is no evidence to give the LLM.", "Ask about something that the packs hold.")
    rng = rng or random.SystemRandom()
    system, user, sources = _request(question, evidence, history, budget_tokens or model.context or CONTEXT, rng)
    so_far, reply, ending = Composition(question, sources), Reply(), Ending()
    try:
        for piece in stream_reply(model, system, user, timeout, clock, stop, ending=ending):
            for claim in reply.feed(piece):
                if so_far.add(claim):
                    yield so_far.answer(final=False)
    except LlmFault as fault:
        if not (filtered(fault) and so_far.sentences):
            raise
    if reply.says_nothing_found and not so_far.sentences:
        yield replace(Composition(question, sources).answer(final=True), notice=_NOTHING)
        return
    last = reply.close()
    for claim in last if ending.kind == "whole" else last[:-1]:  # a sentence cut off is none
        so_far.add(claim)
    if not so_far.sentences:
        if so_far.missing and not so_far.dropped:
            yield replace(Composition(question, sources).answer(final=True), notice=_NOTHING)
            return
        raise LlmFault(
            "Nothing that the language model wrote could be proved from the papers.",
            "Try another model, or a larger one.",
        )
    noted = "" if ending.kind == "whole" else _CUT if ending.kind == "cut" else _FILTER
    if model.meaning:
        noted = f"{noted} {_second_look(model, so_far, stop)}".strip()
    answer = check_answer(so_far.answer(final=True))
    status: Status = "partial" if ending.kind != "whole" and answer.citations else answer.status
    yield replace(answer, status=status, notice=" ".join(n for n in (answer.notice, noted) if n))


def _second_look(model: Model, so_far: Composition, stop: Callable[[], bool]) -> str:
    """Take out the sentences that the model, asked again, says their quotes do not say; what to tell the reader."""
    quotes = {c.n: c.quote for c in so_far.citations}
    claims = [Claimed(s.text, tuple(quotes[n] for n in s.cites)) for s in so_far.sentences]
    try:
        verdicts = meant(model, claims, stop)
    except LlmFault:
        return _UNREAD
    kept = []
    for sentence, verdict in zip(so_far.sentences, verdicts, strict=True):
        if verdict == "no":
            so_far.dropped.append(f"{sentence.text} (asked again, the model says that the quotes do not say this)")
        else:
            kept.append(replace(sentence, text=f"{sentence.text} (?)") if verdict == "unclear" else sentence)
    so_far.sentences = kept
    return _UNSURE if "unclear" in verdicts else ""


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
    if not any(a.isalpha() and b.isalpha() for a, b in pairwise(claim.text)):
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
