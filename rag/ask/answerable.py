"""Whether the papers answer the question, and how to say that they do not.

Decided on evidence: nothing bears on the question at all, or the period asked about is in none of the papers found;
each has its own words and says what was searched. Otherwise a fitted head over what retrieval and the sentences scored,
and over the question's vector (papers seldom say some kinds of things), says how likely the evidence is to answer:
`prompts/weights/answerable.json` holds its numbers, `answerable.md` beside it what they are worth; both are written by
`python -m eval fit answers`. Nothing is read from words here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, log1p
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from index.encoder.embedding import identity
from index.language.periods import find_periods, long_date, shifts_of
from prompts.fitted import Linear, fitted, logistic
from rag.ask.compose import paper_words
from rag.search.evidence import PASSAGES, Clue
from rag.search.retriever import Found
from rag.search.wanted import NUMBERS, Kind
from rag.values import Answer

_SURE = 0.02  # less and more than that much likelihood is not told apart
_KINDS = {"count": "count", "date": "date", "yes_no": "yes or no"}


def features(found: Found, clues: Sequence[Clue]) -> dict[str, float]:
    """The features of a question and its evidence by name; none where no `clues`, best first, are given."""
    if not clues:
        return {}
    want = found.query.wanted
    passages = found.reader.read([r.passage for r in found.retrieved[:PASSAGES]])
    return {
        "score first": clues[0].score,
        "together most": max(c.said.together for c in clues),
        "sure most": max(c.said.sure for c in clues),
        "telling most": max(c.said.telling for c in clues),
        "weakest most": max(p.weakest for p in passages),
        "concepts": log1p(len(found.concepts)),
        "words": log1p(len(found.query.text.split())),
        "typed": float(want.explicit and want.typed),
    } | {name: float(want.kind == kind) for kind, name in _KINDS.items()}


def weighed(kind: Kind, evidence: dict[str, float], likely: float) -> dict[str, float]:
    """The features with how likely the best figure is to be right, as log odds; 0 where no figure is asked for."""
    figure = kind in NUMBERS
    sure = min(max(likely, _SURE), 1 - _SURE)
    return evidence | {"figure": float(figure), "likely": log(sure / (1 - sure)) if figure else 0.0}


def probability(found: Found, evidence: dict[str, float], likely: float) -> float | None:
    """How likely the evidence is to answer, in (0, 1), 0 without any; None with an encoder it was not fitted on."""
    if not _fitted_on(found) or not len(found.question_tokens):
        return None
    if not evidence:
        return 0.0
    return by_head(fitted("answerable"), weighed(found.query.wanted.kind, evidence, likely), found.meaning)


def _fitted_on(found: Found) -> bool:
    return identity(found.corpus.library.embedding) == fitted("answerable")["encoder"]


def by_head(written: Mapping[str, Any], values: Mapping[str, float], meaning: NDArray[np.float32]) -> float:
    """The probability that a head, as the fit wrote it, gives to features by name and the question's vector (d,)."""
    head = Linear.read(written)
    return float(logistic(head.score([values[n] for n in head.names])[0] + meaning @ np.array(written["question"])))


def default_above() -> float:
    """The probability from which an answer is called one, as the fit chose it."""
    return float(fitted("answerable")["above"])


Reason = Literal["no_papers", "no_such_papers", "nothing", "another_period"]
# Nothing bears on a question when no passage found matches it word by word. Measured (docs/experiments.md) with the
# encoder of the heads; with another its words must be missing from the sentences and its meaning from the passages.
_APART = 0.48
_FAR, _THIN, _LOOSE = 0.3, 0.4, 0.6
_MEANT = 5  # passages that are compared
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
    if not best or _apart(found, best):
        return nothing(found)
    settled = found.scoped.periods and not found.scoped.scope.wide and not found.scoped.relative
    if settled and not any(found.in_period(c.passage) or _told(found, c.quote) for c in best):
        named = ", ".join(found.scoped.scope.periods)
        return Refusal(
            "another_period",
            f"The papers held say nothing on this for {named}. {searched(found)} "
            f"They speak of it in {paper_words(_by_date(found, best)[0].passage.item)}.",
        )
    return None


def _told(found: Found, sentence: str) -> bool:
    """Whether a sentence tells a time asked about from one that it names: "305 in 2023/24, 412 the year before"."""
    for shift in shifts_of(sentence):
        for period in find_periods(sentence[: shift.start]):
            told = period.days.before(years=-shift.by) if shift.unit == "year" else None
            if told and any(told.start <= one.end and one.start <= told.end for one in found.scoped.periods):
                return True
    return False


def _apart(found: Found, clues: Sequence[Clue]) -> bool:
    """Whether nothing found is on the question's subject."""
    best = [found.features[r.passage.id] for r in found.retrieved[:_MEANT] if r.passage.id in found.features]
    if _fitted_on(found):
        return max((features["late"] for features in best), default=0.0) < _APART
    far = max((features["vector"] for features in best), default=0.0) < _FAR
    return far and all(c.said.near < _THIN and c.said.late < _LOOSE for c in clues)


def nothing(found: Found) -> Refusal:
    """Nothing in the papers searched bears on the question."""
    return Refusal("nothing", f"The papers held do not say anything on this. {searched(found)}")


def _by_date(found: Found, clues: Sequence[Clue]) -> list[Clue]:
    """The clues, those of the meeting nearest to the period named first."""
    named = found.scoped.periods[-1]

    def apart(clue: Clue) -> int:
        meeting = clue.passage.item.meeting_date
        return min(abs((meeting - day).days) for day in (named.start, named.end)) if meeting else 10**6

    return sorted(clues, key=apart)


def searched(found: Found) -> str:
    """What was searched, in one sentence."""
    items = found.searched
    dates = sorted({i.meeting_date for i in items if i.meeting_date})
    span = f" of {' to '.join(dict.fromkeys(long_date(day) for day in (dates[0], dates[-1])))}" if dates else ""
    words = ", ".join(dict.fromkeys(w.concept.surface for w in found.concepts[:8]))
    what = f"{len(items)} papers{span}" if len(items) > 1 else paper_words(items[0])
    more = " and other words for the same" if any(len(w.concept.ways) > 1 for w in found.concepts[:8]) else ""
    return f"Searched: {what}" + (f", for {words}{more}." if words else ".")


def refused(question: str, found: Found, refusal: Refusal) -> Answer:
    """The refusal as an answer: it cites nothing, and its passages are the nearest found."""
    return Answer(question, "not_found", refusal.text, passages=found.retrieved, scope=found.scoped.scope)
