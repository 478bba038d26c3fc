"""Home: the next meeting with its papers, a box to ask, what was added lately, and what was promised and is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from app.newest import Addition, latest_additions
from app.statuses import StatusStore
from app.views.empty import draw_no_papers
from app.views.meetings import Meeting, meeting_to_show, meetings
from app.views.navigation import go, link
from app.views.safe import escaped, label, show
from app.views.services import Services, services
from app.wording import KINDS, counted, date_words
from index.values import StoredItem

PROMISES = 4  # open ones in view
SHOWN = 12  # papers of a meeting in view; a pack of more folds the rest away
ASKED = "asked-at-home"  # a question on its way to the page Ask
LEFT_OUT = ("agenda", "guidance")  # not papers that one asks about first


def show_home() -> None:
    """Draw the home page."""
    if "chat" in st.query_params:  # an address kept from before there was a home page
        go("ask", chat=st.query_params["chat"])
    shared = services()
    items = shared.library.items()
    if not items:
        draw_no_papers()
        return
    meeting = meeting_to_show(meetings(items), date.today())
    if meeting is not None:
        st.title(_title(meeting))
        if meeting.committee:
            show(meeting.committee, "p", "sq-lead")
    with st.container(key="home-box"):  # in its place among the rest: alone it would hold to the bottom of the page
        typed = st.chat_input("Ask the papers of every meeting", key="home-question")
    if typed:
        st.session_state[ASKED] = typed
        go("ask")
    if meeting is not None:
        _draw_papers(meeting)
    _draw_new(shared)
    _draw_promises(shared)


def _title(meeting: Meeting) -> str:
    if meeting.day is None:
        return "Your papers"
    ahead = meeting.day >= date.today()
    return f"{'Next' if ahead else 'Latest'} meeting: {date_words(meeting.day)}"


def _draw_papers(meeting: Meeting) -> None:
    st.header("Its papers")
    papers = [item for item in meeting.items if item.kind not in LEFT_OUT and not item.parent]
    for item in papers[:SHOWN]:
        _draw_paper(item, meeting.items)
    if papers[SHOWN:]:
        with st.expander(f"{len(papers) - SHOWN} more papers"):
            for item in papers[SHOWN:]:
                _draw_paper(item, meeting.items)
    if meeting.day is not None:
        link("ask", "Ask about this meeting", "forum", meeting=meeting.day.isoformat())


def _draw_paper(item: StoredItem, items: Sequence[StoredItem]) -> None:
    """A paper: a report leads to preparing for it, any paper to asking about it."""
    appendices = sum(other.parent_id == item.id for other in items)
    facts = [KINDS[item.kind]]
    if item.kind == "minutes":
        facts.append(f"of {date_words(item.meeting_date)}")
    if item.pack_pages:
        facts.append(f"pack pages {item.pack_pages}")
    if appendices:
        facts.append(counted(appendices, "appendix", "appendices"))
    with st.container(key=f"paper-{item.id}", gap=None):
        if item.kind == "report":
            link("prepare", label(item.title, 160), report=item.id)
        else:
            link("ask", label(item.title, 160), paper=item.id)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(f'<span class="sq-why">{escaped(" · ".join(facts))}</span>', width="content")
            if item.kind == "report":
                link("ask", "Ask about it", paper=item.id)


def _draw_promises(shared: Services) -> None:
    """What is still to be done, as far as the papers and the officers' own notes show."""
    from rag.commitments.register import open_register  # imported late: the meeting is there sooner
    from rag.commitments.values import OPEN

    st.header("Open promises")
    with st.spinner("Looking through the minutes for what was promised…"):
        open_now = open_register(shared.library).open()
    noted = StatusStore(shared.settings.data).current()
    due = [c for c in open_now if c.id not in noted or noted[c.id].status in OPEN]
    due.sort(key=lambda c: c.meeting_date or date.min, reverse=True)
    if not due:
        st.write("Nothing that was promised is left open by the papers held here.")
        return
    for commitment in due[:PROMISES]:
        facts = [commitment.owner or "", f"promised on {date_words(commitment.meeting_date)}", commitment.due_words]
        show(" ".join(commitment.text.split()), "p", "sq-quote sq-promise")
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"promise-{commitment.id}"):
            words = escaped(" · ".join(fact for fact in facts if fact))
            st.html(f'<span class="sq-why">{words}</span>', width="content")
            link("commitments", "What the papers show", commitment=commitment.id)
    link("commitments", f"All commitments ({len(due)} open)", "task_alt")


def _draw_new(shared: Services) -> None:
    st.header("What is new")
    for addition in latest_additions(shared.library.documents()):
        show(f"Added on {date_words(addition.day)}", "p", "sq-why")
        st.html(_names(addition))
    link("papers", "All papers", "folder_open")


def _names(addition: Addition) -> str:
    names = [*addition.names, *([f"and {addition.more} more"] if addition.more else [])]
    return '<ul class="sq">' + "".join(f"<li>{escaped(name)}</li>" for name in names) + "</ul>"
