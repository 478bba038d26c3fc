"""A page of a PDF as an image with a quote boxed on it.

The quote is found on the page by its letters and digits alone, because spaces, hyphens, quotation marks and
line ends differ between what was read and how the page is drawn. Boxes are computed in the image's own
pixels, after pdfium has applied the page's rotation and crop.
"""

import ctypes
import io
import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageChops, ImageDraw

from index.faults import NotFound, Unreadable
from index.read.pdfs.document import PDFIUM

LONG_SIDE = 1600  # pixels; readable on a laptop, under 300 KB as PNG
COMPRESSION = 3  # of zlib's nine: half the time of the usual six, and a hundredth more bytes
SHORTEST_PIECE = 16  # letters and digits; a shorter piece of a quote may stand on a page by chance
OUTLINE = (29, 92, 99)
FILL = (255, 236, 150)

Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels of the image


@dataclass(frozen=True)
class PageImage:
    """A rendered page: PNG bytes, its size, the boxes drawn (one a line of the quote) and the document's pages."""

    png: bytes
    width: int
    height: int
    boxes: tuple[Box, ...]
    pages: int


def render(path: Path, number: int, quote: str = "", passage: str = "") -> PageImage:
    """Draw page `number` (from 1) of the PDF at `path` with `quote` boxed where it stands.

    `passage` is the text around the quote; of two places with the same words the one inside it is boxed. A quote that
    runs over to another page is boxed as far as it stands on this one. Raises Unreadable when the file is not a PDF
    that pdfium can open; NotFound when there is no such page.
    """
    with _opened(path) as document:
        if not 1 <= number <= len(document):
            raise NotFound(f"There is no page {number} in this document.", f"It has {len(document)} pages.")
        image, boxes = _drawn(document[number - 1], quote, passage)
        pages = len(document)
    for box in boxes:  # from here on nobody waits: pdfium draws for one at a time
        _mark(image, box)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=COMPRESSION)
    return PageImage(buffer.getvalue(), image.width, image.height, boxes, pages)


def page_of(path: Path, number: int, quote: str) -> int:
    """The page that holds most of a quote, from `number`, where its passage begins. Raises as `render` does."""
    wanted = letters(quote)
    with _opened(path) as document:
        held = {}
        for page in range(number, min(number + 1, len(document)) + 1):
            textpage = document[page - 1].get_textpage()
            text, _ = _page_letters(textpage)
            textpage.close()
            held[page] = sum(end - start for start, end in find_pieces(text, wanted))
    return max(held, key=lambda page: (held[page], -page), default=number)


@contextmanager
def _opened(path: Path) -> Iterator[pdfium.PdfDocument]:
    with PDFIUM:
        try:
            document = pdfium.PdfDocument(path)
        except (pdfium.PdfiumError, OSError) as error:
            raise Unreadable("The page cannot be drawn.", "The quote is shown as text instead.") from error
        try:
            yield document
        finally:
            document.close()


def letters(text: str) -> str:
    """The letters and digits of a text, case and ligatures folded: what a quote is found by."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def find_pieces(text: str, quote: str, passage: str = "") -> list[tuple[int, int]]:
    """Where `quote` stands in `text` (all three as `letters` gives them), as spans of `text`. One span where the whole
    quote is found, the one inside `passage` first; otherwise the longest pieces of it, in the quote's order, leaving
    out what is not on the page.
    """
    if not quote:
        return []
    home = text.find(passage) if passage else -1
    whole = text.find(quote, max(home, 0))
    if whole < 0:
        whole = text.find(quote)
    if whole >= 0:
        return [(whole, whole + len(quote))]
    pieces = []
    at = 0
    while at <= len(quote) - SHORTEST_PIECE:
        length = _longest_prefix(text, quote[at:])
        if length < SHORTEST_PIECE:
            at += 1
            continue
        start = text.find(quote[at : at + length])
        pieces.append((start, start + length))
        at += length
    return pieces


def _longest_prefix(text: str, wanted: str) -> int:
    """The length of the longest prefix of `wanted` in `text`, by bisection: a shorter prefix is there as well."""
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        if wanted[:middle] in text:
            low = middle
        else:
            high = middle - 1
    return low


def _drawn(page: pdfium.PdfPage, quote: str, passage: str) -> tuple[Image.Image, tuple[Box, ...]]:
    scale = LONG_SIDE / max(page.get_size())
    image = page.render(scale=scale).to_pil().convert("RGB")
    return image, tuple(_boxes(page, letters(quote), letters(passage), image.size)) if quote else ()


def _mark(image: Image.Image, box: Box) -> None:
    """Mark a box as with a highlighter: the print stays as dark as it was."""
    left, top, right, bottom = (round(edge) for edge in box)
    area = (max(left, 0), max(top, 0), min(right, image.width - 1) + 1, min(bottom, image.height - 1) + 1)
    if area[0] >= area[2] or area[1] >= area[3]:
        return
    region = image.crop(area)
    marker = Image.new("RGB", region.size, FILL)
    ImageDraw.Draw(marker).rectangle((0, 0, region.width - 1, region.height - 1), outline=OUTLINE, width=3)
    image.paste(ImageChops.multiply(region, marker), area)


def _boxes(page: pdfium.PdfPage, quote: str, passage: str, size: tuple[int, int]) -> list[Box]:
    textpage = page.get_textpage()
    try:
        text, owner = _page_letters(textpage)
        boxes: list[Box] = []
        for start, end in find_pieces(text, quote, passage):
            indices = dict.fromkeys(owner[start:end])
            boxes += line_boxes([_char_box(page, textpage, index, size) for index in indices])
        return boxes
    finally:
        textpage.close()


def _page_letters(textpage: pdfium.PdfTextPage) -> tuple[str, list[int]]:
    """The page's letters and digits, and for each the index of the character on the page that it came from."""
    text: list[str] = []
    owner: list[int] = []
    for index in range(textpage.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(textpage, index)
        for letter in letters(chr(code)) if 0 < code < 0x110000 else "":
            text.append(letter)
            owner.append(index)
    return "".join(text), owner


def _char_box(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, index: int, size: tuple[int, int]) -> Box:
    left, bottom, right, top = textpage.get_charbox(index, loose=True)
    (x1, y1), (x2, y2) = _device(page, left, top, size), _device(page, right, bottom, size)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _device(page: pdfium.PdfPage, x: float, y: float, size: tuple[int, int]) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return across.value, down.value


def line_boxes(chars: Sequence[Box]) -> list[Box]:
    """One box a line of text from the boxes of its characters in reading order, for level and upright text."""
    if not chars:
        return []
    level = sum(_shares(a, b, 1) for a, b in itertools.pairwise(chars))
    upright = sum(_shares(a, b, 0) for a, b in itertools.pairwise(chars))
    axis = 1 if level >= upright else 0
    lines: list[list[Box]] = [[chars[0]]]
    for previous, char in itertools.pairwise(chars):
        if _shares(previous, char, axis):
            lines[-1].append(char)
        else:
            lines.append([char])
    sides = (tuple(zip(*line, strict=True)) for line in lines)  # all the left ones, the top ones, …
    return [(min(left) - 2, min(top) - 2, max(right) + 2, max(low) + 2) for left, top, right, low in sides]


def _shares(a: Box, b: Box, axis: int) -> bool:
    """Whether two boxes overlap by half of the smaller one, across the line (axis 1: the text is level)."""
    overlap = min(a[axis + 2], b[axis + 2]) - max(a[axis], b[axis])
    return overlap * 2 > min(a[axis + 2] - a[axis], b[axis + 2] - b[axis])
