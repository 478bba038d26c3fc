"""Withdrawing a paper: asked first, hidden at once, and to be undone until it is removed for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import streamlit as st

from app.parts.frame.safe import label
from app.parts.frame.services import Services
from app.server import jobs
from app.wording import date_words
from index.faults import Fault
from index.store.catalogue.aside import SetAside

_DONE = "withdrawing-done"
_FOR_GOOD = "Its text, page images and index go, and so does every quote from it in saved chats and drafts."


def draw_withdraw(shared: Services, document_id: str, name: str) -> None:
    """The button that withdraws a document, behind a question."""
    days = shared.settings.undo_days
    with st.popover("Withdraw…", icon=":material/delete_forever:", key=f"withdraw-{document_id}"):
        if days:
            until = date_words((datetime.now(UTC) + timedelta(days=days)).date())
            st.markdown(
                f"Withdraw **{label(name)}**? From now on nobody finds it: it is in no answer, list or page. "
                f"Until {until} it can be brought back, below; then it is removed for good."
            )
            if st.button("Withdraw it", type="primary", key=f"withdraw-yes-{document_id}"):
                _do(shared, partial(jobs.withdraw, shared.settings, document_id, days), name, "withdrew", document_id)
        st.markdown(
            f"Withdraw {'it' if days else f'**{label(name)}**'} for good at once? {_FOR_GOOD} "
            "This cannot be undone; the file can be added again."
        )
        if st.button("Withdraw it for good", type="tertiary" if days else "primary", key=f"for-good-{document_id}"):
            _do(shared, partial(jobs.withdraw, shared.settings, document_id), name, "withdrew for good")


def draw_outcome(shared: Services) -> None:
    """What the last withdrawal came to; one that can be undone is said, with its undo, for as long as it can."""
    fine, words, document_id = st.session_state.get(_DONE, (True, "", ""))
    waiting = next((one for one in shared.aside if one.document.id == document_id), None)
    if words:
        with st.container(key="withdrawing-outcome"):
            (st.success if fine else st.error)(label(words, 500))
            if waiting:
                _draw_bring_back(shared, waiting, "Undo", "undo-withdrawal")
    if not waiting:
        st.session_state.pop(_DONE, None)


def draw_withdrawn(shared: Services) -> None:
    """The papers that can still be brought back."""
    if not shared.aside:
        return
    st.header("Withdrawn, not yet removed for good")
    for one in shared.aside:
        id, name = one.document.id, one.document.path
        with st.container(border=True, key=f"aside-{id}"):
            st.markdown(f"**{label(name)}**  \nRemoved for good on {date_words(one.due.date())}.")
            with st.container(horizontal=True):
                _draw_bring_back(shared, one, "Bring it back", f"restore-{id}")
                with st.popover("Remove it now…", key=f"purge-{id}"):
                    st.markdown(f"Remove **{label(name)}** for good now? {_FOR_GOOD}")
                    if st.button("Remove it for good", type="primary", key=f"purge-yes-{id}"):
                        _do(shared, partial(jobs.withdraw, shared.settings, id), name, "withdrew for good")


def _draw_bring_back(shared: Services, one: SetAside, words: str, key: str) -> None:
    if st.button(words, icon=":material/undo:", key=key):
        _do(shared, partial(jobs.restore, shared.settings, one.document.id), one.document.path, "brought back")


_SAID = {"withdrew": "withdrawn.", "withdrew for good": "withdrawn for good.", "brought back": "brought back."}


def _do(shared: Services, work: Callable[[], object], name: str, did: str, document_id: str = "") -> None:
    """Do the work, keep what to say of it (and which document could be brought back), and draw the page anew."""
    try:
        with st.spinner("One moment…"):
            work()
    except Fault as fault:
        st.session_state[_DONE] = (False, str(fault), "")
    else:
        shared.note(did, name)
        st.session_state[_DONE] = (True, f"{name}: {_SAID[did]}", document_id)
    st.rerun()
