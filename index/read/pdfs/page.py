"""Reads one page of a PDF: its text, the text of its edges, and the pictures on it."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2

from index.read.pdfs.grid import grids_of
from index.read.pdfs.laid import page_number, struck, text_of
from index.read.pdfs.lost import Shown, shown
from index.read.pdfs.scan import can_recognise, is_picture, recognise
from index.read.pdfs.sight import Box, drawing_of, glyphs_of

_EDGE = 0.09  # the share of a page's height, at its top and at its foot, where numbers are stamped


@dataclass(frozen=True)
class Seen:
    """What a page holds: its text in content order, its top and foot a line each, its pictures.

    `picture` tells that it is nothing but a picture, `recognised` that its text was recognised from that.
    """

    text: str = ""
    edge: str = ""
    shown: tuple[Shown, ...] = ()
    picture: bool = False
    recognised: bool = False


def see(document: pypdfium2.PdfDocument, index: int) -> Seen:
    """Read the page at `index`, counted from 0. Raises PdfiumError for a page that PDFium cannot load."""
    page = document[index]
    textpage = page.get_textpage()
    try:
        head, foot = (textpage.get_text_bounded(*band) for band in _bands(page))
        seen = _look(page, textpage, index, f"{head}\n{foot}")
        if seen.picture and can_recognise():
            text = recognise(page)
            lines = [line for line in text.split("\n") if line.strip()]
            edge = seen.edge if seen.edge.strip() else "\n".join([*lines[:1], *lines[-1:]])
            return Seen(text or seen.text, edge, picture=True, recognised=bool(text))
        return seen
    finally:
        textpage.close()
        page.close()


def _bands(page: pypdfium2.PdfPage) -> tuple[Box, Box]:
    """The top and the foot of a page as it is shown: left, bottom, right, top in the page's own coordinates."""
    left, bottom, right, top = page.get_cropbox()
    high, wide = _EDGE * (top - bottom), _EDGE * (right - left)
    upper, lower = (left, top - high, right, top), (left, bottom, right, bottom + high)
    first, last = (left, bottom, left + wide, top), (right - wide, bottom, right, top)
    return {0: (upper, lower), 90: (first, last), 180: (lower, upper)}.get(page.get_rotation() % 360, (last, first))


def _look(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, index: int, edge: str) -> Seen:
    """A page with the text it has. Its characters are looked at one by one only where something is drawn."""
    text = str(textpage.get_text_range())
    drawing = drawing_of(page)
    if not (drawing.rules or drawing.pictures or drawing.curves):
        return Seen(text, edge)
    width, height = page.get_size()
    glyphs = glyphs_of(page, textpage)
    pictures = shown(index, drawing, glyphs, width, height)
    areas = [(x1 - x0) * (bottom - top) / (width * height) for x0, top, x1, bottom in drawing.pictures]
    if is_picture(text, areas):
        return Seen(text, edge, picture=True)
    number = page_number(glyphs, height)
    own = [glyph for glyph, is_number in zip(glyphs, number, strict=True) if not is_number]
    grids = grids_of(drawing.rules, own, width, height)
    gone = struck(glyphs, drawing.rules, grids)
    if grids or any(gone):
        text = text_of(glyphs, grids, gone, number)
    return Seen(text, edge, tuple(pictures))
