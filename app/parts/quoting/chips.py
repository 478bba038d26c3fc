"""Citation chips, small numbered buttons that say their quote on hover or focus, and where they open it.

Beside a chat a quote opens in a panel that is kept in the address: beside the answers where there is room, over them on
a narrow screen until it is closed. On other pages it opens over the page.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from app.parts.frame.browser import focus_on, move_focus
from app.parts.frame.safe import escaped, label, show
from app.parts.frame.services import Services
from app.parts.quoting.quote import draw_quote, forget_place, open_quote
from app.saved.records import AnswerRecord, CitationRecord, DraftRecord, Message
from app.wording import near_words, place_words, readable, tr

HOVER_QUOTE = 360  # characters of a quote that a chip says before it is pressed
QUOTE = "quote"  # in the address: the message's place in the chat, the passage's id and the citation's number
_BESIDE = "message-beside-panel"
_FROM = "panel-opened-from"
_CLOSED = "panel-closed"  # the person would rather not have the first quote open by itself


def draw_chips(
    services: Services, citations: Iterable[CitationRecord], key: str, mark: str = "", afresh: bool = False
) -> None:
    """One chip a citation; `key` tells the chips of one sentence from those of another. A chip shows its citation's
    number, its place among these from 1 where they are numbered `afresh`, or `mark`.
    """
    beside = st.session_state.get(_BESIDE)
    for place, citation in enumerate(citations):
        pressed = st.button(
            f"\\[{mark or (place + 1 if afresh else citation.n)}\\]", key=f"chip-{key}-{place}",
            type="primary" if beside is not None and _is_open(beside, citation) else "secondary",
            help=hover(services, citation), on_click=None if beside is None else _open_beside,
            args=None if beside is None else (beside, citation, f"chip-{key}-{place}"),
        )  # fmt: skip
        if pressed and beside is None:
            open_quote(services, citation)


def draw_cited_line(services: Services, html: str, citation: CitationRecord, key: str, mark: str) -> None:
    """Draw a line of running words, given as safe HTML, with the chip of the quote that it is or rests on."""
    with st.container(horizontal=True, wrap=False, gap="small", key=f"fact-{key}"):
        st.html(f'<p class="sq">{html}</p>')
        draw_chips(services, [citation], key, mark)


def hover(services: Services, citation: CitationRecord) -> str:
    """What a chip says before it is pressed: the quote, and where it stands."""
    where = label(f"{services.paper_line(citation)}: {readable(place_words(citation))}", 200)
    return f"“{label(readable(citation.quote), HOVER_QUOTE)}”  \n{where}"


def draw_sources(citations: Iterable[CitationRecord], report: str, meeting_date: str | None) -> None:
    """The places of citations beside the report of that title and meeting, in short and numbered from 1, to read
    without opening any; those of one place share a line.
    """
    places: dict[str, list[str]] = {}
    for n, citation in enumerate(citations, 1):
        places.setdefault(near_words(citation, report, meeting_date), []).append(f"[{n}]")
    if places:
        show("\n".join(f"{' '.join(numbers)} {where}" for where, numbers in places.items()), "p", "sq-places")


def draw_dropped(dropped: Sequence[str], key: str) -> None:
    """What a language model wrote that was left out, each with the reason; nothing for none."""
    if dropped:
        with st.expander(tr("What was left out ({n})", n=len(dropped)), type="compact", key=f"{key}-dropped"):
            for one in dropped:
                show(one, "p", "sq-why")


@contextmanager
def quotes_beside(message: int) -> Iterator[None]:
    """Within it, chips open their quotes in the panel; `message` is the place in the chat of what is drawn."""
    st.session_state[_BESIDE] = message
    try:
        yield
    finally:
        del st.session_state[_BESIDE]


def _address(message: int, citation: CitationRecord) -> str:
    return f"{message}.{citation.passage_id}.{citation.n}"


def _is_open(message: int, citation: CitationRecord) -> bool:
    return st.query_params.get(QUOTE) == _address(message, citation)


def _open_beside(message: int, citation: CitationRecord, key: str) -> None:
    forget_place(citation)
    st.query_params[QUOTE] = _address(message, citation)
    focus_on(".st-key-close-quote button")
    st.session_state[_FROM] = f".st-key-{key} button"


def _close() -> None:
    st.query_params.pop(QUOTE, None)
    st.session_state[_CLOSED] = True
    focus_on(st.session_state.pop(_FROM, '[data-testid="stChatInputTextArea"]'))


def cited_in(message: Message) -> list[CitationRecord]:
    """Every citation of a message."""
    if isinstance(message, AnswerRecord):
        return list(message.citations)
    if isinstance(message, DraftRecord):
        questions = [c for question in message.questions for c in question.citations]
        return questions + [c for prompt in message.prompts for c in prompt.citations]
    return []


def draw_panel(services: Services, messages: Sequence[Message]) -> None:
    """Draw the panel with the citation that the address names. With none named it shows the first of the last answer,
    where there is room, until that is closed.
    """
    cited = [(place, citation) for place, message in enumerate(messages) for citation in cited_in(message)]
    opened = next((citation for place, citation in cited if _is_open(place, citation)), None)
    first = next(iter(cited_in(messages[-1])), None) if messages else None
    if opened is not None:
        with st.container(key="quote-panel"):
            _draw_open(services, opened)
    elif first is not None and not st.session_state.get(_CLOSED):
        with st.container(key="quote-first"):
            _draw_open(services, first)
    elif cited:
        with st.container(key="quote-none"):
            show(tr("Press a number to see its quote here, on its page."), "p", "sq-why")
    move_focus()


def _draw_open(services: Services, citation: CitationRecord) -> None:
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, key="quote-head"):
        title = escaped(services.paper_line(citation))
        st.html(f'<h2 class="sq sq-paper" title="{title}">{title}</h2>')
        st.button(
            tr("Close"), icon=":material/close:", type="tertiary", shortcut="Escape",
            help=label(tr("Close the quote")), key="close-quote", on_click=_close,
        )  # fmt: skip
    st.fragment(draw_quote)(services, citation)
