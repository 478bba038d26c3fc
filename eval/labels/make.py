"""From what a reader wrote, with the papers' words in it, to the rows kept here, without them.

The reader's rows are JSON objects with `file` and `quotes` (labels; challenges besides with `n` and `kind`), or `gold`,
`value` and `near` (questions). What the reader wrote of a challenge in words is left out: it paraphrases the paper.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from eval.labels.kept import KeptChallenge, KeptGold, KeptPrompt, KeptQuestion
from eval.labels.locators import Locator

Row = Mapping[str, Any]
Digest = Callable[[str], str]
"""A file's path in the folder of papers to its SHA-256, in hex."""


def digests(papers: Path) -> Digest:
    """The digests of files under `papers`, each reckoned once."""
    return cache(lambda file: hashlib.sha256((papers / file).read_bytes()).hexdigest())


def prompts(rows: Iterable[Row], digest: Digest) -> tuple[KeptPrompt, ...]:
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


def challenges(rows: Iterable[Row], digest: Digest, reader: str) -> tuple[KeptChallenge, ...]:
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


def questions(rows: Iterable[Row], digest: Digest) -> tuple[KeptQuestion, ...]:
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
