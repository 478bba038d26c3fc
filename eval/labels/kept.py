"""The shapes of the files in this folder: a label, a challenge or a question of a reader, its quotes kept as locators.

`file` is a path in the folder of real papers, `sha256` the file that the reader read. Prompts are named by id,
questions are in the reader's own words; nothing here is a paper's. The rows are made (`kept_prompts` …) from what a
reader wrote with the papers' words in it: JSON objects with `file` and `quotes` (challenges besides with `n` and
`kind`), or `gold`, `value` and `near` (questions). What was written of a challenge is left out: it paraphrases.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from eval.labels.locators import Locator

Row = Mapping[str, Any]
Digest = Callable[[str], str]
"""A file's path in the folder of papers to its SHA-256, in hex."""
HERE = Path(__file__).resolve().parent
READERS = {"prompts": ("a", "b"), "challenges": ("a",), "questions": ("p", "q")}
"""Which readers' files there are: `prompts-a.jsonl`, …"""


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KeptPrompt(_Shape):
    """How far a paper answers a prompt.

    `applies` is false where the reader thought that the prompt cannot be asked of such a paper.
    """

    file: str
    sha256: str
    prompt: str
    label: Literal["answered", "partly", "silent"]
    applies: bool = True
    quotes: tuple[str, ...] = ()


class KeptChallenge(_Shape):
    """The proofs of what a reader would challenge; best first within a file."""

    id: str
    file: str
    sha256: str
    kind: str
    quotes: tuple[str, ...]


class KeptGold(_Shape):
    """One piece of evidence and its PDF page (None for a file without pages)."""

    quote: str
    page: int | None = None


class KeptQuestion(_Shape):
    """A question; `values` any right answer shows, `near` are quotes that look like an answer and are none."""

    id: str
    question: str
    kind: str
    file: str
    sha256: str
    gold: tuple[KeptGold, ...] = ()
    values: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


SHAPES: dict[str, type[KeptPrompt | KeptChallenge | KeptQuestion]] = {
    "prompts": KeptPrompt,
    "challenges": KeptChallenge,
    "questions": KeptQuestion,
}


def path_of(kind: str, reader: str) -> Path:
    """The file of one reader's rows of a kind."""
    return HERE / f"{kind}-{reader}.jsonl"


def digests(papers: Path) -> Digest:
    """The digests of files under `papers`, each reckoned once."""
    return cache(lambda file: hashlib.sha256((papers / file).read_bytes()).hexdigest())


def kept_prompts(rows: Iterable[Row], digest: Digest) -> tuple[KeptPrompt, ...]:
    """A reader's prompt labels, in order."""
    return tuple(
        KeptPrompt(
            file=row["file"],
            sha256=digest(row["file"]),
            prompt=row["prompt"],
            label=row["label"],
            applies=row.get("applies", True),
            quotes=_places(row["quotes"]),
        )
        for row in rows
    )


def kept_challenges(rows: Iterable[Row], digest: Digest, reader: str) -> tuple[KeptChallenge, ...]:
    """A reader's challenges, in order; ids are `<reader><paper>-h<n>`, papers counted from 1."""
    papers: dict[str, int] = {}
    return tuple(
        KeptChallenge(
            id=f"{reader}{papers.setdefault(row['file'], len(papers) + 1):02}-h{row['n']:02}",
            file=row["file"],
            sha256=digest(row["file"]),
            kind=row["kind"],
            quotes=_places(row["quotes"]),
        )
        for row in rows
    )


def kept_questions(rows: Iterable[Row], digest: Digest) -> tuple[KeptQuestion, ...]:
    """A reader's questions, in order; a value of several parts ("1; 2") becomes as many values."""
    return tuple(
        KeptQuestion(
            id=row["id"],
            question=row["question"],
            kind=row["kind"],
            file=row["file"],
            sha256=digest(row["file"]),
            gold=tuple(KeptGold(quote=str(Locator.of(one["quote"])), page=one["page"]) for one in row["gold"]),
            values=_places((row.get("value") or "").split("; ") if row.get("value") else ()),
            near=_places(row.get("near", ())),
        )
        for row in rows
    )


def _places(quotes: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(Locator.of(quote)) for quote in quotes)
