"""What every session of the page shares, and what of it the person at the page may see.

One model, one index and one store of chats serve all. Of a restricted paper nothing reaches a page whose reader may
not see it: the library and the assistant that a page is given know of the allowed documents only.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.build import build_assistant, open_library
from app.people import current_viewer, visitor
from app.saved.chats import ChatStore, FeedbackStore
from app.saved.journals import AuditLog
from app.saved.records import CitationRecord, Message, without_document
from app.saved.restrictions import AccessStore
from app.saved.viewer import Viewer
from app.server.background import ReadingRoom
from app.settings import Settings, load
from app.wording import paper_words
from index.store.catalogue.records import SetAside
from index.store.library import Library
from index.store.visible import VisibleLibrary

if TYPE_CHECKING:
    from rag.assistant import Assistant

_VIEWS = 8  # sets of allowed documents whose library and assistant are kept
_VISITOR = "visitor"


@dataclass(frozen=True)
class Services:
    """The settings and the objects built from them, as the person at the page may use them.

    `owner` is whose the chats and lists are that are made now: a person's, or a browser's where nobody signs in.
    `hidden` are the sha256 of documents that this person may not see, or nobody may since they were withdrawn: what
    was saved of them is not shown. `aside` are those withdrawn that this person could bring back.
    """

    settings: Settings
    library: Library
    assistant: Assistant
    chats: ChatStore
    feedback: FeedbackStore
    access: AccessStore
    audit: AuditLog
    reading: ReadingRoom
    viewer: Viewer
    hidden: frozenset[str] = frozenset()
    aside: tuple[SetAside, ...] = ()
    owner: str = ""

    @property
    def may_change(self) -> bool:
        """Whether this person may add, correct and withdraw papers: anybody, where nobody signs in."""
        return self.settings.sign_in is None or self.viewer.role in ("officer", "admin")

    def paper_line(self, citation: CitationRecord) -> str:
        """The paper a quote is from, with its committee where the papers that this person sees are of several."""
        several = len({item.committee for item in self.library.items() if item.committee}) > 1
        return paper_words(citation, committee=several)

    def note(self, did: str, what: str) -> None:
        """Keep in the audit log, if there is one, that this person did something."""
        self.audit.note(self.viewer.id or _VISITOR, did, what)

    def shown(self, messages: Sequence[Message]) -> list[Message]:
        """Saved messages without what rests on documents that this person may not (or no longer) see."""
        found = list(messages)
        for document in self.hidden:
            found = [without_document(message, document) for message in found]
        return found


class _Shared:
    """What the whole server has once; a library and an assistant for each set of allowed documents."""

    def __init__(self) -> None:
        self.settings = load()
        self.library = open_library(self.settings)
        self.assistant = build_assistant(self.settings, self.library)
        data = self.settings.data
        self.chats, self.feedback = ChatStore(data), FeedbackStore(data)
        self.access, self.audit = AccessStore(data), AuditLog(data, self.settings.audit_days)
        self.reading = ReadingRoom()
        self._views: OrderedDict[frozenset[str], tuple[Library, Assistant]] = OrderedDict()
        self._lock = threading.Lock()

    def seen_without(self, hidden: frozenset[str], there: frozenset[str]) -> tuple[Library, Assistant]:
        """The library and the assistant without the hidden ones of the documents that were `there` before these were
        known: what came meanwhile may be hidden too."""
        if not hidden:
            return self.library, self.assistant
        allowed = there - hidden
        with self._lock:
            if allowed not in self._views:
                library = VisibleLibrary(self.library, allowed)
                self._views[allowed] = (library, build_assistant(self.settings, library))
            self._views.move_to_end(allowed)
            while len(self._views) > _VIEWS:
                self._views.popitem(last=False)
            return self._views[allowed]


@st.cache_resource(show_spinner="Opening the papers…")
def _shared() -> _Shared:
    """The shared objects; a fault is not kept, so the next visit tries again."""
    return _Shared()


def services() -> Services:
    """What the person at the page may use."""
    shared = _shared()
    viewer = current_viewer(shared.settings)
    aside = shared.library.stores.catalogue.aside()
    withdrawn = [one.document for one in aside]
    restricts = bool(shared.access.all())
    there = frozenset(document.id for document in shared.library.documents() if restricts)
    hidden = shared.access.hidden_from(viewer)
    library, assistant = shared.seen_without(hidden, there)
    signs_in = shared.settings.sign_in is not None
    owner = _owner(viewer) if signs_in else visitor()
    return Services(
        settings=shared.settings, library=library, assistant=assistant,
        chats=shared.chats.of(owner, by_link=not signs_in), feedback=shared.feedback, access=shared.access,
        audit=shared.audit, reading=shared.reading, viewer=viewer,
        hidden=hidden | {document.id for document in withdrawn},
        aside=tuple(one for one in aside if one.document.id not in hidden), owner=owner,
    )  # fmt: skip


def _owner(viewer: Viewer) -> str:
    """Whose chats these are; those of somebody not signed in last as long as the visit."""
    if not viewer.id:
        st.session_state.setdefault(_VISITOR, secrets.token_urlsafe(12))
    return viewer.id or f"{_VISITOR}-{st.session_state[_VISITOR]}"
