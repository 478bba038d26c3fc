"""A commitment that is still open, as a question for the next meeting: to copy, or to put on the member's list."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.parts.frame.safe import label
from app.parts.frame.services import Services
from app.saved.listrecords import ListedQuestion
from app.saved.lists import ListStore
from app.saved.records import CitationRecord
from index.language.tokens import tokens
from index.values import StoredItem
from rag.memory.commitments.question import question_of
from rag.memory.commitments.values import Commitment

KIND = "commitment_followup"


def draw_question(shared: Services, commitment: Commitment) -> None:
    """Draw the question with what can be done with it."""
    with st.popover("As a question", icon=":material/contact_support:", key=f"ask-{commitment.id}"):
        st.caption("A question to put at the next meeting, to edit as you like:")
        st.code(question_of(commitment), language=None, wrap_lines=True)
        reports = reports_to_ask_with(shared.library.items(), commitment)
        if not reports:
            return
        titles = {report.id: report.title for report in reports}
        chosen = st.selectbox(
            "Ask it with", list(titles), format_func=lambda id: label(titles[id]), key=f"with-{commitment.id}"
        )
        if st.button("Add to my list", icon=":material/playlist_add:", key=f"list-{commitment.id}"):
            report = next(report for report in reports if report.id == chosen)
            add_to_list(ListStore(shared.settings.data, owner=shared.owner), report, commitment)
            st.toast("It is on your list: see Prepare.", icon=":material/playlist_add_check:")


def reports_to_ask_with(items: Sequence[StoredItem], commitment: Commitment) -> list[StoredItem]:
    """The reports of the committee's newest meeting after the commitment, those nearest in words first."""
    body, day = commitment.committee, commitment.meeting_date
    after = [
        i
        for i in items
        if i.kind == "report"
        and i.meeting_date
        and (day is None or i.meeting_date > day)
        and body in (None, i.committee)
    ]
    newest = max((i.meeting_date for i in after if i.meeting_date), default=None)
    words = set(tokens(f"{commitment.heading} {commitment.text}"))
    reports = [i for i in after if i.meeting_date == newest]
    return sorted(reports, key=lambda i: -len(words & set(tokens(i.title))))


def add_to_list(store: ListStore, report: StoredItem, commitment: Commitment) -> str:
    """Put the question on the newest list for a report, or on a new one, and return the list's id."""
    lists = store.of_report(report.id)
    meeting = report.meeting_date.isoformat() if report.meeting_date else None
    id = lists[0].id if lists else store.create("My questions", report.id, report.document_id, report.title, meeting)
    text = question_of(commitment)
    cited = (commitment.citation, *(f.citation for f in commitment.follow_ups))
    store.add(
        id,
        ListedQuestion(
            text=text,
            drafted=text,
            to=commitment.owner or "",
            kind=KIND,
            why=commitment.why,
            citations=tuple(CitationRecord.of(c) for c in cited),
        ),
    )
    return id
