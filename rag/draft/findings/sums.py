"""Tables whose printed total is not what their rows come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from index.language.amounts import amounts, plain
from rag.draft.findings.finding import Finding, Material
from rag.draft.reading.statements import Statement

_FEWEST = 3  # rows above a total
_ROUNDING = 0.5  # of the last place printed, for each row
_NEAR = 0.1  # a greater difference is most likely a total of other rows


def find(material: Material) -> list[Finding]:
    """One finding for each table whose columns add up but for one."""
    found = []
    for _, rows in groupby(material.statements, key=lambda s: (s.row, s.passage.item.id, s.said.table, s.heading)):
        table = list(rows)
        if table[0].row:
            found += list(_off(table))
    return found


def _off(rows: Sequence[Statement]) -> Iterator[Finding]:
    start = 0
    for n, row in enumerate(rows):
        label = row.said.cells[0].text.strip().lower() if row.said.cells else ""
        if label.startswith("total"):
            if n - start >= _FEWEST:
                yield from _compare(rows[start:n], row)
            start = n + 1


def _compare(above: Sequence[Statement], total: Statement) -> Iterator[Finding]:
    """The column that does not add up, where another shows that these rows are what is added."""
    right, wrong = 0, []
    for column in range(1, len(total.said.cells)):
        printed = _figure(total, column)
        parts = [_figure(row, column) for row in above]
        if printed is None or None in parts:
            continue
        reckoned = sum(part for part in parts if part is not None)
        off = abs(reckoned - printed)
        if off <= _ROUNDING * len(above):
            right += 1
        elif off <= _NEAR * abs(printed):
            wrong.append((column, reckoned))
    if right and len(wrong) == 1:
        column, reckoned = wrong[0]
        cell = total.said.cells[column]
        said = {"head": cell.head or "the total", "printed": cell.text, "sum": plain(round(reckoned, 2))}
        working = f"the {len(above)} rows come to {said['sum']}, and the total printed is {cell.text}"
        yield Finding("sum", "contradiction", (total, *above[:2]), working, said)


def _figure(row: Statement, column: int) -> float | None:
    found = amounts(row.said.cells[column].text) if column < len(row.said.cells) else []
    return found[0].value if len(found) == 1 else None
