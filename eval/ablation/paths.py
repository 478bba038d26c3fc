"""Answers with one step left out, each path taken up where the step would have come.

Progress is frozen, so what the steps before it found is kept and used again: a step late in the path costs little to
leave out. Parts of the retrieval change everything after it, and the whole path is taken anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import perf_counter

from index.store.library import Library
from rag.ask.pipeline import STEPS, finished
from rag.ask.progress import Inquiry, Progress, Sources, Step, Writer, walk
from rag.assistant import Assistant
from rag.search.retriever import HybridRetriever
from rag.values import Answer

NOTHING = ""
"""The name of the whole path, from which no step is left out."""


def answers(library: Library, question: str, names: Sequence[str]) -> Iterator[tuple[str, Answer]]:
    """The answer of the whole path, named `NOTHING`, then the one without each step named, by its name."""
    started = perf_counter()
    sources = Sources(library, HybridRetriever(library))
    before = [Progress(Inquiry(question), sources, Writer())]
    before += _taken(STEPS, before[0])
    yield NOTHING, finished(before[-1], started)
    for name in names:
        place = next((n for n, step in enumerate(STEPS) if step.name == name), None)
        if place is None:
            yield name, Assistant(library, without=[name]).ask(question)
        elif place + 1 < len(before):
            start = before[place]
            yield name, finished([start, *_taken(STEPS[place + 1 :], start)][-1], perf_counter())
        else:  # the path had ended before it
            yield name, finished(before[-1], started)


def _taken(steps: Sequence[Step], progress: Progress) -> list[Progress]:
    return [part for part in walk(steps, progress) if isinstance(part, Progress)]
