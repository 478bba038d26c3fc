"""Coverage: how far a report answers each prompt, judged from the prompt's text and the report's statements alone.

The best statements for the prompt and for each of its parts are found by the evidence head; a second head, fitted on
readers' labels, tells from how strong they are whether a reader would call the prompt answered, partly answered or
silent. The label has its probability, and the statements are shown whatever it is. Each prompt is judged on its own:
neither order nor another prompt changes a result.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.store.library import Library
from prompts.agreed import AgreedPrompt
from prompts.fitted import Linear, logistic
from rag.draft.heads import COSINE, features, form, heads, near
from rag.draft.material.report import Asked, Encoded, Statement, ask, joined, together
from rag.drafted import LABELS, Coverage

Array = NDArray[np.float64]
_NEXT = [1, 2, 4]  # places in the order of evidence, behind the best, whose mean score the head sees
_LAST = 9  # places that it sees at all
_REACH = 5  # the best statements that are looked through for each part
_CHANCE = 0.5  # what the best score of a report gains by chance as the log of its statements does
_SHOWN = 4
SEEN = (
    "best", "next", "fifth", "ninth", "all", "weakest part", "parts", "whole", "parts in reach", "cosine", "rows",
)  # fmt: skip
LABEL_NAMES = (*SEEN, "prior silent", "prior partly", "prior answered")
NEW_NAMES = ("best", "next", "weakest part", "parts", "rows", *LABEL_NAMES[-3:])  # what carries to a new prompt
_PAPER = 6.0  # by how much the mean vector counts beside features of spread 1


@dataclass(frozen=True)
class Judged:
    """The coverage of one prompt. `odds` are the probabilities of silent, partly and answered; `evidence` the log odds
    of each of the report's statements, `quotes` the best of them, best first. `applies` is the probability that the
    prompt can be asked of such a paper: 1.0 where no condition is printed above it.
    """

    prompt: AgreedPrompt
    coverage: Coverage
    odds: tuple[float, float, float]
    applies: float
    evidence: Array
    quotes: tuple[Statement, ...]
    parts: tuple[str, ...]
    extra: bool = False

    @property
    def probability(self) -> float:
        """How sure the label is."""
        return self.odds[LABELS.index(self.coverage)]


class Judge:
    """Judges prompts of one report: what does not depend on the prompt is worked out once."""

    def __init__(self, library: Library, report: Encoded) -> None:
        self._library = library
        self.report = report
        self._heads = heads(library)
        self._shape = form(report) if len(report.statements) else np.zeros((0, 1))

    def of(self, prompt: AgreedPrompt, extra: bool = False) -> Judged:
        """The coverage of a prompt; silent for a report that says nothing."""
        if not self.report.statements:
            return Judged(prompt, "silent", (1.0, 0.0, 0.0), 1.0, np.zeros(0), (), (), extra)
        asked = ask(self._library, prompt.text)
        scores, seen = self._seen(asked)
        odds = odds_of(self._heads.linear("some", asked), self._heads.linear("whole", asked), seen)
        applies = 1.0
        if prompt.branch:
            _, condition = self._seen(ask(self._library, prompt.branch))
            both = np.concatenate([one[: len(LABEL_NAMES)] for one in (condition, seen)])
            applies = float(self._heads.linear("applies", asked).odds(both)[0])
        label = decide(odds, self._heads.data["swap"])
        quotes = quoted(scores, self.report)
        parts = asked.texts[1:]
        return Judged(prompt, label, odds, applies, scores, quotes, parts, extra)

    def _seen(self, asked: Asked) -> tuple[Array, Array]:
        """The log odds that each statement is evidence (n,), and what the heads of the label see."""
        found = self._heads
        towards = found.directions.towards(asked, self.report) if found.own else None
        nearness, matched = near(asked, self.report)
        scores = found.linear("evidence", asked).score(features(nearness, self._shape, towards))
        seen = label_features(scores, nearness, matched, self.report) - found.usual(asked)
        return scores, np.concatenate([seen, found.directions.prior(asked), paper(self.report)])


def paper(report: Encoded) -> Array:
    """What kind of report it is (d,): the mean of its statements' vectors, which the label's heads take as it is."""
    found: Array = _PAPER * report.vectors.mean(axis=0).astype(float)
    return found


def paper_names(width: int) -> tuple[str, ...]:
    """The names of what `paper` gives."""
    return tuple(f"paper {n}" for n in range(width))


def label_features(scores: Array, nearness: Array, matched: Array, report: Encoded) -> Array:
    """What the head of the label sees of a report for a prompt (11,), in the order of `SEEN`. `scores` are the
    evidence's log odds (n,), `nearness` and `matched` what `near` gives. The best of many scores is higher than the
    best of few by chance alone: what length gives is taken off, or a short report would look silent.
    """
    ordered = np.append(np.sort(scores)[::-1], np.full(_LAST, -9.0)) - _CHANCE * np.log(len(scores))
    parts = matched[1 if len(matched) > 1 else 0 :]
    reached = parts[:, np.argsort(-scores)[:_REACH]].max(axis=1)
    whole = np.log(logistic(scores).sum() + 1e-3)
    rows = np.mean([one.row for one in report.statements])
    return np.array(
        [
            ordered[0], ordered[_NEXT].mean(), ordered[4], ordered[_LAST - 1], whole, parts.max(axis=1).min(),
            parts.max(axis=1).mean(), matched[0].max(), reached.mean(), nearness[:, COSINE].max(), rows,
        ]
    )  # fmt: skip


def decide(odds: Sequence[float], swap: float) -> Coverage:
    """The label of least expected cost, where to take answered for silent, or the reverse, costs `swap` and any other
    mistake 1.
    """
    silent, partly, answered = odds
    costs = (partly + swap * answered, silent + answered, partly + swap * silent)
    return LABELS[int(np.argmin(costs))]


def quoted(scores: Array, report: Encoded, most: int = _SHOWN) -> tuple[Statement, ...]:
    """The best statements to quote, best first, none that says the words of one before it; each with its neighbour in
    the passage that bears more on the prompt, since what decides a label often takes two sentences.
    """
    taken: list[int] = []
    found: list[Statement] = []
    for n in np.argsort(-scores, kind="stable").tolist():
        if len(found) == most:
            break
        if n in taken or any(_alike(report.words[n], report.words[other]) for other in taken):
            continue
        beside = neighbour(n, scores, report, taken)
        one = report.statements[n]
        found.append(one if beside is None else joined(one, report.statements[beside]))
        taken += [n] if beside is None else [n, beside]
    return tuple(found)


def neighbour(n: int, scores: Array, report: Encoded, taken: Sequence[int] = ()) -> int | None:
    """The place of the better statement just before or after that can be quoted with it as one; None for none."""
    places = [
        m
        for m in (n - 1, n + 1)
        if 0 <= m < len(scores) and m not in taken and together(report.statements[n], report.statements[m])
    ]
    return max(places, key=lambda m: scores[m], default=None)


def _alike(words: frozenset[str], others: frozenset[str]) -> bool:
    return len(words & others) > 0.8 * min(len(words), len(others))


def odds_of(some: Linear, whole: Linear, seen: Array) -> tuple[float, float, float]:
    """The probabilities of silent, partly, answered from what is seen: `LABEL_NAMES`, then what `paper` gives."""
    names = (*LABEL_NAMES, *paper_names(len(seen) - len(LABEL_NAMES)))
    any_, all_ = (float(head.odds(seen[[names.index(name) for name in head.names]])[0]) for head in (some, whole))
    all_ = min(any_, all_)
    return 1 - any_, any_ - all_, all_
