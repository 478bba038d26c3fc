"""The history of a topic: what was said at each meeting, in exact words, oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from app import lookexports as files
from app.lists import ListStore
from app.records import CitationRecord
from app.replies import replies_about
from app.views import safe
from app.views.chips import draw_chips
from app.views.downloads import Download, draw_downloads
from app.views.empty import draw_no_papers
from app.views.navigation import link
from app.views.services import Services, services
from app.wording import date_words, paper_words, place_words
from rag.history.search import history
from rag.history.shared import retriever_of
from rag.history.values import Entry, Filters
from rag.history.weight import KINDS, Kind

TOPIC, ENTRY = "topic", "entry"  # in the address
LONGEST = 200  # characters of a topic
_WORDS: dict[Kind, str] = {
    "resolved": "Resolved",
    "undertaken": "Undertaken",
    "soft": "Would be considered",
    "asked": "Asked",
    "advised": "Advised",
    "noted": "Noted",
    "question": "Question",
    "reply": "Reply",
    "reported": "Reported",
}


def show() -> None:
    """Draw the page."""
    shared = services()
    st.title("Timeline")
    items = shared.library.items()
    if not items:
        draw_no_papers()
        return
    st.session_state.setdefault("timeline-topic", st.query_params.get(TOPIC, "")[:LONGEST])
    topic = st.text_input(
        "What do you want to look back on?", key="timeline-topic", max_chars=LONGEST, placeholder="dental checks"
    ).strip()
    filters = _filters([i.committee for i in items], [i.meeting_date for i in items])
    if not topic:
        st.info("Name a service, a measure or a decision, and see what each meeting said of it, oldest first.")
        return
    st.query_params[TOPIC] = topic
    with st.spinner("Looking through the papers of every meeting…"):
        entries = history(shared.library, retriever_of(shared.library), topic, filters)
    if entries:
        _exports(shared, topic, entries)
        _draw(shared, topic, entries)
    else:
        st.info("The papers held do not speak of it, or not in these words. Try others, or take a choice back.")
    _draw_noted(shared, topic)


def _filters(bodies: Sequence[str | None], days: Sequence[date | None]) -> Filters:
    known = sorted({b for b in bodies if b})
    held = sorted({d for d in days if d})
    with st.container(horizontal=True):
        kinds = st.multiselect("Kinds", KINDS, format_func=lambda k: _WORDS[k], key="timeline-kinds")
        body = st.selectbox("Committee", ["any", *known], key="timeline-body") if len(known) > 1 else "any"
        since = st.selectbox("From", [None, *held], format_func=_bound, key="timeline-since")
        until = st.selectbox("To", [None, *reversed(held)], format_func=_bound, key="timeline-until")
    return Filters(tuple(kinds), "" if body == "any" else body, since, until)


def _bound(day: date | None) -> str:
    return date_words(day) if day else "Any meeting"


def _exports(shared: Services, topic: str, entries: Sequence[Entry]) -> None:
    offered = (
        Download("CSV", "history.csv", lambda: files.history_csv(entries)),
        Download("Markdown", "history.md", lambda: files.history_markdown(topic, entries)),
        Download("Word", "history.docx", lambda: files.history_docx(topic, entries)),
    )
    draw_downloads(shared, "exported", f"history of {topic}", offered)


def _draw(shared: Services, topic: str, entries: Sequence[Entry]) -> None:
    named = st.query_params.get(ENTRY)
    day: object = object()
    for entry in entries:
        if entry.date != day:
            day = entry.date
            st.header(date_words(entry.date), anchor=False)
        with st.container(border=True, key=f"entry-{entry.id}"):
            if entry.id == named:
                st.badge("The entry you were sent", icon=":material/link:")
            record = CitationRecord.of(entry.citation)
            safe.show(_headline(entry), "h3")
            safe.show(f"“{entry.text}”", "blockquote", "sq-quote")
            if entry.reply:
                safe.show(f"Reply: “{' '.join(entry.reply.quote.split())}”", "blockquote", "sq-quote")
            if entry.changed:
                safe.show(f"New: {entry.changed}.", "p", "sq-why")
            safe.show(f"{paper_words(record)}: {place_words(record)}", "p", "sq-place")
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                cited = [record, *([CitationRecord.of(entry.reply)] if entry.reply else [])]
                draw_chips(shared, cited, f"entry-{entry.id}")
                link("timeline", "Link to this", "link", **{TOPIC: topic, ENTRY: entry.id})


def _draw_noted(shared: Services, topic: str) -> None:
    """What this person noted of replies given at meetings; it is said to be a note."""
    store = ListStore(shared.settings.data, owner=shared.owner)
    found = replies_about(store, topic, shared.library)
    if found:
        st.header("Noted on your lists", anchor=False)
        st.caption("Your own notes of what was replied, not the papers' words.")
    for place, reply in enumerate(found):
        with st.container(border=True, key=f"noted-{place}"):
            when = f", {date_words(date.fromisoformat(reply.meeting_date))}" if reply.meeting_date else ""
            safe.show(f"{reply.report}{when}", "h3")
            safe.show(f"Asked{' by ' + reply.asker if reply.asker else ''}: {reply.question}")
            if reply.reply:
                safe.show(f"Reply, as noted: {reply.reply}")
            if reply.after:
                safe.show(f"Then: {reply.after}")
            link("prepare", "Open the list", "checklist", list=reply.list_id)


def _headline(entry: Entry) -> str:
    who = f", {entry.who}" if entry.who else ""
    minute = f", minute {entry.minute}" if entry.minute and entry.kind != "reported" else ""
    return f"{_WORDS[entry.kind]}{who}{minute}" + (f": {entry.heading}" if entry.heading else "")
