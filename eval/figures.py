"""The figures the evaluation knows, and a case's row of them.

An undefined figure is None, not 0, and stays out of the mean: the PDF page of a text pack, a refusal where
there is an answer. A case that was never answered scores 0 and stays in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from eval.retrieval import BUDGETS, MEASURES
from index.faults import NotFound

Stage = Literal["retrieve", "cite", "answer", "refuse", "draft"]
Outcome = Literal["right", "error", "retrieve", "refuse", "cite", "answer"]
"""`right`, `error` (broken or missing), or the stage of the journey at which a case was lost."""


@dataclass(frozen=True)
class Figure:
    """A measure: its name, the stage of the journey it judges, and whether more of it is better."""

    name: str
    stage: Stage
    higher: bool = True


ANSWERS: tuple[Figure, ...] = (
    *(Figure(name, "retrieve") for name in MEASURES),
    *(Figure(f"recall@{budget}w", "retrieve") for budget in BUDGETS),
    *(Figure(name, "cite") for name in ("pack@1", "pack@3", "report@1", "report@3", "evidence cited", "page right")),
    Figure("quotes verbatim", "cite"),
    Figure("quotes in their document", "cite"),
    Figure("figures right", "answer"),
    Figure("sentences cited", "answer"),
    Figure("wrongly refused", "refuse", higher=False),
    Figure("rightly refused", "refuse"),
    Figure("errors", "refuse", higher=False),
)
DRAFTS: tuple[Figure, ...] = (
    Figure("label accuracy", "draft"),
    Figure("label macro-F1", "draft"),
    Figure("answered called silent, or the reverse", "draft", higher=False),
    Figure("prompt evidence cited", "draft"),
    Figure("challenges found in the first 12", "draft"),
    Figure("best three challenges found", "draft"),
)
QUESTIONS: tuple[Figure, ...] = (
    Figure("questions with valid citations", "draft"),
    Figure("duplicate questions", "draft", higher=False),
    Figure("double questions", "draft", higher=False),
    Figure("questions that quote nothing", "draft", higher=False),
    Figure("quotes in pieces", "draft", higher=False),
    Figure("reading ease", "draft"),
    Figure("questions a report", "draft"),
)
MAIN = (
    "success@5",
    "recall@1000w",
    "report@3",
    "evidence cited",
    "figures right",
    "quotes verbatim",
    "wrongly refused",
    "rightly refused",
)
"""The figures of a row in docs/experiments.md and of the table by kind."""


def mean_of(values: Sequence[float]) -> float | None:
    """The mean, of marks the share that are true; None of nothing."""
    return sum(values) / len(values) if values else None


@dataclass(frozen=True)
class Row:
    """One case as one system answered it.

    `weights` are the things counted in a share (quotes, sentences), else 1.
    """

    id: str
    kind: str
    question: str
    outcome: Outcome
    values: dict[str, float | None]
    weights: dict[str, float] = field(default_factory=dict)
    ms: float | None = None


def mean(rows: Iterable[Row], name: str) -> float | None:
    """The weighted mean of a figure over the rows where it is defined; None where it is defined in none."""
    total = weight = 0.0
    for row in rows:
        value = row.values.get(name)
        if value is not None:
            weight += row.weights.get(name, 1.0)
            total += value * row.weights.get(name, 1.0)
    return total / weight if weight else None


def percentile(rows: Iterable[Row], share: float) -> float | None:
    """The time that `share` of the answers took at most, in milliseconds."""
    times = sorted(row.ms for row in rows if row.ms is not None)
    return times[min(int(len(times) * share), len(times) - 1)] if times else None


def by_kind(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows of each kind of case, kinds in alphabetical order."""
    return {kind: [row for row in rows if row.kind == kind] for kind in sorted({row.kind for row in rows})}


def write_rows(path: Path, rows: Sequence[Row]) -> None:
    """Rows as JSONL, a case a line."""
    path.write_text("".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def read_rows(path: Path) -> tuple[Row, ...]:
    """The rows that `write_rows` wrote. Raises `NotFound` where there are none."""
    if not path.is_file():
        raise NotFound(f"There are no scores at {path}.", "Score the run first: python -m eval score FOLDER.")
    return tuple(Row(**json.loads(line)) for line in path.read_text(encoding="utf-8").split("\n") if line)
