"""Citation chips: small numbered buttons, each opening its quote in its place."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from app.records import CitationRecord
from app.views.quote import open_quote
from app.views.safe import label, show
from app.views.services import Services
from app.wording import paper_words, place_words


def draw_chips(services: Services, citations: Iterable[CitationRecord], key: str) -> None:
    """One chip a citation; `key` tells the chips of one sentence from those of another."""
    for place, citation in enumerate(citations):
        pressed = st.button(
            f"\\[{citation.n}\\]",
            key=f"chip-{key}-{place}",
            help=label(f"{paper_words(citation)}: {place_words(citation)}", 200),
        )
        if pressed:
            open_quote(services, citation)


def draw_sources(citations: Iterable[CitationRecord], report: str = "") -> None:
    """The places of the citations, to read without opening any; those of one place share a line.

    The title of `report` is left out: it stands above.
    """
    places: dict[str, list[int]] = {}
    for citation in citations:
        where = place_words(citation)
        if citation.report != report:
            where = f"{paper_words(citation)}: {where}"
        places.setdefault(where, []).append(citation.n)
    lines = [f"{' '.join(f'[{n}]' for n in numbers)} {where}" for where, numbers in places.items()]
    if lines:
        show("\n".join(lines), "p", "sq-places")
