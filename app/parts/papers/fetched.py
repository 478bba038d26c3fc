"""Fetching a council's papers from its agenda system, on the page of papers: form, progress, Stop, and the outcome."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import streamlit as st

from app.parts.frame.safe import label, show
from app.parts.frame.services import Services
from app.server import jobs
from app.server.background import FETCHES

POLL = 1.0  # seconds between two drawings of it
MOST = 100  # lines that are shown
_SAID = {  # what somebody should look at comes first
    "vanished": "gone from the agenda system",
    "failed": "failed",
    "skipped": "not asked for",
    "changed": "changed and fetched again",
    "fetched": "fetched",
    "unchanged": "unchanged",
}


def draw_fetch(shared: Services) -> None:
    """Draw the form, and how far the fetch is or what the last one came to."""
    with st.expander("Fetch papers from the council’s agenda system", key="fetch", expanded=bool(FETCHES.lots)):
        if not FETCHES.over:
            st.fragment(_follow, run_every=POLL)()
            return
        _draw_form(shared)
        if FETCHES.lots:
            _draw_outcome()


def _draw_form(shared: Services) -> None:
    settings = shared.settings
    with st.form("fetch-form", border=False):
        site = settings.fetch_site or ""
        if site:
            show(f"From {site}", "p", "sq-why")
        else:
            hint = "https://democracy.example.gov.uk"
            site = st.text_input("Address of its ModernGov", placeholder=hint, key="fetch-url").strip()
        words = "Committees by name, with commas between; empty for all that meet"
        names = st.text_input(words, value=", ".join(settings.committees), key="fetch-committees")
        usual = date.today() - timedelta(days=settings.fetch_days)
        first = st.date_input("Meetings from", value=usual, format="DD/MM/YYYY", key="fetch-from")
        pressed = st.form_submit_button("Fetch what is new", icon=":material/cloud_download:")
    if pressed and not site:
        st.info("Give the address first: that of any page of the council’s ModernGov.")
    elif pressed:
        FETCHES.put_away()
        FETCHES.start([(site, b"")], lambda _: jobs.fetch(settings, site, names.split(","), first))
        shared.note("fetched papers", site)
        st.rerun()


def _follow() -> None:
    lines = FETCHES.lots[-1].lines if FETCHES.lots else []
    if FETCHES.over:
        st.rerun()
    meeting: Mapping[str, Any] = next((line for line in reversed(lines) if line["status"] == "meeting"), {})
    done, _, of = meeting.get("why", "0 of 1").partition(" of ")
    words = f"{meeting['what']} ({done} of {of})" if meeting else "Asking which committees meet…"
    st.progress(int(done) / int(of), label(words, 160))
    for line in [line for line in lines if line["status"] in _SAID][-1:]:
        _draw_line(line)
    if st.button("Stop", icon=":material/stop_circle:", key="fetch-stop"):
        jobs.end_fetches()
    st.caption("One request at a time, with a pause between. You can leave this page: it goes on.")


def _draw_outcome() -> None:
    lot = FETCHES.lots[-1]
    counts = Counter(line["status"] for line in lot.lines)
    told = ", ".join(f"{counts[status]} {words}" for status, words in _SAID.items() if counts[status])
    if lot.fault:
        st.error(label(lot.fault, 500))
    st.info(f"{told or 'Nothing was found'}.")
    shown = [line for status in _SAID for line in lot.lines if line["status"] == status != "unchanged"]
    for line in shown[:MOST]:
        _draw_line(line)
    if shown[MOST:]:
        st.caption(f"and {len(shown) - MOST} more")


def _draw_line(line: Mapping[str, Any]) -> None:
    show(f"{line['what']}: {_SAID[line['status']]}{line['why'] and ', '}{line['why']}", "p", "sq-why")
