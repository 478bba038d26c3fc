"""When the papers do not answer, and how to say so.

Decided on evidence, not on a score alone: nothing bears on the question at all, or the period asked about is in none of
the papers and passages found. Each has its own words, and each says what was searched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.language.periods import long_date
from index.values import StoredPassage
from rag.ask.compose import paper_words
from rag.search.corpus import periods_of
from rag.search.evidence import Clue
from rag.search.retriever import Found
from rag.values import Answer

Reason = Literal["no_papers", "no_such_papers", "nothing", "another_period"]
# Nothing bears on a question when no passage found means anything like it, no sentence has two fifths of its concepts,
# and none matches it word by word. Measured (docs/experiments.md): each alone refuses far more that the papers answer.
_FAR, _THIN, _APART = 0.4, 0.4, 0.6
_MEANT = 5  # passages whose meaning is compared
_READ = 6  # clues looked at


@dataclass(frozen=True)
class Refusal:
    """Why nothing is answered, in words for a person."""

    reason: Reason
    text: str


def judge(found: Found, clues: Sequence[Clue]) -> Refusal | None:
    """Why the clues do not answer the question, or None when they may."""
    if not found.corpus.items:
        return Refusal(
            "no_papers",
            "There are no papers in the index yet. Add a pack on the Papers page, or run `scrutiny index PATH`.",
        )
    if not found.searched:
        return Refusal(
            "no_such_papers",
            f"None of the {len(found.corpus.items)} papers held is of the meeting, kind or name that was chosen, so "
            "nothing was searched. Choose another, or ask of all papers.",
        )
    best = clues[:_READ]
    if not best or (_nearness(found) < _FAR and all(c.near < _THIN and c.late < _APART for c in best)):
        return nothing(found)
    settled = found.scoped.periods and not found.scoped.scope.wide and not found.scoped.relative
    if settled and not any(in_period(found, c.passage) for c in best):
        named = ", ".join(found.scoped.scope.periods)
        return Refusal(
            "another_period",
            f"The papers held say nothing on this for {named}. {searched(found)} "
            f"They speak of it in {_nearest(_by_date(found, best))}.",
        )
    return None


def _nearness(found: Found) -> float:
    """The cosine of the question and the passage that means most like it, of the best ones."""
    best = [found.features[r.passage.id].vector for r in found.retrieved[:_MEANT] if r.passage.id in found.features]
    return max(best, default=0.0)


def nothing(found: Found) -> Refusal:
    """Nothing in the papers searched bears on the question."""
    return Refusal("nothing", f"The papers held do not say anything on this. {searched(found)}")



def in_period(found: Found, passage: StoredPassage) -> bool:
    """Whether a passage, or its paper, is of a period that the question names."""
    fit = found.scoped.fits.get(passage.item.id)  # None for a paper indexed since the question was read
    if fit is not None and fit.period > 0:
        return True
    return any(p.overlaps(named) for p in periods_of(passage) for named in found.scoped.periods)


def _by_date(found: Found, clues: Sequence[Clue]) -> list[Clue]:
    """The clues, those of the meeting nearest to the period named first."""
    named = found.scoped.periods[-1]

    def apart(clue: Clue) -> int:
        meeting = clue.passage.item.meeting_date
        return min(abs((meeting - day).days) for day in (named.start, named.end)) if meeting else 10**6

    return sorted(clues, key=apart)


def _nearest(clues: Sequence[Clue]) -> str:
    return paper_words(clues[0].passage.item)


def searched(found: Found) -> str:
    """What was searched, in one sentence."""
    items = found.searched
    dates = sorted({i.meeting_date for i in items if i.meeting_date})
    span = (
        ""
        if not dates
        else f" of {long_date(dates[0])}"
        if len(dates) == 1
        else f" of {long_date(dates[0])} to {long_date(dates[-1])}"
    )
    words = ", ".join(dict.fromkeys(w.concept.surface for w in found.concepts[:8]))
    what = f"{len(items)} papers{span}" if len(items) > 1 else paper_words(items[0])
    return f"Searched: {what}" + (f", for {words} and other words for the same." if words else ".")


def refused(question: str, found: Found, refusal: Refusal) -> Answer:
    """The refusal as an answer: it cites nothing, and its passages are the nearest found."""
    return Answer(question, "not_found", refusal.text, passages=found.retrieved, scope=found.scoped.scope)
