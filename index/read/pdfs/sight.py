"""What PDFium sees on a page: its characters in content order, and the straight lines drawn on it.

All coordinates are points of the page as it is shown, turned as it is turned, from its top left corner.
"""

import ctypes
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import pi
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

THIN = 3.0  # points: a filled box no thicker is a line
_SHORTEST = 3.0  # points of a line that is looked at
_MOST_SEGMENTS = 400  # of one path; a drawing with more is no frame of a table
_DEEPEST = 4  # forms within forms
_SAMPLED = 5  # one of so many characters is looked at for the way a page's text runs

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom
Turn = Callable[[float, float], Point]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and its box. Spaces and line ends that PDFium made up have no width."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def blank(self) -> bool:
        """True for white space."""
        return self.text.isspace()

    @property
    def middle(self) -> Point:
        """The middle of its box."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along an edge: level when `top` and `bottom` are the same, upright when `x0` and `x1` are."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def level(self) -> bool:
        """True for a line from left to right."""
        return self.top == self.bottom


@dataclass(frozen=True)
class Drawing:
    """What is drawn on a page beside its text: lines, the boxes of pictures, and of what has curves or slants."""

    rules: tuple[Rule, ...]
    pictures: tuple[Box, ...]
    curves: tuple[Box, ...]


def turned(page: pypdfium2.PdfPage) -> Turn:
    """A function from the page's own coordinates to those of the page as it is shown, from its top left."""
    left, bottom, right, top = page.get_bbox()
    angle = page.get_rotation() % 360
    if angle == 90:
        return lambda x, y: (y - bottom, x - left)
    if angle == 180:
        return lambda x, y: (right - x, y - bottom)
    if angle == 270:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def line_places(glyphs: Sequence[Glyph]) -> list[range]:
    """Which characters each line is made of, its end among them."""
    ends = [n + 1 for n, glyph in enumerate(glyphs) if glyph.text == "\n"]
    if not ends or ends[-1] < len(glyphs):
        ends.append(len(glyphs))
    return [range(start, end) for start, end in pairwise([0, *ends])]


def glyphs_of(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, hidden: Container[int] = ()) -> list[Glyph]:
    """The characters of a page in content order but for those that are not shown, whose indexes are `hidden`; a hyphen
    that PDFium takes for a broken word's is U+FFFE.
    """
    turn = turned(page)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    found: list[Glyph] = []
    for index in range(textpage.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(textpage, index)
        if index in hidden or not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
            continue
        pdfium_c.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
        (x1, y1), (x2, y2) = turn(left.value, bottom.value), turn(right.value, top.value)
        text = "\ufffe" if code == 2 else chr(code)
        found.append(Glyph(text, min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
    return found


def turn_of(textpage: pypdfium2.PdfTextPage) -> int | None:
    """The rotation, in degrees, by which most of a page's characters stand upright; None where there is none."""
    angles = [pdfium_c.FPDFText_GetCharAngle(textpage, n) for n in range(0, textpage.count_chars(), _SAMPLED)]
    quarters = [-round(2 * angle / pi) % 4 for angle in angles if angle >= 0]
    return next((90 * n for n in range(4) if 2 * quarters.count(n) > len(quarters)), None)


def drawing_of(page: pypdfium2.PdfPage, painted: "Iterable[Painted]") -> Drawing:
    """The lines, pictures and curves of what a page paints."""
    turn = turned(page)
    rules: list[Rule] = []
    pictures: list[Box] = []
    curves: list[Box] = []
    for one in painted:
        if one.kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            corners = [turn(*moved(one.place, *p)) for p in ((0, 0), (1, 0), (0, 1), (1, 1))]
            pictures.append(hull(corners))
        elif one.kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            straight, bent = _lines(one.item, lambda x, y: turn(*moved(one.place, x, y)))  # noqa: B023 - here
            rules += straight
            if bent:
                curves.append(hull(bent))
    return Drawing(tuple(rules), tuple(pictures), tuple(curves))


Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Painted:
    """Something that a page paints, with the matrices from its and its owner's coordinates to the page's, and forms."""

    kind: int
    item: Any
    place: Matrix
    around: Matrix
    within: tuple[Any, ...] = ()


def objects(page: pypdfium2.PdfPage) -> Iterator[Painted]:
    """What a page paints, in this order."""
    yield from _objects(page.raw, pdfium_c.FPDFPage_CountObjects, pdfium_c.FPDFPage_GetObject, _SAME, ())


def _objects(
    owner: Any, count: Callable[..., int], get: Callable[..., Any], around: Matrix, within: tuple[Any, ...]
) -> Iterator[Painted]:
    for index in range(count(owner)):
        item = get(owner, index)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        matrix = pdfium_c.FS_MATRIX()
        if not pdfium_c.FPDFPageObj_GetMatrix(item, matrix):
            continue
        place = _after((matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f), around)
        if kind != pdfium_c.FPDF_PAGEOBJ_FORM:
            yield Painted(kind, item, place, around, within)
        elif len(within) < _DEEPEST:
            forms = pdfium_c.FPDFFormObj_CountObjects, pdfium_c.FPDFFormObj_GetObject
            yield from _objects(item, *forms, place, (*within, item))


def _after(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def moved(matrix: Matrix, x: float, y: float) -> Point:
    """A point by a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def hull(points: list[Point]) -> Box:
    """The smallest box around points."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def marked(note: Any, turn: Turn) -> list[Box]:
    """The boxes, a line of text each, of an annotation that marks lines."""
    points = pdfium_c.FS_QUADPOINTSF()
    found = []
    for index in range(pdfium_c.FPDFAnnot_CountAttachmentPoints(note)):
        if pdfium_c.FPDFAnnot_GetAttachmentPoints(note, index, points):
            corners = [(points.x1, points.y1), (points.x2, points.y2), (points.x3, points.y3), (points.x4, points.y4)]
            found.append(hull([turn(x, y) for x, y in corners]))
    return found


def _lines(item: Any, move: Turn) -> tuple[list[Rule], list[Point]]:
    """The straight lines of a path along the page's edges, and the points of its curves and slants."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    count = pdfium_c.FPDFPath_CountSegments(item)
    if not pdfium_c.FPDFPath_GetDrawMode(item, fill, stroke) or not (fill.value or stroke.value):
        return [], []
    if not 1 < count <= _MOST_SEGMENTS:
        return [], []
    parts, bent = _parts(item, count, move)
    rules: list[Rule] = []
    for part in parts:
        x0, top, x1, bottom = hull(part)
        if len(part) > 2 and bottom - top <= THIN < x1 - x0:
            rules.append(Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2))
        elif len(part) > 2 and x1 - x0 <= THIN < bottom - top:
            rules.append(Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom))
        else:
            for (ax, ay), (bx, by) in pairwise(part):
                if abs(ay - by) < 0.5 and abs(ax - bx) >= _SHORTEST:
                    rules.append(Rule(min(ax, bx), (ay + by) / 2, max(ax, bx), (ay + by) / 2))
                elif abs(ax - bx) < 0.5 and abs(ay - by) >= _SHORTEST:
                    rules.append(Rule((ax + bx) / 2, min(ay, by), (ax + bx) / 2, max(ay, by)))
                elif abs(ax - bx) >= _SHORTEST and abs(ay - by) >= _SHORTEST:
                    bent += [(ax, ay), (bx, by)]
    return rules, bent


def _parts(item: Any, count: int, move: Turn) -> tuple[list[list[Point]], list[Point]]:
    """The corners of each part of a path in order, closed parts ending where they began, and its curves' points."""
    x, y = ctypes.c_float(), ctypes.c_float()
    parts: list[list[Point]] = []
    bent: list[Point] = []
    for index in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
        if not pdfium_c.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = move(x.value, y.value)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([point])
        elif kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            bent.append(point)
            if index % 3 == 0:
                parts.append([point])
        else:
            parts[-1].append(point)
        if pdfium_c.FPDFPathSegment_GetClose(segment) and len(parts[-1]) > 2:
            parts[-1].append(parts[-1][0])
    return parts, bent
