"""The values of the ledger: a mention of a figure as read, and a value of an indicator as kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.language.periods import Span

TABLES = ("row", "column")
Source = Literal["row", "column", "named", "clause"]
"""Where a figure was read: a row that prints its periods, a column whose head is the period, a sentence that names its
measure, or words to be matched to a measure.
"""


@dataclass(frozen=True)
class Mention:
    """A figure as one passage prints it, before it is known which indicator it is of.

    `quote` stands word for word in the passage, `start` is where. `name` is the measure's name as printed ("" for a
    clause), `own` the words nearest to the figure, `around` those of its sentence and the one before. `dated` tells
    whether the period is printed with the figure; otherwise it is the paper's own.
    """

    passage_id: str
    item_id: str
    quote: str
    start: int
    source: Source
    name: str
    own: str
    around: str
    value: float
    unit: str
    printed: str
    period: Span | None
    dated: bool
    count: float | None = None
    base: float | None = None
    target: str | None = None
    quartile: int | None = None
    neighbours: str | None = None
    after: int | None = None  # place of the mention that this one is compared with, in the same list


@dataclass(frozen=True)
class Paper:
    """The paper a value stands in."""

    item_id: str
    document_id: str
    document: str
    title: str
    parent: str
    meeting_date: date | None


@dataclass(frozen=True)
class Value:
    """One printed value of an indicator: `printed` as it stands, `name` as the paper calls the measure.

    `period` is None where none is printed and the paper has none of its own. `definition` is what its name says of how
    it is counted ("within 12 months"). `target`, `neighbours` as printed.
    """

    id: int
    indicator: str
    name: str
    value: float
    unit: str
    printed: str
    period: Span | None
    dated: bool
    count: float | None
    base: float | None
    target: str | None
    quartile: int | None
    neighbours: str | None
    definition: str | None
    paper: Paper
    passage_id: str
    quote: str
    source: Source


@dataclass(frozen=True)
class Indicator:
    """A measure that the papers print: a stable id, the name most often printed, its unit, and its values in order of
    period and meeting. `changes` are names of measures that differ from it only in how they count.
    """

    id: str
    name: str
    unit: str
    values: tuple[Value, ...]
    changes: tuple[str, ...] = ()
