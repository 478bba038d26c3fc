"""The fit of `rag/draft/kinds.py`: of what kinds a statement is, on a reader's sorting of what challenges pick.

The reader gave each statement one letter: a problem that is admitted, a claim of an effect (which could not be told), a
plan, what is expected of others, a figure, or nothing to ask after. Kept as places without words
(`eval/labels/statements-c.jsonl`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from eval.fit import linear
from eval.labels.locators import Locator
from eval.labels.resolve import council_of
from index.encoder.embedding import embed_texts, identity
from index.store.library import Library
from rag.draft.kinds import KINDS
from rag.draft.report import statements_of

Array = NDArray[np.float64]
LABELS = Path(__file__).parents[1] / "labels" / "statements-c.jsonl"
_LETTERS = {"problem": "p", "plan": "ue"}
_ABOVE = {"problem": 0.3, "plan": 1.0}
"""Statements above a bar, as a share of those of the kind: half of what is called a problem is one, the council out."""
_STRENGTH, _LENGTH = 0.003, 20.0


@dataclass(frozen=True)
class Sorted:
    """Statements with their unit vectors (n, d), the letters they were given, and whose papers they are of."""

    vectors: Array
    letters: NDArray[np.str_]
    councils: NDArray[np.str_]

    def of(self, name: str) -> NDArray[np.bool_]:
        """Which statements (n,) are of a kind."""
        return np.isin(self.letters, list(_LETTERS[name]))


def gathered(held: dict[str, Library]) -> tuple[Sorted, str]:
    """The statements sorted that these indexes hold, and the encoder their vectors are of."""
    wanted = {
        (row["sha256"], place): letter
        for row in map(json.loads, LABELS.read_text(encoding="utf-8").splitlines())
        for place, letter in row["statements"]
    }
    documents = {document for document, _ in wanted}
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for folder, library in held.items():
        for item in library.items():
            if item.document_id in documents:
                council = council_of(f"{folder}/{item.document}")
                for one in statements_of(library, [item]):
                    if any(map(str.isalnum, one.text)):
                        found.setdefault((item.document_id, str(Locator.of(one.text))), (one.text, council))
    keys = [key for key in wanted if key in found]
    embedding = next(iter(held.values())).embedding
    vectors = embed_texts(embedding, [found[key][0] for key in keys]).astype(float)
    letters, councils = ([wanted[key] for key in keys], [found[key][1] for key in keys])
    return Sorted(vectors, np.array(letters), np.array(councils)), identity(embedding)


def written(told: Sorted, encoder: str) -> dict[str, Any]:
    """The weights as the product reads them."""
    scores = held_out(told)
    heads = {}
    for name in KINDS:
        head, is_ = _head(told.vectors, told.of(name)), told.of(name)
        bar = np.quantile(scores[name], 1 - _ABOVE[name] * is_.mean())
        weights = [round(float(x) * _LENGTH, 3) for x in head.coef_[0]]
        heads[name] = {"bar": round(float(bar - head.intercept_[0]), 3), "weights": weights}
    return {"encoder": encoder, "heads": heads}


def held_out(told: Sorted) -> dict[str, Array]:
    """The log odds of each kind for each statement (n,) by heads that saw none of its council's."""
    given = {name: np.zeros(len(told.letters)) for name in KINDS}
    for council in sorted(set(told.councils)):
        out = told.councils == council
        for name in KINDS:
            given[name][out] = _head(told.vectors[~out], told.of(name)[~out]).decision_function(
                told.vectors[out] * _LENGTH
            )
    return given


def table(told: Sorted) -> dict[str, dict[str, linear.Estimate]]:
    """How well each kind is told from the rest (area under the curve), the council held out."""
    papers = told.councils.tolist()
    return {
        name: {"AUC": linear.estimate(papers, partial(_area, scores, told.of(name)))}
        for name, scores in held_out(told).items()
    }


def _area(scores: Array, is_: NDArray[np.bool_], weights: Array) -> float:
    return float(roc_auc_score(is_, scores, sample_weight=weights)) if weights[is_].sum() else float("nan")


def _head(vectors: Array, is_: Sequence[bool] | NDArray[np.bool_]) -> LogisticRegression:
    return LogisticRegression(C=_STRENGTH, max_iter=500, class_weight="balanced").fit(vectors * _LENGTH, is_)
