"""The committee that a person sits on: picked once, kept in the address, for the visit, and in this browser."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st

from app.people.cookie import keep_cookie

COMMITTEE = "committee"  # in the address
MEETING = "meeting"  # in the address: a meeting of that committee
_KEPT = "my-committee"
_PICKED = "committee-just-picked"
_BOX = "committee-box"
_COOKIE = "scrutiny_committee"  # holds a digest: a name from a paper never becomes part of a script
_DAYS = 365  # that it is kept


def pick_committee(names: Sequence[str]) -> str | None:
    """Let the person pick among committees, of which the first is picked unless they picked before.

    None when there is none; nothing is drawn when there is no choice.
    """
    if len(names) < 2:
        return my_committee(names)
    st.session_state[_BOX] = my_committee(names)
    return str(st.selectbox("Your committee", names, key=_BOX, on_change=_changed))


def my_committee(names: Sequence[str]) -> str | None:
    """The one of these that the person picked before, else the first; None when there is none."""
    if len(names) < 2:
        return next(iter(names), None)
    kept = st.query_params.get(COMMITTEE) or st.session_state.get(_KEPT)
    if kept in names:
        return str(kept)
    cookie = st.context.cookies.get(_COOKIE)
    return next((name for name in names if _digest(name) == cookie), names[0])


def keep_committee() -> None:
    """Have the browser remember what was just picked; for the end of the page, where it takes no room."""
    picked = st.session_state.pop(_PICKED, None)
    if picked:
        st.html(keep_cookie(_COOKIE, _digest(picked), _DAYS), unsafe_allow_javascript=True)


def _changed() -> None:
    picked = st.session_state[_BOX]
    st.session_state[_KEPT] = st.session_state[_PICKED] = st.query_params[COMMITTEE] = picked
    st.query_params.pop(MEETING, None)


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:16]
