"""Measures by name, a case's row of them, and their means.

An undefined figure is None, not 0, and stays out of the mean: the PDF page of a text pack, a refusal where
there is an answer. A case that was never answered scores 0 and stays in.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

Stage = Literal["retrieve", "cite", "answer", "refuse", "draft"]
Outcome = Literal["right", "error", "retrieve", "refuse", "cite", "answer"]
"""`right`, `error` (broken or missing), or the stage of the journey at which a case was lost."""


@dataclass(frozen=True)
class Figure:
    """A measure: its name, the stage of the journey it judges, and whether more of it is better."""

    name: str
    stage: Stage
    higher: bool = True


def mean_of(values: Sequence[float]) -> float | None:
    """The mean, of marks the share that are true; None of nothing."""
    return sum(values) / len(values) if values else None


@dataclass(frozen=True)
class Row:
    """One case as one system answered it. `weights` are the things counted in a share (quotes, sentences), else 1."""

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
