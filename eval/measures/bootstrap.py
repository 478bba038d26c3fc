"""How sure a figure is: bootstrap intervals of one run, and the paired comparison of two runs over the same cases.

The method is the percentile bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13): cases are
drawn with replacement, the figure is taken of each draw, and the interval holds the middle 95 % of them. Two runs are
compared on the same draws, so that what makes a case hard for both cancels out. Seeded: the same rows give the same
interval.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.measures.rows import Row

DRAWS = 2000
SEED = 20240611
LEVEL = 95.0


@dataclass(frozen=True)
class Interval:
    """The ends of a 95 % interval."""

    low: float
    high: float


@dataclass(frozen=True)
class Paired:
    """Run A less run B over the cases where both are defined: the difference of the means and how often A
    was above, below.
    """

    name: str
    difference: float
    interval: Interval
    above: int
    below: int


def interval(rows: Sequence[Row], name: str) -> Interval | None:
    """The 95 % interval of a figure's mean; None where fewer than two rows define it."""
    table = _columns(rows, name)
    if len(table) < 2:
        return None
    return _ends(_means(table, _draws(len(table))))


def paired(a: Sequence[Row], b: Sequence[Row], name: str) -> Paired | None:
    """The paired comparison of a figure; None where fewer than two cases define it in both runs."""
    others = {row.id: row for row in b}
    pairs = [
        (row, others[row.id])
        for row in a
        if row.values.get(name) is not None and row.id in others and others[row.id].values.get(name) is not None
    ]
    if len(pairs) < 2:
        return None
    left, right = (_columns([pair[side] for pair in pairs], name) for side in (0, 1))
    draws = _draws(len(pairs))
    whole = np.arange(len(pairs))[None, :]
    return Paired(
        name,
        float(_means(left, whole)[0] - _means(right, whole)[0]),
        _ends(_means(left, draws) - _means(right, draws)),
        above=int((left[:, 0] > right[:, 0]).sum()),
        below=int((left[:, 0] < right[:, 0]).sum()),
    )


def _columns(rows: Sequence[Row], name: str) -> NDArray[np.float64]:
    """(rows where the figure is defined, 2): its value and its weight."""
    found = [(value, row.weights.get(name, 1.0)) for row in rows if (value := row.values.get(name)) is not None]
    return np.array(found, dtype=np.float64).reshape(-1, 2)


def _draws(size: int) -> NDArray[np.int64]:
    return np.random.default_rng(SEED).integers(0, size, (DRAWS, size))


def _means(table: NDArray[np.float64], draws: NDArray[np.int64]) -> NDArray[np.float64]:
    values, weights = table[:, 0][draws], table[:, 1][draws]
    means: NDArray[np.float64] = (values * weights).sum(axis=1) / weights.sum(axis=1)
    return means


def _ends(means: NDArray[np.float64]) -> Interval:
    outside = (100.0 - LEVEL) / 2
    low, high = np.percentile(means, [outside, 100.0 - outside])
    return Interval(float(low), float(high))
