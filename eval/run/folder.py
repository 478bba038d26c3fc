"""A run's folder: what it was made from, what was generated, and what was scored.

plan.json                    the packs and gold cases
facts.json                   how it was generated: model, date, commit, documents, seconds
answers.jsonl                the assistant's answers          answers.scores.jsonl
baseline.jsonl               the baseline's answers           baseline.scores.jsonl
conversations.jsonl          answers to turns, id <chat>/<n>  conversations.scores.jsonl
drafts.jsonl                 a draft a line                   drafts.scores.json
summary.json, report.md      the figures, for machines and for people
"""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from index.faults import NotFound, Unreadable

EVAL = Path(__file__).resolve().parents[1]


class Plan(BaseModel):
    """The packs a run reads and the gold cases it is scored by; None for cases it does not have."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    packs: Path
    questions: Path | None = None
    conversations: Path | None = None
    prompts: Path | None = None
    challenges: Path | None = None

    @classmethod
    def ours(cls) -> "Plan":
        """The sample council and the cases over it."""
        cases = EVAL / "cases"
        return cls(
            packs=EVAL / "council" / "packs",
            questions=cases / "questions.jsonl",
            conversations=cases / "conversations.jsonl",
            prompts=cases / "prompts.jsonl",
            challenges=cases / "challenges.jsonl",
        )

    def write(self, folder: Path) -> None:
        """Keep the plan with its run."""
        (folder / "plan.json").write_text(self.model_dump_json(indent=1) + "\n", encoding="utf-8")


def read_plan(folder: Path) -> Plan:
    """The plan of a run. Raises `NotFound` where the folder holds no run, `Unreadable` where its plan is damaged."""
    path = folder / "plan.json"
    if not path.is_file():
        raise NotFound(f"{folder} holds no run.", "Generate one first: python -m eval generate.")
    try:
        return Plan.model_validate_json(path.read_text(encoding="utf-8"))
    except ValidationError as error:
        raise Unreadable(f"{path} is damaged.", "Generate the run again.") from error


def new_folder(root: Path) -> Path:
    """A new folder for a run begun now, named for the date and the time."""
    folder = root / datetime.now().strftime("%Y-%m-%d-%H%M%S")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def write_lines(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    """One JSON object a line, each on disk before the next is made, so that a run that dies keeps what it had."""
    with path.open("w", encoding="utf-8") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
