"""The sidebar of the chat: which meeting and paper, and the saved chats."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import streamlit as st

from app.chats import Chat
from app.records import QuestionRecord
from app.views.meetings import meetings, with_appendices
from app.views.safe import label
from app.views.services import Services
from app.wording import KINDS
from index.values import StoredItem

SHOWN = 12  # chats listed before the older ones fold away


@dataclass(frozen=True)
class Picked:
    """What the sidebar says to look in: the paper (None: all of them) and the ids it comes to (none:
    everything)."""

    paper: StoredItem | None
    items: tuple[str, ...]
    words: str

    def question(self, text: str, draft: bool = False) -> QuestionRecord:
        """A question asked of what is picked."""
        paper = self.paper.id if self.paper else None
        return QuestionRecord(text=text, items=self.items, paper=paper, draft=draft)


def draw_sidebar(services: Services, chat_id: str | None) -> Picked:
    """Draw the sidebar and return what is picked in it."""
    with st.sidebar:
        picked = _draw_pickers(services.library.items())
        st.divider()
        _draw_chats(services, chat_id)
    return picked


def _draw_pickers(items: list[StoredItem]) -> Picked:
    found = meetings(items)
    titles = _distinct([meeting.title for meeting in found])
    chosen = st.selectbox("Meeting", ["All meetings", *titles], key="meeting")
    meeting = found[titles.index(chosen)] if chosen in titles else None
    papers = [p for m in ([meeting] if meeting else found) for p in m.items if p.kind != "guidance"]
    names = _distinct([_paper_title(p, dated=meeting is None) for p in papers])
    name = st.selectbox("Paper", ["All papers", *names], key="paper")
    if name in names:
        paper = papers[names.index(name)]
        return Picked(paper, with_appendices(paper, items), paper.title)
    if meeting is not None:
        return Picked(None, tuple(p.id for p in meeting.items), f"the papers of {meeting.title}")
    return Picked(None, (), "all papers")


def _distinct(names: list[str]) -> list[str]:
    """The names with a number added to those that come again: a picker knows its options by their words."""
    seen: Counter[str] = Counter()
    distinct = []
    for name in names:
        seen[name] += 1
        distinct.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return distinct


def _paper_title(paper: StoredItem, dated: bool) -> str:
    indent = "– " if paper.parent else ""
    when = f" ({paper.meeting_date:%b %Y})" if dated and paper.meeting_date else ""
    kind = "" if paper.kind in ("report", "minutes") else f" · {KINDS[paper.kind].lower()}"
    return f"{indent}{paper.title}{when}{kind}"


def _draw_chats(services: Services, chat_id: str | None) -> None:
    if st.button("New chat", icon=":material/add:", width="stretch", key="new-chat"):
        open_chat(None)
    _draw_undo(services)
    saved = services.chats.all()
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
            open_chat(chat.id)
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
                open_chat(None if chat.id == chat_id else chat_id)


def _draw_undo(services: Services) -> None:
    if "deleted" not in st.session_state:
        return
    id, title = st.session_state["deleted"]
    with st.container(border=True):
        st.markdown(f"Deleted “{label(title, 40)}”.")
        if st.button("Undo", key="undo", icon=":material/undo:"):
            services.chats.restore(id)
            del st.session_state["deleted"]
            open_chat(id)


def forget_deleted() -> None:
    """Stop offering to bring the last deleted chat back: the person has gone on."""
    st.session_state.pop("deleted", None)


def open_chat(id: str | None) -> None:
    """Show a chat, or an empty page for None, under an address that can be kept and reloaded."""
    if id is None:
        st.query_params.clear()
    else:
        st.query_params["chat"] = id
    st.rerun()
