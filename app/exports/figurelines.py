"""Values of indicators as the lines that `scrutiny figures` prints and the CSV export holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.exports.csvtext import csv_text
from index.store.library import Library
from rag.figures.conflicts import conflicting
from rag.figures.values import Indicator, Value
from rag.values import Citation

_COLUMNS = """indicator value unit printed period period_start period_end target quartile neighbours count base name
    definition meeting_date document report paragraph page pack_page quote conflicts"""
COLUMNS = tuple(_COLUMNS.split())


def value_lines(library: Library, indicators: Sequence[Indicator]) -> list[dict[str, Any]]:
    """One line a value, by indicator and period; `conflicts_with` cites the values that differ for that period."""
    cited = cite(library, [v for i in indicators for v in i.values])
    lines = []
    for indicator in indicators:
        for value in indicator.values:
            own = cited.get(_key(value))
            if own is None:
                continue  # its passage went while this was read
            others = [cited[_key(v)] for v in conflicting(value, indicator.values) if _key(v) in cited]
            lines.append(_line(indicator, value, own, _once(others)))
    return lines


def cite(library: Library, values: Sequence[Value]) -> dict[tuple[str, int], Citation]:
    """A citation of each value, by indicator and the value's number; those whose passages are gone are left out."""
    passages = {p.id: p for p in library.stores.catalogue.passages(sorted({v.passage_id for v in values}))}
    return {_key(v): Citation(v.id, passages[v.passage_id], v.quote) for v in values if v.passage_id in passages}


def figures_csv(lines: Sequence[dict[str, Any]]) -> str:
    """The lines as CSV, a row a value."""
    rows = []
    for line in lines:
        flat = line | {k: v for k, v in line["citation"].items() if k not in line}
        flat["conflicts"] = " | ".join(
            f"{o['report']} ({o['meeting_date']}): {o['quote']}" for o in line["conflicts_with"]
        )
        rows.append([flat.get(column) for column in COLUMNS])
    return csv_text(COLUMNS, rows)


def _line(indicator: Indicator, value: Value, own: Citation, others: Sequence[Citation]) -> dict[str, Any]:
    period = value.period
    meeting = value.paper.meeting_date
    return {
        "indicator": indicator.name,
        "value": value.value,
        "unit": value.unit,
        "period": period.text if period else None,
        "target": value.target,
        "definition": value.definition,
        "meeting_date": meeting.isoformat() if meeting else None,
        "citation": own.as_json(),
        "conflicts_with": [c.as_json() for c in others],
        "id": indicator.id,
        "name": value.name,
        "printed": value.printed,
        "period_start": period.start.isoformat() if period else None,
        "period_end": period.end.isoformat() if period else None,
        "period_printed": value.dated,
        "count": value.count,
        "base": value.base,
        "quartile": value.quartile,
        "neighbours": value.neighbours,
        "changes": list(indicator.changes),
    }


def _key(value: Value) -> tuple[str, int]:
    return value.indicator, value.id


def _once(citations: Sequence[Citation]) -> list[Citation]:
    return list({(c.passage.id, c.quote): c for c in citations}.values())
