"""The walk over the XML of a Word file: its blocks in order, through whatever contains them, and the words of each.

Content controls, tracked changes, links, fields, shapes and custom tags are all containers, at every level; so there is
one way down (`within`), and nothing that Word nests has to be known for what it holds to be found.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from index.read.layout.lines import INSERTED, STRUCK, balanced, row_lines
from index.read.numbering import Numbering
from index.read.symbols import UNKNOWN, is_symbols, sign
from index.values import Bookmark, Lost, Reading

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_PICTURE = 60 * 12700  # of the shorter side of a picture that says something, in Word's units, 12700 to a point
_HEADING = re.compile(r"^heading (\d)$", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")
_STYLES = 12  # of which one is based on the next


def _tags(names: str) -> frozenset[str]:
    return frozenset(qn(f"w:{name}") for name in names.split())


_P, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_CHUNK, _BOX, _DRAWING, _OBJECT = qn("w:altChunk"), qn("w:txbxContent"), qn("w:drawing"), qn("w:object")
_BLOCKS = {_P, _TABLE, _CHUNK}
_RUNS = {qn("w:r"), f"{_MATH}r"}
_PROPERTIES = _tags("pPr rPr tblPr tblPrEx trPr tcPr sdtPr sdtEndPr sectPr rt")  # and the reading set above a word
_TEXT = {*_tags("t delText"), f"{_MATH}t"}
_CHARACTERS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_NOTES = {qn("w:footnoteReference"): "Footnote", qn("w:endnoteReference"): "Endnote"}
_SYM, _TICK, _CHOICE = qn("w:sym"), qn("w:checkBox"), qn("w:ddList")
_SAID = {*_TEXT, *_CHARACTERS, *_NOTES, _SYM, _TICK, _CHOICE, _DRAWING, _OBJECT, _BOX}
_PUT_IN = _tags("ins moveTo")
_TAKEN_OUT = _tags("del moveFrom")
_GONE = {_ROW: f"{qn('w:trPr')}/{qn('w:del')}", _CELL: f"{qn('w:tcPr')}/{qn('w:cellDel')}"}


def within(element: Any, wanted: set[str]) -> Iterator[Any]:
    """The nearest elements below that have a wanted tag, in order, whatever lies between; of alternatives, which say
    the same for older and newer programs, those of the first that has any.
    """
    for child in element:
        if child.tag in wanted:
            yield child
        elif child.tag == _ALTERNATIVES:
            yield from next(filter(None, (list(within(branch, wanted)) for branch in child)), [])
        elif child.tag not in _PROPERTIES:
            yield from within(child, wanted)


class Toggles:
    """Properties of runs that are on or off: a run's own, or those of its styles."""

    def __init__(self, styles: Any) -> None:
        self._styles = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}

    def on(self, run: Any, name: str) -> bool:
        """Whether a run has a property that is not turned off."""
        own = self._of(run, name)
        if own is not None:
            return own
        paragraph = next(run.iterancestors(_P), None)
        for holder, path in ((run, "w:rPr/w:rStyle"), (paragraph, "w:pPr/w:pStyle")):
            named = holder.find("/".join(map(qn, path.split("/")))) if holder is not None else None
            found = self._styled(named.get(qn("w:val")), name) if named is not None else None
            if found is not None:
                return found
        return False

    def _styled(self, style_id: str | None, name: str) -> bool | None:
        for _ in range(_STYLES):
            style = self._styles.get(style_id)
            if style is None:
                return None
            found = self._of(style, name)
            if found is not None:
                return found
            based = style.find(qn("w:basedOn"))
            style_id = based.get(qn("w:val")) if based is not None else None
        return None

    @staticmethod
    def _of(holder: Any, name: str) -> bool | None:
        found = holder.find(f"{qn('w:rPr')}/{qn(f'w:{name}')}")
        return None if found is None else found.get(qn("w:val")) not in _OFF


@dataclass
class Walk:
    """One walk over a document. `notes` gives a note by its kind and id, `chunk` what a file put inside reads.
    Afterwards `outline` has the headings, `lost` the pictures, `warnings` what was said of files put inside; `hidden`
    counts words that Word does not show, `unread` the rest of what was met and not read, by what it is.
    """

    document: Document
    notes: dict[tuple[str, str], Any]
    chunk: Callable[[str], Reading | None]
    outline: list[Bookmark] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    hidden: int = 0
    unread: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._numbering = Numbering(self.document)
        self._toggles = Toggles(self.document.styles.element)
        self._counts: Counter[str] = Counter()
        self._noted: list[str] = []  # lines of notes whose paragraph or table has not ended

    def blocks(self, container: Any, heads: bool = False) -> list[str]:
        """The lines of a body, header, note or text box; with `heads` its heading styles go into the outline."""
        lines: list[str] = []
        for block in within(container, _BLOCKS):
            if block.tag == _CHUNK:
                lines += ["", *self._chunk(block), ""]
            elif block.tag == _TABLE:
                lines += ["", *self._rows(block), ""]
            else:
                lines += self._paragraph(block, heads)
            noted, self._noted = self._noted, []
            lines += noted
        return lines

    def _paragraph(self, block: Any, heads: bool) -> list[str]:
        text, boxes = self._words(block)
        lines = [""]
        if text.strip():
            paragraph = Paragraph(block, self.document._body)
            number = self._numbering.label(paragraph)
            text = f"{number} {text}" if number else text
            depth = _depth(paragraph) if heads else None
            if depth is not None:
                self.outline.append(Bookmark(" ".join(text.split()), depth, None))
            lines = [text, ""]
        noted, self._noted = self._noted, []
        for box in boxes:
            lines += ["", *self.blocks(box), ""]
        self._noted += noted
        return lines

    def _rows(self, table: Any) -> list[str]:
        """The lines of a table's rows; a merged cell is given once, and leaves those below it blank. Cells are those of
        the file: python-docx would look for a merged cell's beginning in every row above.
        """
        lines: list[str] = []
        for row in within(table, {_ROW}):
            hidden = row.find(f"{qn('w:trPr')}/{qn('w:hidden')}")
            if hidden is not None and hidden.get(qn("w:val")) not in _OFF:
                self.hidden += len(" ".join(node.text or "" for node in row.iter(*_TEXT)).split())
                continue
            lines += row_lines(["" if tc.vMerge == "continue" else self._cell(tc) for tc in within(row, {_CELL})])
        return lines

    def _cell(self, cell: Any) -> str:
        """The lines of a cell, with those of a table or a text box in it."""
        lines: list[str] = []
        for block in within(cell, _BLOCKS):
            if block.tag == _TABLE:
                lines += self._rows(block)
            elif block.tag == _CHUNK:
                lines += self._chunk(block)
            else:
                text, boxes = self._words(block)
                lines += text.split("\n")
                for box in boxes:
                    lines += self._cell(box).split("\n")
        return "\n".join(balanced(lines))

    def _chunk(self, element: Any) -> list[str]:
        reading = self.chunk(element.get(qn("r:id")) or "")
        if reading is None:
            self.unread["files put inside it"] += 1
            return []
        self.outline += reading.outline
        self.warnings += reading.warnings
        self.lost += (Lost(0, one.caption) for one in reading.lost)
        return [line for page in reading.pages for line in page.text.split("\n")]

    def _words(self, paragraph: Any) -> tuple[str, list[Any]]:
        """A paragraph's text, with what tracked changes and strike-through take out and put in marked as such; and the
        text boxes fastened to it.
        """
        parts: list[tuple[str, str]] = []
        boxes: list[Any] = []
        for run in within(paragraph, _RUNS):
            if self._toggles.on(run, "vanish"):
                self.hidden += len("".join(node.text or "" for node in within(run, _TEXT)).split())
                continue
            mark = self._mark(run)
            text = "".join(self._said(node, run, boxes) for node in within(run, _SAID))
            if parts and parts[-1][0] == mark:
                parts[-1] = mark, parts[-1][1] + text
            else:
                parts.append((mark, text))
        words = "".join(f"{mark}{text}{mark}" if text.strip() else text for mark, text in parts)
        return words.replace("\0", "").replace("\x0b", "\n").replace("\f", "\n").replace("\r", "\n"), boxes

    def _mark(self, run: Any) -> str:
        around = list(run.iterancestors())
        tags = {ancestor.tag for ancestor in around}
        if tags & _TAKEN_OUT or self._toggles.on(run, "strike") or self._toggles.on(run, "dstrike"):
            return STRUCK
        if any(ancestor.find(_GONE[ancestor.tag]) is not None for ancestor in around if ancestor.tag in _GONE):
            return STRUCK
        return INSERTED if tags & _PUT_IN else ""

    def _said(self, node: Any, run: Any, boxes: list[Any]) -> str:
        """What one node of a run puts into the text; text boxes and notes are put aside for after it."""
        if node.tag in _CHARACTERS:
            return _CHARACTERS[node.tag]
        if node.tag in _TEXT:
            return self._spelt(node.text or "", run)
        if node.tag == _SYM:
            return self._sign(node.get(qn("w:font")) or "", int(node.get(qn("w:char")) or "0", 16))
        if node.tag in (_TICK, _CHOICE):
            return _field(node)
        if node.tag in _NOTES:
            self._note(_NOTES[node.tag], node)
        elif node.tag == _OBJECT:
            self.unread["files put inside it"] += 1
        elif node.tag == _BOX:
            boxes.append(node)
        else:
            own = list(within(node, {_BOX}))
            boxes += own
            sizes = [] if own else [(int(s.get("cx", 0)), int(s.get("cy", 0))) for s in node.iter(qn("wp:extent"))]
            self.lost += [Lost(0, "") for size in sizes if min(size) >= _PICTURE]
        return ""

    def _spelt(self, text: str, run: Any) -> str:
        """Text set in a font of signs, as the signs it shows."""
        fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        font = (fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or "") if fonts is not None else ""
        if not is_symbols(font):
            return text
        return "".join(one if one.isspace() else self._sign(font, ord(one)) for one in text)

    def _sign(self, font: str, code: int) -> str:
        found = sign(font, code)
        self.unread["signs of symbol fonts"] += found == UNKNOWN
        return found

    def _note(self, kind: str, reference: Any) -> None:
        """Put a note aside until its paragraph or table ends, numbered as Word counts."""
        note = self.notes.get((kind, reference.get(qn("w:id")) or ""))
        if note is None:
            return
        own = reference.get(qn("w:customMarkFollows"))
        number = ""
        if own is None or own in _OFF:
            self._counts[kind] += 1
            number = f" {self._counts[kind]}"
        noted, self._noted = self._noted, []
        if lines := [line.strip() for line in self.blocks(note) if line.strip()]:
            noted += ["", f"{kind}{number}: {lines[0]}", *lines[1:], ""]
        self._noted = noted


def _field(node: Any) -> str:
    """What a field of a form shows: its box, ticked or not, or the entry chosen from its list."""
    values = {child.tag: child.get(qn("w:val")) for child in node}
    if node.tag == _TICK:
        ticked = values.get(qn("w:checked"), "1") if qn("w:checked") in values else values.get(qn("w:default"), "0")
        return "☐" if ticked in _OFF else "☑"
    entries = [child.get(qn("w:val")) or "" for child in node if child.tag == qn("w:listEntry")]
    chosen = int(values.get(qn("w:result")) or values.get(qn("w:default")) or 0)
    return entries[chosen] if chosen < len(entries) else ""


def _depth(paragraph: Paragraph) -> int | None:
    style = paragraph.style.name if paragraph.style is not None else None
    if not style:
        return None
    if style.lower() == "title":
        return 0
    match = _HEADING.match(style)
    return int(match.group(1)) - 1 if match else None
