"""Reads OpenDocument texts and spreadsheets (ODT, ODS): headings, paragraphs, lists, notes and tables in body order,
the sheets that are shown. What is hidden is left out and said; what a tracked change took out is gone.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from index.faults import Unreadable
from index.read.layout.lines import row_lines
from index.read.workbook import Row, as_tables, check_packed, told
from index.values import Bookmark, Lost, Page, Reading

_SKIPPED = ("tracked-changes", "forms", "sequence-decls", "variable-decls", "table-column", "bookmark", "title", "desc")
_MOST = 1000  # times that a cell or a row may be repeated with words in it
_DEEPEST = 60  # elements within elements


def read_open_document(data: bytes, name: str) -> Reading:
    """Read an ODT file as one page, an ODS file as tables under the names of their sheets."""
    archive = check_packed(data, name)

    def part(path: str) -> list[Element]:
        found = archive.read(path) if path in archive.namelist() else b""
        if b"encryption-data" in found and path.endswith("manifest.xml"):
            raise Unreadable(f"{name} is locked with a password.", "Remove the password and add it again.")
        return list(fromstring(found, forbid_dtd=path != "META-INF/manifest.xml").iter()) if found else []

    part("META-INF/manifest.xml")
    content = part("content.xml")
    walk = _Walk({_get(one, "name"): one for one in (*part("styles.xml"), *content) if _tag(one) == "style"})
    body = next(one for one in content if _tag(one) == "body")[0]
    title = next((one.text or "" for one in part("meta.xml") if _tag(one) == "title"), "").strip()
    if _tag(body) == "spreadsheet":
        tables = []
        for table in (one for one in body if _tag(one) == "table"):
            if walk.is_hidden(table):
                walk.kept_out["sheets"] += 1
            else:
                tables.append((_get(table, "name"), walk.rows(table)))
        return as_tables(tables, name, title, walk.kept_out, walk.unread)
    lines = [line for child in body for line in walk.lines(child)]
    page = Page(None, "\n".join(lines).strip("\n") + "\n")
    said = told(name, walk.kept_out, walk.unread)
    return Reading((page,), tuple(walk.outline), {"Title": title} if title else {}, said, tuple(walk.lost))


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _get(element: Element, name: str) -> str:
    """An attribute of an element, whatever its namespace; "" for none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _times(element: Element, name: str) -> int:
    count = _get(element, name)
    return int(count) if count.isdecimal() else 1


@dataclass
class _Walk:
    """One walk over a document, with its styles by name."""

    styles: dict[str, Element]
    outline: list[Bookmark] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    kept_out: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    _notes: list[str] = field(default_factory=list)

    def is_hidden(self, element: Element) -> bool:
        """Whether an element, or its style, says that it is not shown."""
        if _get(element, "visibility") in ("collapse", "filter") or _get(element, "display") in ("none", "false"):
            return True
        style = self.styles.get(_get(element, "style-name"))
        return style is not None and any(_get(one, "display") in ("none", "false") for one in style)

    def lines(self, element: Element, depth: int = 0) -> list[str]:
        """The lines of a block."""
        tag = _tag(element)
        if tag in _SKIPPED or depth > _DEEPEST:
            return []
        if self.is_hidden(element):
            self.kept_out["words"] += len("".join(element.itertext()).split())
            return []
        if tag in ("h", "p"):
            text = self._words(element).strip()
            if tag == "h" and text:
                self.outline.append(Bookmark(" ".join(text.split()), _times(element, "outline-level") - 1, None))
            notes, self._notes = self._notes, []
            return [text, "", *notes]
        if tag == "table":
            return ["", *(line for row in self.rows(element) for line in row_lines(row)), ""]
        found = [line for child in element for line in self.lines(child, depth + 1)]
        if tag == "list-item":
            first = next((n for n, line in enumerate(found) if line), None)
            found = [line if n != first or line.startswith("- ") else f"- {line}" for n, line in enumerate(found)]
        return found

    def rows(self, table: Element) -> list[Row]:
        """The rows of a table that are shown, without the columns that are not."""
        hidden: set[int] = set()
        at = 0
        for column in (one for one in table.iter() if _tag(one) == "table-column"):
            many = min(_times(column, "number-columns-repeated"), 20000)
            hidden |= set(range(at, at + many)) if self.is_hidden(column) else set()
            at += many
        rows: list[Row] = []
        for row in self._rows_of(table):
            cells = self._cells(row)
            filled = any(cell.strip() for cell in cells)
            if self.is_hidden(row):
                self.kept_out["rows"] += filled
                continue
            self.kept_out["cells of hidden columns"] += sum(n in hidden for n, cell in enumerate(cells) if cell.strip())
            shown = [cell for n, cell in enumerate(cells) if n not in hidden]
            rows += [shown] * (min(_times(row, "number-rows-repeated"), _MOST) if filled else 1)
        return rows

    def _rows_of(self, table: Element) -> Iterator[Element]:
        for child in table:
            if _tag(child) == "table-row":
                yield child
            elif _tag(child) in ("table-header-rows", "table-rows", "table-row-group") and not self.is_hidden(child):
                yield from self._rows_of(child)

    def _cells(self, row: Element) -> list[str]:
        """The cells of a row; those that another covers, and blank ones, are empty."""
        cells: list[str] = []
        for cell in row:
            if _tag(cell) not in ("table-cell", "covered-table-cell"):
                continue
            blocks = [one for one in cell if _tag(one) != "annotation"]
            self.unread["comments in its margin"] += len(cell) - len(blocks)
            text = "\n".join(line for block in blocks for line in self.lines(block) if line)
            text = "" if _tag(cell) == "covered-table-cell" else text or _get(cell, "value")
            cells += [text] * min(_times(cell, "number-columns-repeated"), _MOST if text else 20000)
        return cells

    def _words(self, element: Element) -> str:
        """The words of a paragraph; notes are put aside for after it."""
        parts = [element.text or ""]
        for child in element:
            tag = _tag(child)
            if tag == "s":
                parts.append(" " * min(_times(child, "c"), 100))
            elif tag in ("tab", "line-break"):
                parts.append("\t" if tag == "tab" else "\n")
            elif tag == "note":
                body: Any = next((one for one in child if _tag(one) == "note-body"), ())
                said = " ".join(line for block in body for line in self.lines(block) if line)
                mark = "".join(one.text or "" for one in child if _tag(one) == "note-citation")
                self._notes += [f"{_get(child, 'note-class').capitalize() or 'Note'} {mark}: {said}", ""]
            elif tag == "annotation":
                self.unread["comments in its margin"] += 1
            elif tag == "hidden-text" or self.is_hidden(child):
                self.kept_out["words"] += len((_get(child, "string-value") or "".join(child.itertext())).split())
            elif tag == "image":
                self.lost.append(Lost(0, ""))
            elif tag in ("object", "object-ole"):
                self.unread["charts and files put inside it"] += 1
            elif tag in ("frame", "text-box", "custom-shape"):
                own = self._words(child) if tag == "frame" else ""
                boxed = [line for block in child for line in self.lines(block) if tag == "text-box" and line]
                parts.append(" ".join([own, *boxed]) if own or boxed else "")
            elif tag not in _SKIPPED:
                parts.append(self._words(child))
            parts.append(child.tail or "")
        return "".join(parts)
