"""Home: a committee's next meeting with its papers, a box to ask, other meetings, open promises, and what is new."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import streamlit as st

from app.parts.asking.answering import ASKED
from app.parts.frame import meetings as packs
from app.parts.frame.meetings import COMMITTEE, MEETING, Meeting
from app.parts.frame.navigation import draw_no_papers, go, link
from app.parts.frame.safe import escaped, label, show, show_beside
from app.parts.frame.services import Services, services
from app.parts.frame.tour import draw_tour
from app.parts.papers.promises import draw_promise, open_promises
from app.parts.papers.rows import draw_paper
from app.wording import counted, date_words, tr

PROMISES = 4  # open ones in view
SHOWN = 12  # papers of a meeting in view; a pack of more folds the rest away
OTHERS = 6  # other meetings in view
DAYS = 3  # days in view on which papers were added
NEW = 4  # meetings in view of those whose papers were added on a day
_SHOWN = "home-shown"  # what the address named at the last drawing


def show_page() -> None:
    """Draw the home page."""
    if "chat" in st.query_params:  # an address kept from before there was a home page
        go("ask", chat=st.query_params["chat"])
    shared = services()
    found = packs.meetings(shared.library.items())
    if not found:
        draw_no_papers()
        return
    title = st.empty()
    names = packs.committees(found)
    committee = packs.pick_committee(found)
    own = [meeting for meeting in found if meeting.committee == committee] or found
    usual = packs.meeting_to_show(own, date.today())
    asked = st.query_params.get(MEETING, "")
    meeting = next((one for one in own if one.day and one.day.isoformat() == asked), usual) or found[0]
    picked = {COMMITTEE: committee} if committee and COMMITTEE in st.query_params else {}
    _keep_address(picked if meeting is usual else meeting.query or picked)
    title.title(_title(meeting, meeting is usual), anchor=False)
    if meeting.committee and len(names) < 2:
        st.container(key="home-lead").html(f'<p class="sq sq-lead">{escaped(meeting.committee)}</p>')
    with st.container(key="home-box"):  # in its place among the rest: alone it would hold to the bottom of the page
        typed = st.chat_input(tr("Ask the papers of every meeting"), key="home-question")
    if typed and typed.strip():
        st.session_state[ASKED] = typed
        go("ask")
    draw_tour()
    _draw_papers(shared, meeting)
    _draw_others([one for one in own if one is not meeting], [one for one in found if one not in own], len(names) > 1)
    _draw_promises(shared, committee, len(names) > 1)
    _draw_new(shared, found)
    packs.keep_committee()


def _keep_address(where: dict[str, str]) -> None:
    """Have the address name the meeting shown: a link from Home to Home leaves the browser's as it was."""
    if st.session_state.setdefault(_SHOWN, where) != where:
        st.session_state[_SHOWN] = where
        st.query_params.from_dict(where)


def _title(meeting: Meeting, usual: bool) -> str:
    if meeting.day is None:
        return tr("Your papers")
    ahead = meeting.day >= date.today()
    which = tr("Next meeting:" if ahead else "Latest meeting:") if usual else tr("Meeting of")
    day = date_words(meeting.day).replace(" ", "\u00a0")  # no line ends within it
    return f"{which} {day}"


def _draw_papers(shared: Services, meeting: Meeting) -> None:
    st.header(tr("Its papers"), anchor=False)
    papers, items = packs.in_order(meeting), shared.library.items()
    for item in papers[:SHOWN]:
        draw_paper(item, items)
    if papers[SHOWN:]:
        with st.expander(counted(len(papers) - SHOWN, "more paper")):
            for item in papers[SHOWN:]:
                draw_paper(item, items)
    if meeting.day is not None:
        link("ask", tr("Ask about this meeting"), "forum", meeting=meeting.day.isoformat())
        if any(item.kind == "report" for item in papers):
            link("prepare", tr("What is most worth asking at it"), "edit_note", **meeting.query)


def _draw_others(own: Sequence[Meeting], more: Sequence[Meeting], several: bool) -> None:
    others = [one for one in (*own, *more) if one.day][:OTHERS]
    if not others:
        return
    st.header(tr("Other meetings"), anchor=False)
    with st.container(gap="xsmall", key="other-meetings"):
        for place, one in enumerate(others):
            _draw_meeting(one, f"meeting-other-{place}", several and one not in own)


def _draw_meeting(meeting: Meeting, key: str, several: bool, papers: int = 0) -> None:
    """A link to a meeting's home page, with how many papers it has, or how many of them are meant."""
    words = date_words(meeting.day) if meeting.day else tr("Papers without a date")
    if several and meeting.committee:
        words += f", {meeting.committee}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=key):
        if meeting.day:
            link("home", label(words, 160), **meeting.query)
        else:
            link("papers", words)
        count = counted(papers or len(meeting.items), "paper")
        show_beside(count)


def _draw_promises(shared: Services, committee: str | None, several: bool) -> None:
    """What is still to be done, as far as the papers and the officers' own notes show: of the committee, which is
    named, where there are `several`.
    """
    st.header(tr("Open promises"), anchor=False)
    due = open_promises(shared)
    others = [c for c in due if several and c.committee != committee]
    due = [c for c in due if not several or c.committee == committee]
    if not due:
        none = tr("Nothing that was promised is left open by the papers held here.")
        of = tr("Nothing that was promised to {committee} is left open by the papers held here.", committee=committee)
        show(of if committee else none, "p", "sq-lead")
    elif committee:
        show(tr("Promised to {committee}, newest first", committee=committee), "p", "sq-why")
    for commitment in due[:PROMISES]:
        draw_promise(commitment)
    numbers = {"n": len(due) + len(others), "others": len(others)}
    several_words = tr("All commitments ({n} open, {others} of them to other committees)", **numbers)
    link("commitments", several_words if others else tr("All commitments ({n} open)", **numbers), "task_alt")


def _draw_new(shared: Services, found: Sequence[Meeting]) -> None:
    st.header(tr("What is new"), anchor=False)
    several = len(packs.committees(found)) > 1
    newest = sorted(shared.library.documents(), key=lambda one: one.added_at, reverse=True)
    days = [(day, {one.id for one in added}) for day, added in groupby(newest, key=lambda one: one.added_at.date())]
    for day, documents in days[:DAYS]:
        show(tr("Added on {day}", day=date_words(day)), "p", "sq-why")
        counts = [(one, sum(item.document_id in documents for item in one.items)) for one in found]
        new = [(one, papers) for one, papers in counts if papers]
        with st.container(gap="xsmall", key=f"new-{day}"):
            for place, (one, papers) in enumerate(new[:NEW]):
                _draw_meeting(one, f"meeting-new-{day}-{place}", several, papers)
            if new[NEW:]:
                st.caption(tr("and {meetings}", meetings=counted(len(new) - NEW, "other meeting")))
    link("papers", tr("All papers"), "folder_open")
