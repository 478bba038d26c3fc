"""A short answer by a language model, each sentence checked as it arrives; only what its sources prove is kept."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from index.faults import LlmFault
from index.language.periods import long_date
from index.values import StoredItem, StoredPassage
from prompts.template import template
from rag.check import MARK, check_answer, check_quote, check_sentence, refuted, support
from rag.llm.client import REPLY_TOKENS, filtered, stream_reply
from rag.llm.model import Ending, Model, never
from rag.llm.reply import MAX_CLAIM_CHARACTERS, Claim, Reply
from rag.llm.requests import Claimed, judged
from rag.llm.sources import Evidence, Sources, bare, count_tokens, make_sources, one_line, shorten
from rag.values import Answer, Citation, Retrieved, Sentence, Status, Turn

MAX_SENTENCES = 8
NOT_STATED = "not stated"
_CUT = "The language model's answer was cut off at its length."
_FILTER = "The language model's content filter stopped its answer."
_UNSURE = "Please check the sentences marked with a question mark against their quotes: they may not say quite that."
_UNREAD = "Whether the quotes say this was not asked a second time."
_NOTHING = "The language model found no answer to this in the passages it was shown."
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
    unproved: set[str] = field(default_factory=set)  # taken, and marked until the second look has judged them

    def add(self, claim: Claim) -> bool:
        """Take the claim in unless its sources prove it wrong; then record why. True when it was taken."""
        if claim.text.lower().startswith(NOT_STATED):
            told = " ".join(claim.text.split())
            if not self.missing and not check_sentence(told, (), self.question):
                self.missing = told
            return False
        sources = [s for s in map(self.sources.get, claim.keys) if s is not None]
        self.unknown_keys += len(claim.keys) - len(sources)
        cited = [c for s in sources for c in s.cites(claim.text) if check_quote(c.quote, c.passage)]
        cited = _needed(claim.text, cited)
        problem = _problem(claim, cited, self.question)
        if not problem and len(self.sentences) >= MAX_SENTENCES:
            problem = f"more than {MAX_SENTENCES} sentences"
        if not problem and any(s.text.casefold() == claim.text.casefold() for s in self.sentences):
            problem = "said twice"
        if problem:
            self.dropped.append(f"{claim.text} ({problem})")
            return False
        if check_sentence(claim.text, cited, self.question):
            self.unproved.add(claim.text)
        self.sentences.append(Sentence(claim.text, tuple(dict.fromkeys(map(self._number, cited)))))
        return True

    def _marked(self, sentence: Sentence) -> Sentence:
        return replace(sentence, text=f"{sentence.text}{MARK}") if sentence.text in self.unproved else sentence

    def answer(self, final: bool) -> Answer:
        """The answer as it stands; the final one says what was left out."""
        status: Status = "partial" if final and (self.dropped or self.missing) else "answered"
        if not self.sentences:
            status = "not_found"
        strays = [f"{self.unknown_keys} source keys that were never given"] if self.unknown_keys else []
        notice = " ".join(n for n in (self.missing, _notice(len(self.dropped))) if n)
        shown = self.sentences if final else [self._marked(s) for s in self.sentences]
        return Answer(
            self.question, status, " ".join(s.text for s in shown), tuple(shown),
            tuple(self.citations), notice=notice if final else "", dropped=(*self.dropped, *strays) if final else (),
        )  # fmt: skip

    def _number(self, citation: Citation) -> int:
        for known in self.citations:
            if known.passage.id == citation.passage.id and known.quote == citation.quote:
                return known.n
        self.citations.append(replace(citation, n=len(self.citations) + 1))
        return len(self.citations)


def write_answer(
    model: Model,
    question: str,
    evidence: Sequence[Evidence],
    history: Sequence[Turn] = (),
    stop: Callable[[], bool] = never,
    searches: list[str] | None = None,
) -> Iterator[Answer]:
    """Stream an answer: each value is the answer so far with one more checked sentence, the last the whole.

    `evidence` is best first, retrieved passages (a quote is found for each sentence) or citations (their quotes are
    shown), as many as the model's `context` holds. The last answer has status `answered`, `partial` when sentences
    were dropped, part of the question is not in the papers or the reply was cut off, or `not_found` when the model
    said that the sources do not answer; `searches` has then the other searches that it named. Its `passages`, `scope`
    and `timings_ms` are the caller's to fill. `stop` is asked several times a second whether to give up.

    Raises:
        LlmFault: when the LLM fails, or nothing that it wrote stands up. The caller then answers without it.
        Stopped: when `stop` said so. What was yielded before is checked, and is the caller's to keep.
    """
    withheld = model.withheld()
    evidence = [e for e in evidence if e.passage.item.document_id not in withheld]
    if not evidence:
        raise LlmFault("There is no evidence to give the LLM.", "Ask about something that the packs hold.")
    request = _request(model, question, evidence, history)
    yield from _composed(model, *request, question, stop, searches=searches)


def summary(
    model: Model, report: StoredItem, passages: Sequence[StoredPassage], stop: Callable[[], bool] = never
) -> Answer:
    """Five plain lines on a report, each proved by a passage of it: sentences with citations, and what was dropped.
    Raises LlmFault when the model fails, nothing that it wrote stands up, or the report may go to no model; Stopped
    when `stop` said so.
    """
    title, withheld = bare(report.title), model.withheld()
    told = [Retrieved(p, n, 1.0) for n, p in enumerate(passages, 1) if p.item.document_id not in withheld]
    if not told:
        raise LlmFault("This report may not be sent to a language model.", "See the setting llm_restricted.")
    fixed = template("summary_system").text + template("summary_user").text + title
    budget = (model.draft_context or model.context) - count_tokens(fixed) - 20
    sources = make_sources(told, budget, title, model.draw(title + "".join(r.passage.text for r in told)))
    system = template("summary_system").render(start=sources.start, end=sources.end)
    user = template("summary_user").render(title=title, sources=sources.rendered())
    ending = Ending()
    answer = [*_composed(model, system, user, sources, title, stop, "summary", ending)][-1]
    by = f"Summed up by {model.name}, {long_date(ending.on)}; every line was checked."
    return replace(answer, notice=f"{by} {answer.notice}".strip())


def _composed(
    model: Model,
    system: str,
    user: str,
    sources: Sources,
    question: str,
    stop: Callable[[], bool],
    purpose: str = "answer",
    ending: Ending | None = None,
    searches: list[str] | None = None,
) -> Iterator[Answer]:
    """What the model writes to a request whose sources have keys, checked sentence by sentence and then asked again."""
    so_far, reply, ending = Composition(question, sources), Reply(), ending or Ending()
    nothing = replace(so_far.answer(final=True), notice=_NOTHING)
    try:
        for piece in stream_reply(model, system, user, stop, max_tokens=REPLY_TOKENS, purpose=purpose, ending=ending):
            for claim in reply.feed(piece):
                if so_far.add(claim):
                    yield so_far.answer(final=False)
    except LlmFault as fault:
        if not (filtered(fault) and so_far.sentences):
            raise
    if reply.says_nothing_found and not so_far.sentences:
        if searches is not None:
            searches += reply.other_searches
        yield nothing
        return
    last = reply.close()
    for claim in last if ending.kind == "whole" else last[:-1]:  # a sentence cut off is none
        so_far.add(claim)
    if not so_far.sentences:
        if so_far.missing and not so_far.dropped:
            yield nothing
            return
        model.forget(ending)
        told = "Nothing that the language model wrote could be proved from the papers."
        raise LlmFault(told, "Try another model, or a larger one.", tuple(so_far.dropped))
    noted = {"whole": "", "cut": _CUT, "filtered": _FILTER}[ending.kind]
    noted = f"{noted} {_second_look(model, so_far, stop)}".strip()
    answer = check_answer(so_far.answer(final=True))
    status: Status = "partial" if ending.kind != "whole" and answer.citations else answer.status
    yield replace(answer, status=status, notice=" ".join(n for n in (answer.notice, noted) if n))


def _second_look(model: Model, so_far: Composition, stop: Callable[[], bool]) -> str:
    """Take out the sentences that the model, asked again, says their quotes do not say, and mark the unsure ones, by
    code where it is not asked; what to tell the reader."""
    cited = {c.n: c for c in so_far.citations}
    claims = [Claimed(s.text, tuple(cited[n] for n in s.cites)) for s in so_far.sentences]
    verdicts, asked = judged(model, claims, stop)
    kept = []
    for sentence, verdict in zip(so_far.sentences, verdicts, strict=True):
        if verdict == "no":
            so_far.dropped.append(f"{sentence.text} (asked again, the model says that the quotes do not say this)")
        else:
            kept.append(replace(sentence, text=f"{sentence.text}{MARK}") if verdict == "unclear" else sentence)
    so_far.sentences = kept
    told = [_UNREAD if model.meaning and not asked else "", _UNSURE if "unclear" in verdicts else ""]
    return " ".join(t for t in told if t)


def _request(
    model: Model, question: str, evidence: Sequence[Evidence], history: Sequence[Turn]
) -> tuple[str, str, Sources]:
    """(system, user, sources) within the model's context: question first, then a little history, then evidence in
    order.
    """
    budget = model.context
    asked = shorten(one_line(question), budget // 4)
    talk = _history(history, int(budget * _HISTORY_SHARE))
    fixed = template("answer_system").text + template("answer_user").text + asked + talk
    sources = make_sources(evidence, budget - count_tokens(fixed) - 20, asked + talk, model.rng())
    if talk:
        talk = f"Earlier in this conversation\n{sources.start}\n{talk}\n{sources.end}\n\n"
    system = template("answer_system").render(start=sources.start, end=sources.end)
    user = template("answer_user").render(history=talk, question=asked, sources=sources.rendered())
    return system, user, sources


def _history(history: Sequence[Turn], budget: int) -> str:
    turns = [f"Asked: {one_line(t.question)} Answered: {one_line(t.answer)}" for t in history[-_HISTORY_TURNS:]]
    return "\n".join(shorten(turn, budget // len(turns)) for turn in turns)


def _needed(sentence: str, cited: Sequence[Citation]) -> list[Citation]:
    """The citations without those that prove too little alone where the others prove all of it without them."""
    needed = list(cited)
    for one in cited:
        others = [c for c in needed if c is not one]
        if others and check_sentence(sentence, [one]) and not check_sentence(sentence, others):
            needed = others
    return needed


def _problem(claim: Claim, cited: Sequence[Citation], question: str) -> str:
    if not claim.keys:
        return "cites no source"
    if not cited:
        return "cites no source that it was given"
    if len(claim.text) > MAX_CLAIM_CHARACTERS:
        return "too long"
    if not any(a.isalpha() and b.isalpha() for a, b in pairwise(claim.text)):
        return "says nothing"
    problems = refuted(claim.text, cited, question)
    if not problems and not support(claim.text, cited) and not any(c.isdigit() for c in claim.text):
        problems = ["none of its words stand in its quotes"]
    return "; ".join(problems)


def _notice(dropped: int) -> str:
    if not dropped:
        return ""
    what, were = ("1 sentence", "was") if dropped == 1 else (f"{dropped} sentences", "were")
    return f"{what} that the language model wrote {were} left out: the cited papers do not say so."
