"""Score a generated run: rows a case, drafts against labels, and the summary that thresholds and reports
read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypeVar

from eval import drafts, metrics, runs
from eval.answers import Answered, Drafted
from eval.bootstrap import paired
from eval.cases import Case, ChallengeCase, Conversation, PromptCase, questions, read
from eval.figures import ANSWERS, Row, mean, percentile, read_rows, write_rows
from eval.questionquality import quality
from eval.source import Source, pages, table_rows
from index.faults import NotFound

Line = TypeVar("Line", Answered, Drafted)
Summary = dict[str, dict[str, float | None]]
"""Figures by section: answers, baseline, conversations, drafts, and lead (assistant less baseline)."""


@dataclass(frozen=True)
class Scores:
    """Everything scored of one run; empty where the run or its plan has none of it."""

    answers: tuple[Row, ...] = ()
    baseline: tuple[Row, ...] = ()
    conversations: tuple[Row, ...] = ()
    labels: tuple[drafts.Label, ...] = ()
    challenges: tuple[drafts.Challenge, ...] = ()
    questions: dict[str, float | None] = field(default_factory=dict)

    def summary(self) -> Summary:
        """The figures of every section that was scored."""
        found: Summary = {}
        for name, rows in ((runs.ANSWERS, self.answers), (runs.BASELINE, self.baseline),
                           (runs.CONVERSATIONS, self.conversations)):  # fmt: skip
            if rows:
                found[name] = {figure.name: mean(rows, figure.name) for figure in ANSWERS}
                found[name] |= {"p50 ms": percentile(rows, 0.5), "p95 ms": percentile(rows, 0.95)}
        if self.labels or self.challenges:
            found[runs.DRAFTS] = drafts.summary(self.labels, self.challenges) | self.questions
        if self.answers and self.baseline:
            pairs = (paired(self.answers, self.baseline, figure.name) for figure in ANSWERS)
            found["lead"] = {pair.name: pair.difference for pair in pairs if pair is not None}
        return found


def score(folder: Path, plan: runs.Plan) -> Scores:
    """Score what the run's folder holds, write the rows and the summary beside it, and return them.

    Raises `NotFound` where the folder holds no answers.
    """
    source = Source((*pages(plan.packs), *table_rows(plan.packs)))
    cases = questions(plan.questions)
    drafted = _lines(folder, runs.DRAFTS, Drafted)
    labels = read(plan.prompts, PromptCase) if plan.prompts and drafted else ()
    challenges = read(plan.challenges, ChallengeCase) if plan.challenges and drafted else ()
    found = Scores(
        answers=_rows(folder, runs.ANSWERS, cases, source),
        baseline=_rows(folder, runs.BASELINE, cases, source),
        conversations=_rows(folder, runs.CONVERSATIONS, turns(plan), source),
        labels=drafts.labels(labels, drafted),
        challenges=drafts.challenges(challenges, drafted),
        questions=quality(drafted, source) if drafted else {},
    )
    if not found.answers:
        raise NotFound(f"{folder} holds no answers.", "Generate them first: python -m eval generate.")
    _write(folder / "drafts.scores.json", {
        "labels": [asdict(label) for label in found.labels],
        "challenges": [asdict(challenge) for challenge in found.challenges],
    })  # fmt: skip
    _write(folder / "summary.json", found.summary())
    return found


def _lines(folder: Path, name: str, shape: type[Line]) -> tuple[Line, ...]:
    """The generated lines of a kind; none where none were generated."""
    path = folder / f"{name}.jsonl"
    return read(path, shape) if path.is_file() else ()


def _rows(folder: Path, name: str, cases: Sequence[Case], source: Source) -> tuple[Row, ...]:
    """A row for each case where the run has such answers, and none where it has not."""
    if not cases or not (folder / f"{name}.jsonl").is_file():
        return ()
    rows = metrics.score(cases, _lines(folder, name, Answered), source)
    write_rows(folder / f"{name}.scores.jsonl", rows)
    return rows


def _write(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def turns(plan: runs.Plan) -> tuple[Case, ...]:
    """Every turn of the plan's conversations as a case."""
    if plan.conversations is None:
        return ()
    return tuple(case for chat in read(plan.conversations, Conversation) for case in chat.cases())


def scored(path: Path) -> tuple[Row, ...]:
    """The rows of a run's folder (the assistant's answers) or of one file of scores."""
    return read_rows(path / f"{runs.ANSWERS}.scores.jsonl" if path.is_dir() else path)
