"""A finding: what arithmetic, and nothing else, shows to be worth a question, with its working."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from index.store.library import Library
from index.values import StoredItem, StoredPassage
from rag.draft.reading.statements import Statement


class Quotable(Protocol):
    """Words that stand in a passage."""

    @property
    def passage(self) -> StoredPassage:
        """The passage."""

    @property
    def text(self) -> str:
        """The words, as they stand in it."""


@dataclass(frozen=True)
class Proof:
    """Words of a passage that are no statement of the report: of another paper, or part of a row."""

    passage: StoredPassage
    text: str


@dataclass(frozen=True)
class Finding:
    """What was found: of a `sort` that has a wording, and a `kind` as drafts name it. `working` is the sum as a person
    would write it, `said` the printed words and figures that the wording takes.
    """

    sort: str
    kind: str
    proofs: tuple[Quotable, ...]
    working: str
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Material:
    """What findings are looked for in: a report with its statements, and the library it lies in."""

    library: Library
    item: StoredItem
    statements: Sequence[Statement]
    own: frozenset[str]

    @property
    def day(self) -> date | None:
        """The day of the meeting."""
        return self.item.meeting_date
