"""Whose cases a step is measured on: our sample council, and each body whose papers lie beside the checkout.

A council's cases are kept apart, since only what helps on papers that it was not written on is worth keeping.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from eval.answers.cases import Case, questions
from eval.labels.resolve import kept, resolve
from eval.run.folder import Plan

LEAST = 20  # questions of a body of its own; smaller ones are put together
FEW, OURS = "smaller bodies", "sample"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Council:
    """A council or body: its name, the folder of papers its cases are asked over, and the cases."""

    name: str
    papers: Path
    cases: tuple[Case, ...]

    @property
    def index(self) -> str:
        """The name of the folder of its index: our council's folder of papers is called as another's is."""
        return OURS if self.name == OURS else self.papers.name


def councils(shared: Path, say: Say) -> list[Council]:
    """The sample council, and those whose papers and gold cases `shared` holds; `say` is told of what is not there."""
    ours = Plan.ours()
    found = [Council(OURS, ours.packs, questions(ours.questions))] if ours.questions else []
    gold = shared / "eval"
    if not (shared / "packs").is_dir() or not (gold / "questions.jsonl").is_file():
        say(f"{shared} holds no packs with gold questions: only the sample council is measured.")
        return found
    found.append(Council("leicestershire", shared / "packs", questions(gold / "questions.jsonl")))
    if (shared / "packs-other").is_dir() and (gold / "other.questions.jsonl").is_file():
        found += _bodies(shared / "packs-other", questions(gold / "other.questions.jsonl"), "")
    for folder in ("packs-other", "packs-pdf"):
        if (shared / folder).is_dir():
            rows = [row for row in kept("questions") if row.file.startswith(f"{folder}/")]
            found += _bodies(shared / folder, tuple(resolve(shared, rows, say).questions), " (readers)")
    return found


def _bodies(papers: Path, cases: tuple[Case, ...], mark: str) -> list[Council]:
    """The cases by the body whose paper they are of; the few of small bodies together."""
    by_body: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_body[_body(case.file or "", papers)].append(case)
    small = [case for body in by_body.values() if len(body) < LEAST for case in body]
    large = [Council(f"{name}{mark}", papers, tuple(of)) for name, of in by_body.items() if len(of) >= LEAST]
    return [*large, Council(f"{FEW}{mark}", papers, tuple(small))] if small else large


def _body(file: str, papers: Path) -> str:
    return file.removeprefix(f"{papers.name}/").split("/")[0]
