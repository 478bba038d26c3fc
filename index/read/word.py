"""Reads Word files (.docx): headings, paragraphs and tables in body order."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from index.faults import Unreadable
from index.read.layout.rows import row_lines
from index.read.layout.struck import INSERTED, STRUCK, balanced
from index.read.numbering import Numbering
from index.values import Bookmark, Lost, Page, Reading

# what python-docx and the libraries under it raise for parts that are missing, cut or wrong
_BROKEN = (
    PackageNotFoundError, zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, AttributeError, IndexError,
    TypeError, NotImplementedError, EOFError, RecursionError,
)  # fmt: skip
MAX_UNPACKED = 400 * 1024 * 1024
_PICTURE = 60 * 12700  # of the shorter side of a picture that says something, in Word's units, 12700 to a point
_TEXT = {qn(f"w:{name}") for name in ("t", "delText", "tab", "br", "cr", "noBreakHyphen")}
_CHARACTERS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TAKEN_OUT = {qn("w:del"), qn("w:moveFrom")}
_PUT_IN = {qn("w:ins"), qn("w:moveTo")}
# text boxes, which Word keeps twice, inside the paragraph that they are fastened to
_ELSEWHERE = {qn("w:txbxContent"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
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
    lost: list[Lost] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += ["", *_rows(block), ""]
            continue
        text = _clean(_words(block))
        lost += [Lost(0, "") for size in block._p.iter(qn("wp:extent")) if _large(size)]
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
    page = Page(None, "\n".join(balanced(lines)).strip("\n") + "\n")
    known = {key: value for key, value in metadata.items() if value}
    return Reading((page,), tuple(outline), known, lost=tuple(lost))


def _words(paragraph: Paragraph) -> str:
    """A paragraph's text with what tracked changes and strike-through take out and put in marked as such."""
    parts: list[tuple[str, str]] = []
    for run in paragraph._p.iter(qn("w:r")):
        around = {ancestor.tag for ancestor in run.iterancestors()}
        if around & _ELSEWHERE:
            continue
        gone = bool(around & _TAKEN_OUT) or _on(run, "strike") or _on(run, "dstrike")
        mark = STRUCK if gone else INSERTED if around & _PUT_IN else ""
        text = "".join(_CHARACTERS.get(node.tag, node.text or "") for node in run if node.tag in _TEXT)
        if parts and parts[-1][0] == mark:
            parts[-1] = mark, parts[-1][1] + text
        else:
            parts.append((mark, text))
    return "".join(f"{mark}{text}{mark}" if text.strip() else text for mark, text in parts)


def _on(run: Any, name: str) -> bool:
    """True when a run has a property that is not turned off."""
    found = run.find(f"{qn('w:rPr')}/{qn(f'w:{name}')}")
    return found is not None and found.get(qn("w:val")) not in ("0", "false", "off", "none")


def _large(size: Any) -> bool:
    return min(int(size.get("cx", 0)), int(size.get("cy", 0))) >= _PICTURE


def _depth(paragraph: Paragraph) -> int | None:
    style = paragraph.style.name if paragraph.style is not None else None
    if not style:
        return None
    if style.lower() == "title":
        return 0
    match = _HEADING.match(style)
    return int(match.group(1)) - 1 if match else None


def _rows(table: Table) -> list[str]:
    """The lines of a table's rows; a merged cell is given once, and leaves those below it blank."""
    lines: list[str] = []
    given: set[Any] = set()
    for row in table.rows:
        cells: list[str] = []
        before = None
        for cell in row.cells:
            if cell._tc is before:
                continue
            before = cell._tc
            cells.append("" if cell._tc in given else _cell(cell))
            given.add(cell._tc)
        lines += row_lines(cells)
    return lines


def _cell(cell: _Cell) -> str:
    """The lines of a cell, with those of a table in it."""
    lines: list[str] = []
    for block in cell.iter_inner_content():
        lines += _rows(block) if isinstance(block, Table) else _clean(_words(block)).split("\n")
    return "\n".join(balanced(lines))


def _clean(text: str) -> str:
    return text.replace("\0", "").replace("\x0b", "\n").replace("\f", "\n").replace("\r", "\n")
