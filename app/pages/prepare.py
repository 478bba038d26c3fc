"""Prepare: a report, how far it answers the agreed prompts, what deserves a challenge, and one's own list."""

from __future__ import annotations

import streamlit as st

from app.parts.frame.browser import move_focus, never_but_leave
from app.parts.frame.meetings import Meeting, committees, in_order, meetings, my_committee
from app.parts.frame.navigation import draw_no_papers
from app.parts.frame.safe import show_notice
from app.parts.frame.services import Services, services
from app.parts.preparing.drafts import draw_glance, draw_key_facts, draw_left_out, draw_question
from app.parts.preparing.memberlist import LIST, draw_list, list_for, opened, take_off
from app.saved.lists import ListedQuestion, ListStore
from app.saved.records import DraftQuestionRecord, DraftRecord
from index.values import StoredItem
from rag.draft.keyfacts import KeyFacts, key_facts
from rag.draft.papers import contacts_for

REPORT = "report"  # in the address
_KEPT = "prepared-drafts"
_GROUPS = (("What deserves a challenge", False), ("What the agreed prompts ask", True))


def show_page() -> None:
    """Draw the page."""
    shared = services()
    items = shared.library.items()
    if not items:
        draw_no_papers()
        return
    st.title("Prepare")
    st.write("Pick a report. What is drafted is a start: choose what you would ask, and make it your own.")
    report = _pick(items)
    if report is None:
        st.info("There are no reports among these papers yet.")
        return
    with st.spinner("Reading the report and checking every prompt…"):
        draft, facts = _draft(shared, report)
    store = ListStore(shared.settings.data, owner=shared.owner)
    member_list = opened(shared, store, report)
    listed = member_list.questions if member_list else ()
    number = f" ({len(listed)})" if listed else ""
    st.html(f'<a class="sq-to-list" href="#my-list">My list{number}</a>')  # which stands far below on a phone
    left, right = st.columns([3, 2], gap="large")
    with left:
        draw_key_facts(shared, facts, contacts_for(shared.library, report.id))
        _draw_draft(shared, draft, report, {one.question.drafted: one.id for one in listed})
    with right, st.container(key="my-list-beside"):
        draw_list(shared, store, report, draft, member_list)
        move_focus()


def _pick(items: list[StoredItem]) -> StoredItem | None:
    """The report of the address, or the one picked by meeting and title; it is put into the address.

    The meetings of the person's own committee come first, the reports by their place on the agenda.
    """
    named = st.query_params.get(REPORT)
    known = meetings(items)
    mine = my_committee(committees(known))
    by_meeting = ((meeting, _reports(meeting, named)) for meeting in sorted(known, key=lambda m: m.committee != mine))
    found = [(meeting, reports) for meeting, reports in by_meeting if reports]
    if not found:
        return None
    at = next((n for n, (_, reports) in enumerate(found) if named in [r.id for r in reports]), 0)
    titles = [meeting.title[:120] for meeting, _ in found]
    which = st.selectbox("Meeting", range(len(found)), index=at, format_func=titles.__getitem__, key="prepare-meeting")
    reports = found[which][1]
    ids = [report.id for report in reports]
    chosen = st.selectbox(
        "Report",
        range(len(reports)),
        index=ids.index(named) if named in ids else 0,
        format_func=lambda n: reports[n].title[:160],
        key=f"prepare-report-{which}",
    )
    if named != ids[chosen]:
        st.query_params[REPORT] = ids[chosen]
        st.query_params.pop(LIST, None)
    return reports[chosen]


def _reports(meeting: Meeting, named: str | None) -> list[StoredItem]:
    """The reports of a meeting; a second copy of one only where the address names it."""
    reports = [item for item in in_order(meeting) if item.kind == "report"]
    copies = (item for item in meeting.items if item.id == named and item.kind == "report" and not item.parent_id)
    return [*reports, *(item for item in copies if item not in reports)]


def _draft(shared: Services, report: StoredItem) -> tuple[DraftRecord, KeyFacts]:
    """The report's draft and key facts, kept for the session as long as the papers stay the same."""
    kept = st.session_state.setdefault(_KEPT, {})
    key = (report.id, shared.library.generation)
    if key not in kept:
        kept.clear()
        draft = DraftRecord.of(shared.assistant.draft(report.id, stop=never_but_leave), report.document_id)
        kept[key] = draft, key_facts(shared.library, report.id)
    made: tuple[DraftRecord, KeyFacts] = kept[key]
    return made


def _draw_draft(shared: Services, draft: DraftRecord, report: StoredItem, listed: dict[str, str]) -> None:
    show_notice(draft.notice)
    st.header("The agreed prompts", anchor=False)
    draw_glance(shared, draft)
    for title, of_prompts in _GROUPS:
        questions = [q for q in draft.questions if (q.kind == "coverage") == of_prompts]
        if questions:
            st.header(title, anchor=False)
        for question in questions:
            _draw_question(shared, question, draft, report, listed.get(question.text))
    draw_left_out(draft)


def _draw_question(
    shared: Services, question: DraftQuestionRecord, draft: DraftRecord, report: StoredItem, listed: str | None
) -> None:
    """A drafted question; `listed` is its id on the list, None where it is on none."""

    def act() -> None:
        doing = f"Take question {question.rank} off" if listed else f"Add question {question.rank} to"
        st.button(
            "On my list" if listed else "Add to my list",
            icon=":material/check:" if listed else ":material/playlist_add:",
            key=f"add-{report.id}-{question.rank}",
            help=f"{doing} my list",
            on_click=_add,
            args=(shared, report, question, listed),
        )

    draw_question(shared, question, draft, f"prepare-{question.rank}", act)


def _add(shared: Services, report: StoredItem, question: DraftQuestionRecord, listed: str | None) -> None:
    """Put a drafted question on the list of the address, or on a new one; take it off again where it is on it."""
    store = ListStore(shared.settings.data, owner=shared.owner)
    if listed:
        take_off(store, st.query_params[LIST], listed)
    else:
        store.add(list_for(store, report), ListedQuestion.of(question))
