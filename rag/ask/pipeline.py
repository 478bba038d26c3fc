"""The path from a question to its answer: a list of steps, each of which can be left out by its name.

Outcomes are statuses; the only exceptions are faults of the machine. What each step changed stands in `Answer.trace`.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from time import perf_counter

from rag.ask import steps
from rag.ask.progress import Inquiry, Progress, Sources, Step, Writer, walk
from rag.search.evidence import PARTS as EVIDENCE
from rag.search.retriever import PARTS as RETRIEVAL
from rag.values import Answer, Sentence

STEPS: tuple[Step, ...] = (
    Step("ask back", steps.ask_for_words),  # a question without a word to look for is asked back
    Step("conversation", steps.understand),  # a follow-up becomes a question that stands alone
    Step("retrieve", steps.retrieve),  # the passages that may answer, best first
    Step("register", steps.look_up),  # a question of a register's own form is answered by all that it holds
    Step("evidence", steps.read_evidence),  # their sentences, each scored on its own
    Step("write", steps.write),  # a language model, where there is one, answers from the passages
    Step("refuse", steps.refuse),  # nothing bears on the question: say so, and what was searched
    Step("choose", steps.choose_quotes),  # the sentences to show, with what is needed around them
    Step("furniture", steps.leave_out_furniture),
    Step("new words", steps.put_new_words_first),
    Step("time", steps.put_time_first),  # what is of another time than the one asked about stands behind
    Step("replies", steps.put_replies),  # a question put at a meeting never stands without its reply
    Step("weigh", steps.weigh),  # how likely these are to answer: below the bar they are only the nearest
    Step("differing", steps.set_beside),  # two values of what is asked stand side by side
    Step("compose", steps.quote),  # otherwise it is made of the quotes
    Step("check", steps.check),  # always last to touch what is said: what no citation proves is taken out
    Step("admit", steps.admit),  # nothing is left to say: the answer is that nothing was found
    Step("links", steps.link),  # the registers that have more on it
    Step("notices", steps.notice),  # what a reader should know beside it
)
NEEDED = frozenset({"ask back", "conversation", "retrieve", "evidence", "choose", "compose", "check", "admit"})
"""Steps without which there is no answer to measure."""
OPTIONAL = tuple(dict.fromkeys([*(s.name for s in STEPS if s.name not in NEEDED), *RETRIEVAL, *EVIDENCE, "widening"]))
"""What can be left out and measured: steps, and the parts of the steps `retrieve`, `evidence` and `choose`."""


def answering(
    inquiry: Inquiry, sources: Sources, writer: Writer, without: Collection[str] = ()
) -> Iterator[Sentence | Answer]:
    """Sentences as they are checked, then the whole answer, which alone is final; without the steps so named."""
    started = perf_counter()
    progress = Progress(inquiry, sources, writer)
    for part in walk([s for s in STEPS if s.name not in without], progress):
        if isinstance(part, Progress):
            progress = part
        else:
            yield part
    yield finished(progress, started)


def finished(progress: Progress, started: float) -> Answer:
    """The answer that the path came to, with its times in ms since `started`."""
    found, answer = progress.found, progress.answer
    assert answer is not None, "every path ends in an answer"
    now = perf_counter()
    retrieved = progress.retrieved_at or started
    return replace(
        answer,
        question=progress.inquiry.question,
        passages=found.retrieved if found else (),
        scope=found.scoped.scope if found else answer.scope,
        notice=" ".join(progress.notices),
        dropped=(*progress.left_out, *answer.dropped),
        understood=progress.understood,
        trace=progress.trace,
        timings_ms={
            "retrieve": 1000 * (retrieved - started),
            "compose": 1000 * (now - retrieved),
            "total": 1000 * (now - started),
        },
    )
