"""The steps of `rag/ask/pipeline.py`, in its order: each takes the progress so far and gives the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import zip_longest
from time import perf_counter

from index.faults import Fault, LlmFault
from index.language.statements import Statement
from index.language.tokens import tokens
from rag.ask.answerable import features, judge, nothing, probability, refused
from rag.ask.compose import by_columns, compose, lacking, notices, the_time, time_first
from rag.ask.conversation import near_of, new_first, resolve
from rag.ask.differing import beside, difference
from rag.ask.excerpts import WORDS, choose, without_furniture
from rag.ask.followup import ABOUT
from rag.ask.likeliest import likely
from rag.ask.progress import Progress, Streamed
from rag.ask.recorded import with_decision, with_movers, with_replies, with_votes
from rag.ask.registers import listed
from rag.brief import in_view
from rag.check import check_answer
from rag.llm import Model, Stopped, write_answer
from rag.llm.requests import standalone
from rag.search.evidence import gather
from rag.search.retriever import Found
from rag.search.wanted import NUMBERS
from rag.values import Answer, Link, Retrieved, Sentence, Status

SHOWN = 40  # passages that a language model is shown, as many as fit
ROOM, LEAST_S = 3_000, 5.0  # tokens and seconds with which a model that finds nothing may search once more
LONGEST = 2_000  # characters of a question that are read; more is a paper, not a question
_PROMISED = "promis"  # the stem by which a question asks for the register of promises
_NO_WORDS = (
    "That has no words to look for. Ask in a few words of English, for example about a service, a figure or a meeting."
)
_CUT = "The question was very long: only its first 2,000 characters were read."
_OWN_WORDS = "This answer is made of the papers' own words."


def ask_for_words(progress: Progress) -> Progress:
    """A question back where there is no word of two letters or figures to look for."""
    typed = progress.inquiry.question
    if any(sum(c.isalnum() for c in token) > 1 for token in tokens(typed[:LONGEST])):
        return progress.noting(_CUT if len(typed) > LONGEST else "")
    return replace(progress, answer=Answer(typed, "clarify", _NO_WORDS), done=True)


def understand(progress: Progress) -> Progress:
    """The question as one that stands without the chat before it; where it does not, the model makes it one."""
    inquiry, writer = progress.inquiry, progress.writer
    if inquiry.scope and "chat" in inquiry.scope.ignored:
        inquiry = replace(inquiry, turns=())
    progress = replace(progress, inquiry=inquiry)
    asked, turns = inquiry.question[:LONGEST], inquiry.turns
    resolved = resolve(asked, turns)
    if resolved == asked or writer.llm is None:
        return replace(progress, standalone=resolved)
    try:
        new = standalone(writer.llm, asked, turns, writer.stop)
    except (LlmFault, Stopped):  # the rules' own will do; a person who stopped is asked again at once
        return replace(progress, standalone=resolved)
    return replace(progress, standalone=new)


def retrieve(progress: Progress) -> Progress:
    """The passages that may answer it, of the papers that a scope set by hand allows."""
    return replace(progress, found=_find(progress, progress.standalone), retrieved_at=perf_counter())


def _find(progress: Progress, words: str) -> Found:
    scope = progress.inquiry.scope
    items = progress.sources.library.items() if scope and scope.narrows else None
    allowed = None if scope is None or items is None else {i.id for i in items if scope.allows(i)}
    ignored, near = scope.ignored if scope else (), near_of(progress.inquiry.turns)
    return progress.sources.retriever.find(words, allowed, ignored=ignored, near=near)


def look_up(progress: Progress) -> Progress:
    """What a register holds, all of it and in its order, where the question has the form of one."""
    found = _found(progress)
    quotes, told = listed(found, progress.sources.library)
    if not quotes:
        return progress
    return replace(progress, answer=compose(progress.standalone, found, quotes, "answered")).noting(told)


def read_evidence(progress: Progress) -> Progress:
    """The sentences of the best passages, best first."""
    return replace(progress, clues=tuple(gather(_found(progress))), retrieved_at=perf_counter())


def refuse(progress: Progress) -> Progress:
    """The papers do not answer: say so, and what was searched."""
    if progress.answer:
        return progress
    found = _found(progress)
    refusal = judge(found, progress.clues)
    if refusal is None:
        return progress
    return replace(progress, answer=refused(progress.inquiry.question, found, refusal))


def choose_quotes(progress: Progress) -> Progress:
    """The sentences to show, widened by the neighbours that they need."""
    if progress.answer:
        return progress
    most = 0 if "widening" in progress.sources.without else WORDS
    return replace(progress, quotes=tuple(choose(progress.clues, words=most)))


def leave_out_furniture(progress: Progress) -> Progress:
    """The quotes without what frames a paper's text, and without those that are nothing else, unless one bears most."""
    if not progress.quotes:
        return progress
    stated: dict[str, list[Statement]] = defaultdict(list)
    for one in progress.sources.library.statements_of({q.clue.passage.id for q in progress.quotes}):
        stated[one.passage_id].append(one)
    bare = [without_furniture(q, stated[q.clue.passage.id]) for q in progress.quotes]
    kept = tuple(b or q for n, (q, b) in enumerate(zip(progress.quotes, bare, strict=True)) if b or not n)
    return progress if kept == progress.quotes else replace(progress, quotes=kept)


def put_new_words_first(progress: Progress) -> Progress:
    """What a follow-up adds must be in what answers it."""
    inquiry = progress.inquiry
    asked = inquiry.question[:LONGEST]
    if not inquiry.turns or progress.standalone == asked:
        return progress
    quotes, lacking = new_first(_found(progress), asked, inquiry.turns[-1].question, progress.quotes, progress.clues)
    same = tuple(quotes) == progress.quotes
    return (progress if same else replace(progress, quotes=tuple(quotes))).noting(lacking)


def put_time_first(progress: Progress) -> Progress:
    """What is of the one time asked about, or of the meeting, before what is of another."""
    if progress.answer:
        return progress
    quotes = tuple(time_first(_found(progress), progress.quotes))
    return progress if quotes == progress.quotes else replace(progress, quotes=quotes)


def put_replies(progress: Progress) -> Progress:
    """The reply before each question that somebody put at a meeting; who voted, moved or what was decided, if asked."""
    asked, _, _ = progress.standalone.partition(ABOUT)  # "Who proposed it – about voted for …" asks after no vote
    library, quotes = progress.sources.library, list(progress.quotes)
    for told in (with_votes, with_decision, with_movers):
        quotes = told(asked, quotes, library)
    quotes = with_replies(quotes, library, _found(progress).reader)
    return replace(progress, quotes=tuple(quotes)) if tuple(quotes) != progress.quotes else progress


def write(progress: Progress) -> Progress | Streamed:
    """A short answer in a language model's words, each sentence proved by a passage; asked whatever the rules say."""
    if progress.answer or progress.writer.llm is None or not _found(progress).retrieved:
        return progress
    return _written(progress, progress.writer.llm)


def _written(progress: Progress, llm: Model) -> Streamed:
    found, until = _found(progress), perf_counter() + llm.timeout
    searches: list[str] = []
    try:
        answer = yield from _composed(progress, llm, found.retrieved[:SHOWN], searches)
    except LlmFault as fault:
        return replace(progress, left_out=fault.left_out).noting(instead(fault, _OWN_WORDS))
    more = _elsewhere(progress, searches) if searches and llm.context >= ROOM else ()
    left = until - perf_counter()
    if more and left > LEAST_S:
        progress = progress.noting(f"Searched for as well: {'; '.join(searches)}.")
        with suppress(LlmFault):  # then it stays at what the first request came to
            answer = yield from _composed(progress, replace(llm, timeout=left), more, [])
    if answer.status == "stopped":
        return replace(progress, answer=answer)
    if answer.citations:
        return replace(progress, answer=answer)
    told = refused(progress.inquiry.question, found, nothing(found))
    return replace(progress, answer=replace(told, notice=answer.notice, dropped=answer.dropped))


def _composed(
    progress: Progress, llm: Model, evidence: Sequence[Retrieved], searches: list[str]
) -> Generator[Sentence, None, Answer]:
    """What the model writes from the evidence; what was checked by then where it was stopped."""
    answer, shown = Answer(progress.standalone, "stopped", ""), 0
    asked, turns, stop = progress.standalone, progress.inquiry.turns, progress.writer.stop
    try:
        for answer in write_answer(llm, asked, evidence, turns, stop, searches):
            yield from answer.sentences[shown:]
            shown = len(answer.sentences)
    except Stopped:
        return replace(check_answer(answer), status="stopped")
    return answer


def _elsewhere(progress: Progress, searches: Sequence[str]) -> tuple[Retrieved, ...]:
    """What other searches find that was not shown, the best of each in turn."""
    seen = {r.passage.id for r in _found(progress).retrieved[:SHOWN]}
    found = [_find(progress, words).retrieved[:SHOWN] for words in searches]
    turns = (r for best in zip_longest(*found) for r in best if r is not None and r.passage.id not in seen)
    return tuple({r.passage.id: r for r in turns}.values())[:SHOWN]


def weigh(progress: Progress) -> Progress:
    """How likely the evidence is to answer, by the fitted heads."""
    if progress.answer or not progress.quotes:
        return progress
    found, clues = _found(progress), progress.clues
    evidence = features(found, clues)
    return replace(progress, probability=probability(found, evidence, likely(found, clues, evidence)))


def set_beside(progress: Progress) -> Progress:
    """Two values of what is asked, or the newest of it, come first."""
    if progress.answer or not progress.quotes or not _sure(progress):
        return progress
    quotes, differ = beside(_found(progress), progress.quotes, progress.sources.library)
    moved = differ or quotes[0] != progress.quotes[0]
    return replace(progress, quotes=tuple(quotes), differ=differ) if moved else progress


def _sure(progress: Progress) -> bool:
    return progress.probability is None or progress.probability >= progress.sources.above


def quote(progress: Progress) -> Progress:
    """The answer made of the quotes, each with where it stands."""
    if progress.answer or not progress.quotes:
        return progress
    absent = lacking(_found(progress), progress.quotes)
    sure = _sure(progress) and not (absent and the_time(_found(progress)))
    status: Status = "nearest" if not sure else "partial" if absent else "answered"
    answer = compose(progress.standalone, _found(progress), progress.quotes, status)
    return replace(progress, answer=by_columns(answer, progress.sources.library)).noting(absent)


def check(progress: Progress) -> Streamed:
    """Take out what no citation proves; whoever composed the answer, this is done to it."""
    answer = progress.answer  # a language model's sentences were checked one by one as they came
    worded = any(t.step == "write" and "answer" in t.changed for t in progress.trace)
    if answer is None or answer.status in ("not_found", "stopped") or worded:
        return progress
    checked = check_answer(answer)
    yield from checked.sentences
    return progress if checked == answer else replace(progress, answer=checked)


def admit(progress: Progress) -> Progress:
    """Nothing stood the check, or nothing could be shown: never an empty answer."""
    answer, found = progress.answer, _found(progress)
    said = answer is not None and answer.text and answer.status == "not_found"
    if answer is not None and (answer.citations or said or answer.status == "stopped"):
        return progress.noting(answer.notice)
    dropped = answer.dropped if answer else ()
    empty = refused(progress.inquiry.question, found, nothing(found))
    return replace(progress, answer=replace(empty, dropped=dropped))


def notice(progress: Progress) -> Progress:
    """The same words elsewhere, a later version, marks on the page."""
    answer = progress.answer
    if answer is None:
        return progress
    shown = {n for one in answer.sentences[: in_view(answer.sentences, answer.citations)] for n in one.cites}
    at_once = [c for c in answer.citations if c.n in shown]
    differ = difference(progress.differ, answer.citations)
    return progress.noting(differ, notices(_found(progress), answer.citations, at_once))


def link(progress: Progress) -> Progress:
    """The registers that have more: the timeline and promises where minutes are cited, the figures where one is asked
    for. They stand beside the answer and change nothing in it.
    """
    answer, found = progress.answer, _found(progress)
    if answer is None or not answer.citations:
        return progress
    topic = " ".join(dict.fromkeys(w.concept.surface for w in found.concepts))
    minuted = any(c.passage.item.kind == "minutes" for c in answer.citations)
    promised = _PROMISED in tokens(found.query.text)
    registers = ["timeline", "commitments"] if minuted else ["commitments"] if promised else []
    if found.query.wanted.explicit and found.query.wanted.kind in NUMBERS:
        registers.append("figures")
    return replace(progress, answer=replace(answer, links=tuple(Link(r, topic) for r in registers)))


def instead(fault: Fault, done: str) -> str:
    """What a reader is told when the LLM failed: that, and what was done; the hint is for somebody else."""
    return f"{fault.message} {done} (For whoever looks after this assistant: {fault.hint})"


def _found(progress: Progress) -> Found:
    assert progress.found is not None, "nothing is read before it is retrieved"
    return progress.found
