"""The fit of `rag/ask/answerable.py`: whether the papers answer a question, from its evidence, the body held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.fit import linear
from eval.fit.ranking import READERS, Say
from eval.measures.table import Table
from eval.run.ablation import Council, opened
from index.encoder.embedding import identity
from index.store.library import Library
from prompts.fitted import Linear
from rag.ask.answerable import features
from rag.search.evidence import gather
from rag.search.retriever import HybridRetriever

Array = NDArray[np.float64]
STRENGTH = 0.1
LOST = 0.05  # of the questions with an answer that may fall below the bar
EDGES = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True)
class Asked:
    """A question's features by name, the body it is of, and whether the papers answer it."""

    body: str
    values: dict[str, float]
    answered: bool


def asked(shared: Path, data: Path, say: Say) -> tuple[list[Asked], str]:
    """Every question with its evidence's features, and the encoder they are of."""
    found: list[Asked] = []
    encoder = ""
    for council, library in opened(shared, data, say):
        encoder = identity(library.embedding)
        found += of_council(council, library)
    return found, encoder


def of_council(council: Council, library: Library) -> list[Asked]:
    """A council's questions with their evidence's features; those without evidence teach nothing."""
    retriever, rows = HybridRetriever(library), []
    for case in council.cases:
        found = retriever.find(case.question)
        clues = gather(found)
        if clues:
            rows.append(Asked(council.name.removesuffix(READERS), features(found, clues), bool(case.gold)))
    return rows


def head(rows: Sequence[Asked]) -> dict[str, Any]:
    """The head fitted on these questions."""
    names = list(rows[0].values)
    table = np.array([[row.values[name] for name in names] for row in rows])
    return linear.fit(names, table, [row.answered for row in rows], STRENGTH)


def held_out(rows: Sequence[Asked]) -> Array:
    """The probability of each question (n,) by a head that saw no question of its body."""
    given = np.zeros(len(rows))
    for body in {row.body for row in rows}:
        fitted = Linear.read(head([row for row in rows if row.body != body]))
        for n, row in enumerate(rows):
            if row.body == body:
                given[n] = fitted.odds([row.values[name] for name in fitted.names])[0]
    return given


def bar(given: Array, answered: NDArray[np.bool_]) -> float:
    """The probability below which `LOST` of the questions with an answer fall."""
    return round(float(np.quantile(given[answered], LOST)), 2)


def reliability(given: Array, answered: NDArray[np.bool_]) -> Table:
    """What was said against what is so, by probability."""
    lines = []
    for low, high in pairwise(EDGES):
        within = (given >= low) & ((given < high) | (high == 1.0))
        if within.any():
            mean, share = given[within].mean(), answered[within].mean()
            lines.append((f"{low:.1f} to {high:.1f}", str(int(within.sum())), f"{mean:.2f}", f"{share:.2f}"))
    return Table("Reliability, body held out", ("probability", "questions", "mean", "have an answer"), tuple(lines))


def fit(shared: Path, data: Path, say: Say) -> tuple[dict[str, Any], Table]:
    """The weights as the product reads them, and how they hold; `say` is told what the bar costs and catches."""
    rows, encoder = asked(shared, data, say)
    given, answered = held_out(rows), np.array([row.answered for row in rows])
    above = bar(given, answered)
    low = given < above
    say(f"{len(rows)} questions. Below {above}: {low[answered].mean():.3f} of those with an answer,")
    say(f"{low[~answered].mean():.3f} of the near misses.")
    return {"encoder": encoder, "above": above, **head(rows)}, reliability(given, answered)
