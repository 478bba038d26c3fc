"""What was filled into a PDF's form or written upon its pages, put where it stands; and what files are inside it."""

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from index.read.pdfs.sight import Box, Glyph, hull, marked, turned

_NOT_SHOWN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
_TICKED = frozenset({pdfium_c.FPDF_FORMFIELD_CHECKBOX, pdfium_c.FPDF_FORMFIELD_RADIOBUTTON})
_WRITTEN = frozenset(
    {pdfium_c.FPDF_FORMFIELD_TEXTFIELD, pdfium_c.FPDF_FORMFIELD_COMBOBOX, pdfium_c.FPDF_FORMFIELD_LISTBOX}
)
_SECRET = 1 << 13  # the flag of a field for a password
_PLAIN_TICKS = ("on", "1", "true", "")  # what a tick is exported as when it says no more


@dataclass(frozen=True)
class Filled:
    """What was filled in or written at a place: its words, and what names the field ("" for a note)."""

    words: str
    name: str
    box: Box


def struck_out(page: pypdfium2.PdfPage) -> list[Box]:
    """The boxes, a line of text each, that notes upon a page strike out."""
    turn = turned(page)
    found: list[Box] = []
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
        shown = not pdfium_c.FPDFAnnot_GetFlags(note) & _NOT_SHOWN
        if shown and pdfium_c.FPDFAnnot_GetSubtype(note) == pdfium_c.FPDF_ANNOT_STRIKEOUT:
            found += marked(note, turn)
        pdfium_c.FPDFPage_CloseAnnot(note)
    return found


def filled(page: pypdfium2.PdfPage, form: Any) -> list[Filled]:
    """The filled fields of a page's form and the notes written upon it; `form` is None for a document without one."""
    turn = turned(page)
    found = []
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(page.raw)):
        note, area = pdfium_c.FPDFPage_GetAnnot(page.raw, index), pdfium_c.FS_RECTF()
        words, name = ("", "")
        if not pdfium_c.FPDFAnnot_GetFlags(note) & _NOT_SHOWN and pdfium_c.FPDFAnnot_GetRect(note, area):
            kind = pdfium_c.FPDFAnnot_GetSubtype(note)
            if kind == pdfium_c.FPDF_ANNOT_FREETEXT:
                words = _text(pdfium_c.FPDFAnnot_GetStringValue, note, b"Contents")
            elif kind == pdfium_c.FPDF_ANNOT_WIDGET and form is not None:
                words = _value(form, note)
                name = _text(pdfium_c.FPDFAnnot_GetFormFieldAlternateName, form, note)
                name = name or _text(pdfium_c.FPDFAnnot_GetFormFieldName, form, note)
        pdfium_c.FPDFPage_CloseAnnot(note)
        if words:
            found.append(Filled(words, name, hull([turn(area.left, area.top), turn(area.right, area.bottom)])))
    return found


def _value(form: Any, note: Any) -> str:
    kind = pdfium_c.FPDFAnnot_GetFormFieldType(form, note)
    if kind in _TICKED:
        if not pdfium_c.FPDFAnnot_IsChecked(form, note):
            return ""
        said = _text(pdfium_c.FPDFAnnot_GetFormFieldExportValue, form, note)
        return "Yes" if said.lower() in _PLAIN_TICKS else said
    if kind not in _WRITTEN or pdfium_c.FPDFAnnot_GetFormFieldFlags(form, note) & _SECRET:
        return ""
    return _text(pdfium_c.FPDFAnnot_GetFormFieldValue, form, note)


def _text(get: Callable[..., int], *of: Any) -> str:
    """A string that PDFium gives into a buffer."""
    size = get(*of, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 2))
    get(*of, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    text = buffer.raw[:size].decode("utf-16-le", "replace")
    return " ".join(text.replace("\0", "").split())


def put_in(glyphs: Sequence[Glyph], fields: Sequence[Filled]) -> list[Glyph]:
    """The characters of a page with each field's words after what stands left of it in its line, or at the end with the
    field's name where nothing does.
    """
    after: dict[int, list[Glyph]] = {}
    rest: list[Glyph] = []
    for field in fields:
        label = _label(glyphs, field.box)
        said = f" {field.words}" if label is not None else f"\n{field.name + ': ' if field.name else ''}{field.words}"
        (rest if label is None else after.setdefault(label, [])).extend(Glyph(c, *field.box) for c in said)
    result: list[Glyph] = []
    for n, glyph in enumerate(glyphs):
        result += [glyph, *after.get(n, [])]
    return result + rest


def _label(glyphs: Sequence[Glyph], box: Box) -> int | None:
    """The index of the last character left of a box, in its line."""
    best, reach = None, 0.0
    for n, glyph in enumerate(glyphs):
        level = box[1] - 2 <= (glyph.top + glyph.bottom) / 2 <= box[3] + 2
        if level and not glyph.blank and glyph.x1 <= box[0] + 2 and glyph.x1 > reach:
            best, reach = n, glyph.x1
    return best


def attached(document: pypdfium2.PdfDocument) -> list[str]:
    """The names of the files that are inside a PDF."""
    found = []
    for index in range(pdfium_c.FPDFDoc_GetAttachmentCount(document.raw)):
        item = pdfium_c.FPDFDoc_GetAttachment(document.raw, index)
        found.append(_text(pdfium_c.FPDFAttachment_GetName, item) or "one without a name")
    return found
