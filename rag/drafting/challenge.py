"""A challenge: a fact in a report that deserves a question, with the statements that prove it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from index.values import StoredItem
from rag.drafting.statements import Statement

# Sorts of two sentences that are set against each other.
SIDE_BY_SIDE = frozenset(("two_figures", "one_value", "restated", "worry", "scale"))


@dataclass(frozen=True)
class Challenge:
    """`sort` names its wording; `kind` its family; `weight` how sharp it is; `reckoned` any arithmetic with its
    working, shown as ours and not the paper's; `slots` what its wording needs besides quotes; `around` the section
    that its first proof stands in.
    """

    sort: str
    kind: str
    theme: str
    weight: float
    proofs: tuple[Statement, ...]
    reckoned: str = ""
    slots: dict[str, str] = field(default_factory=dict)
    around: tuple[Statement, ...] = ()

    def with_proof(self, statement: Statement, bonus: float = 0.0) -> Challenge:
        """The same with another statement as proof, if it is not one already."""
        if any(statement.key == p.key for p in self.proofs):
            return self
        return replace(self, proofs=(*self.proofs, statement), weight=self.weight + bonus)


@dataclass(frozen=True)
class Material:
    """What challenges to a report are looked for in: the report with its appendices, the papers beside it in its
    pack, the minutes of the meeting before, and the same paper as it stood at earlier meetings.
    """

    item: StoredItem
    report: Sequence[Statement]
    beside: Sequence[Statement]
    minutes: Sequence[Statement]
    earlier: Sequence[Statement]
    meeting_date: date | None
