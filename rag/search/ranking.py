"""Ranking: features of each candidate passage for a question, and their weighted sum.

Late interaction is ColBERT's sum of best matches of question tokens among passage tokens (Khattab and Zaharia 2020),
over the encoder's own token vectors; no other model is needed. The weights were chosen on our own cases and on the
agreed gold questions together (docs/experiments.md); each feature lies in about [0, 1].
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from index.values import StoredPassage
from rag.search.corpus import Corpus, words_of
from rag.search.matching import Weighed, bm25, coverage
from rag.search.query import Query
from rag.search.scope import NEUTRAL, Fit, Scoped


@dataclass(frozen=True)
class Features:
    """What a candidate is ranked by."""

    words: float  # BM25 over concepts, as a share of the best candidate's
    coverage: float  # share of the question's concepts in text or context
    vector: float  # cosine of question and passage
    late: float  # mean best match of the question's tokens
    period: float  # fit of the paper to the periods named
    sure: float  # the paper is the one of the single meeting or period named
    kind: float  # fit of the paper's kind
    title: float  # share of the paper's title that the question names
    replaced: float  # a later version of the paper is held


@dataclass(frozen=True)
class Weights:
    """One weight a feature."""

    words: float = 0.25
    coverage: float = 0.6
    vector: float = 1.5
    late: float = 3.6
    period: float = 0.6
    sure: float = 0.6
    kind: float = 0.3
    title: float = 0.25
    replaced: float = -0.3

    def without(self, names: Collection[str]) -> Weights:
        """The same with these features left out."""
        return replace(self, **dict.fromkeys((n for n in NAMES if n in names), 0.0))


NAMES = tuple(f.name for f in fields(Features))


def late_interaction(question: NDArray[np.float32], matrices: Mapping[str, NDArray[np.float32]]) -> dict[str, float]:
    """For each passage the mean over question tokens of the best cosine among its tokens; all rows of unit length.

    All passages are multiplied at once: hundreds of small products cost many times more.
    """
    filled = {id: matrix for id, matrix in matrices.items() if len(matrix)}
    if not len(question) or not filled:
        return dict.fromkeys(matrices, 0.0)
    starts = np.cumsum([0, *(len(m) for m in filled.values())][:-1])
    best = np.maximum.reduceat(question @ np.concatenate(list(filled.values())).T, starts, axis=1)
    return dict.fromkeys(matrices, 0.0) | dict(zip(filled, best.mean(axis=0).tolist(), strict=True))


def features(
    query: Query,
    concepts: tuple[Weighed, ...],
    scoped: Scoped,
    corpus: Corpus,
    candidates: Sequence[StoredPassage],
    similarity: Mapping[str, float],
    late: Mapping[str, float],
) -> list[Features]:
    """The features of every candidate, in order."""
    scores = []
    for passage in candidates:
        words = words_of(passage)
        frequency = {s: words.text.get(s, 0) + 0.5 * (s in words.context) for s in query.stems}
        scores.append(
            (
                bm25(concepts, frequency, words.length, corpus.average_length),
                coverage(concepts, frequency.__getitem__),
            )
        )
    best = max((b for b, _ in scores), default=0.0) or 1.0
    return [
        _features(
            scoped,
            passage,
            word / best,
            covered,
            similarity.get(passage.id, 0.0),
            late.get(passage.id, 0.0),
        )
        for passage, (word, covered) in zip(candidates, scores, strict=True)
    ]


def _features(
    scoped: Scoped,
    passage: StoredPassage,
    words: float,
    covered: float,
    cosine: float,
    late: float,
) -> Features:
    fit = scoped.fits.get(passage.item.id, Fit(NEUTRAL, 0.5, 0.0))
    return Features(
        words,
        covered,
        cosine,
        late,
        fit.period,
        float(scoped.sure(passage.item.id)),
        fit.kind,
        fit.title,
        float(passage.item.replaced_by is not None),
    )


def score(feature: Features, weights: Weights) -> float:
    """The weighted sum."""
    return sum(getattr(feature, n) * getattr(weights, n) for n in NAMES)
