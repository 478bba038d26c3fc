"""A Word briefing: headings, tables with a header row, quotes with their places as footnotes, in British English."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docx.shared import Pt

from app.footnotes import Footnotes
from app.records import CitationRecord, DraftRecord, PromptRecord
from app.wordfile import add_row, as_bytes, clean, new_document, new_table
from app.wording import COVERAGE, date_words, paper_words, place_words
from index.faults import NotFound


class Briefing:
    """A Word file in the making. What it is given is cleaned of characters that XML does not have."""

    def __init__(self, title: str) -> None:
        self.document = new_document(title)
        self._footnotes = Footnotes(self.document)

    def heading(self, text: str, level: int) -> None:
        """A heading of that level."""
        self.document.add_heading(clean(text), level=level)

    def paragraph(self, text: str, style: str | None = None) -> None:
        """A paragraph."""
        self.document.add_paragraph(clean(text), style=style)

    def quotes(self, citations: Sequence[CitationRecord]) -> None:
        """Each quote in a paragraph of its own, its paper, paragraph and pages in a footnote."""
        for citation in citations:
            paragraph = self.document.add_paragraph(style="Quote")
            paragraph.paragraph_format.left_indent = Pt(18)
            paragraph.add_run(clean(f"“{citation.quote}”"))
            self._footnotes.add(paragraph, clean(f"{paper_words(citation)}: {place_words(citation)}."))

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table whose first row is marked as its head."""
        table = new_table(self.document, head)
        for row in rows:
            add_row(table, row)

    def new_page(self) -> None:
        """Begin a new page."""
        self.document.add_page_break()

    def data(self) -> bytes:
        """The bytes of the file."""
        self._footnotes.close()
        return as_bytes(self.document)


def write_briefing(drafts: Sequence[DraftRecord], path: Path) -> None:
    """Write the drafts into one Word file.

    Raises:
        NotFound: when the file cannot be written there.
    """
    try:
        path.write_bytes(briefing(drafts))
    except OSError as error:
        raise NotFound(
            f"{path} cannot be written: {error.strerror}.", "Give a file in a folder that exists."
        ) from error


def briefing(drafts: Sequence[DraftRecord]) -> bytes:
    """The bytes of a Word file with one part a draft."""
    made = Briefing("Draft questions for scrutiny")
    for number, draft in enumerate(drafts):
        if number:
            made.new_page()
        _add_draft(made, draft)
    return made.data()


def add_prompts(made: Briefing, prompts: Sequence[PromptRecord]) -> None:
    """The agreed prompts at a glance, with what the report says to each or what was searched."""
    rows = []
    for prompt in prompts:
        places = [f"“{c.quote}” ({paper_words(c)}: {place_words(c)})" for c in prompt.citations]
        searched = [f"Searched: {prompt.searched}"] if not places and prompt.searched else []
        name = f"{prompt.question} (an extra, not one of the agreed prompts)" if prompt.extra else prompt.question
        rows.append((name, COVERAGE[prompt.coverage], "\n".join([prompt.why, *places, *searched])))
    made.table(("Agreed prompt", "Coverage", "Why, and where"), rows)


def _add_draft(made: Briefing, draft: DraftRecord) -> None:
    made.heading(draft.report, 1)
    made.paragraph(f"Meeting: {date_words(draft.meeting_date)}. Document: {draft.document}.")
    made.paragraph("A draft to edit, not a script. Every question rests on the quotes under it; check them first.")
    if draft.notice:
        made.paragraph(draft.notice)
    made.heading("Drafted questions", 2)
    for question in draft.questions:
        made.heading(f"{question.rank}. {question.text}", 3)
        if question.to:
            made.paragraph(f"To: {question.to}.")
        made.paragraph(f"Why it matters: {question.why}")
        if question.supplementary:
            made.paragraph(f"Supplementary: {question.supplementary}")
        made.quotes(question.citations)
    if not draft.questions:
        made.paragraph("No question could be drafted that rests on the papers.")
    made.heading("What the report says to the agreed prompts", 2)
    add_prompts(made, draft.prompts)
    if draft.dropped:
        made.heading("Dropped for want of evidence", 2)
        for dropped in draft.dropped:
            made.paragraph(f"{dropped.text} ({dropped.reason})", "List Bullet")
