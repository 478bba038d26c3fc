"""The page a quote begins on: a passage may run over a page's end."""

from __future__ import annotations

from index.values import StoredPassage, Turn


def page_at(passage: StoredPassage, offset: int) -> Turn:
    """The page that the place `offset` of a passage's text stands on."""
    found = Turn(0, passage.page, passage.pack_page, passage.printed_page)
    for turn in passage.turns:
        if turn.offset <= offset:
            found = turn
    return found
