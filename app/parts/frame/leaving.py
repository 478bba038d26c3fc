"""Leaving long work of a page as soon as somebody presses something on it, or goes elsewhere."""

from __future__ import annotations

import streamlit as st


def never_but_leave() -> bool:
    """For the `stop` of work that a page waits for: never true, but Streamlit breaks the page off in here when it is
    wanted for something else. It does so whenever the session's state is looked at."""
    _ = "left" in st.session_state
    return False
