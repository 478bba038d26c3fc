"""The chart of an indicator: a point a value, on an axis of time; a point pressed opens its quote."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import altair as alt

from app.wording import date_words
from rag.figures.values import Value

POINT = "value"  # the name of the selection
AGREES, DIFFERS = "#2a8f88", "#c8692b"  # at least 3:1 on the light page and on the dark one (WCAG 2.2, 1.4.11)
_LINE = "#7f8b8d"
_UNITS = {"%": "Per cent", "£": "Pounds", "": "Number"}
_HEIGHT = 300


def series_chart(values: Sequence[Value], apart: set[int]) -> alt.LayerChart | alt.FacetChart | None:
    """The chart of the values that have a time; None for fewer than two times. `apart` are ids of values that differ.

    A value stands where its time ends, so that a year without papers is a gap. Values are joined by a line within one
    kind of period only: a year's value is no point of a line of quarters.
    """
    dated = [v for v in values if v.period]
    times = {v.period.end.toordinal(): v.period.text for v in dated if v.period}
    if len(times) < 2:
        return None
    data = [_row(v, v.id in apart) for v in dated]
    axis = alt.Axis(
        values=sorted(times),
        labelExpr=f"{json.dumps({str(day): text for day, text in times.items()})}[datum.value]",
        labelAngle=-40,
        labelOverlap="greedy",
        title=None,
        grid=False,
    )
    base = alt.Chart(alt.Data(values=data)).encode(
        x=alt.X("end:Q", scale=alt.Scale(zero=False, nice=False, padding=24), axis=axis),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=False, padding=12)),
    )
    lines = base.mark_line(color=_LINE, opacity=0.7).encode(detail="sort:N", order="end:Q")
    points = (
        base.mark_point(filled=True, size=110, cursor="pointer", opacity=1)
        .encode(
            shape=alt.Shape(
                "differs:N", scale=alt.Scale(domain=["agrees", "differs"], range=["circle", "diamond"]), legend=None
            ),
            color=alt.Color(
                "differs:N", scale=alt.Scale(domain=["agrees", "differs"], range=[AGREES, DIFFERS]), legend=None
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
    unit = values[0].unit
    title = alt.TitleParams(_UNITS.get(unit, unit), anchor="start", fontSize=13, fontWeight="normal")
    return alt.layer(lines, points).properties(height=_HEIGHT, title=title)


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
