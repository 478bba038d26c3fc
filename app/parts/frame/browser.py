"""What the pages ask of the browser: to scroll, to say something aloud, and where the keyboard goes next."""

import json
from pathlib import Path

import streamlit as st

_SCRIPTS = Path(__file__).with_name("scripts")
_PENDING = "scroll-to"
_FOLLOW = "focus-to-follow"


def run_script(name: str, *values: object) -> None:
    """Run one of our scripts, which shows nothing, with values in their places."""
    script = _SCRIPTS.joinpath(f"{name}.js").read_text(encoding="utf-8") % values
    st.html(f"<script>\n{script}</script>", unsafe_allow_javascript=True)


def focus_on(selector: str) -> None:
    """At the end of the next drawing, put the keyboard's focus on the first of these elements (a CSS selector)."""
    st.session_state[_FOLLOW] = selector


def move_focus() -> None:
    """Put the focus where it was asked for, once."""
    if selector := st.session_state.pop(_FOLLOW, None):
        run_script("focus", selector)


def bring_into_view(left: float = 0.0, top: float = 0.0) -> None:
    """Scroll to a place on a page's picture, in shares of its width and height, or to what is marked in a text."""
    run_script("quote", top, left)


def ask_to_scroll(announcement: str) -> None:
    """At the end of the next drawing, show the last question at the top and say `announcement`, our own words."""
    st.session_state[_PENDING] = announcement


def scroll_if_asked() -> None:
    """Scroll and announce, once, if a new answer has just been drawn."""
    if announcement := st.session_state.pop(_PENDING, None):
        run_script("latest", json.dumps(announcement))


def scroll_to_linked(place: int, chat_id: str) -> None:
    """Bring the answer that a link leads to, with its question, to the top; once for each visit."""
    seen = f"linked-{chat_id}-{place}"
    if not st.session_state.get(seen):
        st.session_state[seen] = True
        run_script("linked", place - 1)


def never_but_leave() -> bool:
    """For the `stop` of work that a page waits for: never true, but Streamlit breaks the page off in here when it is
    wanted for something else. It does so whenever the session's state is looked at."""
    _ = "left" in st.session_state
    return False
