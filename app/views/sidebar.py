"""The sidebar of the chat: the saved chats, to open, find, rename and delete."""

from __future__ import annotations

import streamlit as st

from app.chats import Chat
from app.records import QuestionRecord
from app.views.picked import Picked
from app.views.safe import label
from app.views.services import Services

SHOWN = 12  # chats listed before the older ones fold away
MANY = 6  # chats from which a box to search them is worth its place


def draw_sidebar(services: Services, chat_id: str | None) -> None:
    """Draw the saved chats, the one with that id marked as open."""
    with st.sidebar:
        _draw_chats(services, chat_id)


def _draw_chats(services: Services, chat_id: str | None) -> None:
    if st.button("New chat", icon=":material/add:", width="stretch", key="new-chat"):
        open_chat(services, None)
    _draw_undo(services)
    saved = services.chats.all()
    if len(saved) >= MANY:
        words = st.text_input("Search chats", key="search-chats", icon=":material/search:")
        if words.strip():
            saved = services.chats.search(words)
            st.caption(f"{len(saved)} found" if saved else "No chat has all of these words.")
    for chat in saved[:SHOWN]:
        _draw_chat(services, chat, chat_id)
    if len(saved) > SHOWN:
        with st.expander("Older chats"):
            for chat in saved[SHOWN:]:
                _draw_chat(services, chat, chat_id)


def _draw_chat(services: Services, chat: Chat, chat_id: str | None) -> None:
    with st.container(horizontal=True, gap="small", wrap=False, key=f"chatrow-{chat.id}"):
        title = label(chat.title, 60)
        open_now = chat.id == chat_id
        key = f"chat-{chat.id}"
        if st.button(title, key=key, type="secondary" if open_now else "tertiary", width="stretch"):
            open_chat(services, chat.id)
        with st.popover(
            "", icon=":material/more_horiz:", type="tertiary", help="Rename or delete", key=f"more-{chat.id}"
        ):
            new = st.text_input("Name of this chat", chat.title, key=f"name-{chat.id}", max_chars=60)
            if st.button("Rename", key=f"rename-{chat.id}"):
                services.chats.rename(chat.id, new)
                st.rerun()
            if st.button("Delete this chat", key=f"delete-{chat.id}", icon=":material/delete:"):
                services.chats.delete(chat.id)
                st.session_state["deleted"] = (chat.id, chat.title)
                open_chat(services, None if chat.id == chat_id else chat_id)


def _draw_undo(services: Services) -> None:
    if "deleted" not in st.session_state:
        return
    id, title = st.session_state["deleted"]
    with st.container(border=True):
        st.markdown(f"Deleted “{label(title, 40)}”.")
        if st.button("Undo", key="undo", icon=":material/undo:"):
            services.chats.restore(id)
            del st.session_state["deleted"]
            open_chat(services, id)


def forget_deleted() -> None:
    """Stop offering to bring the last deleted chat back: the person has gone on."""
    st.session_state.pop("deleted", None)


def open_chat(services: Services, id: str | None) -> None:
    """Show a chat, or an empty page for None, under an address that can be kept and reloaded.

    A chat goes on looking where its last question looked.
    """
    st.query_params.clear()
    if id is not None:
        asked = [m for m in services.chats.messages(id) if isinstance(m, QuestionRecord)]
        query = Picked.of_question(asked[-1]).query() if asked else {}
        st.query_params.from_dict(query | {"chat": id})
    st.rerun()
