"""The panel beside a chat in which a quote is shown in its place, kept in the address.

Where there is room it stands beside the answers; on a narrow screen it covers them until it is closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from app.parts.frame.focus import focus_on, move_focus
from app.parts.frame.safe import escaped, label, show
from app.parts.frame.services import Services
from app.parts.quoting.quote import draw_quote, forget_place
from app.saved.records import AnswerRecord, CitationRecord, DraftRecord, Message

QUOTE = "quote"  # in the address: the message's place in the chat, the passage's id and the citation's number
_BESIDE = "message-beside-panel"
_FROM = "panel-opened-from"
_CLOSED = "panel-closed"  # the person would rather not have the first quote open by itself


@contextmanager
def quotes_beside(message: int) -> Iterator[None]:
    """Within it, chips open their quotes in the panel; `message` is the place in the chat of what is drawn."""
    st.session_state[_BESIDE] = message
    try:
        yield
    finally:
        del st.session_state[_BESIDE]


def message_beside() -> int | None:
    """The message being drawn beside the panel; None on pages that have none."""
    place = st.session_state.get(_BESIDE)
    return None if place is None else int(place)


def open_beside(message: int, citation: CitationRecord, key: str) -> None:
    """Show a citation of that message in the panel: for the `on_click` of the button with that key."""
    forget_place(citation)
    st.query_params[QUOTE] = _address(message, citation)
    focus_on(".st-key-close-quote button")
    st.session_state[_FROM] = f".st-key-{key} button"


def is_open(message: int, citation: CitationRecord) -> bool:
    """Whether the panel shows this citation."""
    return st.query_params.get(QUOTE) == _address(message, citation)


def _address(message: int, citation: CitationRecord) -> str:
    return f"{message}.{citation.passage_id}.{citation.n}"


def _close() -> None:
    st.query_params.pop(QUOTE, None)
    st.session_state[_CLOSED] = True
    focus_on(st.session_state.pop(_FROM, '[data-testid="stChatInputTextArea"]'))


def opened_citation(messages: Sequence[Message]) -> CitationRecord | None:
    """The citation that the address names, where it is in the chat."""
    for place, message in enumerate(messages):
        for citation in cited_in(message):
            if is_open(place, citation):
                return citation
    return None


def cited_in(message: Message) -> list[CitationRecord]:
    """Every citation of a message."""
    if isinstance(message, AnswerRecord):
        return list(message.citations)
    if isinstance(message, DraftRecord):
        questions = [c for question in message.questions for c in question.citations]
        return questions + [c for prompt in message.prompts for c in prompt.citations]
    return []


def draw_panel(services: Services, citation: CitationRecord | None, messages: Sequence[Message]) -> None:
    """Draw the panel with that citation. With none opened it shows the first of the last answer, where there is room,
    until that is closed.
    """
    first = next(iter(cited_in(messages[-1])), None) if messages else None
    if citation is not None:
        with st.container(key="quote-panel"):
            _draw_open(services, citation)
    elif first is not None and not st.session_state.get(_CLOSED):
        with st.container(key="quote-first"):
            _draw_open(services, first)
    elif any(cited_in(message) for message in messages):
        with st.container(key="quote-none"):
            show("Press a number to see its quote here, on its page.", "p", "sq-why")
    move_focus()


def _draw_open(services: Services, citation: CitationRecord) -> None:
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, key="quote-head"):
        title = services.paper_line(citation)
        st.html(f'<h2 class="sq sq-paper" title="{escaped(title)}">{escaped(title)}</h2>')
        st.button(
            "Close",
            icon=":material/close:",
            type="tertiary",
            shortcut="Escape",
            help=label("Close the quote"),
            key="close-quote",
            on_click=_close,
        )
    st.fragment(draw_quote)(services, citation)
