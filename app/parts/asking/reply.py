"""What one can do with an answer: copy it with its sources, link to it, say whether it helped, have it again."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from app.exports.copying import answer_text
from app.parts.frame.services import Services
from app.saved.feedback import REASONS, Feedback
from app.saved.records import AnswerRecord

ANSWER_NOW = "answer-now"  # the chat's last question is to be answered, by one of these two:
AGAIN, WITHOUT_LLM = "again", "without-llm"
ANSWER = "answer"  # in the address: the place in the chat of the answer it leads to


def draw_reply_actions(
    services: Services, answer: AnswerRecord, chat_id: str, place: int, given: Feedback | None, last: bool
) -> None:
    """Draw them in a row under the answer at that place; only the last answer of a chat can be had again."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"actions-{chat_id}-{place}"):
        if answer.status == "stopped" and last:
            draw_again(services, chat_id, place)
        if answer.status == "stopped" and not answer.sentences:
            return
        with st.popover("Copy", icon=":material/content_copy:", type="tertiary", key=f"copy-{chat_id}-{place}"):
            st.markdown("The answer with its sources")
            st.code(answer_text(answer), language=None, wrap_lines=True)
            st.markdown("A link to it")
            st.code(answer_link(chat_id, place), language=None)
        if last and answer.status != "stopped":
            _draw_retry(services, chat_id, place, "Ask again", AGAIN)
        _draw_feedback(services, chat_id, place, given)


def draw_again(services: Services, chat_id: str, place: int) -> None:
    """Offer to answer the last question again, whose reply stands at that place and was stopped or failed."""
    _draw_retry(services, chat_id, place, "Ask it again", AGAIN, "primary")
    if services.settings.llm_provider != "none":
        _draw_retry(services, chat_id, place, "Answer in the papers’ own words", WITHOUT_LLM, "secondary")


def _draw_retry(
    services: Services,
    chat_id: str,
    place: int,
    words: str,
    how: str,
    look: Literal["primary", "secondary", "tertiary"] = "tertiary",
) -> None:
    if st.button(words, icon=":material/refresh:", type=look, key=f"retry-{how}-{chat_id}-{place}"):
        services.chats.drop_reply(chat_id)
        services.feedback.take_back(chat_id, place)
        st.session_state[ANSWER_NOW] = how
        st.rerun()


def answer_link(chat_id: str, place: int) -> str:
    """The address of an answer."""
    base = (st.context.url or "").split("?")[0]
    return f"{base}?chat={chat_id}&{ANSWER}={place}"


def _draw_feedback(services: Services, chat_id: str, place: int, given: Feedback | None) -> None:
    key = f"thumbs-{chat_id}-{place}"
    st.caption("Did this help?")
    thumb = st.feedback("thumbs", key=key, default=None if given is None else int(given.good))
    if thumb is None:
        if given is not None:
            services.feedback.take_back(chat_id, place)
        return
    if given is None or given.good != bool(thumb):
        given = Feedback(chat_id, place, bool(thumb))
        services.feedback.give(given)
    if given.good:
        st.caption("Thank you, noted.")
    else:
        _draw_reason(services, given)


def _draw_reason(services: Services, given: Feedback) -> None:
    name = f"{given.chat_id}-{given.n}"
    with st.popover("Say what was wrong", key=f"why-{name}"), st.form(f"reason-{name}", border=False):
        known = REASONS.index(given.reason) if given.reason in REASONS else 0
        reason = st.radio("What was wrong?", REASONS, index=known)
        note = st.text_input("What should it have said? (if you know)", given.note, max_chars=500)
        if st.form_submit_button("Save", type="primary"):
            services.feedback.give(Feedback(given.chat_id, given.n, given.good, reason, note))
            st.rerun()
    if given.reason:
        st.caption("Thank you, noted.")
