"""Reads Word files (.docx): headings, paragraphs and tables in body order."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from index.faults import Unreadable
from index.read.numbering import Numbering
from index.values import Bookmark, Page, Reading

# what python-docx and the libraries under it raise for parts that are missing, cut or wrong
_BROKEN = (
    PackageNotFoundError, zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, AttributeError, IndexError,
    TypeError, NotImplementedError, EOFError, RecursionError,
)  # fmt: skip
MAX_UNPACKED = 400 * 1024 * 1024
_HEADING = re.compile(r"^heading (\d)$", re.IGNORECASE)


def read_word(data: bytes, name: str) -> Reading:
    """Read a Word file as one page: heading styles become the outline, a table's row a line "cell | cell"."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                raise Unreadable(f"{name} is too big when unpacked.", "Save it as PDF, without its pictures.")
        return _reading(docx.Document(io.BytesIO(data)))
    except _BROKEN as error:
        raise Unreadable(f"{name} is damaged.", "Open it in Word, save it again, and add that.") from error


def _reading(document: Document) -> Reading:
    numbering = Numbering(document)
    lines: list[str] = []
    outline: list[Bookmark] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += ["", *_rows(block), ""]
            continue
        text = _clean(block.text)
        if not text.strip():
            lines.append("")
            continue
        number = numbering.label(block)
        text = f"{number} {text}" if number else text
        depth = _depth(block)
        if depth is not None:
            outline.append(Bookmark(" ".join(text.split()), depth, None))
        lines += [text, ""]
    properties = document.core_properties
    metadata = {"Title": properties.title, "Author": properties.author, "Subject": properties.subject}
    page = Page(None, "\n".join(lines).strip("\n") + "\n")
    return Reading((page,), tuple(outline), {key: value for key, value in metadata.items() if value})


def _depth(paragraph: Paragraph) -> int | None:
    style = paragraph.style.name if paragraph.style is not None else None
    if not style:
        return None
    if style.lower() == "title":
        return 0
    match = _HEADING.match(style)
    return int(match.group(1)) - 1 if match else None


def _rows(table: Table) -> list[str]:
    """A line a row; a merged cell is given once; the lines within a cell are joined."""
    lines = []
    for row in table.rows:
        cells: list[str] = []
        seen = None
        for cell in row.cells:
            if cell._tc is seen:
                continue
            seen = cell._tc
            cells.append(" ".join(_clean(cell.text).split()))
        if any(cells):
            lines.append(" | ".join(cells).strip())
    return lines


def _clean(text: str) -> str:
    return text.replace("\0", "").replace("\x0b", "\n").replace("\f", "\n").replace("\r", "\n")
