"""One's own list on the page Prepare: its questions, undo, one's own question, the reminders, and the exports."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.exports.listcheck import Proved, proved
from app.exports.listexports import about_words, list_briefing, list_markdown, list_page
from app.parts.frame.downloads import Download, draw_downloads, file_name
from app.parts.frame.safe import label, show
from app.parts.frame.services import Services
from app.parts.preparing.listrow import LONGEST, REMOVED, draw_row
from app.saved.listrecords import ListedQuestion, MemberList
from app.saved.lists import ListStore
from app.saved.records import DraftRecord
from app.wording import date_words
from index.values import Contact, StoredItem
from rag.draft.papers import contacts_for, reminders_for

LIST = "list"  # in the address


def opened(shared: Services, store: ListStore, report: StoredItem) -> MemberList | None:
    """The list of the address, if it is one for the report, without what this person may not see."""
    named = st.query_params.get(LIST)
    if named not in [found.id for found in store.of_report(report.id)]:
        return None
    found = store.get(named)
    seen = (k for k in found.questions if not shared.hidden & {c.document_id for c in k.question.citations})
    return replace(found, questions=tuple(replace(kept, place=n) for n, kept in enumerate(seen, 1)))


def list_for(store: ListStore, report: StoredItem) -> str:
    """The list of the address, or else a new one for the report, which is put into the address."""
    named = st.query_params.get(LIST)
    if named and any(found.id == named for found in store.of_report(report.id)):
        return named
    meeting = report.meeting_date.isoformat() if report.meeting_date else None
    made = store.create("My questions", report.id, report.document_id, report.title, meeting)
    st.query_params[LIST] = made
    return made


def draw_list(
    shared: Services, store: ListStore, report: StoredItem, draft: DraftRecord, member_list: MemberList | None
) -> None:
    """Draw the list; what lists there are for the report, where none of them is open."""
    questions = proved(member_list, shared.library) if member_list else []
    st.html(f'<h2 class="sq" id="my-list">My list{f" ({len(questions)})" if questions else ""}</h2>')
    if member_list is None:
        _offer(store.of_report(report.id))
        _draw_own(store, report)
        return
    contacts = contacts_for(shared.library, report.id)
    _draw_undo(store, member_list)
    if not questions:
        st.caption("Nothing on it yet.")
    for one in questions:
        draw_row(shared, store, member_list, one, len(questions), contacts)
    _draw_own(store, report)
    _draw_reminders(shared, report)
    if questions:
        _draw_exports(shared, report, draft, member_list, questions, contacts)


def _offer(known: list[MemberList]) -> None:
    st.caption("Add a question to begin. It is saved as you go; this page’s address leads back to it.")
    for found in known[:5]:
        when = date_words(found.updated_at.date())
        st.button(
            f"Open “{label(found.title, 60)}”, last changed {when}",
            key=f"open-list-{found.id}",
            icon=":material/list:",
            on_click=_open,
            args=(found.id,),
        )


def _open(list_id: str) -> None:
    st.query_params[LIST] = list_id


def _draw_undo(store: ListStore, member_list: MemberList) -> None:
    list_id, id = st.session_state.get(REMOVED, ("", ""))
    if list_id == member_list.id:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption("A question was taken off.")
            st.button("Undo", icon=":material/undo:", key="undo-remove", on_click=_restore, args=(store, list_id, id))


def _restore(store: ListStore, list_id: str, id: str) -> None:
    store.restore(list_id, id)
    st.session_state.pop(REMOVED, None)


def _draw_own(store: ListStore, report: StoredItem) -> None:
    fold = st.expander("Write your own question", type="compact", key="own-question-fold")
    with fold, st.form("own-question", clear_on_submit=True, border=False):
        text = st.text_area("Your own question", key="own-text", max_chars=LONGEST)
        pressed = st.form_submit_button("Add my question", icon=":material/add:")
    if pressed and text.strip():
        store.add(list_for(store, report), ListedQuestion(text=text.strip(), delivery="meeting"))
        st.rerun()


def _draw_reminders(shared: Services, report: StoredItem) -> None:
    reminders = reminders_for(shared.library, report)
    if not reminders:
        return
    with st.expander("Reminders agreed by members", type="compact"):
        for reminder in reminders:
            show(reminder.text, "p")


def _draw_exports(
    shared: Services,
    report: StoredItem,
    draft: DraftRecord,
    member_list: MemberList,
    questions: list[Proved],
    contacts: tuple[Contact, ...],
) -> None:
    reminders = [reminder.text for reminder in reminders_for(shared.library, report)]
    words = f"questions {member_list.report}"
    about = about_words(report, shared.viewer.name)
    offered = (
        Download(
            "Word",
            file_name(words, ".docx"),
            lambda: list_briefing(member_list, questions, about, draft.prompts, contacts, reminders),
        ),
        Download("Markdown", file_name(words, ".md"), lambda: list_markdown(member_list, questions, about)),
        Download("Page to print", file_name(words, ".html"), lambda: list_page(member_list, questions, about)),
    )
    draw_downloads(shared, "exported questions", member_list.report, offered)
