"""Word files: British English on A4, a header row that is announced, no forbidden characters, footnotes (which
python-docx cannot write), and questions with their quotes in them.
"""

import io
import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from app.exports.texts import LINES
from app.saved.records import CitationRecord
from app.wording import near_words, readable, visible

LANGUAGE = "en-GB"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 has no such characters
_TEXT, _SMALL, _MARGIN = Pt(10.5), Pt(9.5), Mm(18)
_ON_A_PAGE = 5  # questions
_WORDS = 30  # of a quote
_TELLING = 15  # characters of a question's quoted words, from which on they are the quote's own
QUOTED = re.compile(r"“([^”]*)”")
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_RULES = (  # the two lines that Word draws between text and footnotes; it wants them first
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
_NOTE = (
    '<w:footnote w:id="{id}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    '<w:r><w:rPr><w:sz w:val="17"/></w:rPr><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
)


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
    return visible(_FORBIDDEN.sub("", readable(text)), LINES)


class Footnotes:
    """The footnotes of one document: add them as the text is written, then `close` before it is saved."""

    def __init__(self, document: DocumentObject) -> None:
        self._document = document
        self._texts: list[str] = []

    def add(self, paragraph: Paragraph, text: str) -> int:
        """Put a footnote's mark at the end of a paragraph and return its number."""
        self._texts.append(text)
        run = paragraph.add_run()
        run.font.superscript = True
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(len(self._texts)))
        run._r.append(mark)
        return len(self._texts)

    def close(self) -> None:
        """Give the document its part of footnotes; nothing when there is none."""
        if not self._texts:
            return
        notes = "".join(_NOTE.format(id=n, text=escape(text)) for n, text in enumerate(self._texts, 1))
        xml = f"<w:footnotes {nsdecls('w')}>{_RULES}{notes}</w:footnotes>"
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        main = self._document.part
        part = Part(PackURI("/word/footnotes.xml"), _TYPE, (head + xml).encode(), main.package)
        main.relate_to(part, _RELATION)


class Briefing:
    """A Word file in the making. What it is given is cleaned of markup and of characters that XML does not have."""

    def __init__(self, title: str) -> None:
        self.document = new_document(title)
        self.about("", None)
        self._footnotes = Footnotes(self.document)
        self._quoted: set[str] = set()
        self._turned = False
        self.document.styles["Normal"].font.size = _TEXT
        self.document.styles["Normal"].paragraph_format.space_after = Pt(3)
        for section in self.document.sections:
            section.top_margin = section.bottom_margin = section.left_margin = section.right_margin = _MARGIN

    def about(self, report: str, meeting_date: str | None) -> None:
        """Say which paper what follows is about: places in it are said in short."""
        self._report, self._meeting_date = report, meeting_date

    def heading(self, text: str, level: int) -> None:
        """A heading of that level."""
        self._turn(self.document.add_heading(clean(text), level=level))

    def paragraph(self, text: str, style: str | None = None) -> None:
        """A paragraph."""
        self.document.add_paragraph(clean(text), style=style)

    def question(self, number: int, text: str, lines: Sequence[str], citations: Sequence[CitationRecord]) -> None:
        """A question, what is said of it in smaller print, and its quotes with their places in footnotes. A quote that
        stands in the question itself, or in the file before, is not printed again: only its place.
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

    def questions(self, questions: Iterable[tuple[int, str, Sequence[str], Sequence[CitationRecord]]]) -> None:
        """The questions (number, words, what is said of them, citations), five on a page."""
        for place, one in enumerate(questions):
            if place and place % _ON_A_PAGE == 0:
                self.new_page()
            self.question(*one)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
        """A table in smaller print whose first row is marked as its head; `widths` are the columns' shares."""
        table = new_table(self.document, head)
        for row in rows:
            add_row(table, row)
        section = self.document.sections[0]
        whole = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = whole * width // sum(widths)  # which LibreOffice goes by, and Word by its cells'
            for cell in column.cells:
                cell.width = column.width
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
    said = (" ".join(part.split()).strip(" .,;:") for found in QUOTED.findall(text) for part in found.split("…"))
    return any(len(part) >= _TELLING and part.casefold() in " ".join(quote.split()).casefold() for part in said)
