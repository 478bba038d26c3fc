"""Bringing a new answer's question to the top of the screen, where Streamlit would show the answer's end."""

from __future__ import annotations

import streamlit as st

_PENDING = "scroll-to"
_SCRIPT = """<script>
setTimeout(() => {
    const all = document.querySelectorAll('[class*="st-key-asked-"]');
    if (all.length) all[all.length - 1].scrollIntoView({block: "start"});
}, 300);
</script>"""


def ask_to_scroll() -> None:
    """At the end of the next drawing, show the last question at the top."""
    st.session_state[_PENDING] = True


def scroll_if_asked() -> None:
    """Scroll, once, if a new answer has just been drawn."""
    if st.session_state.pop(_PENDING, False):
        st.html(_SCRIPT, unsafe_allow_javascript=True)
