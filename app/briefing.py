"""A draft as a Word briefing: headings, a table with a header row, quotes with their places, in British
English."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import _Row

from app.records import CitationRecord, DraftRecord
from app.wording import COVERAGE, date_words, paper_words, place_words
from index.faults import NotFound

LANGUAGE = "en-GB"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 has no such characters


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
    document = Document()
    _set_language(document)
    document.core_properties.title = "Draft questions for scrutiny"
    document.core_properties.author = ""
    for number, draft in enumerate(drafts):
        if number:
            document.add_page_break()
        _add_draft(document, draft)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add_draft(document: DocumentObject, draft: DraftRecord) -> None:
    document.add_heading(_clean(draft.report), level=1)
    document.add_paragraph(_clean(f"Meeting: {date_words(draft.meeting_date)}. Document: {draft.document}."))
    document.add_paragraph(
        "A draft to edit, not a script. Every question rests on the quotes under it; check them first."
    )
    if draft.notice:
        document.add_paragraph(_clean(draft.notice))
    document.add_heading("Drafted questions", level=2)
    for question in draft.questions:
        document.add_heading(_clean(f"{question.rank}. {question.text}"), level=3)
        document.add_paragraph(_clean(f"Why it matters: {question.why}"))
        if question.supplementary:
            document.add_paragraph(_clean(f"If the answer is not clear: {question.supplementary}"))
        _add_quotes(document, question.citations)
    if not draft.questions:
        document.add_paragraph("No question could be drafted that rests on the papers.")
    document.add_heading("What the report says to the agreed prompts", level=2)
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    _fill(table.rows[0], ("Agreed prompt", "Coverage", "Why, and where"), bold=True)
    _mark_header(table.rows[0])
    for prompt in draft.prompts:
        places = [f"“{c.quote}” ({paper_words(c)}: {place_words(c)})" for c in prompt.citations]
        searched = [f"Searched: {prompt.searched}"] if not places and prompt.searched else []
        reasons = "\n".join([prompt.why, *places, *searched])
        _fill(table.add_row(), (prompt.question, COVERAGE[prompt.coverage], reasons))
    if draft.dropped:
        document.add_heading("Dropped for want of evidence", level=2)
        for dropped in draft.dropped:
            document.add_paragraph(_clean(f"{dropped.text} ({dropped.reason})"), style="List Bullet")


def _add_quotes(document: DocumentObject, citations: Sequence[CitationRecord]) -> None:
    for citation in citations:
        paragraph = document.add_paragraph(style="Quote")
        paragraph.paragraph_format.left_indent = Pt(18)
        paragraph.add_run(_clean(f"“{citation.quote}”"))
        place = paragraph.add_run(_clean(f"\n{paper_words(citation)}: {place_words(citation)}"))
        place.italic = False
        place.font.size = Pt(9)


def _fill(row: _Row, texts: Sequence[str], bold: bool = False) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.paragraphs[0].add_run(_clean(text)).bold = bold


def _mark_header(row: _Row) -> None:
    """Mark a row as the table's header, which screen readers announce and Word repeats on each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _set_language(document: DocumentObject) -> None:
    properties = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), LANGUAGE)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
