"""Figures on which the papers disagree, beside an answer that prints one of them.

Only what the answer already cites is looked at: where the ledger knows another value of that very measure and period,
its quote is added and both stand side by side. Nothing is reconciled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from index.store.library import Library
from rag.ask.compose import paper_words
from rag.figures import Conflict, Ledger, Value
from rag.figures.conflicts import citations as cited
from rag.figures.conflicts import conflicts_of
from rag.values import Answer, Citation, Sentence

MOST = 2  # disagreements told in one answer


def with_disagreements(answer: Answer, ledger: Ledger, library: Library) -> Answer:
    """The answer, with a sentence for each figure in it that another paper prints otherwise; still to be checked."""
    held = {c.passage.id for c in answer.citations}
    told = 0
    for conflict in _touching(ledger, held):
        pair = _pair(conflict, answer.citations)
        if pair is None:
            continue
        others = cited(library, [pair[1]])
        if others:
            answer = _told(answer, pair, others[0])
            told += 1
        if told == MOST:
            break
    return answer


def _touching(ledger: Ledger, passage_ids: Collection[str]) -> Iterator[Conflict]:
    """The conflicts of the indicators of which one of these passages prints a value; few, so no others are compared."""
    for indicator in ledger.indicators:
        if any(value.passage_id in passage_ids for value in indicator.values):
            yield from conflicts_of(indicator, indicator.values)


def _pair(conflict: Conflict, citations: Sequence[Citation]) -> tuple[Value, Value] | None:
    """The value of a conflict that the answer prints, and the other; None when it prints neither."""
    for value, other in ((conflict.first, conflict.second), (conflict.second, conflict.first)):
        if _citing(citations, value) is not None:
            return value, other
    return None


def _citing(citations: Sequence[Citation], value: Value) -> Citation | None:
    same = (c for c in citations if c.passage.id == value.passage_id)
    return next((c for c in same if " ".join(value.quote.split()) in " ".join(c.quote.split())), None)


def _told(answer: Answer, pair: tuple[Value, Value], other: Citation) -> Answer:
    shown = _citing(answer.citations, pair[0])
    assert shown is not None
    beside = _citing(answer.citations, pair[1])
    citations = answer.citations
    if beside is None:
        beside = replace(other, n=len(citations) + 1)
        citations = (*citations, beside)
    text = (
        "The papers print different figures for this: "
        f"{pair[0].printed} in {paper_words(shown.passage.item)} [{shown.n}], "
        f"and {pair[1].printed} in {paper_words(beside.passage.item)} [{beside.n}]."
    )
    return replace(
        answer,
        text=f"{answer.text}\n\n{text}",
        sentences=(*answer.sentences, Sentence(text, (shown.n, beside.n))),
        citations=citations,
    )
