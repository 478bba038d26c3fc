"""A meeting's papers as one Word file: heading styles, real tables with merged cells, running footers, no stamps."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph

from tests.council.markup import Block, Paper, merged
from tests.council.meeting import COMMITTEE, COUNCIL, Meeting, agenda_head, capitals

_STYLES = {"heading": "Heading 2", "subheading": "Heading 3", "bullet": "List Bullet"}
_SIDES: dict[str, WD_ALIGN_PARAGRAPH] = {"centre": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def pack_docx(meeting: Meeting) -> bytes:
    """The Word file, with fixed times in it so that each build gives the same bytes."""
    word = Document()
    core = word.core_properties
    core.title, core.author = f"{COMMITTEE}, {meeting.long_date}", COUNCIL
    core.created = core.modified = datetime(meeting.day.year, meeting.day.month, meeting.day.day, tzinfo=UTC)
    for n, paper in enumerate(meeting.papers):
        if n:
            word.add_page_break()
        _paper(word, paper, meeting)
    buffer = io.BytesIO()
    word.save(buffer)
    return _steady(buffer.getvalue())


def _steady(packed: bytes) -> bytes:
    """The same zip without times and without compression, whose bytes would depend on the zlib at hand."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name))
    return out.getvalue()


def _paper(word: WordDocument, paper: Paper, meeting: Meeting) -> None:
    if paper.kind == "agenda":
        _agenda(word, meeting)
    if paper.kind == "report":
        for line in capitals(meeting, paper):
            style = "Heading 1" if line == paper.title.upper() else None
            _runs(word.add_paragraph(style=style), f"**{line}**").alignment = WD_ALIGN_PARAGRAPH.CENTER
    if paper.kind == "appendix":
        word.add_heading(paper.title, 1)
    for block in paper.blocks:
        _block(word, block)


def _agenda(word: WordDocument, meeting: Meeting) -> None:
    word.add_heading(COUNCIL, 0)
    for line in [*agenda_head(meeting), "**Membership**", *meeting.members]:
        _runs(word.add_paragraph(), line)
    word.add_heading("AGENDA", 1)
    grid = word.add_table(0, 3)
    for item in meeting.agenda:
        for cell, text in zip(grid.add_row().cells, (f"{item.number}.", item.title, item.by), strict=True):
            cell.text = text


def _runs(paragraph: Paragraph, text: str) -> Paragraph:
    for n, part in enumerate(re.split(r"\*\*", text)):
        if part:
            paragraph.add_run(part).bold = bool(n % 2) or None
    return paragraph


def _block(word: WordDocument, block: Block) -> None:
    if block.kind == "table":
        _table(word, block)
    elif block.kind == "lines":
        _runs(word.add_paragraph(), block.text)
    elif block.kind == "page":
        word.add_page_break()
    elif block.kind in ("landscape", "portrait"):
        section = word.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE if block.kind == "landscape" else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = section.page_height, section.page_width
    elif block.kind == "picture":
        _runs(word.add_paragraph(), f"**{block.text}**")
    else:
        text = f"{block.label}\t{block.text}" if block.label else block.text
        paragraph = _runs(word.add_paragraph(style=_STYLES.get(block.kind)), text)
        if block.kind in _SIDES:
            paragraph.alignment = _SIDES[block.kind]


def _table(word: WordDocument, block: Block) -> None:
    grid = word.add_table(len(block.rows), len(block.widths), "Table Grid")
    for cells, row in zip(grid.rows, block.rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            if text != "^":
                _runs(cell.paragraphs[0], text)
    for column, first, last in merged(block):
        grid.cell(first, column).merge(grid.cell(last, column))
