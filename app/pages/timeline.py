"""The history of a topic: what was said at each meeting, in exact words, a card a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from app.exports import lookexports as files
from app.parts.asking.empty import draw_no_papers
from app.parts.frame import safe
from app.parts.frame.downloads import Download, draw_downloads
from app.parts.frame.navigation import link
from app.parts.frame.services import Services, services
from app.parts.lookback.timelinecards import Card, by_meeting, cards_of
from app.parts.quoting.chips import draw_chips
from app.saved.lists import ListStore
from app.saved.records import CitationRecord
from app.saved.replies import replies_about
from app.wording import date_words, page_words, place_words
from rag.memory.history.search import history
from rag.memory.history.values import Entry, Filters
from rag.memory.history.weight import KINDS, Kind
from rag.search.retriever import HybridRetriever

TOPIC, ENTRY, ORDER = "topic", "entry", "order"  # in the address
_NEWEST = "newest"
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


def show_page() -> None:
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
    with st.container(horizontal=True, vertical_alignment="center"):
        filters = _filters([i.committee for i in items], [i.meeting_date for i in items])
        newest = _newest_first()
    if not topic:
        st.info("Name a service, a measure or a decision, and see what each meeting said of it.")
        return
    st.query_params[TOPIC] = topic
    with st.spinner("Looking through the papers of every meeting…"):
        entries = history(shared.library, HybridRetriever(shared.library), topic, filters)
    if entries:
        _draw(shared, topic, cards_of(entries), newest)
        _exports(shared, topic, entries)
    else:
        st.info("The papers held do not speak of it, or not in these words. Try others, or take a choice back.")
    _draw_noted(shared, topic)


def _filters(bodies: Sequence[str | None], days: Sequence[date | None]) -> Filters:
    known = sorted({b for b in bodies if b})
    held = sorted({d for d in days if d})
    with st.popover("Choose meetings and kinds", icon=":material/tune:"):
        kinds = st.multiselect("Kinds", KINDS, format_func=lambda k: _WORDS[k], key="timeline-kinds")
        body = st.selectbox("Committee", ["", *known], format_func=lambda b: b or "Any", key="timeline-body")
        since = st.selectbox("From", [None, *held], format_func=_bound, key="timeline-since")
        until = st.selectbox("To", [None, *reversed(held)], format_func=_bound, key="timeline-until")
    return Filters(tuple(kinds), body, since, until)


def _newest_first() -> bool:
    """Draw the switch of the order, which is kept in the address."""
    st.session_state.setdefault("timeline-newest", st.query_params.get(ORDER) == _NEWEST)
    newest = st.toggle("Newest meeting first", key="timeline-newest")
    if newest:
        st.query_params[ORDER] = _NEWEST
    else:
        st.query_params.pop(ORDER, None)
    return newest


def _bound(day: date | None) -> str:
    return date_words(day) if day else "Any meeting"


def _exports(shared: Services, topic: str, entries: Sequence[Entry]) -> None:
    offered = (
        Download("CSV", "history.csv", lambda: files.history_csv(entries)),
        Download("Markdown", "history.md", lambda: files.history_markdown(topic, entries)),
        Download("Word", "history.docx", lambda: files.history_docx(topic, entries)),
    )
    draw_downloads(shared, "exported", f"history of {topic}", offered)


def _draw(shared: Services, topic: str, cards: Sequence[Card], newest: bool) -> None:
    named = st.query_params.get(ENTRY)
    for day, own in by_meeting(cards, newest):
        st.header(date_words(day), anchor=False)
        for card in own:
            with st.container(border=True, key=f"entry-{card.id}"):
                if named in {entry.id for entry in card.entries}:
                    st.badge("The entry you were sent", icon=":material/link:")
                _draw_card(shared, topic, card)


def _draw_card(shared: Services, topic: str, card: Card) -> None:
    records: list[CitationRecord] = []
    safe.show(_headline(card), "h3")
    for entry in card.entries:
        said = f"{_who(entry)}: " if len({_who(e) for e in card.entries}) > 1 else ""
        safe.show(f"{said}“{entry.text}”", "blockquote", "sq-quote")
        records.append(CitationRecord.of(entry.citation))
        if entry.reply:
            safe.show(f"Reply: “{' '.join(entry.reply.quote.split())}”", "blockquote", "sq-quote")
            records.append(CitationRecord.of(entry.reply))
    if card.changed:
        safe.show(f"New: {card.changed}.", "p", "sq-why")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        draw_chips(shared, records, f"entry-{card.id}")
        where = place_words(records[0]) if card.first.kind == "reported" else ", ".join(page_words(records[0])[:1])
        if where:
            st.html(f'<span class="sq-place">{safe.escaped(where)}</span>', width="content")
        link("timeline", "Link to this", "link", **{TOPIC: topic, ENTRY: card.id})


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


def _headline(card: Card) -> str:
    """What is said of all the card's entries: by whom, in which minute, under which heading."""
    first, who = card.first, {_who(entry) for entry in card.entries}
    minute = f"minute {first.minute}" if first.minute and first.kind != "reported" else ""
    parts = [*(who if len(who) == 1 else []), *([minute] if minute else [])]
    lead = ", ".join(parts)
    return f"{lead[:1].upper()}{lead[1:]}" + (f"{': ' if lead else ''}{first.heading}" if first.heading else "")


def _who(entry: Entry) -> str:
    return _WORDS[entry.kind] + (f", {entry.who}" if entry.who else "")
