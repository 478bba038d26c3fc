"""The first visit: four steps from the papers to a list of questions, until they are put away in this browser."""

import streamlit as st

from app.parts.frame.navigation import link
from app.people import keep_cookie
from app.wording import message, tr

_STEPS = {
    "papers": message("See which papers are held: all answers come from these"),
    "ask": message("Ask, and press a number to see the quote on its page"),
    "prepare": message("Prepare: pick the questions for a meeting, and take the list away"),
    "timeline": message("Look back at what was said, promised and reported before"),
}
_COOKIE, _ENDING, _DAYS = "scrutiny_toured", "tour-ending", 400  # days that it is kept


def draw_tour() -> None:
    """Draw the four steps, folded away, to whoever has not put them away."""
    if st.session_state.pop(_ENDING, False):
        st.session_state[_COOKIE] = True
        st.html(keep_cookie(_COOKIE, "1", _DAYS), unsafe_allow_javascript=True)
    if st.session_state.get(_COOKIE) or st.context.cookies.get(_COOKIE) == "1":
        return
    with st.expander(tr("New here? Four steps"), type="compact", key="tour"):
        for number, (page, words) in enumerate(_STEPS.items(), 1):
            link(page, f"{number}. {tr(words)}")
        link("about", tr("What it does not do"))
        st.button(tr("Put this away"), key="end-tour", on_click=st.session_state.update, args=({_ENDING: True},))
