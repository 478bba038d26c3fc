"""The register of commitments: what was resolved and undertaken, by when, and what later papers show of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from app.exports import lookexports as files
from app.pages.timeline import TOPIC
from app.parts.frame.downloads import Download, draw_downloads
from app.parts.frame.meetings import Meeting, meetings
from app.parts.frame.navigation import draw_no_papers, link
from app.parts.frame.safe import label, show, show_quote
from app.parts.frame.services import Services, services
from app.parts.papers.promises import asked_again
from app.parts.preparing.memberlist import add_to_list
from app.parts.quoting.chips import draw_chips
from app.saved.journals import SetStatus, StatusStore
from app.saved.records import CitationRecord
from app.wording import counted, date_words, tr
from rag.memory.commitment import KINDS, STATUSES, Commitment, question_of, said_before
from rag.memory.register import is_open, open_register
from rag.memory.topic import naming
from rag.search.corpus import Corpus, corpus_of

ENTRY = "commitment"  # in the address
A_PAGE = 10
FIND = "find"  # in the address
LONGEST = 200  # characters that are looked for
_OPEN, _ANY = "open", "any"
_WORDS, _STATUS, _KIND = "commitment-words", "commitment-status", "commitment-kind"
_SOURCE, _BODY, _DAY = "commitment-source", "commitment-body", "commitment-day"
_MINUTES, _REPORTS = "minutes", "minutes and reports"
_KINDS = {"resolution": "Resolutions", "undertaking": "Undertakings", "soft": "Said they would consider"}
_TAKE_BACK = "As the papers show (take mine back)"


def show_page() -> None:
    """Draw the page."""
    shared = services()
    st.title(tr("Commitments"))
    if not shared.library.items():
        draw_no_papers()
        return
    st.caption(tr("Resolved or undertaken, in exact words. Papers that are not held here may show more of it."))
    with st.spinner("Working out the register. The first time after papers were added this takes a little longer…"):
        commitments = open_register(shared.library).all()
    store = StatusStore(shared.settings.data)
    statuses = store.current()
    named = next((c for c in commitments if c.id == st.query_params.get(ENTRY)), None)
    if named is not None:
        if st.button(tr("All commitments"), icon=":material/arrow_back:"):
            del st.query_params[ENTRY]
            st.rerun()
        _draw(shared, store, named, statuses)
        return
    if ENTRY in st.query_params:
        st.info("That commitment is not in the papers held any more. All the others are below.")
    picked = _pick(commitments, statuses, corpus_of(shared.library))
    _draw_some(shared, store, picked, statuses)
    if chosen := picked.shown:
        csv = Download("CSV", "commitments.csv", lambda: files.commitments_csv(chosen, statuses))
        word = Download("Word", "commitments.docx", lambda: files.commitments_docx(chosen, statuses))
        draw_downloads(shared, "exported", "commitments", (csv, word))


def _draw_some(shared: Services, store: StatusStore, picked: "Picked", statuses: Mapping[str, SetStatus]) -> None:
    chosen, pages = picked.shown, -(-len(picked.shown) // A_PAGE)
    number = 1
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if chosen:
            st.caption(f"{counted(len(chosen), 'commitment')}, the newest meeting first")
        elif picked.words and not picked.others:
            st.info(tr("Nothing resolved or undertaken in the papers held speaks of that."))
        else:
            st.info(tr("No commitment is left with these choices."))
        if picked.others:
            st.button(f"Show {picked.others} more that are not open, or not in minutes", on_click=_drop_choices)
        if pages > 1:
            number = int(st.number_input(f"Page (of {pages})", 1, pages, key="commitments-page", width=150))
    if picked.words:
        link("timeline", "What was said of it at each meeting", "history", **{TOPIC: picked.words})
    for commitment in chosen[(number - 1) * A_PAGE : number * A_PAGE]:
        _draw(shared, store, commitment, statuses)


def _draw(shared: Services, store: StatusStore, commitment: Commitment, statuses: Mapping[str, SetStatus]) -> None:
    with st.container(border=True, key=f"commitment-{commitment.id}"):
        show(files.title_of(commitment), "h2", "sq-paper")
        if before := said_before(commitment):
            show(tr("Said just before: “{words}”", words=before), "p", "sq-place")
        show_quote(commitment.text)
        facts = files.facts_of(commitment, statuses)
        who = [fact for fact in facts if fact.startswith(files.WHO_AND_WHEN)]
        for line in ([" · ".join(who)] if who else []) + facts[len(who) :]:
            show(line, "p", "sq-why")
        for line in files.follow_up_lines(commitment):
            show(line, "p", "sq-place")
        cited = [commitment.citation, *(f.citation for f in commitment.follow_ups)]
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            draw_chips(shared, [CitationRecord.of(c) for c in cited], f"commitment-{commitment.id}")
            if is_open(commitment):
                _draw_question(shared, commitment)
            if shared.may_change:
                _draw_status(store, commitment, statuses.get(commitment.id), shared.viewer.name)
            link("commitments", "Link to this", "link", **{ENTRY: commitment.id})


def _draw_status(store: StatusStore, commitment: Commitment, mine: SetStatus | None, by: str) -> None:
    with st.popover("Set a status", icon=":material/edit_note:", key=f"set-{commitment.id}"):
        st.caption("For officers: kept beside what the papers show, never instead of it.")
        with st.form(f"status-{commitment.id}", border=False):
            options = [*STATUSES[:-1], *([_TAKE_BACK] if mine else [])]
            index = options.index(mine.status) if mine and mine.status in options else 0
            status = st.selectbox("Status", options, index=index)
            note = st.text_area("Why", mine.note if mine else "", max_chars=2000)
            if st.form_submit_button("Keep"):
                document = commitment.citation.passage.item.document_id
                store.set(commitment.id, document, "" if status == _TAKE_BACK else status, note, by)
                st.rerun()
        for earlier in store.trail(commitment.id)[:-1] if mine else []:
            st.caption(label(f"{earlier.at:%d %B %Y}: {earlier.status or 'taken back'}. {earlier.note}", 300))


@dataclass(frozen=True)
class Picked:
    """The commitments to show, the newest meeting's first, the `words` looked for, and how many `others` have them
    that the choices leave out."""

    shown: list[Commitment]
    words: str
    others: int


def _pick(commitments: Sequence[Commitment], statuses: Mapping[str, SetStatus], corpus: Corpus) -> Picked:
    st.session_state.setdefault(_WORDS, st.query_params.get(FIND, "")[:LONGEST])
    words = st.text_input("Find", key=_WORDS, max_chars=LONGEST, placeholder="young carers").strip()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        status = st.selectbox("Show", [_OPEN, *STATUSES, _ANY], format_func=_status_words, key=_STATUS)
        with st.popover(tr("More choices"), icon=":material/tune:"):
            kind = st.selectbox("Kind", [_ANY, *KINDS], format_func=lambda k: _KINDS.get(k, "Any"), key=_KIND)
            source = st.selectbox("From", [_MINUTES, _REPORTS], format_func=str.capitalize, key=_SOURCE)
            bodies = sorted({c.committee for c in commitments if c.committee})
            body = st.selectbox("Committee", [_ANY, *bodies], format_func=_any, key=_BODY) if len(bodies) > 1 else _ANY
            days = sorted({c.meeting_date for c in commitments if c.meeting_date}, reverse=True)
            day = st.selectbox("Meeting", [_ANY, *days], format_func=_any, key=_DAY)
    if words:
        st.query_params[FIND] = words
    else:
        st.query_params.pop(FIND, None)
    named = naming(words, commitments, corpus) if words else list(commitments)
    found = [
        c
        for c in named
        if (status == _ANY or _has_status(c, status, statuses))
        and (source == _REPORTS or c.source == "minutes")
        and (kind == _ANY or c.kind == kind)
        and (body == _ANY or c.committee == body)
        and (day == _ANY or c.meeting_date == day)
    ]
    newest = sorted(found, key=lambda c: -(c.meeting_date.toordinal() if c.meeting_date else 0))
    return Picked(newest, words, len(named) - len(found) if words else 0)


def _drop_choices() -> None:
    """Take back every choice but the words looked for; for a button's callback."""
    st.session_state[_STATUS], st.session_state[_SOURCE] = _ANY, _REPORTS
    for key in (_KIND, _BODY, _DAY):
        st.session_state.pop(key, None)


def _has_status(commitment: Commitment, status: str, statuses: Mapping[str, SetStatus]) -> bool:
    """By the officers' own status where they have set one, else by what the papers show."""
    mine = statuses.get(commitment.id)
    if status == _OPEN:
        return mine.status not in ("kept", "for noting") if mine else is_open(commitment)
    return (mine.status if mine else commitment.status) == status


def _status_words(status: str) -> str:
    said = {_OPEN: "Open", _ANY: "Everything", "for noting": "Only noted, minutes corrected"}
    return said.get(status, status.capitalize())


def _any(value: date | str) -> str:
    return date_words(value) if isinstance(value, date) else "Any" if value == _ANY else value


def _draw_question(shared: Services, commitment: Commitment) -> None:
    """One that is still open as a question: to copy, or to put on the member's list for the next meeting."""
    text = question_of(commitment)
    with st.popover(tr("As a question"), icon=":material/contact_support:", key=f"ask-{commitment.id}"):
        st.caption("A question to put at the next meeting, to edit as you like:")
        st.code(text, language=None, wrap_lines=True)
        meeting = _next_meeting(shared, commitment)
        if meeting is None or meeting.day is None:
            return
        st.caption(f"The list is that of {date_words(meeting.day)}, on the page Prepare.")
        if st.button(tr("Add to my list"), icon=":material/playlist_add:", key=f"list-{commitment.id}"):
            add_to_list(shared, meeting, asked_again(commitment))
            st.toast("It is on your list: see Prepare.", icon=":material/playlist_add_check:")


def _next_meeting(shared: Services, commitment: Commitment) -> Meeting | None:
    """The newest meeting of the committee, where it came after the commitment."""
    body, day = commitment.committee, commitment.meeting_date
    own = [m for m in meetings(shared.library.items()) if m.day and body in (None, m.committee)]
    return own[0] if own and (day is None or (own[0].day or day) > day) else None
