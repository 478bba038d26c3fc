"""How likely the evidence is to answer the question: a logistic head over what the evidence was scored by.

It was fitted by `python -m eval fit answers`, which writes its weights and their figures (`weights/answerable.json`);
docs/answerable.md is its model card. Nothing is read from words here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp, log1p

from rag.search.evidence import Clue
from rag.search.retriever import Found

BEST, FIRST = 10, 3  # passages and sentences that the features are taken of
FEATURES = (
    "late first", "late mean", "covered most", "near first", "near most", "together first", "together most",
    "passage late most", "passage vector most", "passage coverage most", "concepts", "period", "value first",
)  # fmt: skip
"""Each counts once, and once more where a kind of thing is asked for that a sentence can be seen to hold."""


def features(found: Found, clues: Sequence[Clue]) -> dict[str, float]:
    """The features of one question and its evidence; `clues` (best first) must not be empty."""
    first, ten = clues[0], clues[:BEST]
    passages = [f for r in found.retrieved[:BEST] if (f := found.features.get(r.passage.id)) is not None]
    want = found.query.wanted
    typed = float(want.explicit and want.typed)
    plain = {
        "late first": first.late,
        "late mean": sum(c.late for c in clues[:FIRST]) / len(clues[:FIRST]),
        "covered most": max(c.covered for c in ten),
        "near first": first.near,
        "near most": max(c.near for c in ten),
        "together first": first.together,
        "together most": max(c.together for c in clues),
        "passage late most": max((f.late for f in passages), default=0.0),
        "passage vector most": max((f.vector for f in passages), default=0.0),
        "passage coverage most": max((f.coverage for f in passages), default=0.0),
        "concepts": log1p(len(found.concepts)),
        "period": max((f.period for f in passages[:5]), default=0.0),
        "value first": typed * max(c.value for c in clues[:FIRST]),
    }
    return plain | {"typed": typed} | {f"typed {name}": typed * value for name, value in plain.items()}


@dataclass(frozen=True)
class Head:
    """A logistic regression as data: what each feature weighs, and the intercept."""

    weights: Mapping[str, float]
    intercept: float

    def probability(self, values: Mapping[str, float]) -> float:
        """The probability, in (0, 1), that the evidence answers."""
        total = self.intercept + sum(weight * values[name] for name, weight in self.weights.items())
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


@cache
def shipped() -> Head:
    """The head that ships, read once."""
    data = json.loads(resources.files("rag.ask").joinpath("weights/answerable.json").read_text("utf-8"))
    return Head(data["weights"], data["intercept"])
