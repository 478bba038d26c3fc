"""Characters that a page holds and does not show: white upon white, covered, off the page, on a layer that is switched
off, or marked to be redacted.

What may be hidden is told from what the page paints and in which order; whether it is, from two renderings, with those
words and without: a character that changes nothing is not shown. What text recognition laid upon a scan is shown by it.
"""

import ctypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium_c

from index.read.pdfs.sight import Box, Matrix, Painted, Turn, hull, marked, moved, turned

COVERED, UNSEEN = "covered", "unseen"
_SCALE = 2.0  # pixels of a point
_LONG_SIDE = 2400  # pixels of a page's longer side at most
_SIDE = 3.0  # points: a box no wider or higher covers no word
_NEAR = 40  # of 255, between two colours that nobody tells apart
_CHANGED = 12  # of 255, of a pixel that a character paints
_INK = 0.02  # of a character's box
_DARK = 110  # of 255, for a box of a scan that is blacked out
_PAIRS = 2_000_000  # of texts and covers; a page with more has all its texts looked at
_SCAN = 0.4  # of a page's area, for pictures whose text is recognised from them
_OVER = frozenset(
    {
        pdfium_c.FPDF_ANNOT_SQUARE,
        pdfium_c.FPDF_ANNOT_CIRCLE,
        pdfium_c.FPDF_ANNOT_POLYGON,
        pdfium_c.FPDF_ANNOT_STAMP,
        pdfium_c.FPDF_ANNOT_FREETEXT,
        pdfium_c.FPDF_ANNOT_HIGHLIGHT,
    }
)
_Colour = tuple[int, int, int]
_WHITE: _Colour = (255, 255, 255)
_Pixels = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class _Text:
    """A run of characters: when it is painted, in what colour (None for one that is not plain), and on what terms."""

    item: Any
    box: Box
    at: int
    colour: _Colour | None
    invisible: bool
    layered: bool


@dataclass(frozen=True, slots=True)
class _Cover:
    """A filled path, a picture (without a colour) or an annotation (painted last)."""

    box: Box
    at: int
    colour: _Colour | None
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Hidden:
    """Why a character is not shown, COVERED or UNSEEN, and how far down the page it stands, from 0 to 1."""

    why: str
    low: float


def hidden(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, painted: Iterable[Painted]) -> dict[int, Hidden]:
    """The index of every character that is not shown; `painted` is what the page paints."""
    texts, covers = _painted(page, painted)
    boxes, redacted = _annotations(page)
    covers += [_Cover(box, len(texts) + len(covers) + 1, None) for box in (*boxes, *redacted)]
    width, height = page.get_size()
    suspects = {_address(text.item): text for text in _suspects(texts, covers, (0, 0, width, height))}
    if not suspects:
        return {}
    before, after, scale = _renderings(page, [text.item for text in suspects.values()])
    pictures = [cover for cover in covers if cover.picture]
    scan = sum(map(_area, (cover.box for cover in pictures))) > _SCAN * width * height
    found: dict[int, Hidden] = {}
    words: list[list[int]] = [[]]
    letters: set[int] = set()
    for index, said, text, box in _characters(page, textpage, suspects):
        if words[-1] and words[-1][-1] != index - 1:
            words.append([])
        words[-1].append(index)
        if said.isalnum():
            letters.add(index)
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        over = [cover for cover in covers if cover.at > text.at and _holds(cover.box, x, y)]
        solid = any(not cover.picture for cover in over)
        if any(_holds(one, x, y) for one in redacted):
            found[index] = Hidden(COVERED, y / height)
        elif _paints(before, after, box, scale) or (scan and not solid and _shown_by(text, over, before, box, scale)):
            continue
        elif text.invisible and not solid and _has_ink(before, box, scale):
            continue  # letters drawn as shapes, with their text beside them
        else:
            found[index] = Hidden(COVERED if over else UNSEEN, y / height)
    return _whole(words, letters, found)


def _whole(words: Sequence[Sequence[int]], letters: set[int], found: Mapping[int, Hidden]) -> dict[int, Hidden]:
    """The characters of every word of which half or more is hidden, a letter or figure among them."""
    whole: dict[int, Hidden] = {}
    for word in words:
        gone = [index for index in word if index in found]
        if letters.intersection(gone) and 2 * len(gone) >= len(word):
            whole.update((index, found.get(index, found[gone[0]])) for index in word)
    return whole


def _painted(page: pypdfium2.PdfPage, painted: Iterable[Painted]) -> tuple[list[_Text], list[_Cover]]:
    """The texts of a page and what may cover them, each with its turn."""
    turn = turned(page)
    texts: list[_Text] = []
    covers: list[_Cover] = []
    for at, one in enumerate(painted):
        if one.kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            box = _bounds(one.item, one.around, turn)
            invisible = pdfium_c.FPDFTextObj_GetTextRenderMode(one.item) == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
            colour, opaque = _fill(one.item)
            layered = any(map(_is_layered, (*one.within, one.item)))
            if box:
                texts.append(_Text(one.item, box, at, colour, invisible or not opaque, layered))
        elif one.kind == pdfium_c.FPDF_PAGEOBJ_IMAGE or _is_filled(one.item):
            box = _bounds(one.item, one.around, turn)
            picture = one.kind == pdfium_c.FPDF_PAGEOBJ_IMAGE
            colour, opaque = (None, True) if picture else _fill(one.item)
            if box and opaque and min(box[2] - box[0], box[3] - box[1]) > _SIDE:
                covers.append(_Cover(box, at, colour, picture))
    return texts, covers


def _annotations(page: pypdfium2.PdfPage) -> tuple[list[Box], list[Box]]:
    """The boxes of annotations that may cover something, and of those that mark words to be redacted."""
    turn = turned(page)
    over: list[Box] = []
    redacted: list[Box] = []
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
        kind, area = pdfium_c.FPDFAnnot_GetSubtype(note), pdfium_c.FS_RECTF()
        if (kind in _OVER or kind == pdfium_c.FPDF_ANNOT_REDACT) and pdfium_c.FPDFAnnot_GetRect(note, area):
            boxes = marked(note, turn) or [hull([turn(area.left, area.top), turn(area.right, area.bottom)])]
            (redacted if kind == pdfium_c.FPDF_ANNOT_REDACT else over).extend(boxes)
        pdfium_c.FPDFPage_CloseAnnot(note)
    return over, redacted


def _suspects(texts: Sequence[_Text], covers: Sequence[_Cover], sheet: Box) -> Iterator[_Text]:
    """The texts that may not be shown: those with their ground's colour, under something, off the page or layered."""
    many = len(texts) * len(covers) > _PAIRS
    boxes = np.array([cover.box for cover in covers], dtype=np.float64).reshape(-1, 4)
    times = np.array([cover.at for cover in covers])
    for text in texts:
        x0, top, x1, bottom = text.box
        outside = x1 < sheet[0] or bottom < sheet[1] or x0 > sheet[2] or top > sheet[3]
        if many or outside or text.layered or text.invisible:
            yield text
            continue
        touching = (boxes[:, 0] < x1) & (boxes[:, 2] > x0) & (boxes[:, 1] < bottom) & (boxes[:, 3] > top)
        earlier = np.flatnonzero(touching & (times < text.at)).tolist()
        grounds = [covers[n].colour for n in earlier] or [_WHITE]
        whole = [covers[n] for n in earlier if covers[n].box[0] <= x0 + 1 and covers[n].box[2] >= x1 - 1]
        if not whole:
            grounds.append(_WHITE)
        if (touching & (times > text.at)).any() or any(_alike(text.colour, ground) for ground in grounds):
            yield text


def _alike(one: _Colour | None, other: _Colour | None) -> bool:
    return bool(one and other) and max(abs(a - b) for a, b in zip(one or (), other or (), strict=True)) < _NEAR


def _renderings(page: pypdfium2.PdfPage, items: Sequence[Any]) -> tuple[_Pixels, _Pixels, float]:
    """The page as it is shown, and without these texts."""
    scale = min(_SCALE, _LONG_SIDE / max(page.get_size()))
    before = _pixels(page, scale)
    try:
        for item in items:
            pdfium_c.FPDFPageObj_SetIsActive(item, False)
        after = _pixels(page, scale)
    finally:
        for item in items:
            pdfium_c.FPDFPageObj_SetIsActive(item, True)
    return before, after, scale


def _pixels(page: pypdfium2.PdfPage, scale: float) -> _Pixels:
    return np.array(page.render(scale=scale).to_numpy()[:, :, :3], dtype=np.int16)


def _characters(
    page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, suspects: dict[int, _Text]
) -> Iterator[tuple[int, str, _Text, Box]]:
    """The characters with ink of these texts: index, letter, text and box."""
    turn = turned(page)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(textpage.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(textpage, index)
        text = suspects.get(_address(pdfium_c.FPDFText_GetTextObject(textpage, index)))
        if text is None or not 0 < code < 0x110000 or chr(code).isspace():
            continue
        pdfium_c.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
        yield index, chr(code), text, hull([turn(left.value, bottom.value), turn(right.value, top.value)])


def _part(pixels: _Pixels, box: Box, scale: float) -> _Pixels:
    x0, top, x1, bottom = (max(0, round(edge * scale)) for edge in box)
    return pixels[top : max(bottom, top + 1), x0 : max(x1, x0 + 1)]


def _paints(before: _Pixels, after: _Pixels, box: Box, scale: float) -> bool:
    """Whether the page looks otherwise without the character in this box."""
    apart = np.abs(_part(before, box, scale) - _part(after, box, scale))
    return bool(apart.size) and float((apart.max(axis=2) > _CHANGED).mean()) > _INK


def _has_ink(pixels: _Pixels, box: Box, scale: float) -> bool:
    part = _part(pixels, box, scale)
    return bool(part.size) and int(np.ptp(part)) > _NEAR


def _shown_by(text: _Text, over: Sequence[_Cover], pixels: _Pixels, box: Box, scale: float) -> bool:
    """Whether a scan shows what recognition laid beneath or upon it: not where it is blacked out."""
    part = _part(pixels, box, scale)
    blacked = bool(part.size) and int(part.max()) < _DARK
    return (text.invisible or bool(over)) and not blacked


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _bounds(item: Any, around: Matrix, turn: Turn) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    corners = [(x.value, y.value) for x in (left, right) for y in (bottom, top)]
    return hull([turn(*moved(around, x, y)) for x, y in corners])


def _fill(item: Any) -> tuple[_Colour | None, bool]:
    """The colour that an object is filled with, and whether it hides what lies beneath."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return None, True
    return (red.value, green.value, blue.value), alpha.value > 20


def _is_filled(item: Any) -> bool:
    if pdfium_c.FPDFPageObj_GetType(item) != pdfium_c.FPDF_PAGEOBJ_PATH:
        return False
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium_c.FPDFPath_GetDrawMode(item, fill, stroke)) and fill.value != 0


def _is_layered(item: Any) -> bool:
    """Whether an object is on a layer, which may be switched off."""
    name, size = (ctypes.c_ushort * 16)(), ctypes.c_ulong()
    for index in range(pdfium_c.FPDFPageObj_CountMarks(item)):
        mark = pdfium_c.FPDFPageObj_GetMark(item, index)
        named = pdfium_c.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), size)
        if named and bytes(name)[: size.value].decode("utf-16-le").rstrip("\0") == "OC":
            return True
    return False
