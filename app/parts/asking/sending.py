"""Taking a question in: saved first, so that nothing typed is lost, then answered in the background."""

from __future__ import annotations

import logging

import streamlit as st

from app.parts.asking.answering import begin_reply, leave_reply, under_way
from app.parts.asking.chatmenu import forget_deleted
from app.parts.asking.picked import Picked
from app.parts.frame.scroll import ask_to_scroll
from app.parts.frame.services import Services, services
from app.saved.records import QuestionRecord

log = logging.getLogger(__name__)
TYPED = "question"  # the key of the box to type in
ASKED = "asked-elsewhere"  # a question on its way to the page Ask


def send_typed(chat_id: str | None, picked: Picked) -> None:
    """Send what was typed: for the box's `on_submit`, which comes before anything is drawn that a press could cut off.

    What cannot be sent is left for the page, which says why.
    """
    text = str(st.session_state[TYPED])
    try:
        send(services(), chat_id, picked.question(text))
    except Exception:
        log.exception("a question could not be sent at once")
        st.session_state[ASKED] = text


def send(shared: Services, chat_id: str | None, question: QuestionRecord) -> None:
    """Save a question in its chat, or a new one, and begin its reply; a reply that is being made there is stopped.

    Raises:
        NotFound: when there is no such chat.
    """
    if chat_id is None:
        chat_id = shared.chats.create(question.text.strip() or "Untitled chat")
        st.query_params["chat"] = chat_id
    making = under_way().of(chat_id)
    if making is not None:
        leave_reply(shared, chat_id, making)
    messages = shared.shown(shared.chats.messages(chat_id))
    shared.chats.add(chat_id, question)
    shared.note("drafted" if question.draft else "asked", question.text)
    forget_deleted()
    begin_reply(shared, chat_id, messages, question)
    ask_to_scroll("Your question is being answered.")
