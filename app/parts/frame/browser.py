"""What the pages ask of the browser: to scroll, to say something aloud, and where the keyboard goes next."""

import json

import streamlit as st

_PENDING = "scroll-to"
_FOLLOW = "focus-to-follow"
_FOCUS = """<script>
setTimeout(() => { const one = document.querySelector('%s'); if (one) one.focus({preventScroll: true}); }, 150);
</script>"""
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
_INTO_VIEW = """<script>
setTimeout(() => {
    for (const one of document.querySelectorAll(".sq-page > img, .sq-text mark")) {
        const scroller = one.closest(".st-key-quote-panel, .st-key-quote-first, [role='dialog']");
        if (!scroller) continue;
        const down = one.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
        scroller.scrollTop += down + %.4f * one.clientHeight - 0.35 * scroller.clientHeight;
        one.parentElement.scrollLeft = %.4f * one.clientWidth - 40;
    }
}, 100);
</script>"""


def run_script(html: str) -> None:
    """Run a script of ours, which shows nothing."""
    st.html(html, unsafe_allow_javascript=True)


def focus_on(selector: str) -> None:
    """At the end of the next drawing, put the keyboard's focus on the first of these elements (a CSS selector)."""
    st.session_state[_FOLLOW] = selector


def move_focus() -> None:
    """Put the focus where it was asked for, once."""
    if selector := st.session_state.pop(_FOLLOW, None):
        run_script(_FOCUS % selector)


def bring_into_view(left: float = 0.0, top: float = 0.0) -> None:
    """Scroll to a place on a page's picture, in shares of its width and height, or to what is marked in a text."""
    run_script(_INTO_VIEW % (top, left))


def ask_to_scroll(announcement: str) -> None:
    """At the end of the next drawing, show the last question at the top and say `announcement`, our own words."""
    st.session_state[_PENDING] = announcement


def scroll_if_asked() -> None:
    """Scroll and announce, once, if a new answer has just been drawn."""
    if announcement := st.session_state.pop(_PENDING, None):
        run_script(_SCRIPT % json.dumps(announcement))


def scroll_to_linked(place: int, chat_id: str) -> None:
    """Bring the answer that a link leads to, with its question, to the top; once for each visit."""
    seen = f"linked-{chat_id}-{place}"
    if not st.session_state.get(seen):
        st.session_state[seen] = True
        run_script(_LINKED % (place - 1))


def never_but_leave() -> bool:
    """For the `stop` of work that a page waits for: never true, but Streamlit breaks the page off in here when it is
    wanted for something else. It does so whenever the session's state is looked at."""
    _ = "left" in st.session_state
    return False
