"""The saved chats: a menu at the top of the page, to open, find, rename and delete them."""

import streamlit as st

from app.language import tr
from app.parts.asking.scope import Picked
from app.parts.frame.safe import label
from app.parts.frame.services import Services
from app.saved.chats import Chat
from app.saved.records import QuestionRecord

SHOWN = 12  # chats listed before the older ones fold away
MANY = 6  # chats from which a box to search them is worth its place
_RENAMING = "renaming-chat"


def draw_chats(services: Services, chat_id: str | None) -> None:
    """Draw the menu of saved chats, the one with that id marked as open, and what was deleted last."""
    saved = services.chats.all()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="chats"):
        if chat_id is not None and st.button(tr("New chat"), icon=":material/add:", type="tertiary", key="new-chat"):
            open_chat(services, None)
        if saved:
            words = tr("Chats ({n})", n=len(saved))
            with st.popover(words, icon=":material/forum:", type="tertiary", key="saved-chats"):
                _draw_saved(services, saved, chat_id)
    _draw_undo(services)


def _draw_saved(services: Services, saved: list[Chat], chat_id: str | None) -> None:
    if len(saved) >= MANY:
        words = st.text_input(tr("Search chats"), key="search-chats", icon=":material/search:")
        if words.strip():
            saved = services.chats.search(words)
            st.caption(tr("{n} found", n=len(saved)) if saved else tr("No chat has all of these words."))
    for chat in saved[:SHOWN]:
        _draw_chat(services, chat, chat_id)
    if len(saved) > SHOWN:
        with st.expander(tr("Older chats")):
            for chat in saved[SHOWN:]:
                _draw_chat(services, chat, chat_id)


def _draw_chat(services: Services, chat: Chat, chat_id: str | None) -> None:
    with st.container(horizontal=True, gap="small", wrap=False, key=f"chatrow-{chat.id}"):
        title = label(chat.title, 60)
        look = "secondary" if chat.id == chat_id else "tertiary"
        if st.button(title, key=f"chat-{chat.id}", type=look, width="stretch"):  # type: ignore[arg-type]
            open_chat(services, chat.id)
        rename, delete = tr("Rename {title}", title=title), tr("Delete {title}", title=title)
        if st.button("", icon=":material/edit:", type="tertiary", help=rename, key=f"more-{chat.id}"):
            st.session_state[_RENAMING] = None if st.session_state.get(_RENAMING) == chat.id else chat.id
        if st.button("", icon=":material/delete:", type="tertiary", help=delete, key=f"delete-{chat.id}"):
            services.chats.delete(chat.id)
            st.session_state["deleted"] = (chat.id, chat.title)
            open_chat(services, None if chat.id == chat_id else chat_id)
    if st.session_state.get(_RENAMING) == chat.id:
        new = st.text_input(tr("Name of this chat"), chat.title, key=f"name-{chat.id}", max_chars=60)
        if st.button(tr("Rename"), key=f"rename-{chat.id}"):
            services.chats.rename(chat.id, new)
            st.session_state.pop(_RENAMING)
            st.rerun()


def _draw_undo(services: Services) -> None:
    if "deleted" not in st.session_state:
        return
    id, title = st.session_state["deleted"]
    with st.container(border=True):
        st.markdown(tr("Deleted “{title}”.", title=label(title, 40)))
        if st.button(tr("Undo"), key="undo", icon=":material/undo:"):
            services.chats.restore(id)
            del st.session_state["deleted"]
            open_chat(services, id)


def forget_deleted() -> None:
    """Stop offering to bring the last deleted chat back: the person has gone on."""
    st.session_state.pop("deleted", None)


def open_chat(services: Services, id: str | None) -> None:
    """Show a chat, or an empty page for None, under an address that can be kept and reloaded. A chat goes on looking
    where its last question looked.
    """
    st.query_params.clear()
    if id is not None:
        asked = [m for m in services.chats.messages(id) if isinstance(m, QuestionRecord)]
        query = Picked.of_question(asked[-1]).query() if asked else {}
        st.query_params.from_dict(query | {"chat": id})
    st.rerun()
