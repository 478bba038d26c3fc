"""A new answer is brought to the top of the screen and announced to those who listen to it."""

from __future__ import annotations

import json

import streamlit as st

_PENDING = "scroll-to"
_SCRIPT = """<script>
setTimeout(() => {
    const all = document.querySelectorAll('[class*="st-key-asked-"]');
    if (all.length) all[all.length - 1].scrollIntoView({block: "start"});
    let live = document.getElementById("sq-live");
    if (!live) {
        live = document.createElement("div");
        live.id = "sq-live";
        live.className = "sq-unseen";
        live.setAttribute("role", "status");
        (document.querySelector('[data-testid="stMain"]') || document.body).append(live);
    }
    setTimeout(() => { live.textContent = %s; }, 200);
}, 300);
</script>"""
_LINKED = """<script>
setTimeout(() => {
    const one = document.querySelector('[class*="st-key-asked-"][class*="-%d"]');
    if (one) one.scrollIntoView({block: "start"});
}, 500);
</script>"""


def ask_to_scroll(announcement: str) -> None:
    """At the end of the next drawing, show the last question at the top and say `announcement`, our own words."""
    st.session_state[_PENDING] = announcement


def scroll_if_asked() -> None:
    """Scroll and announce, once, if a new answer has just been drawn."""
    announcement = st.session_state.pop(_PENDING, None)
    if announcement:
        st.html(_SCRIPT % json.dumps(announcement), unsafe_allow_javascript=True)


def scroll_to_linked(place: int, chat_id: str) -> None:
    """Bring the answer that a link leads to, with its question, to the top; once for each visit."""
    seen = f"linked-{chat_id}-{place}"
    if not st.session_state.get(seen):
        st.session_state[seen] = True
        st.html(_LINKED % (place - 1), unsafe_allow_javascript=True)
