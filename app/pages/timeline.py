"""The history of a topic: what was said at each meeting, in exact words, a card a paragraph."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import streamlit as st

from app.exports import lookexports as files
from app.parts.frame.downloads import Download, draw_downloads
from app.parts.frame.navigation import draw_no_papers, link
from app.parts.frame.safe import show, show_beside, show_quote
from app.parts.frame.services import Services, services
from app.parts.preparing.memberlist import list_store
from app.parts.quoting.chips import draw_chips
from app.saved.lists import replies_about
from app.saved.records import CitationRecord
from app.wording import date_words, page_words, place_words, tr
from rag.memory.history import Entry, Filters, history
from rag.memory.minutes import KINDS, Kind
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


@dataclass(frozen=True)
class Card:
    """The entries of one minute with its point, or of one paragraph of a paper, in the order they stand there."""

    entries: tuple[Entry, ...]

    @property
    def first(self) -> Entry:
        """The entry that stands first."""
        return self.entries[0]

    @property
    def changed(self) -> str:
        """What its entries add."""
        return "; ".join(dict.fromkeys(e.changed for e in self.entries if e.changed))


def show_page() -> None:
    """Draw the page."""
    shared = services()
    st.title(tr("Timeline"))
    items = shared.library.items()
    if not items:
        draw_no_papers()
        return
    st.session_state.setdefault("timeline-topic", st.query_params.get(TOPIC, "")[:LONGEST])
    topic = st.text_input(
        tr("What do you want to look back on?"), key="timeline-topic", max_chars=LONGEST, placeholder="dental checks"
    ).strip()
    with st.container(horizontal=True, vertical_alignment="center"):
        filters = _filters([i.committee for i in items], [i.meeting_date for i in items])
        newest = _newest_first()
    if not topic:
        st.info(tr("Name a service, a measure or a decision, and see what each meeting said of it."))
        return
    st.query_params[TOPIC] = topic
    with st.spinner("Looking through the papers of every meeting…"):
        entries = history(shared.library, HybridRetriever(shared.library), topic, filters)
    if entries:
        _draw(shared, topic, cards_of(entries), newest)
        csv = Download("CSV", "history.csv", lambda: files.history_csv(entries))
        word = Download("Word", "history.docx", lambda: files.history_docx(topic, entries))
        draw_downloads(shared, "exported", f"history of {topic}", (csv, word))
    else:
        st.info(tr("The papers held do not speak of it, or not in these words. Try others, or take a choice back."))
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
    st.session_state.setdefault("timeline-newest", st.query_params.get(ORDER) == _NEWEST)
    newest = st.toggle(tr("Newest meeting first"), key="timeline-newest")
    if newest:
        st.query_params[ORDER] = _NEWEST
    else:
        st.query_params.pop(ORDER, None)
    return newest


def _bound(day: date | None) -> str:
    return date_words(day) if day else tr("Any meeting")


def _draw(shared: Services, topic: str, cards: Sequence[Card], newest: bool) -> None:
    named = st.query_params.get(ENTRY)
    for day, own in by_meeting(cards, newest):
        st.header(date_words(day), anchor=False)
        for card in own:
            with st.container(border=True, key=f"entry-{card.first.id}"):
                if named in {entry.id for entry in card.entries}:
                    st.badge("The entry you were sent", icon=":material/link:")
                _draw_card(shared, topic, card)


def _draw_card(shared: Services, topic: str, card: Card) -> None:
    records: list[CitationRecord] = []
    show(_headline(card), "h3")
    several = len({_who(entry) for entry in card.entries}) > 1
    for entry in card.entries:
        if several:
            show(_who(entry), "p", "sq-why")
        show_quote(entry.text)
        records.append(CitationRecord.of(entry.citation))
        if entry.reply:
            show("Reply", "p", "sq-why")
            show_quote(" ".join(entry.reply.quote.split()))
            records.append(CitationRecord.of(entry.reply))
    if card.changed:
        show(f"New: {card.changed}.", "p", "sq-why")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        draw_chips(shared, records, f"entry-{card.first.id}")
        where = place_words(records[0]) if card.first.kind == "reported" else ", ".join(page_words(records[0])[:1])
        if where:
            show_beside(where)
        link("timeline", "Link to this", "link", **{TOPIC: topic, ENTRY: card.first.id})


def _draw_noted(shared: Services, topic: str) -> None:
    """What this person noted of replies given at meetings; it is said to be a note."""
    found = replies_about(list_store(shared), topic, shared.library)
    if found:
        st.header("Noted on your lists", anchor=False)
        st.caption("Your own notes of what was replied, not the papers' words.")
    for place, noted in enumerate(found):
        with st.container(border=True, key=f"noted-{place}"):
            said = noted.question
            show(said.report + (f", {date_words(noted.meeting_date)}" if noted.meeting_date else ""), "h3")
            show(f"Asked{' by ' + said.asker if said.asker else ''}: {said.text}")
            if said.reply:
                show(f"Reply, as noted: {said.reply}")
            if said.after:
                show(f"Then: {said.after}")
            link("prepare", "Open the list", "checklist", list=noted.list_id)


def _headline(card: Card) -> str:
    """What is said of all the card's entries: by whom, in which minute, under which heading."""
    first, who = card.first, {_who(entry) for entry in card.entries}
    minute = f"minute {first.minute}" if first.minute and first.kind != "reported" else ""
    parts = [*(who if len(who) == 1 else []), *([minute] if minute else [])]
    lead = ", ".join(parts)
    return f"{lead[:1].upper()}{lead[1:]}" + (f"{': ' if lead else ''}{first.heading}" if first.heading else "")


def _who(entry: Entry) -> str:
    return _WORDS[entry.kind] + (f", {entry.who}" if entry.who else "")


def cards_of(entries: Iterable[Entry]) -> list[Card]:
    """The cards of a history, whose entries are given in order."""
    return [Card(tuple(own)) for _, own in groupby(entries, key=_place)]


def by_meeting(cards: Sequence[Card], newest: bool) -> list[tuple[date | None, list[Card]]]:
    """The cards by day of their meeting, oldest first, or the newest; those of no known day last."""
    found = [(day, list(own)) for day, own in groupby(cards, key=lambda c: c.first.date)]
    known = [pair for pair in found if pair[0] is not None]
    return [*(reversed(known) if newest else known), *(pair for pair in found if pair[0] is None)]


def _place(entry: Entry) -> tuple[str, ...]:
    passage = entry.citation.passage
    return (passage.item.id, entry.minute) if entry.minute else (passage.item.id, "", passage.id)
