"""What goes from step to step while a question is answered: frozen values, each step giving the next one anew."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter

from index.store.library import Library
from rag.ask.answerable import default_above
from rag.ask.excerpts import Quote
from rag.figures import Value
from rag.llm import Model, never
from rag.search.evidence import Clue
from rag.search.retriever import Found, HybridRetriever
from rag.values import Answer, Scope, Sentence, Traced, Turn


@dataclass(frozen=True)
class Inquiry:
    """What is asked: the words as typed, the chat before them (oldest first), and the scope set by hand."""

    question: str
    turns: tuple[Turn, ...] = ()
    scope: Scope | None = None


@dataclass(frozen=True)
class Sources:
    """What is searched, and by what; `without` names parts left out, from the probability `above` an answer is called
    one.
    """

    library: Library
    retriever: HybridRetriever
    without: frozenset[str] = frozenset()
    above: float = field(default_factory=default_above)


@dataclass(frozen=True)
class Writer:
    """The language model that may answer, None for none. `stop` is asked several times a second, while the model is
    waited for, whether to give up.
    """

    llm: Model | None = None
    stop: Callable[[], bool] = never


@dataclass(frozen=True)
class Progress:
    """What is known of an answer so far. `done` ends the path; `notices` are whole sentences for the reader, `left_out`
    what a language model wrote in vain. `probability` is how likely the evidence is to answer, None where that is not
    known; `differ` two values of what is asked, newest first.
    """

    inquiry: Inquiry
    sources: Sources
    writer: Writer
    standalone: str = ""
    found: Found | None = None
    clues: tuple[Clue, ...] = ()
    quotes: tuple[Quote, ...] = ()
    differ: tuple[Value, ...] = ()
    probability: float | None = None
    answer: Answer | None = None
    notices: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    done: bool = False
    trace: tuple[Traced, ...] = ()
    retrieved_at: float = field(default=0.0, compare=False)

    @property
    def understood(self) -> str:
        """The question that was looked for, where it is not the one typed, and the body (of several) or paper whose
        passages came first only because the chat was there.
        """
        same = self.standalone.split() == self.inquiry.question.split() or not self.inquiry.turns
        found = self.found
        if found is None or not found.moved or found.near is None:
            return "" if same else self.standalone
        several = len({item.committee for item in found.searched}) > 1
        return f"{self.standalone} – first in {(several and found.near.body) or found.retrieved[0].passage.item.title}"

    def noting(self, *notices: str) -> "Progress":
        """The same with these notices added; empty ones are none."""
        return replace(self, notices=(*self.notices, *(n for n in notices if n)))


Streamed = Generator[Sentence, None, Progress]


@dataclass(frozen=True)
class Step:
    """One step of the path: its name, by which it is left out and traced, and what it does. A step that speaks while it
    works gives its sentences as they are checked, and then the progress.
    """

    name: str
    run: Callable[[Progress], Progress | Streamed]


def walk(steps: Sequence[Step], progress: Progress) -> Iterator[Sentence | Progress]:
    """Take the steps in order until one says that it is done: the sentences as they are checked, and after each step
    the progress.
    """
    for step in steps:
        if progress.done:
            return
        started = perf_counter()
        made = step.run(progress)
        after = made if isinstance(made, Progress) else (yield from made)
        progress = _traced(step.name, progress, after, started)
        yield progress


def _traced(name: str, before: Progress, after: Progress, started: float) -> Progress:
    """`after`, with what the step changed, if anything, told."""
    told = ("standalone", "found", "clues", "quotes", "probability", "answer", "notices")
    changed = tuple(n for n in told if getattr(before, n) is not getattr(after, n))
    if not changed:
        return after
    return replace(after, trace=(*after.trace, Traced(name, changed, 1000 * (perf_counter() - started))))
