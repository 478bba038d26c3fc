"""Logistic heads, and their held-out figures as rows of a table, with whole papers drawn again for the interval."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from eval.measures.table import UNDEFINED, Table
from prompts.fitted import table
from rag.drafted import LABELS

Array = NDArray[np.float64]
Said = Sequence[dict[str, Any]]
_DRAWS = 1000


def fit(
    names: Sequence[str],
    rows: Array,
    wanted: ArrayLike,
    strength: float,
    weights: ArrayLike | None = None,
    vectors: Array | None = None,
    bare: int = 0,
) -> dict[str, Any]:
    """A logistic regression of standardised features, as `prompts.fitted.Linear` reads it. `strength` is scikit-learn's
    C: the smaller, the more the weights are held down. The last `bare` features are taken as they are, and so are unit
    `vectors` (n, d) beside them; what these weigh is the table's `question`.
    """
    kept = np.arange(len(names)) < len(names) - bare
    mean, scale = np.where(kept, rows.mean(axis=0), 0.0), np.where(kept, rows.std(axis=0), 1.0)
    scale = np.where(scale > 1e-9, scale, 1.0)
    columns = [(rows - mean) / scale] + ([] if vectors is None else [vectors])
    head = LogisticRegression(C=strength, max_iter=400).fit(np.hstack(columns), wanted, sample_weight=weights)
    own, beside = np.split(head.coef_[0], [len(names)])
    written = table(names, mean, scale, own, head.intercept_[0])
    return written if vectors is None else written | {"question": [round(float(x), 3) for x in beside]}


def listwise(names: Sequence[str], lists: Sequence[tuple[Array, NDArray[np.bool_]]], strength: float) -> dict[str, Any]:
    """A linear score of standardised features by which, of each list's rows, those wanted have the largest share of the
    softmax; lists of which none or all are wanted teach nothing.
    """
    use = [(rows, wanted) for rows, wanted in lists if wanted.any() and not wanted.all()]
    rows, wanted = np.concatenate([r for r, _ in use]), np.concatenate([w for _, w in use]).astype(float)
    sizes = [len(w) for _, w in use]
    starts, of = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(sizes)), sizes)
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scale = np.where(scale > 1e-9, scale, 1.0)
    rows = (rows - mean) / scale

    def loss(weights: Array) -> tuple[float, Array]:
        scores = rows @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        share = raised / np.add.reduceat(raised, starts)[of]
        right = np.add.reduceat(share * wanted, starts) + 1e-12
        slope = rows.T @ (share - share * wanted / right[of]) / len(sizes)
        return -float(np.log(right).mean()) + strength * float(weights @ weights) / 2, slope + strength * weights

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return table(names, mean, scale, best, 0.0)


def balanced(classes: NDArray[np.int64], power: float) -> Array:
    """A weight for each row: rarer classes count for more, fully at a power of 1."""
    share = np.bincount(classes) / len(classes)
    found: Array = (1 / np.maximum(share, 1e-9))[classes] ** power
    return found


@dataclass(frozen=True)
class Estimate:
    """A figure and its 95 % interval, papers drawn again with the rest of them."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}–{self.high:.3f})"


def estimate(papers: Sequence[str], measure: Callable[[Array], float]) -> Estimate:
    """What `measure` gives of rows with weights (n,), and its interval; rows of one paper are drawn together."""
    names = sorted(set(papers))
    member = np.array([names.index(one) for one in papers])
    random = np.random.default_rng(0)
    draws = random.multinomial(len(names), np.full(len(names), 1 / len(names)), size=_DRAWS)
    values = [measure(draw[member].astype(float)) for draw in draws]
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return Estimate(measure(np.ones(len(papers))), float(low), float(high))


def coverage_figures(said: Said) -> dict[str, Estimate]:
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


def table_of(title: str, figures: dict[str, dict[str, Estimate]]) -> Table:
    """A table with a row for each of `figures` and a column for each of its names."""
    heads = tuple(dict.fromkeys(name for own in figures.values() for name in own))
    rows = tuple((of, *(str(own.get(head, UNDEFINED)) for head in heads)) for of, own in figures.items())
    return Table(f"{title}, council held out", ("of", *heads), rows)


def share(right: Array | NDArray[np.bool_]) -> Callable[[Array], float]:
    """The share of rows (n,) that are right, as `estimate` asks for it."""
    return lambda weights: float((weights * right).sum() / weights.sum()) if weights.sum() else float("nan")
