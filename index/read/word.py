"""Reads Word files (.docx): headings, paragraphs and tables in body order, with the numbers that Word prints before
paragraphs but does not store in their text (counted after ECMA-376 part 1, 17.9).
"""

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
from index.read.layout.lines import INSERTED, STRUCK, balanced, row_lines
from index.values import Bookmark, Lost, Page, Reading

_LETTERS = 780  # the last number that Word writes in letters (30 of them)
_PLACE = re.compile(r"%(\d)")
_SIGNS = "m cm d cd c xc l xl x ix v iv i"
_ROMAN = tuple(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), _SIGNS.split(), strict=True))
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


class Numbering:
    """Counts a document's numbered paragraphs; ask for labels in body order, once a paragraph."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        shapes = {a.get(qn("w:abstractNumId")): a for a in root.findall(qn("w:abstractNum"))}
        for num in root.findall(qn("w:num")):
            link = num.find(qn("w:abstractNumId"))
            shape = shapes.get(link.get(qn("w:val"))) if link is not None else None
            for level in shape.findall(qn("w:lvl")) if shape is not None else ():
                key = (num.get(qn("w:numId")), int(level.get(qn("w:ilvl"), "0")))
                self._levels[key] = (_value(level, "numFmt"), _value(level, "lvlText"), _start(level))

    def label(self, paragraph: Paragraph) -> str:
        """The number as Word would print it, "•" for a bullet, "" for a paragraph that has none."""
        place = self._place(paragraph)
        if place is None or place not in self._levels:
            return ""
        list_id, depth = place
        shape, pattern, start = self._levels[place]
        if shape == "bullet":
            return "•"
        counts = self._counts.setdefault(list_id, [None] * 10)
        before = counts[depth]
        counts[depth] = start if before is None else before + 1
        counts[depth + 1 :] = [None] * (9 - depth)

        def number(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            form, _, first = self._levels.get((list_id, at), ("decimal", "", 1))
            known = counts[at]
            return _form(first if known is None else known, form)

        return _PLACE.sub(number, pattern).strip()

    @staticmethod
    def _place(paragraph: Paragraph) -> tuple[str, int] | None:
        """The list and level of a paragraph: its own, or its style's."""
        properties: list[Any] = [paragraph._p.pPr]
        style: Any = paragraph.style
        while style is not None and len(properties) < 12:
            properties.append(style.element.pPr)
            style = style.base_style
        for one in properties:
            numbered = one.numPr if one is not None else None
            if numbered is None or numbered.numId is None:
                continue
            if numbered.numId.val == 0:
                return None
            return str(numbered.numId.val), numbered.ilvl.val if numbered.ilvl is not None else 0
        return None


def _value(level: Any, tag: str) -> str:
    found = level.find(qn(f"w:{tag}"))
    return (found.get(qn("w:val")) or "") if found is not None else ""


def _start(level: Any) -> int:
    text = _value(level, "start")
    return int(text) if text.isdigit() else 1


def _form(number: int, form: str) -> str:
    """Write a number in one of Word's forms; unknown forms as digits."""
    if form in ("lowerLetter", "upperLetter") and 0 < number <= _LETTERS:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman.upper() if form == "upperRoman" else roman
    return str(number)


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
    """The lines of a table's rows; a merged cell is given once, and leaves those below it blank.

    Cells are those of the file: python-docx would look for a merged cell's beginning in every row above.
    """
    lines: list[str] = []
    for row in table.rows:
        lines += row_lines(["" if tc.vMerge == "continue" else _cell(_Cell(tc, table)) for tc in row._tr.tc_lst])
    return lines


def _cell(cell: _Cell) -> str:
    """The lines of a cell, with those of a table in it."""
    lines: list[str] = []
    for block in cell.iter_inner_content():
        lines += _rows(block) if isinstance(block, Table) else _clean(_words(block)).split("\n")
    return "\n".join(balanced(lines))


def _clean(text: str) -> str:
    return text.replace("\0", "").replace("\x0b", "\n").replace("\f", "\n").replace("\r", "\n")
