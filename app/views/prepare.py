"""Prepare: a report, how far it answers the agreed prompts, what deserves a challenge, and one's own list."""

from __future__ import annotations

import streamlit as st

from app.listrecords import ListedQuestion
from app.lists import ListStore
from app.records import DraftQuestionRecord, DraftRecord
from app.views.chips import draw_chips, draw_sources
from app.views.draft import COLOURS, draw_prompt, question_lines
from app.views.empty import draw_no_papers
from app.views.keyfacts import draw_key_facts
from app.views.meetings import meetings
from app.views.preparelist import draw_list
from app.views.safe import label
from app.views.safe import show as write
from app.views.services import Services, services
from app.wording import COVERAGE
from index.values import StoredItem
from rag.drafting.reminders import contacts_for
from rag.keyfacts import KeyFacts, key_facts

REPORT, LIST = "report", "list"  # in the address
_KEPT = "prepared-drafts"
_GROUPS = (("What deserves a challenge", False), ("What the agreed prompts ask", True))


def show() -> None:
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
    st.markdown("[Go to my list](#my-list)")  # which stands far below on a phone
    left, right = st.columns([3, 2], gap="large")
    with left:
        draw_key_facts(shared, facts, contacts_for(shared.library, report.id))
        _draw_draft(shared, draft, report)
    with right:
        draw_list(shared, report, draft, st.query_params.get(LIST))


def _pick(items: list[StoredItem]) -> StoredItem | None:
    """The report of the address, or the one picked by meeting and title; it is put into the address."""
    found = [
        (meeting, [item for item in meeting.items if item.kind == "report" and not item.parent_id])
        for meeting in meetings(items)
    ]
    found = [(meeting, reports) for meeting, reports in found if reports]
    if not found:
        return None
    named = st.query_params.get(REPORT)
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


def _draft(shared: Services, report: StoredItem) -> tuple[DraftRecord, KeyFacts]:
    """The report's draft and key facts, kept for the session as long as the papers stay the same."""
    kept = st.session_state.setdefault(_KEPT, {})
    key = (report.id, shared.library.generation)
    if key not in kept:
        kept.clear()
        draft = DraftRecord.of(shared.assistant.draft(report.id), report.document_id)
        kept[key] = draft, key_facts(shared.library, report.id)
    made: tuple[DraftRecord, KeyFacts] = kept[key]
    return made


def _draw_draft(shared: Services, draft: DraftRecord, report: StoredItem) -> None:
    if draft.notice:
        st.caption(f":material/info: {label(draft.notice, 400)}")
    st.header("The agreed prompts at a glance")
    with st.container(horizontal=True, gap="small"):
        for coverage, words in COVERAGE.items():
            count = sum(p.coverage == coverage and not p.extra for p in draft.prompts)
            st.badge(f"{count} {words.lower()}", color=COLOURS[coverage])  # type: ignore[arg-type]
    with st.expander("Prompt by prompt, with the quotes or what was searched"):
        for prompt in draft.prompts:
            draw_prompt(shared, prompt, draft.report, f"glance-{prompt.id}")
    for title, of_prompts in _GROUPS:
        questions = [q for q in draft.questions if (q.kind == "coverage") == of_prompts]
        if questions:
            st.header(title)
        for question in questions:
            _draw_question(shared, question, draft, report)
    if not draft.questions:
        st.info("No question could be drafted that rests on this paper’s own words.")
    if draft.dropped:
        with st.expander(f"Left out, and why ({len(draft.dropped)})"):
            for dropped in draft.dropped:
                write(f"{dropped.text} ({dropped.reason})")


def _draw_question(shared: Services, question: DraftQuestionRecord, draft: DraftRecord, report: StoredItem) -> None:
    with st.container(border=True):
        write(question.text, "p", "sq-question")
        write("\n".join(question_lines(question)), "p", "sq-why")
        draw_sources(question.citations, draft.report)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            draw_chips(shared, question.citations, f"prepare-{question.rank}")
            st.button(
                "Add to my list",
                icon=":material/playlist_add:",
                key=f"add-{report.id}-{question.rank}",
                help=f"Add question {question.rank} to my list",
                on_click=_add,
                args=(shared, report, question),
            )


def _add(shared: Services, report: StoredItem, question: DraftQuestionRecord) -> None:
    """Put a drafted question on the list of the address, or on a new one."""
    store = ListStore(shared.settings.data, owner=shared.owner)
    store.add(list_for(store, report), ListedQuestion.of(question))
    st.toast("Added to your list.", icon=":material/playlist_add_check:")


def list_for(store: ListStore, report: StoredItem) -> str:
    """The list of the address, or else a new one for the report, which is put into the address."""
    named = st.query_params.get(LIST)
    if named and any(found.id == named for found in store.of_report(report.id)):
        return named
    meeting = report.meeting_date.isoformat() if report.meeting_date else None
    made = store.create("My questions", report.id, report.document_id, report.title, meeting)
    st.query_params[LIST] = made
    return made
