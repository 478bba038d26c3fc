"""A Word briefing: headings, tables with a header row, quotes with their places as footnotes, in British English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from app.exports.footnotes import Footnotes
from app.exports.wordfile import add_row, as_bytes, clean, new_document, new_table
from app.saved.records import CitationRecord, DraftQuestionRecord, DraftRecord, PromptRecord
from app.wording import coverage_words, date_words, near_words, short_prompt
from index.faults import NotFound

_TEXT, _SMALL, _MARGIN = Pt(10.5), Pt(9.5), Mm(18)
_ON_A_PAGE = 5  # questions
_WORDS = 30  # of a quote
_TELLING = 15  # characters of a question's quoted words, from which on they are the quote's own
_QUOTED = re.compile(r"“([^”]*)”")


class Briefing:
    """A Word file in the making. What it is given is cleaned of markup and of characters that XML does not have.

    `report` and `meeting_date` are those of the paper that the questions are about: places in it are said in short.
    """

    def __init__(self, title: str, report: str = "", meeting_date: str | None = None) -> None:
        self.document = new_document(title)
        self.about(report, meeting_date)
        self._footnotes = Footnotes(self.document)
        self._quoted: set[str] = set()
        self._turned = False
        self.document.styles["Normal"].font.size = _TEXT
        self.document.styles["Normal"].paragraph_format.space_after = Pt(3)
        for section in self.document.sections:
            section.top_margin = section.bottom_margin = section.left_margin = section.right_margin = _MARGIN

    def about(self, report: str, meeting_date: str | None) -> None:
        """Say which paper what follows is about."""
        self._report, self._meeting_date = report, meeting_date

    def heading(self, text: str, level: int) -> None:
        """A heading of that level."""
        self._turn(self.document.add_heading(clean(text), level=level))

    def paragraph(self, text: str, style: str | None = None) -> None:
        """A paragraph."""
        self.document.add_paragraph(clean(text), style=style)

    def question(self, number: int, text: str, lines: Sequence[str], citations: Sequence[CitationRecord]) -> None:
        """A question, what is said of it in smaller print, and its quotes with their places in footnotes.

        A quote that stands in the question itself, or in the file before, is not printed again: only its place.
        """
        paragraph = self._turn(self.document.add_paragraph())
        paragraph.paragraph_format.space_before = Pt(8)
        paragraph.paragraph_format.keep_with_next = bool(lines)
        paragraph.add_run(clean(f"{number}. {text}")).bold = True
        known = [c for c in citations if _says(text, c.quote) or c.quote in self._quoted]
        for place in dict.fromkeys(self._place(citation) for citation in known):
            self._footnotes.add(paragraph, place)
        for line in lines:
            self._small(line)
        for citation in citations:
            if citation not in known:
                self._footnotes.add(self._small(f"“{shortened(citation.quote)}”"), self._place(citation))
        self._quoted.update(citation.quote for citation in citations)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
        """A table in smaller print whose first row is marked as its head; `widths` are the columns' shares."""
        table = new_table(self.document, head)
        for row in rows:
            add_row(table, row)
        section = self.document.sections[0]
        whole = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = whole * width // sum(widths)
                for run in cell.paragraphs[0].runs:
                    run.font.size = _SMALL

    def new_page(self) -> None:
        """What comes next, a heading or a question, begins a new page."""
        self._turned = True

    def data(self) -> bytes:
        """The bytes of the file."""
        self._footnotes.close()
        return as_bytes(self.document)

    def _small(self, text: str) -> Paragraph:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.left_indent = Pt(14)
        paragraph.paragraph_format.space_after = Pt(1)
        paragraph.add_run(clean(text)).font.size = _SMALL
        return paragraph

    def _turn(self, paragraph: Paragraph) -> Paragraph:
        if self._turned:
            paragraph.paragraph_format.page_break_before = True
        self._turned = False
        return paragraph

    def _place(self, citation: CitationRecord) -> str:
        return clean(near_words(citation, self._report, self._meeting_date))


def shortened(quote: str) -> str:
    """A quote of at most 30 words on one line, "…" where it goes on."""
    words = quote.split()
    return " ".join(words) if len(words) <= _WORDS else f"{' '.join(words[:_WORDS])} …"


def _says(text: str, quote: str) -> bool:
    """Whether a text quotes from these very words."""
    said = (" ".join(part.split()).strip(" .,;:") for found in _QUOTED.findall(text) for part in found.split("…"))
    return any(len(part) >= _TELLING and part.casefold() in " ".join(quote.split()).casefold() for part in said)


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


def paged(made: Briefing, questions: Iterable[tuple[int, str, Sequence[str], Sequence[CitationRecord]]]) -> None:
    """The questions (number, words, what is said of them, citations), five on a page."""
    for place, (number, text, lines, citations) in enumerate(questions):
        if place and place % _ON_A_PAGE == 0:
            made.new_page()
        made.question(number, text, lines, citations)


def add_prompts(made: Briefing, prompts: Sequence[PromptRecord]) -> None:
    """What the report says to each prompt, in a line; those that are not agreed ones are marked."""
    rows = []
    for prompt in prompts:
        name = short_prompt(prompt.question)
        label = f"{name} (not an agreed prompt)" if prompt.extra else name
        rows.append((label, coverage_words(prompt.coverage, prompt.applies), prompt.why))
    made.table(("Agreed prompt", "Coverage", "Why"), rows, (4, 2, 6))


def _add_draft(made: Briefing, draft: DraftRecord) -> None:
    made.about(draft.report, draft.meeting_date)
    made.heading(draft.report, 1)
    made.paragraph(f"Meeting: {date_words(draft.meeting_date)}. Document: {draft.document}.")
    made.paragraph("Draft questions to edit, not a script.")
    if draft.notice:
        made.paragraph(draft.notice)
    paged(made, [(q.rank, q.text, _lines(q), q.citations) for q in draft.questions])
    if not draft.questions:
        made.paragraph("No question could be drafted that rests on the papers.")
    made.heading("What the report says to the agreed prompts", 2)
    add_prompts(made, draft.prompts)
    if draft.dropped:
        made.heading("Dropped for want of evidence", 2)
        for dropped in draft.dropped:
            made.paragraph(f"{dropped.text} ({dropped.reason})", "List Bullet")


def _lines(question: DraftQuestionRecord) -> list[str]:
    to = f"To: {question.to}. " if question.to else ""
    more = [f"Supplementary: {question.supplementary}"] if question.supplementary else []
    return [f"{to}Why it matters: {question.why}", *more]
