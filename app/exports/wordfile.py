"""What every Word file of ours needs: British English, a header row that is announced, and no forbidden characters."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table

from app.wording import readable

LANGUAGE = "en-GB"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 has no such characters


def new_document(title: str) -> DocumentObject:
    """An empty document on A4 with its title and its language set."""
    document = Document()
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
    properties = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), LANGUAGE)
    document.core_properties.title = clean(title)
    document.core_properties.author = ""
    document.core_properties.language = LANGUAGE
    return document


def new_table(document: DocumentObject, heads: Sequence[str]) -> Table:
    """A table with a header row, which screen readers announce and Word repeats on each page."""
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(clean(text)).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return table


def add_row(table: Table, texts: Sequence[str]) -> None:
    """A row of texts under a table."""
    for cell, text in zip(table.add_row().cells, texts, strict=True):
        cell.paragraphs[0].add_run(clean(text))


def as_bytes(document: DocumentObject) -> bytes:
    """The bytes of the file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def clean(text: str) -> str:
    """A text as it is read, without markup and without the characters that an XML file cannot hold."""
    return _FORBIDDEN.sub("", readable(text))
