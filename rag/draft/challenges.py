"""Challenges: the statements that deserve a question most, by a head fitted on what readers would challenge.

The head sees where a statement points in the encoder's space, its form and place, its figures, and how much alone it
stands among the others. What is chosen is spread over the report: a statement near one chosen before is worth less.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder.embedding import identity
from index.store.library import Library
from prompts.fitted import Linear, fitted
from rag.draft.coverage import neighbour
from rag.draft.heads import FORM, form
from rag.draft.material.report import Encoded, Statement, joined

Array = NDArray[np.float64]
SPREAD, _ALIKE = 0.7, 0.5  # how much nearness to what is chosen costs, and from which cosine on
_START, _PAGES = 3, 3  # words by which a line is known, pages from which on it is at the foot of each
_RELATED = 0.72  # cosine from which a statement elsewhere is shown beside
SHAPE = (*FORM, "pounds", "shares", "counts", "times", "spread", "nearest other")


@dataclass(frozen=True)
class Challenge:
    """Statements that belong together and deserve a question: the first is what it is about. `places` is its place in
    the report, and that of the neighbour quoted with it, if any.
    """

    proofs: tuple[Statement, ...]
    places: tuple[int, ...]


def names(own: bool, width: int) -> tuple[str, ...]:
    """What the head sees: form alone, or with the statement's vector, for the encoder that it was fitted on."""
    return (*SHAPE, *(f"vector {n}" for n in range(width))) if own else SHAPE


def features(report: Encoded, own: bool) -> Array:
    """What the head sees of each statement (n, 17 or more), in the order of `names`."""
    nearness = report.vectors @ report.vectors.T
    nearest = np.sort(nearness, axis=1)[:, -2] if len(nearness) > 1 else nearness[:, 0]
    units = [[a.unit for a in one.amounts] for one in report.statements]
    told = np.stack(
        [
            np.array([unit.count("£") > 0 for unit in units], float),
            np.array([unit.count("%") > 0 for unit in units], float),
            np.log1p([unit.count("") for unit in units]),
            np.log1p([len(one.said.periods) for one in report.statements]),
            nearness.mean(axis=1),
            nearest,
        ],
        axis=1,
    )
    columns = [form(report), told]
    return np.concatenate([*columns, report.vectors] if own else columns, axis=1)


def scores(library: Library, report: Encoded) -> Array:
    """The log odds of each statement (n,) that a reader would challenge it."""
    data = fitted("challenges")
    own = identity(library.embedding) == data["encoder"]
    return Linear.read(data["own" if own else "any"]).score(features(report, own))


def bar() -> float:
    """The log odds below which nothing is drafted."""
    return float(fitted("challenges")["bar"])


def pick(found: Array, report: Encoded, most: int, least: float = -np.inf) -> list[Challenge]:
    """At most `most` challenges, best first, each of log odds `least` or more."""
    if not len(found):
        return []
    worth = (found - found.min()) / (np.ptp(found) + 1e-9)
    near = np.zeros(len(found))
    taken: set[int] = set()
    broken = _broken(report.statements)
    chosen: list[Challenge] = []
    while len(chosen) < most:
        left = worth - SPREAD * np.maximum(0, near - _ALIKE)
        left[[n for n in range(len(found)) if n in taken | broken or found[n] < least]] = -np.inf
        n = int(left.argmax())
        if left[n] == -np.inf:
            break
        proofs, places = _proofs(n, found, report, taken)
        taken |= {*places, *(one.order for one in proofs[1:])}
        near = np.maximum(near, report.vectors @ report.vectors[n])
        chosen.append(Challenge(proofs, places))
    return chosen


def _broken(statements: Sequence[Statement]) -> set[int]:
    """Which statements cannot be read out: a part of one, or what begins with the line at the foot of each page."""
    starts = [tuple(one.text.split()[:_START]) for one in statements]
    feet = {start for start, times in Counter(starts).items() if times >= _PAGES and any(map(str.isdigit, str(start)))}
    return {n for n, one in enumerate(statements) if not one.row and (not one.whole or starts[n] in feet)}


def _proofs(n: int, found: Array, report: Encoded, taken: set[int]) -> tuple[tuple[Statement, ...], tuple[int, ...]]:
    """A statement with its better neighbour as one quote, and one elsewhere that says nearly the same thing of it."""
    beside = neighbour(n, found, report, sorted(taken))
    one = report.statements[n]
    first = one if beside is None else joined(one, report.statements[beside])
    places = (n,) if beside is None else (n, beside)
    likeness = report.vectors @ report.vectors[n]
    apart = [m for m in np.argsort(-likeness).tolist()[:12] if m not in {*places, *taken} and likeness[m] >= _RELATED]
    apart = [m for m in apart if report.statements[m].passage.id != one.passage.id]
    apart = [m for m in apart if report.words[m] != report.words[n]]
    if not apart:
        return (first,), places
    return (first, report.statements[apart[0]]), places
