"""Fitted heads: plain numbers in `prompts/weights/*.json`, each with a model card of the same name beside it.

They are written by `python -m eval fit` and read here; nothing in them runs.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Linear:
    """A linear score of named features, each less its `mean` and divided by its `scale`, and its logistic."""

    names: tuple[str, ...]
    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]
    intercept: float

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Linear":
        """From `{"intercept": …, "features": {name: [mean, scale, weight]}}`."""
        table = np.array(list(data["features"].values()), float)
        return cls(tuple(data["features"]), table[:, 0], table[:, 1], table[:, 2], data["intercept"])

    def without(self, names: Collection[str]) -> "Linear":
        """The same with the features so named left out."""
        kept = np.array([name not in names for name in self.names])
        return replace(self, weights=self.weights * kept)

    def score(self, features: ArrayLike) -> NDArray[np.float64]:
        """The scores (n,) of rows of features (n, f), in the order of `names`: log odds."""
        rows = (np.atleast_2d(np.asarray(features, float)) - self.mean) / self.scale
        return rows @ self.weights + self.intercept

    def slope(self, name: str) -> float:
        """What one more of that feature adds to the score."""
        n = self.names.index(name)
        return float(self.weights[n] / self.scale[n])

    def odds(self, features: ArrayLike) -> NDArray[np.float64]:
        """The probabilities (n,) of rows of features."""
        return logistic(self.score(features))


def logistic(scores: ArrayLike) -> NDArray[np.float64]:
    """Log odds as probabilities."""
    return 1 / (1 + np.exp(-np.clip(np.asarray(scores, float), -50, 50)))


@cache
def fitted(name: str) -> Mapping[str, Any]:
    """The fitted numbers of that name, as written. Raises FileNotFoundError where there are none."""
    found: Mapping[str, Any] = json.loads(files("prompts").joinpath("weights", f"{name}.json").read_text("utf-8"))
    return found


def table(
    names: Sequence[str], mean: ArrayLike, scale: ArrayLike, weights: ArrayLike, intercept: float
) -> dict[str, Any]:
    """A linear head as `Linear.read` takes it, rounded to what can be read."""
    rows = np.stack([np.asarray(mean, float), np.asarray(scale, float), np.asarray(weights, float)], axis=1)
    return {
        "intercept": round(float(intercept), 4),
        "features": {name: [round(float(x), 5) for x in row] for name, row in zip(names, rows, strict=True)},
    }
