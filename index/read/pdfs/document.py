"""Reads PDFs with PDFium: text in content order with its tables as rows, the outline, the metadata, and the
numbers at the page's edges.
"""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as pdfium_c

from index.faults import Unreadable
from index.read.layout.mend import mend, vocabulary
from index.read.layout.stamps import page_numbers
from index.read.pdfs.lost import lost_pictures, placed
from index.read.pdfs.page import Seen, see
from index.read.pdfs.pdfium import PDFIUM
from index.values import Bookmark, Page, Reading

MAX_PAGES = 5000
_SCANNED = "Install Tesseract (text recognition, OCR) to have scanned pages read, then add it again."
_PASSWORD = pdfium_c.FPDF_ERR_PASSWORD


def read_pdf(data: bytes, name: str) -> Reading:
    """Read a PDF. Pages that are only pictures are recognised where Tesseract is installed; those without text are
    named in a warning, and no text at all raises `Unreadable`.
    """
    with PDFIUM:
        seen, broken, outline, metadata = _read(data, name)
    words = vocabulary(page.text for page in seen)
    texts = [mend(page.text, words) for page in seen]
    stamped, printed, bare = page_numbers(texts, [mend(page.edge, words) for page in seen])
    if not any(text.strip() for text in bare):
        raise Unreadable(f"{name} holds only pictures of pages, no text.", _SCANNED)
    pages = tuple(
        Page(i, text, stamp, own, page.recognised)
        for i, (page, text, stamp, own) in enumerate(zip(seen, texts, stamped, printed, strict=True), 1)
    )
    lost = lost_pictures([one for page in seen for one in page.shown])
    return placed(Reading(pages, outline, metadata, _warnings(name, seen, bare, broken), lost))


def _read(data: bytes, name: str) -> tuple[list[Seen], list[int], tuple[Bookmark, ...], dict[str, str]]:
    """What PDFium gives: each page, the numbers of those it cannot load, the outline and the metadata."""
    document = _open(data, name)
    try:
        count = len(document)
        if count == 0:
            raise Unreadable(f"{name} has no pages.", "Ask for the file again.")
        if count > MAX_PAGES:
            raise Unreadable(f"{name} has {count} pages.", "Split it into its papers and add them one by one.")
        seen: list[Seen] = []
        broken: list[int] = []
        for index in range(count):
            try:
                seen.append(see(document, index))
            except pypdfium2.PdfiumError:
                seen.append(Seen())
                broken.append(index + 1)
        outline = _outline(document, count)
        metadata = dict(document.get_metadata_dict(skip_empty=True).items())
    finally:
        document.close()
    return seen, broken, outline, metadata


def _warnings(name: str, seen: Sequence[Seen], bare: Sequence[str], broken: Sequence[int]) -> tuple[str, ...]:
    """What a person should know of the pages that could not be read, or not for certain."""
    without = [i for i, text in enumerate(bare, 1) if not text.strip() and i not in broken]
    blank = [i for i in without if not seen[i - 1].picture]
    pictures = [i for i, page in enumerate(seen, 1) if page.picture and not page.recognised]
    recognised = [i for i, page in enumerate(seen, 1) if page.recognised]
    warnings = []
    if pictures:
        warnings.append(f"Left out, being only pictures: {_pages(pictures)} of {name}. {_SCANNED}")
    if recognised:
        warnings.append(f"Recognised from pictures, so check the words: {_pages(recognised)} of {name}.")
    if blank:
        warnings.append(f"No text on {_pages(blank)} of {name}.")
    if broken:
        warnings.append(f"{_pages(broken).capitalize()} of {name} could not be read.")
    return tuple(warnings)


def _open(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise Unreadable(f"{name} is locked with a password.", "Save it without the password.") from error
        raise Unreadable(f"{name} is damaged or is not a PDF.", "Ask for the file again.") from error


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


def _pages(numbers: Sequence[int]) -> str:
    """Name pages as a person would: "page 2", "pages 2, 5 and 7"."""
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    shown = [str(n) for n in numbers[:12]]
    if len(numbers) > 12:
        return f"pages {', '.join(shown)} and {len(numbers) - 12} more"
    return f"pages {', '.join(shown[:-1])} and {shown[-1]}"
