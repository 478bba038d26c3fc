"""Reads PDFs with PDFium: text in content order with its tables as rows, the outline, the metadata, the numbers at the
pages' edges. Pages that are only pictures are recognised where Tesseract is installed.
"""

import io
import shutil
import subprocess
import threading
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium_c

from index.faults import Unreadable
from index.read.layout.furniture import page_numbers
from index.read.layout.lines import mend, vocabulary
from index.read.pdfs.columns import side_by_side
from index.read.pdfs.fields import attached, filled, put_in, struck_out
from index.read.pdfs.grid import grids_of
from index.read.pdfs.hidden import COVERED, UNSEEN, Hidden, hidden
from index.read.pdfs.laid import closed, is_spaced, page_number, struck, text_of
from index.read.pdfs.lost import Shown, lost_pictures, placed, shown
from index.read.pdfs.notes import notes_first
from index.read.pdfs.sight import Box, drawing_of, glyphs_of, objects, turn_of
from index.values import Bookmark, Page, Reading

PDFIUM = threading.RLock()
"""PDFium may be called from one thread at a time: whoever calls it holds this, readers and page images alike."""

COMMAND = "tesseract"
_DPI = 300
_LONG_SIDE = 6000  # pixels of a page's longer side at most
_SECONDS = 120  # for a page
_NO_LETTERS = ("Cc", "Co", "Cn")
_STAMP = 60  # letters that are stamped upon a scan at most
_LETTERS = 20  # a page with fewer has no text of its own
_EDGE = 0.09  # the share of a page's height, at its top and at its foot, where numbers are stamped
MAX_PAGES = 5000
_THIRDS = ("at the top", "in the middle", "at the foot")
_NAMED = 12  # places or files that a warning names
_SCANNED = "Install Tesseract (text recognition, OCR) to have scanned pages read, then add it again."
_PASSWORD = pdfium_c.FPDF_ERR_PASSWORD


def can_recognise() -> bool:
    """True where Tesseract is installed."""
    return shutil.which(COMMAND) is not None


def is_picture(text: str, shares: list[float]) -> bool:
    """True for a page with hardly a letter that pictures cover, or a stamp's upon one of the whole; `shares`
    are the pictures' shares of its area.
    """
    letters = sum(c.isalpha() for c in text)
    return (letters < _LETTERS and sum(shares) > 0.4) or (letters < _STAMP and max(shares, default=0) > 0.9)


def is_garbled(text: str) -> bool:
    """True where most characters are none that anybody writes: the fonts have no mapping to letters."""
    ink = [c for c in text if c not in " \r\n\t"]
    return len(ink) >= _LETTERS and 2 * sum(unicodedata.category(c) in _NO_LETTERS for c in ink) > len(ink)


def recognise(page: pypdfium2.PdfPage) -> str:
    """The text that Tesseract sees on a page, "" where it sees none or fails."""
    scale = min(_DPI / 72, _LONG_SIDE / max(page.get_size()))
    data = io.BytesIO()
    page.render(scale=scale, grayscale=True).to_pil().save(data, "PNG")
    command = [COMMAND, "stdin", "stdout", "--dpi", str(round(72 * scale))]
    try:
        done = subprocess.run(command, input=data.getvalue(), capture_output=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace").replace("\f", "\n").replace("\0", "").strip()


@dataclass(frozen=True)
class Seen:
    """What a page holds: its text in content order, its top and foot a line each, its pictures. `picture` tells that it
    is nothing but a picture, `recognised` that its text was recognised from that; `hidden` is what it holds and does
    not show, and `garbled` tells that its fonts do not say which letters they show.
    """

    text: str = ""
    edge: str = ""
    shown: tuple[Shown, ...] = ()
    picture: bool = False
    recognised: bool = False
    hidden: tuple[Hidden, ...] = ()
    garbled: bool = False


def see(document: pypdfium2.PdfDocument, index: int) -> Seen:
    """Read the page at `index`, counted from 0. Raises PdfiumError for a page that PDFium cannot load."""
    page = document[index]
    textpage = page.get_textpage()
    try:
        head, foot = (textpage.get_text_bounded(*band) for band in _bands(page))
        upright = turn_of(textpage)
        if upright not in (None, page.get_rotation()):
            textpage.close()
            page.set_rotation(upright)
            textpage = page.get_textpage()
        seen = _look(page, textpage, index, f"{head}\n{foot}", document.formenv)
        if seen.picture and can_recognise():
            text = recognise(page)
            lines = [line for line in text.split("\n") if line.strip()]
            edge = seen.edge if seen.edge.strip() else "\n".join([*lines[:1], *lines[-1:]])
            return replace(seen, text=text or seen.text, edge=edge, recognised=bool(text))
        return seen
    finally:
        textpage.close()
        page.close()


def _bands(page: pypdfium2.PdfPage) -> tuple[Box, Box]:
    """The top and the foot of a page as it is shown: left, bottom, right, top in the page's own coordinates."""
    left, bottom, right, top = page.get_bbox()
    high, wide = _EDGE * (top - bottom), _EDGE * (right - left)
    upper, lower = (left, top - high, right, top), (left, bottom, right, bottom + high)
    first, last = (left, bottom, left + wide, top), (right - wide, bottom, right, top)
    return {0: (upper, lower), 90: (first, last), 180: (lower, upper)}.get(page.get_rotation() % 360, (last, first))


def _look(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, index: int, edge: str, form: object | None) -> Seen:
    """A page with the text it has."""
    text = str(textpage.get_text_range())
    if is_garbled(text):
        return Seen("", "", picture=True, garbled=True)
    painted = list(objects(page))
    drawing, unseen, fields = drawing_of(page, painted), hidden(page, textpage, painted), filled(page, form)
    away = tuple(unseen.values())
    width, height = page.get_size()
    glyphs = put_in(glyphs_of(page, textpage, unseen), fields)
    if is_spaced(text):
        glyphs = closed(glyphs)
    pictures = shown(index, drawing, glyphs, width, height)
    areas = [(x1 - x0) * (bottom - top) / (width * height) for x0, top, x1, bottom in drawing.pictures]
    text = "".join(glyph.text for glyph in glyphs)
    if is_picture(text, areas):
        return Seen(text, edge, picture=True, hidden=away)
    number = page_number(glyphs, height)
    own = [glyph for glyph, is_number in zip(glyphs, number, strict=True) if not is_number]
    grids = grids_of(drawing.rules, own, width, height)
    taken = [one or any(grid.place(*g.middle) for grid in grids) for g, one in zip(glyphs, number, strict=True)]
    order, loose = side_by_side(glyphs, taken)
    order = [order[n] for n in notes_first([glyphs[n] for n in order], [taken[n] for n in order])]
    glyphs, number = [glyphs[n] for n in order], [number[n] for n in order]
    gone = struck(glyphs, drawing.rules, grids, struck_out(page))
    text = text_of(glyphs, [*grids, *loose], gone, number)
    return Seen(text, edge, tuple(pictures), hidden=away)


def read_pdf(data: bytes, name: str) -> Reading:
    """Read a PDF. Pages that are only pictures are recognised where Tesseract is installed; those without text are
    named in a warning, and no text at all raises `Unreadable`.
    """
    with PDFIUM:
        seen, broken, outline, metadata, inside = _read(data, name)
    words = vocabulary(page.text for page in seen)
    texts = [mend(page.text, words) for page in seen]
    stamped, printed, bare = page_numbers(texts, [mend(page.edge, words) for page in seen])
    if not any(text.strip() for text in bare):
        garbled = all(page.garbled for page in seen)
        what = "letters that its fonts do not name" if garbled else "pictures of pages, no text"
        raise Unreadable(f"{name} holds only {what}, so it cannot be read.", _SCANNED)
    pages = tuple(
        Page(i, text, stamp, own, page.recognised)
        for i, (page, text, stamp, own) in enumerate(zip(seen, texts, stamped, printed, strict=True), 1)
    )
    lost = lost_pictures([one for page in seen for one in page.shown])
    warnings = (*_warnings(name, seen, bare, broken), *_held(name, seen, inside))
    return placed(Reading(pages, outline, metadata, warnings, lost))


def _read(data: bytes, name: str) -> tuple[list[Seen], list[int], tuple[Bookmark, ...], dict[str, str], list[str]]:
    """What PDFium gives: pages, numbers of those it cannot load, outline, metadata, names of files inside."""
    document = _open(data, name)
    try:
        document.init_forms()
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
        inside = attached(document)
    finally:
        document.close()
    return seen, broken, outline, metadata, inside


def _warnings(name: str, seen: Sequence[Seen], bare: Sequence[str], broken: Sequence[int]) -> tuple[str, ...]:
    """What a person should know of the pages that could not be read, or not for certain."""
    without = [i for i, text in enumerate(bare, 1) if not text.strip() and i not in broken]
    blank = [i for i in without if not seen[i - 1].picture]
    pictures = [i for i, page in enumerate(seen, 1) if page.picture and not page.recognised and not page.garbled]
    garbled = [i for i, page in enumerate(seen, 1) if page.garbled and not page.recognised]
    recognised = [i for i, page in enumerate(seen, 1) if page.recognised]
    said = (
        (pictures, "Could not be read, being only pictures: ", f". {_SCANNED}"),
        (garbled, "The letters of ", f" cannot be read: the font does not name them. {_SCANNED}"),
        (recognised, "Recognised from pictures, so check the words: ", "."),
        (blank, "No text on ", "."),
        (broken, "", " could not be read."),
    )
    told = (f"{before}{_pages(numbers)} of {name}{after}" for numbers, before, after in said if numbers)
    return tuple(f"{words[0].upper()}{words[1:]}" for words in told)


def _held(name: str, seen: Sequence[Seen], inside: Sequence[str]) -> tuple[str, ...]:
    """What a person should know of words that are in the file and not shown, by page and place, and of files in it."""
    places: dict[str, list[str]] = {COVERED: [], UNSEEN: []}
    for i, page in enumerate(seen, 1):
        for why, found in places.items():
            parts = sorted({min(2, int(3 * max(0.0, one.low))) for one in page.hidden if one.why == why})
            if parts:
                found.append(f"page {i} ({' and '.join(_THIRDS[part] for part in parts)})")
    warnings = []
    if places[COVERED]:
        warnings.append(
            f"Kept out, being covered or marked to be redacted: words of {name}, {_some(places[COVERED])}. They are "
            "not burnt in: whoever has the file can still copy them, so tell whoever published it."
        )
    if places[UNSEEN]:
        warnings.append(
            f"Kept out, because the page does not show them (white, off the page or on a layer that is switched off): "
            f"words of {name}, {_some(places[UNSEEN])}."
        )
    if inside:
        warnings.append(f"Not read: {len(inside)} attached inside {name}: {_some(inside)}. Save and add them yourself.")
    return tuple(warnings)


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return "; ".join(names[:_NAMED]) + more


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
    with suppress(pypdfium2.PdfiumError):
        for entry in document.get_toc(max_depth=6):
            title = entry.get_title().strip().replace("\0", "")
            target = entry.get_dest()
            page = target.get_index() if target is not None else None
            if title and page is not None and 0 <= page < count:
                found.append(Bookmark(title, entry.level, page + 1))
    return tuple(found)


def _pages(numbers: Sequence[int]) -> str:
    """Name pages as a person would: "page 2", "pages 2, 5 and 7"."""
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    shown = [str(n) for n in numbers[:12]]
    if len(numbers) > 12:
        return f"pages {', '.join(shown)} and {len(numbers) - 12} more"
    return f"pages {', '.join(shown[:-1])} and {shown[-1]}"
