"""What every session of the page shares: one loaded model, one open index, one store of chats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.build import build_assistant, open_whole_library
from app.chats import ChatStore
from app.feedback import FeedbackStore
from app.settings import Settings, load
from index.library import Library

if TYPE_CHECKING:
    from rag.assistant import Assistant


@dataclass(frozen=True)
class Services:
    """The settings and the objects built from them, once for the whole server."""

    settings: Settings
    library: Library
    assistant: Assistant
    chats: ChatStore
    feedback: FeedbackStore


@st.cache_resource(show_spinner="Opening the papers…")
def services() -> Services:
    """The shared objects; a fault is not kept, so the next visit tries again."""
    settings = load()
    library = open_whole_library(settings, make=True)
    assistant = build_assistant(settings, library)
    return Services(settings, library, assistant, ChatStore(settings.data), FeedbackStore(settings.data))
