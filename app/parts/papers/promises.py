"""Promises of minutes that are still open: which there are, what the last meeting left of them, and a line for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from app.parts.frame.meetings import Meeting
from app.parts.frame.navigation import link
from app.parts.frame.safe import show, show_beside
from app.parts.frame.services import Services
from app.saved.journals import StatusStore
from app.saved.lists import ListedQuestion
from app.saved.records import CitationRecord
from app.wording import date_words, tr

if TYPE_CHECKING:
    from rag.memory.commitment import Commitment


def open_promises(shared: Services, by: date | None = None) -> list[Commitment]:
    """Those open by the papers and by the officers' own notes, due by a day or without one, the newest meeting's first.
    None of a paper that this person may not see: the register is that of their own library.
    """
    from rag.memory.commitment import OPEN  # imported late: the page is there sooner
    from rag.memory.register import open_register

    with st.spinner(tr("Looking through the minutes for what was promised…")):
        found = open_register(shared.library).open(by)
    noted = StatusStore(shared.settings.data).current()
    due = [one for one in found if one.id not in noted or noted[one.id].status in OPEN]
    return sorted(due, key=lambda one: one.meeting_date or date.min, reverse=True)


def left_open(promises: Sequence[Commitment], meeting: Meeting) -> tuple[list[Commitment], list[Commitment]]:
    """Of these, newest first, the committee's own from before a meeting: what the last meeting at which anything was
    left open left (what somebody undertook, and what is somebody's to do, before the rest), and what earlier ones did.
    """
    own = [
        one
        for one in promises
        if one.committee == meeting.committee
        and one.meeting_date is not None
        and (meeting.day is None or one.meeting_date < meeting.day)
    ]
    last = [one for one in own if one.meeting_date == own[0].meeting_date]
    return sorted(last, key=lambda one: (one.kind != "undertaking", not one.owner)), own[len(last) :]


def draw_promise(promise: Commitment, act: Callable[[], None] | None = None) -> None:
    """A promise in its own words, with who made it, when and by when; `act` draws what else can be done with it."""
    from rag.memory.commitment import said_before

    minute = tr("minute {n}", n=promise.minute) if promise.minute else ""
    when = tr("promised on {day}", day=date_words(promise.meeting_date))
    facts = [promise.owner or "", when, minute, promise.due_words]
    if before := said_before(promise):
        show(tr("Said just before: “{words}”", words=before), "p", "sq-why")
    show(" ".join(promise.text.split()), "p", "sq-quote sq-promise")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"promise-{promise.id}"):
        show_beside(" · ".join(fact for fact in facts if fact))
        if act is not None:
            act()
        link("commitments", tr("What the papers show"), commitment=promise.id)


def asked_again(promise: Commitment) -> ListedQuestion:
    """The promise as a question for a list."""
    from rag.memory.commitment import question_of

    cited = (promise.citation, *(one.citation for one in promise.follow_ups))
    text = question_of(promise)
    return ListedQuestion(
        text=text,
        drafted=text,
        to=promise.owner or "",
        kind="commitment_followup",
        why=promise.why,
        citations=tuple(CitationRecord.of(one) for one in cited),
    ).asked_of(promise.citation.passage.item)
