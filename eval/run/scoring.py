"""Score a generated run: rows a case, drafts against labels, and the summary that thresholds and reports read."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypeVar

from eval.answers.cases import Case, Conversation, questions
from eval.answers.score import ANSWERS
from eval.answers.score import score as score_answers
from eval.drafts.cases import ChallengeCase, PromptCase
from eval.drafts.quality import quality
from eval.drafts.score import Challenge, Label, challenges, labels, summary
from eval.measures.bootstrap import paired
from eval.measures.gold import read
from eval.measures.printed import Answered, Drafted
from eval.measures.rows import Row, mean, percentile, write_rows
from eval.measures.source import Source, pages, table_rows
from eval.run.folder import Plan
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
    labels: tuple[Label, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    questions: dict[str, float | None] = field(default_factory=dict)

    def summary(self) -> Summary:
        """The figures of every section that was scored."""
        found: Summary = {}
        for name, rows in (("answers", self.answers), ("baseline", self.baseline),
                           ("conversations", self.conversations)):  # fmt: skip
            if rows:
                found[name] = {figure.name: mean(rows, figure.name) for figure in ANSWERS}
                found[name] |= {"p50 ms": percentile(rows, 0.5), "p95 ms": percentile(rows, 0.95)}
        if self.labels or self.challenges:
            found["drafts"] = summary(self.labels, self.challenges) | self.questions
        if self.answers and self.baseline:
            pairs = (paired(self.answers, self.baseline, figure.name) for figure in ANSWERS)
            found["lead"] = {pair.name: pair.difference for pair in pairs if pair is not None}
        return found


def score(folder: Path, plan: Plan) -> Scores:
    """Score what the run's folder holds, write the rows and the summary beside it, and return them. Raises `NotFound`
    where the folder holds no answers.
    """
    source = Source((*pages(plan.packs), *table_rows(plan.packs)))
    cases = questions(plan.questions) if plan.questions else ()
    drafted = _lines(folder, "drafts", Drafted)
    found = Scores(
        answers=_rows(folder, "answers", cases, source),
        baseline=_rows(folder, "baseline", cases, source),
        conversations=_rows(folder, "conversations", turns(plan), source),
        labels=labels(read(plan.prompts, PromptCase), drafted) if plan.prompts and drafted else (),
        challenges=challenges(read(plan.challenges, ChallengeCase), drafted) if plan.challenges and drafted else (),
        questions=quality(drafted, source) if drafted else {},
    )
    if not found.answers and (plan.questions or not drafted):
        raise NotFound(f"{folder} holds no answers.", "Generate them first: python -m eval generate.")
    _write(folder / "drafts.scores.json", {
        "labels": [asdict(label) for label in found.labels],
        "challenges": [asdict(challenge) for challenge in found.challenges],
    })  # fmt: skip
    _write(folder / "summary.json", found.summary())
    return found


def _lines(folder: Path, name: str, shape: type[Line]) -> tuple[Line, ...]:
    path = folder / f"{name}.jsonl"
    return read(path, shape) if path.is_file() else ()


def _rows(folder: Path, name: str, cases: Sequence[Case], source: Source) -> tuple[Row, ...]:
    """A row for each case where the run has such answers, and none where it has not."""
    if not cases or not (folder / f"{name}.jsonl").is_file():
        return ()
    rows = score_answers(cases, _lines(folder, name, Answered), source)
    write_rows(folder / f"{name}.scores.jsonl", rows)
    return rows


def _write(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def turns(plan: Plan) -> tuple[Case, ...]:
    """Every turn of the plan's conversations as a case."""
    if plan.conversations is None:
        return ()
    return tuple(case for chat in read(plan.conversations, Conversation) for case in chat.cases())
