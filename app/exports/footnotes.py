"""Footnotes in a Word file, which python-docx cannot write: their part, their numbers and their marks in the text."""

from __future__ import annotations

from xml.sax.saxutils import escape

from docx.document import Document as DocumentObject
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

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
