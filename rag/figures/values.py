"""The values of the ledger: a figure as read, an indicator with its values, and values that conflict.

Values of one indicator for one period that differ stand side by side with their quotes and are never reconciled.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import Literal

from index.language.periods import Span
from index.store.library import Library
from rag.values import Citation

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
    """One printed value of an indicator: `printed` as it stands, `name` as the paper calls the measure. `period` is
    None where none is printed and the paper has none of its own. `definition` is what its name says of how it is
    counted ("within 12 months"). `target` as printed.
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
    definition: str | None
    paper: Paper
    passage_id: str
    quote: str
    source: Source


@dataclass(frozen=True)
class Indicator:
    """A measure that the papers print: a stable id, the name most often printed, its unit, and its values in order of
    period and meeting.
    """

    id: str
    name: str
    unit: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Conflict:
    """Two printed values of one indicator for one period that differ. `kind` is "conflict" within one meeting's papers
    and "restated" when a later meeting's paper gives another value; `first` is then the earlier paper's.
    """

    indicator: Indicator
    first: Value
    second: Value
    kind: Literal["conflict", "restated"]


def conflicts_of(indicator: Indicator, values: Sequence[Value]) -> list[Conflict]:
    """The conflicts among these values of one indicator, in order of period. One conflict for each two different values
    of a period: the surest mention of each (a table's row, then a sentence that names the measure) stands for the
    others.
    """
    return [Conflict(indicator, first, second, _kind(first, second)) for first, second in pairs(values)]


def pairs(values: Sequence[Value]) -> list[tuple[Value, Value]]:
    """Two and two the values that conflict, the earlier paper's first, each two figures once."""
    seen: set[tuple[str, float, float]] = set()
    found = []
    order = sorted(values, key=lambda v: ("row", "column", "named", "clause").index(v.source))
    for a, b in combinations(order, 2):
        if not differ(a, b):
            continue
        first, second = sorted((a, b), key=lambda v: (v.paper.meeting_date or date.min, v.id))
        period = first.period.text if first.period else ""
        key = (period, min(first.value, second.value), max(first.value, second.value))
        if key not in seen:
            seen.add(key)
            found.append((first, second))
    return sorted(found, key=lambda p: (p[0].period.end.isoformat() if p[0].period else "", p[0].id))


def differ(a: Value, b: Value) -> bool:
    """True for the same period and unit, and values that are not one number rounded differently."""
    if a.period is None or b.period is None or not a.period.same(b.period) or a.unit != b.unit:
        return False
    return not equal(a.printed, a.value, b.printed, b.value)


def equal(printed: str, value: float, other_printed: str, other: float) -> bool:
    """True when two printed numbers are one, rounded to the fewer decimals of the two ("93.48", "93.5%")."""
    places = min(decimals(printed), decimals(other_printed))
    step = Decimal(1).scaleb(-places)
    return Decimal(str(value)).quantize(step, ROUND_HALF_UP) == Decimal(str(other)).quantize(step, ROUND_HALF_UP)


def conflicting(value: Value, values: Iterable[Value]) -> list[Value]:
    """The values among `values` (of the same indicator) that conflict with `value`."""
    return [other for other in values if differ(value, other)]


def citations(library: Library, values: Sequence[Value]) -> list[Citation]:
    """A citation for each value, numbered from 1; a value whose passage has gone meanwhile is left out."""
    passages = {p.id: p for p in library.stores.catalogue.passages([v.passage_id for v in values])}
    held = [v for v in values if v.passage_id in passages]
    return [Citation(n, passages[v.passage_id], v.quote) for n, v in enumerate(held, 1)]


def _kind(first: Value, second: Value) -> Literal["conflict", "restated"]:
    return "conflict" if first.paper.meeting_date == second.paper.meeting_date else "restated"


def decimals(printed: str) -> int:
    """How many decimals a printed figure has."""
    digits = printed.rstrip("% ").replace(",", "")
    return len(digits.partition(".")[2])
