"""Timetables that have moved: a row that prints when something was to be and when it is now to be.

Two days in a row are most often a start and an end. They are a day and what became of it where the column's head says
that it is revised, or where each is a stretch of time of its own. What a sentence of the report tells is not asked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from index.language.periods import Period, find_periods
from index.language.tokens import tokens
from index.values import Cell
from rag.draft.findings.finding import Finding
from rag.draft.material.report import Statement

_REVISED = frozenset(tokens("revised original"))  # by which heads everywhere tell a day that was moved from the first
_BEYOND = 8  # letters of a cell beside its time: "(early)", "1 year"
_LEAST = 14  # days by which something has moved


@dataclass(frozen=True)
class _Move:
    row: Statement
    name: str
    before: Period
    now: Period

    @property
    def days(self) -> int:
        """How much later it ends."""
        return (self.now.end - self.before.end).days


def slipped(statements: Sequence[Statement]) -> Iterator[Finding]:
    """One finding a table: its last row where that has moved, else the one that has most while the last stands."""
    for _, rows in groupby(statements, key=lambda s: (s.passage.item.id, tuple(cell.head for cell in s.said.cells))):
        moves = [move for row in rows if (move := _move(row))]
        late = max(moves, key=lambda one: one.days, default=None)
        if late is None or late.days < _LEAST:
            continue
        last = moves[-1]
        way = "squeezed" if not last.days and last is not late else ""
        told = late if way or last.days < _LEAST else last
        if any(_tells(one, told) for one in statements):
            continue
        said = {"name": told.name, "before": told.before.text, "now": told.now.text}
        if way:
            said = {"name": told.name, "last": last.name, "end": f"{last.now.end:%B %Y}"}
            said |= {"before": f"{told.before.end:%B %Y}", "now": f"{told.now.end:%B %Y}"}
        working = f"{told.now.text} ends {told.days} days after {told.before.text}"
        proofs = (told.row, last.row) if way else (told.row,)
        yield Finding("slipped", "delay", proofs, working, said, told.days, way)


def _move(row: Statement) -> _Move | None:
    """What a row says has moved; None where it says no such thing."""
    cells = row.said.cells
    times = [(cell, time) for cell in cells if (time := _time(cell))]
    names = [cell.text for cell in cells if not _time(cell) and cell.text[:1].strip()]
    if not row.row or len(times) != 2 or not names:
        return None
    (first, before), (second, now) = times
    heads = {*tokens(first.head), *tokens(second.head)}
    stretches = before.precision == now.precision == "range"
    if not stretches and heads.isdisjoint(_REVISED):
        return None
    return _Move(row, " ".join(names[0].split()).lstrip("0123456789.) "), before, now)


def _tells(one: Statement, move: _Move) -> bool:
    """Whether a sentence names what a row says has moved, and when it is now to be."""
    named = not one.row and set(tokens(move.name)) <= set(tokens(one.text))
    return named and any(when.end == move.now.end for when in one.said.periods)


def _time(cell: Cell) -> Period | None:
    found = find_periods(cell.text)
    return found[0] if len(found) == 1 and len(cell.text.strip()) - len(found[0].text) <= _BEYOND else None
