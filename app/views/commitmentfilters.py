"""What of the register is shown: by words, status, kind, committee and meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from app.statuses import SetStatus
from app.wording import date_words
from rag.commitments.register import is_open
from rag.commitments.values import KINDS, STATUSES, Commitment

_STILL_OPEN = "still open"
_KINDS = {"resolution": "Resolutions", "undertaking": "Undertakings", "soft": "Said they would consider"}


def pick(commitments: Sequence[Commitment], statuses: Mapping[str, SetStatus]) -> list[Commitment]:
    """Draw the choices, and the commitments that they leave, those of the newest meeting first."""
    words = st.text_input("Find", placeholder="words of the commitment, or who it is for", key="commitment-words")
    with st.container(horizontal=True):
        status = st.selectbox("Status", ["any", _STILL_OPEN, *STATUSES], key="commitment-status")
        kind = st.selectbox("Kind", ["any", *KINDS], format_func=lambda k: _KINDS.get(k, "Any"), key="commitment-kind")
        bodies = sorted({c.committee for c in commitments if c.committee})
        body = st.selectbox("Committee", ["any", *bodies], key="commitment-body") if len(bodies) > 1 else "any"
        days = sorted({c.meeting_date for c in commitments if c.meeting_date}, reverse=True)
        day = st.selectbox("Meeting", ["any", *days], format_func=_day_words, key="commitment-day")
    found = [
        c
        for c in commitments
        if has_words(c, words)
        and (status == "any" or _has_status(c, status, statuses))
        and (kind == "any" or c.kind == kind)
        and (body == "any" or c.committee == body)
        and (day == "any" or c.meeting_date == day)
    ]
    return sorted(found, key=lambda c: -(c.meeting_date.toordinal() if c.meeting_date else 0))


def has_words(commitment: Commitment, words: str) -> bool:
    """Whether every word typed stands somewhere in the commitment, its heading, or who and when."""
    text = (
        f"{commitment.text} {commitment.heading} {commitment.owner} {commitment.minute} {commitment.due_words}".lower()
    )
    return all(word in text for word in words.lower().split())


def _has_status(commitment: Commitment, status: str, statuses: Mapping[str, SetStatus]) -> bool:
    """By the officers' own status where they have set one, else by what the papers show."""
    mine = statuses.get(commitment.id)
    if status == _STILL_OPEN:
        return mine.status not in ("kept", "for noting") if mine else is_open(commitment)
    return (mine.status if mine else commitment.status) == status


def _day_words(day: date | str) -> str:
    return date_words(day) if isinstance(day, date) else "Any"
