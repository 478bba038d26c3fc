"""Citation chips: small numbered buttons that say their quote on hover or focus and open it in its place."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from app.parts.frame.safe import label, show
from app.parts.frame.services import Services
from app.parts.quoting.panel import is_open, message_beside, open_beside
from app.parts.quoting.quote import open_quote
from app.saved.records import CitationRecord
from app.wording import near_words, place_words, readable

HOVER_QUOTE = 360  # characters of a quote that a chip says before it is pressed


def draw_chips(
    services: Services, citations: Iterable[CitationRecord], key: str, mark: str = "", afresh: bool = False
) -> None:
    """One chip a citation; `key` tells the chips of one sentence from those of another.

    A chip shows its citation's number, its place among these from 1 where they are numbered `afresh`, or `mark`.
    """
    beside = message_beside()
    for place, citation in enumerate(citations):
        pressed = st.button(
            f"\\[{mark or (place + 1 if afresh else citation.n)}\\]",
            key=f"chip-{key}-{place}",
            type="primary" if beside is not None and is_open(beside, citation) else "secondary",
            help=hover(services, citation),
            on_click=open_beside if beside is not None else None,
            args=(beside, citation, f"chip-{key}-{place}") if beside is not None else None,
        )
        if pressed and beside is None:
            open_quote(services, citation)


def hover(services: Services, citation: CitationRecord) -> str:
    """What a chip says before it is pressed: the quote, and where it stands."""
    where = label(f"{services.paper_line(citation)}: {readable(place_words(citation))}", 200)
    return f"“{label(readable(citation.quote), HOVER_QUOTE)}”  \n{where}"


def draw_sources(
    services: Services, citations: Iterable[CitationRecord], report: str = "", meeting_date: str | None = None
) -> None:
    """The places of the citations, to read without opening any; those of one place share a line.

    Beside the report of that title and meeting they are said in short, and numbered afresh.
    """
    places: dict[str, list[int]] = {}
    for n, citation in enumerate(citations, 1):
        if report:
            places.setdefault(near_words(citation, report, meeting_date), []).append(n)
        else:
            places.setdefault(f"{services.paper_line(citation)}: {place_words(citation)}", []).append(citation.n)
    lines = [f"{' '.join(f'[{n}]' for n in numbers)} {where}" for where, numbers in places.items()]
    if lines:
        show("\n".join(lines), "p", "sq-places")
