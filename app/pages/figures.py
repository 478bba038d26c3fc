"""The figures page: what one indicator was over the years, as a chart, a table and the quotes behind every value."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.exports.figurelines import cite, figures_csv, value_lines
from app.pages.timeline import LONGEST, TOPIC
from app.parts.frame import safe
from app.parts.frame.downloads import Download, draw_downloads
from app.parts.frame.navigation import link
from app.parts.frame.safe import escaped, label
from app.parts.frame.services import Services, services
from app.parts.lookback.figurechart import clicked, series_chart
from app.parts.quoting.chips import draw_chips
from app.parts.quoting.quote import open_quote
from app.saved.records import CitationRecord
from app.wording import date_words
from rag.figures import open_ledger
from rag.figures.conflicts import Conflict, conflicting, conflicts_of
from rag.figures.find import find
from rag.figures.ledger import Ledger
from rag.figures.values import Indicator, Value

INDICATOR = "indicator"  # in the address
_OPENED = "figure-opened"
_STYLE = """<style>
.sq-table { overflow-x: auto; }
.sq-table table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
.sq-table th, .sq-table td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem 0.3rem 0; }
.sq-table td:nth-child(-n+3) { white-space: nowrap; }
.sq-table tr { border-bottom: 1px solid rgba(128, 128, 128, 0.35); }
</style>"""


def show_page() -> None:
    """Draw the page."""
    shared = services()
    st.title("Figures")
    st.caption("What the papers print of each measure. Nothing is worked out or mended.")
    ledger = open_ledger(shared.library)
    if not ledger.indicators:
        st.info("No figures have been read yet. Add performance reports or other papers on the Papers page.")
        return
    indicator = _pick(ledger)
    if indicator is not None:
        _draw(shared, indicator)
        _exports(shared, ledger, indicator)


def _pick(ledger: Ledger) -> Indicator | None:
    """The indicator of the address, of the words typed, or of the list; None when none has these words."""
    words = st.text_input(
        "Find a measure in your own words", key="figure-words", max_chars=LONGEST, placeholder="care leavers in work"
    )
    found = find(ledger, words) if words.strip() else list(_by_use(ledger))
    if words.strip() and not found:
        st.info("No measure in these papers is called that.")
        link("timeline", "What the papers say of it", "history", **{TOPIC: words.strip()})
        return None
    ids = [i.id for i in found]
    named = _named(ledger)
    if not words.strip() and named and named.id in ids:
        st.session_state.setdefault("figure-pick", named.id)
    if st.session_state.get("figure-pick") not in ids:
        st.session_state["figure-pick"] = ids[0]
    names = {i.id: f"{i.name} ({len(i.values)})" for i in found}
    picked = st.selectbox("Measure", ids, format_func=lambda id: names[id], key="figure-pick")
    st.query_params[INDICATOR] = picked
    return ledger.indicator(picked)


def _named(ledger: Ledger) -> Indicator | None:
    """The indicator of the address; one whose papers have changed since is found by its words."""
    id = st.query_params.get(INDICATOR, "")
    return ledger.indicator(id) or next(iter(find(ledger, id.replace("-", " "))), None) if id else None


def _by_use(ledger: Ledger) -> Sequence[Indicator]:
    """Those in most papers first: a series over meetings is what this page is for."""
    return sorted(ledger.indicators, key=lambda i: (-len({v.paper.item_id for v in i.values}), i.name.lower()))


def _exports(shared: Services, ledger: Ledger, indicator: Indicator) -> None:
    def csv_of(indicators: Sequence[Indicator]) -> str:
        return figures_csv(value_lines(shared.library, indicators))

    offered = [
        Download("This measure as CSV", f"{indicator.id}.csv", lambda: csv_of([indicator])),
        Download("All measures as CSV", "figures.csv", lambda: csv_of(ledger.indicators)),
    ]
    draw_downloads(shared, "exported", "figures", offered)


def _draw(shared: Services, indicator: Indicator) -> None:
    st.header(label(indicator.name, 160), anchor=False)
    for change in indicator.changes:
        st.warning(label(f"Counted in another way at another time: {change}. The two are not one series.", 300))
    cited = {key[1]: CitationRecord.of(c) for key, c in cite(shared.library, indicator.values).items()}
    values = [v for v in indicator.values if v.id in cited]
    apart = {v.id for v in values if conflicting(v, values)}
    chart = series_chart(values, apart)
    if chart is not None:
        with st.container(key="figure-chart"):
            event = st.altair_chart(chart, width="stretch", on_select="rerun", key=f"chart-{indicator.id}")
        _open_clicked(shared, clicked(event), cited)
        st.caption("Press a point for its quote." + (" A diamond differs from another paper's value." if apart else ""))
    for conflict in conflicts_of(indicator, values):
        _draw_conflict(conflict)
    st.caption("Open a quote by its number:")
    with st.container(horizontal=True, gap="small", key=f"figure-chips-{indicator.id}"):
        draw_chips(shared, [cited[v.id] for v in values], f"figure-{indicator.id}")
    st.html(_STYLE + _table(values, apart))
    if any(v.period and not v.dated for v in values):
        st.caption("* No time is printed with this value: it is the one that its paper is for.")


def _open_clicked(shared: Services, id: int | None, cited: dict[int, CitationRecord]) -> None:
    """Open the quote of a point just pressed; once, not at every drawing after it."""
    if id is not None and id in cited and st.session_state.get(_OPENED) != (cited[id].passage_id, id):
        st.session_state[_OPENED] = (cited[id].passage_id, id)
        open_quote(shared, cited[id])
    elif id is None:
        st.session_state.pop(_OPENED, None)


def _draw_conflict(conflict: Conflict) -> None:
    first, second = conflict.first, conflict.second
    when = first.period.text if first.period else "the same time"
    words = "A later paper gives another value" if conflict.kind == "restated" else "Papers of one meeting differ"
    with st.container(border=True, key=f"conflict-{conflict.indicator.id}-{first.id}-{second.id}"):
        safe.show(f"{words} for {when}: {first.printed} and {second.printed}", "p", "sq-question")
        for value in (first, second):
            safe.show(f"“{value.quote}”", "blockquote", "sq-quote")
            safe.show(f"[{value.id}] {value.paper.title}, {date_words(value.paper.meeting_date)}", "p", "sq-place")


def _table(values: Sequence[Value], apart: set[int]) -> str:
    """The values as a table, each with the number of its quote."""
    heads = ("No.", "Time", "Value", "Count", "Target", "Quartile", "Neighbours", "Paper", "As printed")
    used = [True, True, True] + [
        any(cell for cell in column)
        for column in (
            [v.count for v in values],
            [v.target for v in values],
            [v.quartile for v in values],
            [v.neighbours for v in values],
        )
    ]
    used += [True, len({v.name.lower() for v in values}) > 1]
    rows = []
    for v in values:
        count = f"{v.count:g}" + (f" of {v.base:g}" if v.base else "") if v.count else ""
        period = v.period.text if v.period else "not printed"
        cells = (
            f"[{v.id}]",
            period if v.dated or not v.period else f"{period}*",
            v.printed + (" (differs)" if v.id in apart else ""),
            count,
            v.target or "",
            str(v.quartile or ""),
            v.neighbours or "",
            f"{v.paper.title}, {date_words(v.paper.meeting_date)}",
            v.name,
        )
        shown = [escaped(cell) for cell, use in zip(cells, used, strict=True) if use]
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in shown) + "</tr>")
    head = "".join(f'<th scope="col">{h}</th>' for h, use in zip(heads, used, strict=True) if use)
    return f'<div class="sq-table"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
