"""The held-out figures of a fit as rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.fit.linear import Estimate, estimate
from rag.drafted import LABELS

Array = NDArray[np.float64]
Said = Sequence[dict[str, Any]]


def coverage(said: Said) -> dict[str, Estimate]:
    """Label accuracy, macro-F1, swaps and evidence cited of what held-out heads say."""
    wanted, label = (np.array([one[name] for one in said]) for name in ("wanted", "label"))
    papers = [one["paper"] for one in said]
    cited = [one for one in said if one["cited"] is not None]
    found = {
        "label accuracy": estimate(papers, share(wanted == label)),
        "macro-F1": estimate(papers, lambda weights: macro_f1(wanted, label, weights)),
        "answered and silent swapped": estimate(papers, share(abs(wanted - label) == 2)),
        "evidence cited": estimate([one["paper"] for one in cited], share(np.array([one["cited"] for one in cited]))),
    }
    conditional = [one for one in said if "applies" in one]
    if conditional:
        right = np.array([one["applies"] == one["thought to apply"] for one in conditional])
        found["applies told rightly"] = estimate([one["paper"] for one in conditional], share(right))
    return found


def macro_f1(wanted: NDArray[np.int64], label: NDArray[np.int64], weights: Array) -> float:
    """The mean F1 of the three labels, rows counted with `weights`; a label that nobody gave or wanted is left out."""
    scores = []
    for one in range(len(LABELS)):
        both = weights[(wanted == one) & (label == one)].sum()
        either = weights[wanted == one].sum() + weights[label == one].sum()
        if either:
            scores.append(2 * both / either)
    return float(np.mean(scores))


def by_council(said: Said) -> dict[str, Said]:
    """What is said, by the council that was held out."""
    return {name: [one for one in said if one["council"] == name] for name in sorted({one["council"] for one in said})}


def markdown(title: str, columns: dict[str, dict[str, Estimate]]) -> str:
    """A table with a row for each of `columns` and a column for each figure."""
    heads = list(dict.fromkeys(name for figures in columns.values() for name in figures))
    lines = [f"| {title} | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for name, figures in columns.items():
        lines.append(f"| {name} | {' | '.join(str(figures.get(head, '–')) for head in heads)} |")
    return "\n".join(lines)


def share(right: Array | NDArray[np.bool_]) -> Callable[[Array], float]:
    """The share of rows (n,) that are right, as `estimate` asks for it."""
    return lambda weights: float((weights * right).sum() / weights.sum()) if weights.sum() else float("nan")
