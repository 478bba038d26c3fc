"""What of the register is shown: what minutes left open, unless a person chooses otherwise or looks for words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from app.saved.statuses import SetStatus
from app.wording import date_words
from rag.memory.commitments.match import naming
from rag.memory.commitments.register import is_open
from rag.memory.commitments.values import KINDS, STATUSES, Commitment
from rag.search.corpus import Corpus

FIND = "find"  # in the address
LONGEST = 200  # characters that are looked for
_OPEN, _ANY = "open", "any"
_WORDS, _STATUS, _KIND = "commitment-words", "commitment-status", "commitment-kind"
_SOURCE, _BODY, _DAY = "commitment-source", "commitment-body", "commitment-day"
_MINUTES, _REPORTS = "minutes", "minutes and reports"
_KINDS = {"resolution": "Resolutions", "undertaking": "Undertakings", "soft": "Said they would consider"}


@dataclass(frozen=True)
class Picked:
    """The commitments to show, the newest meeting's first, the `words` looked for, and how many `others` have them
    that the choices leave out."""

    shown: list[Commitment]
    words: str
    others: int


def pick(commitments: Sequence[Commitment], statuses: Mapping[str, SetStatus], corpus: Corpus) -> Picked:
    """Draw the choices, and apply them."""
    st.session_state.setdefault(_WORDS, st.query_params.get(FIND, "")[:LONGEST])
    words = st.text_input("Find", key=_WORDS, max_chars=LONGEST, placeholder="young carers").strip()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        status = st.selectbox("Show", [_OPEN, *STATUSES, _ANY], format_func=_status_words, key=_STATUS)
        with st.popover("More choices", icon=":material/tune:"):
            kind = st.selectbox("Kind", [_ANY, *KINDS], format_func=lambda k: _KINDS.get(k, "Any"), key=_KIND)
            source = st.selectbox("From", [_MINUTES, _REPORTS], format_func=str.capitalize, key=_SOURCE)
            bodies = sorted({c.committee for c in commitments if c.committee})
            body = st.selectbox("Committee", [_ANY, *bodies], format_func=_any, key=_BODY) if len(bodies) > 1 else _ANY
            days = sorted({c.meeting_date for c in commitments if c.meeting_date}, reverse=True)
            day = st.selectbox("Meeting", [_ANY, *days], format_func=_day_words, key=_DAY)
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


def drop_choices() -> None:
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


def _any(name: str) -> str:
    return "Any" if name == _ANY else name


def _day_words(day: date | str) -> str:
    return date_words(day) if isinstance(day, date) else "Any"
