"""The paper a quote is from, as the pages name it."""

from __future__ import annotations

from app.parts.frame.services import several_committees
from app.saved.records import CitationRecord
from app.wording import paper_words


def paper_line(citation: CitationRecord) -> str:
    """The title, the report it belongs to and the meeting, with the committee where the papers are of several."""
    return paper_words(citation, committee=several_committees())
