"""The figures page: what one indicator was over the years, as a chart, a table and the quotes behind every value."""

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

import altair as alt
import streamlit as st

from app.exports.lookexports import cite, figures_csv, value_lines
from app.pages.timeline import LONGEST, TOPIC
from app.parts.frame.downloads import Download, draw_downloads
from app.parts.frame.navigation import link
from app.parts.frame.safe import label, show, show_quote, table
from app.parts.frame.services import Services, services
from app.parts.quoting.chips import draw_chips
from app.saved.records import CitationRecord
from app.wording import date_words, tr
from rag.figures import open_ledger
from rag.figures.ledger import Ledger, find
from rag.figures.values import Conflict, Indicator, Value, conflicting, conflicts_of

INDICATOR = "indicator"  # in the address
AGREES, DIFFERS = "#2a8f88", "#c8692b"  # at least 3:1 on the light page and on the dark one (WCAG 2.2, 1.4.11)
_LINE = "#7f8b8d"
_UNITS = {"%": "Per cent", "£": "Pounds", "": "Number"}
_HEIGHT = 300
_LABELS = 8  # times that all have room for their names
_GAP = 1.6  # times as long as its own from which on a time is missing before it
_DAYS = 366  # of a value of one day


def show_page() -> None:
    """Draw the page."""
    shared = services()
    st.title(tr("Figures"))
    st.caption(tr("What the papers print of each measure. Nothing is worked out or mended."))
    ledger = open_ledger(shared.library)
    if not ledger.indicators:
        st.info("No figures have been read yet. Add performance reports or other papers on the Papers page.")
        return
    indicator = _pick(ledger)
    if indicator is not None:
        _draw(shared, indicator)
        _exports(shared, ledger, indicator)


def _use(indicator: Indicator) -> tuple[int, str]:  # those in most papers first: of a series over meetings is the page
    return -len({value.paper.item_id for value in indicator.values}), indicator.name.lower()


def _pick(ledger: Ledger) -> Indicator | None:
    """The indicator of the address, of the words typed, or of the list; None when none has these words."""
    asked, like = tr("Find a measure in your own words"), "care leavers in work"
    words = st.text_input(asked, key="figure-words", max_chars=LONGEST, placeholder=like)
    found = find(ledger, words) if words.strip() else sorted(ledger.indicators, key=_use)
    if words.strip() and not found:
        st.info(tr("No measure in these papers is called that."))
        link("timeline", "What the papers say of it", "history", **{TOPIC: words.strip()})
        return None
    ids = [i.id for i in found]
    named = _named(ledger)
    if not words.strip() and named and named.id in ids:
        st.session_state.setdefault("figure-pick", named.id)
    if st.session_state.get("figure-pick") not in ids:
        st.session_state["figure-pick"] = ids[0]
    names = {i.id: f"{i.name} ({len(i.values)})" for i in found}
    picked = st.selectbox(tr("Measure"), ids, format_func=lambda id: names[id], key="figure-pick")
    st.query_params[INDICATOR] = picked
    return ledger.indicator(picked)


def _named(ledger: Ledger) -> Indicator | None:
    """The indicator of the address; one whose papers have changed since is found by its words."""
    id = st.query_params.get(INDICATOR, "")
    return ledger.indicator(id) or next(iter(find(ledger, id.replace("-", " "))), None) if id else None


def _exports(shared: Services, ledger: Ledger, indicator: Indicator) -> None:
    these = {f"{indicator.id}.csv": [indicator], "figures.csv": ledger.indicators}
    makes = [partial(lambda own: figures_csv(value_lines(shared.library, own)), own) for own in these.values()]
    words = ("This measure as CSV", "All measures as CSV")
    draw_downloads(shared, "exported", "figures", list(map(Download, words, these, makes)))


def _draw(shared: Services, indicator: Indicator) -> None:
    st.header(label(indicator.name, 160), anchor=False)
    cited = {key[1]: CitationRecord.of(c) for key, c in cite(shared.library, indicator.values).items()}
    values = [v for v in indicator.values if v.id in cited]
    apart = {v.id for v in values if conflicting(v, values)}
    chart = series_chart(values, apart)
    if chart is not None:
        with st.container(key="figure-chart"):
            st.altair_chart(chart, width="stretch", key=f"chart-{indicator.id}")
        if apart:
            st.caption("A diamond differs from another paper's value.")
    for conflict in conflicts_of(indicator, values):
        _draw_conflict(conflict)
    st.caption("Open a quote by its number:")
    with st.container(horizontal=True, gap="small", key=f"figure-chips-{indicator.id}"):
        draw_chips(shared, [cited[v.id] for v in values], f"figure-{indicator.id}")
    _draw_table(values, apart)
    if any(v.period and not v.dated for v in values):
        st.caption("* No time is printed with this value: it is the one that its paper is for.")


def _draw_conflict(conflict: Conflict) -> None:
    first, second = conflict.first, conflict.second
    when = first.period.text if first.period else "the same time"
    words = "A later paper gives another value" if conflict.kind == "restated" else "Papers of one meeting differ"
    with st.container(border=True, key=f"conflict-{conflict.indicator.id}-{first.id}-{second.id}"):
        show(f"{words} for {when}: {first.printed} and {second.printed}", "p", "sq-question")
        for value in (first, second):
            show_quote(value.quote, f"[{value.id}] {value.paper.title}, {date_words(value.paper.meeting_date)}")


def _draw_table(values: Sequence[Value], apart: set[int]) -> None:
    """The values, each with the number of its quote; columns in which nothing stands are left out."""
    names = len({v.name.lower() for v in values}) > 1
    rows = [
        {
            "No.": f"[{v.id}]",
            "Time": f"{v.period.text}{'' if v.dated else '*'}" if v.period else "not printed",
            "Value": v.printed + (" (differs)" if v.id in apart else ""),
            "Count": f"{v.count:g}" + (f" of {v.base:g}" if v.base else "") if v.count else "",
            "Target": v.target or "",
            "Paper": f"{v.paper.title}, {date_words(v.paper.meeting_date)}",
            "As printed": v.name if names else "",
        }
        for v in values
    ]
    heads = [head for head in rows[0] if any(row[head] for row in rows)] if rows else []
    table(heads, [[row[head] for head in heads] for row in rows], "sq-values")


def series_chart(values: Sequence[Value], apart: set[int]) -> alt.LayerChart | alt.FacetChart | None:
    """The chart of the values that have a time; None for fewer than two times. `apart` are ids of values that differ. A
    value stands where its time ends, so that a year without papers is a gap. Values are joined by a line within one
    kind of period only: a year's value is no point of a line of quarters.
    """
    dated = [v for v in values if v.period]
    times = {v.period.end.toordinal(): v.period.text for v in dated if v.period}
    if len(times) < 2:
        return None
    runs = _runs(dated)
    data = [_row(v, v.id in apart) | {"run": runs[v.id]} for v in dated]
    axis = alt.Axis(
        values=sorted(times),
        labelExpr=f"{json.dumps({str(day): text for day, text in times.items()})}[datum.value]", labelAngle=-60,
        labelOverlap="greedy" if len(times) > _LABELS else False, title=None, grid=False,
    )  # fmt: skip
    heights = [v.value for v in dated]  # the axis begins at nought; told, so that it is known before the values are
    base = alt.Chart(alt.Data(values=data)).encode(
        x=alt.X("end:Q", scale=alt.Scale(domain=[min(times), max(times)], nice=False, padding=24), axis=axis),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(domain=[min(0, *heights), max(0, *heights)], padding=12)),
    )
    lines = base.mark_line(color=_LINE, opacity=0.7).encode(detail="run:N", order="end:Q")
    told = {"id": "Quote", "time": "Time", "printed": "Value", "target": "Target", "paper": "Paper"}
    either = partial(alt.Scale, domain=["agrees", "differs"])
    points = base.mark_point(filled=True, size=110, opacity=1).encode(
        shape=alt.Shape("differs:N", scale=either(range=["circle", "diamond"]), legend=None),
        color=alt.Color("differs:N", scale=either(range=[AGREES, DIFFERS]), legend=None),
        tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in told.items()],
    )
    unit = values[0].unit
    title = alt.TitleParams(_UNITS.get(unit, unit), anchor="start", fontSize=13, fontWeight="normal")
    return alt.layer(lines, points).properties(height=_HEIGHT, title=title)


def _runs(dated: Sequence[Value]) -> dict[int, str]:
    """The line that each value is a point of: one for each kind of period, broken where times between are missing."""
    found: dict[int, str] = {}
    rows = sorted((v.period.precision, v.period.end, v.period.start, v.id) for v in dated if v.period)
    before, run = rows[0], 0
    for row in rows:
        kind, end, start, id = row
        usual = max((end - start).days + 1, _DAYS if kind == "day" else 0)
        run += kind != before[0] or (end - before[1]).days > _GAP * usual
        before, found[id] = row, str(run)
    return found


def _row(value: Value, differs: bool) -> dict[str, Any]:
    assert value.period is not None
    return {
        "id": value.id,
        "time": value.period.text,
        "end": value.period.end.toordinal(),
        "value": value.value,
        "printed": value.printed,
        "target": value.target or "none printed",
        "paper": f"{value.paper.title}, {date_words(value.paper.meeting_date)}",
        "differs": "differs" if differs else "agrees",
    }
