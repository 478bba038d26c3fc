"""Where the keyboard goes when what was pressed is gone: to what took its place."""

from __future__ import annotations

import streamlit as st

_FOLLOW = "focus-to-follow"
_FOCUS = """<script>
setTimeout(() => { const one = document.querySelector('%s'); if (one) one.focus({preventScroll: true}); }, 150);
</script>"""


def focus_on(selector: str) -> None:
    """At the end of the next drawing, put the keyboard's focus on the first of these elements (a CSS selector)."""
    st.session_state[_FOLLOW] = selector


def move_focus() -> None:
    """Put the focus where it was asked for, once."""
    selector = st.session_state.pop(_FOLLOW, None)
    if selector:
        st.html(_FOCUS % selector, unsafe_allow_javascript=True)
