"""The chart of an indicator: a point a value, in order of the time it is for; a point pressed opens its quote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from app.wording import date_words
from rag.figures.values import Value

POINT = "value"  # the name of the selection


def series_chart(values: Sequence[Value], apart: set[int]) -> alt.LayerChart | alt.FacetChart | None:
    """The chart of the values that have a time; None for fewer than two times. `apart` are ids of values that differ.

    Values are joined by a line within one kind of period only: a year's value is no point of a line of quarters.
    """
    dated = [v for v in values if v.period]
    if len({v.period.end for v in dated if v.period}) < 2:
        return None
    order = [t for _, t in sorted({(v.period.end, v.period.text) for v in dated if v.period})]
    data = [_row(v, v.id in apart) for v in dated]
    unit = values[0].unit
    base = alt.Chart(alt.Data(values=data)).encode(
        x=alt.X("time:N", sort=order, title="Time", axis=alt.Axis(labelAngle=-40, labelOverlap=False)),
        y=alt.Y("value:Q", title=unit or "Number", scale=alt.Scale(zero=False, padding=12)),
    )
    lines = base.mark_line(opacity=0.35).encode(detail="sort:N", order="end:Q")
    points = (
        base.mark_point(filled=True, size=110, cursor="pointer")
        .encode(
            shape=alt.Shape(
                "differs:N", scale=alt.Scale(domain=["agrees", "differs"], range=["circle", "diamond"]), legend=None
            ),
            color=alt.Color(
                "differs:N", scale=alt.Scale(domain=["agrees", "differs"], range=["#1f6f78", "#b3541e"]), legend=None
            ),
            tooltip=[
                alt.Tooltip("time:N", title="Time"),
                alt.Tooltip("printed:N", title="Value"),
                alt.Tooltip("target:N", title="Target"),
                alt.Tooltip("paper:N", title="Paper"),
            ],
        )
        .add_params(alt.selection_point(name=POINT, fields=["id"], on="click"))
    )
    return alt.layer(lines, points).properties(height=280)


def clicked(event: Any) -> int | None:
    """The id of the value whose point was pressed, or None."""
    selection = getattr(event, "selection", None) or (event.get("selection") if isinstance(event, dict) else None) or {}
    chosen = selection.get(POINT) or []
    return int(chosen[-1]["id"]) if chosen and "id" in chosen[-1] else None


def _row(value: Value, differs: bool) -> dict[str, Any]:
    assert value.period is not None
    return {
        "id": value.id,
        "time": value.period.text,
        "end": value.period.end.toordinal(),
        "sort": value.period.precision,
        "value": value.value,
        "printed": value.printed,
        "target": value.target or "none printed",
        "paper": f"{value.paper.title}, {date_words(value.paper.meeting_date)}",
        "differs": "differs" if differs else "agrees",
    }
