"""Reads PDFs with PDFium: text in content order with its tables as rows, the outline, the metadata, and the
numbers at the page's edges.
"""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium_c

from index.faults import Unreadable
from index.read.grid import grids_of
from index.read.laid import struck, text_of
from index.read.mend import mend, vocabulary
from index.read.sight import drawing_of, glyphs_of
from index.read.stamps import page_numbers
from index.values import Bookmark, Page, Reading

MAX_PAGES = 5000
_EDGE = 0.09  # the share of a page's height, at its top and at its foot, where numbers are stamped
_PASSWORD = pdfium_c.FPDF_ERR_PASSWORD


def read_pdf(data: bytes, name: str) -> Reading:
    """Read a PDF. Pages without text are named in a warning; no text at all raises `Unreadable`."""
    document = _open(data, name)
    try:
        count = len(document)
        if count == 0:
            raise Unreadable(f"{name} has no pages.", "Ask for the file again.")
        if count > MAX_PAGES:
            raise Unreadable(f"{name} has {count} pages.", "Split it into its papers and add them one by one.")
        raw, edges, broken = [], [], []
        for index in range(count):
            try:
                text, edge = _page(document, index)
            except pypdfium2.PdfiumError:
                text, edge = "", ""
                broken.append(index + 1)
            raw.append(text)
            edges.append(edge)
        outline = _outline(document, count)
        metadata = dict(document.get_metadata_dict(skip_empty=True).items())
    finally:
        document.close()
    words = vocabulary(raw)
    texts = [mend(text, words) for text in raw]
    stamped, printed, bare = page_numbers(texts, [mend(edge, words) for edge in edges])
    if not any(text.strip() for text in bare):
        raise Unreadable(
            f"{name} holds only pictures of pages, no text.",
            "Run it through text recognition (OCR) and add it again.",
        )
    warnings = []
    silent = [i for i, text in enumerate(bare, 1) if not text.strip() and i not in broken]
    if silent:
        warnings.append(f"No text on {_pages(silent)} of {name}: blank, or only a picture.")
    if broken:
        warnings.append(f"{_pages(broken).capitalize()} of {name} could not be read.")
    pages = tuple(
        Page(i, text, stamp, own) for i, (text, stamp, own) in enumerate(zip(texts, stamped, printed, strict=True), 1)
    )
    return Reading(pages, outline, metadata, tuple(warnings))


def _open(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise Unreadable(f"{name} is locked with a password.", "Save it without the password.") from error
        raise Unreadable(f"{name} is damaged or is not a PDF.", "Ask for the file again.") from error


def _page(document: pypdfium2.PdfDocument, index: int) -> tuple[str, str]:
    """Give a page's text in content order, and the text of its top and foot, a line each."""
    page = document[index]
    textpage = page.get_textpage()
    try:
        head, foot = (textpage.get_text_bounded(*band) for band in _bands(page))
        return _text(page, textpage), f"{head}\n{foot}"
    finally:
        textpage.close()
        page.close()


def _bands(page: pypdfium2.PdfPage) -> tuple[tuple[float, float, float, float], tuple[float, float, float, float]]:
    """The top and the foot of a page as it is shown: left, bottom, right, top in the page's own coordinates."""
    left, bottom, right, top = page.get_cropbox()
    high, wide = _EDGE * (top - bottom), _EDGE * (right - left)
    upper, lower = (left, top - high, right, top), (left, bottom, right, bottom + high)
    first, last = (left, bottom, left + wide, top), (right - wide, bottom, right, top)
    return {0: (upper, lower), 90: (first, last), 180: (lower, upper)}.get(page.get_rotation() % 360, (last, first))


def _text(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> str:
    """A page's text. Its characters are looked at one by one only where lines are drawn on it."""
    drawing = drawing_of(page)
    if drawing.rules:
        glyphs = glyphs_of(page, textpage)
        grids = grids_of(drawing.rules, glyphs, *page.get_size())
        gone = struck(glyphs, drawing.rules, grids)
        if grids or any(gone):
            return text_of(glyphs, grids, gone)
    return str(textpage.get_text_range())


def _outline(document: pypdfium2.PdfDocument, count: int) -> tuple[Bookmark, ...]:
    """The outline's entries that have a title and point into the document."""
    found = []
    try:
        for entry in document.get_toc(max_depth=6):
            title = entry.get_title().strip().replace("\0", "")
            target = entry.get_dest()
            page = target.get_index() if target is not None else None
            if title and page is not None and 0 <= page < count:
                found.append(Bookmark(title, entry.level, page + 1))
    except pypdfium2.PdfiumError:
        return tuple(found)
    return tuple(found)


def _pages(numbers: list[int]) -> str:
    """Name pages as a person would: "page 2", "pages 2, 5 and 7"."""
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    shown = [str(n) for n in numbers[:12]]
    if len(numbers) > 12:
        return f"pages {', '.join(shown)} and {len(numbers) - 12} more"
    return f"pages {', '.join(shown[:-1])} and {shown[-1]}"
