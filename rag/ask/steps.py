"""The steps of `rag/ask/pipeline.py`, in its order: each takes the progress so far and gives the next."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

from index.faults import Fault, LlmFault
from index.language.periods import without_periods
from index.language.tokens import tokens
from index.values import StoredItem
from rag.ask.agenda import agenda_answer
from rag.ask.badnews import bad_news
from rag.ask.compose import compose
from rag.ask.conversation import resolve
from rag.ask.disagree import with_disagreements
from rag.ask.newwords import new_first
from rag.ask.notices import notices
from rag.ask.progress import Progress, Sources, Streamed
from rag.ask.quotes import choose, newest_first
from rag.ask.refusal import judge, nothing, refused, timely
from rag.ask.series import series_of, with_series
from rag.ask.unheld import other_minutes, unheld_minutes, without_minutes
from rag.check import check_answer
from rag.figures import kept_ledger
from rag.llm import Model, Stopped, write_answer
from rag.llm.rewrite import standalone
from rag.memory.commitments.register import open_register
from rag.memory.history.ask import standing
from rag.memory.history.promises import about_promises
from rag.search.evidence import gather
from rag.search.retriever import Found
from rag.search.wanted import NUMBERS
from rag.values import Answer, Scope

SHOWN = 20  # passages that a language model is shown, as many as fit
LONGEST = 2_000  # characters of a question that are read; more is a paper, not a question
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
    asked, turns, writer = progress.inquiry.question[:LONGEST], progress.inquiry.turns, progress.writer
    resolved = resolve(asked, turns)
    if resolved == asked or writer.llm is None:
        return replace(progress, standalone=resolved)
    try:
        new = standalone(writer.llm, asked, turns, writer.stop)
    except (LlmFault, Stopped):  # the rules' own will do; a person who stopped is asked again at once
        return replace(progress, standalone=resolved)
    return replace(progress, standalone=new).noting(f"Looked for: “{new}”" if new != asked else "")


def retrieve(progress: Progress) -> Progress:
    """The passages that may answer it, of the papers that a scope set by hand allows."""
    scope = progress.inquiry.scope
    found = progress.sources.retriever.find(
        progress.standalone, narrowed(scope, progress.sources), ignored=scope.ignored if scope else ()
    )
    return replace(progress, found=found, retrieved_at=perf_counter())


def look_past_unheld(progress: Progress) -> Progress:
    """What other minutes say, where those of the meeting named are asked for and not held."""
    found, scope = _found(progress), progress.inquiry.scope
    if not unheld_minutes(found):
        return progress
    timeless = without_periods(progress.standalone, found.scoped.periods)
    ignored = scope.ignored if scope else ()
    return replace(
        progress, found=progress.sources.retriever.find(timeless, other_minutes(found), ignored=(*ignored, "periods"))
    )


def read_evidence(progress: Progress) -> Progress:
    """The sentences of the best passages, best first."""
    clues = tuple(gather(_found(progress), progress.sources.library, progress.sources.weights))
    return replace(progress, clues=clues, retrieved_at=perf_counter())


def keep_timely(progress: Progress) -> Progress:
    """Of "last year" only the sentences that are of it, where any is."""
    kept = timely(_found(progress), progress.clues)
    return progress if kept is progress.clues else replace(progress, clues=tuple(kept))


def find_bad_news(progress: Progress) -> Progress:
    """What deserves a challenge in a paper, where no more than its bad news is asked for."""
    if progress.answer:
        return progress
    quotes = tuple(bad_news(_found(progress), progress.sources.library))
    return replace(progress, quotes=quotes) if quotes else progress


def refuse(progress: Progress) -> Progress:
    """The papers do not answer: say so, and what was searched."""
    if progress.answer:
        return progress
    found = _found(progress)
    refusal = None if progress.quotes else judge(found, progress.clues)
    if refusal is None:
        return progress
    return replace(progress, answer=refused(progress.inquiry.question, found, refusal))


def choose_quotes(progress: Progress) -> Progress:
    """The sentences to show, widened by the neighbours that they need."""
    if progress.quotes or progress.answer:
        return progress
    return replace(progress, quotes=tuple(choose(progress.clues, spread=_found(progress).scoped.scope.wide)))


def put_newest_first(progress: Progress) -> Progress:
    """A figure of no period: the newest of those that answer nearly as well."""
    ordered = tuple(newest_first(_found(progress), progress.quotes))
    return progress if ordered == progress.quotes else replace(progress, quotes=ordered)


def put_new_words_first(progress: Progress) -> Progress:
    """What a follow-up adds must be in what answers it."""
    inquiry = progress.inquiry
    asked = inquiry.question[:LONGEST]
    if not inquiry.turns or progress.standalone == asked:
        return progress
    quotes, lacking = new_first(_found(progress), asked, inquiry.turns[-1].question, progress.quotes, progress.clues)
    same = tuple(quotes) == progress.quotes
    return (progress if same else replace(progress, quotes=tuple(quotes))).noting(lacking)


def tell_promises(progress: Progress) -> Progress:
    """A question for a promise is answered from the register."""
    if writer_spoke(progress):
        return progress
    if narrowed(progress.inquiry.scope, progress.sources) is not None:
        return progress
    register = open_register(progress.sources.library)
    told = about_promises(progress.standalone, progress.sources.library, register, progress.sources.corpora)
    return progress if told is None else replace(progress, answer=told)


def tell_agenda(progress: Progress) -> Progress:
    """A question for what a meeting has before it is answered from the catalogue."""
    if writer_spoke(progress):
        return progress
    told = agenda_answer(_found(progress), progress.sources.library)
    return progress if told is None else replace(progress, answer=told)


def find_series(progress: Progress) -> Progress:
    """The values of the one measure that the question names."""
    found = _found(progress)
    if progress.answer or not (found.query.wanted.kind in NUMBERS or found.scoped.scope.wide):
        return progress
    ledger = kept_ledger(progress.sources.library)
    series = series_of(found, ledger, progress.sources.library) if ledger is not None else None
    return progress if series is None else replace(progress, series=series)


def write(progress: Progress) -> Progress | Streamed:
    """A short answer in a language model's words, each sentence proved by a passage; asked whatever the rules say."""
    if progress.answer or progress.writer.llm is None or not _found(progress).retrieved:
        return progress
    return _written(progress, progress.writer.llm)


def _written(progress: Progress, llm: Model) -> Streamed:
    found, stop = _found(progress), progress.writer.stop
    answer, shown = Answer(progress.standalone, "stopped", ""), 0
    try:
        shown_to = found.retrieved[:SHOWN]
        for answer in write_answer(llm, progress.standalone, shown_to, progress.inquiry.turns, stop=stop):
            yield from answer.sentences[shown:]
            shown = len(answer.sentences)
    except Stopped:
        return replace(progress, answer=replace(check_answer(answer), status="stopped"))
    except LlmFault as fault:
        return progress.noting(instead(fault, _OWN_WORDS))
    if answer.citations:
        return replace(progress, answer=answer)
    told = refused(progress.inquiry.question, found, nothing(found))
    return replace(progress, answer=replace(told, notice=answer.notice, dropped=answer.dropped))


def quote(progress: Progress) -> Progress:
    """The answer made of the quotes, each with where it stands."""
    if progress.answer or not progress.quotes:
        return progress
    series = progress.series
    composed = compose(progress.standalone, _found(progress), progress.quotes, "answered", valued=series is None)
    return replace(progress, answer=with_series(composed, series) if series else composed)


def tell_disagreements(progress: Progress) -> Progress:
    """Figures of the answer that another paper prints otherwise."""
    found, answer = _found(progress), progress.answer
    if answer is None or writer_spoke(progress) or not (found.query.wanted.kind in NUMBERS or found.scoped.scope.wide):
        return progress
    ledger = kept_ledger(progress.sources.library)
    told = answer if ledger is None else with_disagreements(answer, ledger, progress.sources.library)
    return progress if told is answer else replace(progress, answer=told)


def check(progress: Progress) -> Progress | Streamed:
    """Take out what no citation proves; whoever composed the answer, this is done to it."""
    answer = progress.answer
    if answer is None or answer.status in ("not_found", "stopped") or writer_spoke(progress):
        return progress
    return _checked(progress, answer)


def writer_spoke(progress: Progress) -> bool:
    """Whether a language model worded the answer: its sentences were checked one by one as they came."""
    return any(t.step == "write" and "answer" in t.changed for t in progress.trace)


def _checked(progress: Progress, answer: Answer) -> Streamed:
    checked = check_answer(answer)
    yield from checked.sentences
    return progress if checked == answer else replace(progress, answer=checked)


def admit(progress: Progress) -> Progress:
    """Nothing stood the check, or nothing could be shown: never an empty answer."""
    answer, found = progress.answer, _found(progress)
    if answer is not None and (answer.text or answer.status == "stopped"):
        return progress.noting(answer.notice)
    dropped = answer.dropped if answer else ()
    empty = refused(progress.inquiry.question, found, nothing(found))
    return replace(progress, answer=replace(empty, dropped=dropped))


def tell_unheld(progress: Progress) -> Progress:
    """First that the minutes asked for are not held."""
    named = progress.sources.corpora.current().scopes.find(progress.standalone)
    if progress.answer is None or not any(t.step == "unheld" for t in progress.trace):
        return progress
    return replace(progress, answer=without_minutes(progress.answer, named.scope.meetings))


def notice(progress: Progress) -> Progress:
    """The same words elsewhere, a later version, marks on the page."""
    answer = progress.answer
    return progress if answer is None else progress.noting(notices(_found(progress), answer.citations))


def tell_standing(progress: Progress) -> Progress:
    """How the promises that are asked about stand."""
    answer = progress.answer
    if answer is None or not answer.citations or any(t.step == "promises" for t in progress.trace):
        return progress
    return progress.noting(
        standing(progress.standalone, open_register(progress.sources.library), progress.sources.corpora)
    )


def narrowed(scope: Scope | None, sources: Sources) -> set[str] | None:
    """The ids of the papers that a scope set by hand allows; None for all."""
    if scope is None or not (scope.items or scope.documents or scope.meetings or scope.kinds or scope.committees):
        return None
    return {i.id for i in sources.library.items() if _allowed(i, scope)}


def _allowed(item: StoredItem, scope: Scope) -> bool:
    return (
        (not scope.items or item.id in scope.items or item.parent_id in scope.items)
        and (not scope.documents or item.document in scope.documents)
        and (not scope.meetings or item.meeting_date in scope.meetings)
        and (not scope.kinds or item.kind in scope.kinds)
        and (not scope.committees or item.committee in scope.committees)
    )


def instead(fault: Fault, done: str) -> str:
    """What a reader is told when the LLM failed: that, and what was done; the hint is for somebody else."""
    return f"{fault.message} {done} (For whoever looks after this assistant: {fault.hint})"


def _found(progress: Progress) -> Found:
    assert progress.found is not None, "nothing is read before it is retrieved"
    return progress.found
