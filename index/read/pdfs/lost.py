"""Charts, maps and pictures that a paper shows and its text has not: where they stood, and what names them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from index.read.layout.lines import Line, plain
from index.read.pdfs.sight import Box, Drawing, Glyph
from index.values import Lost, Reading

_NAMES = re.compile(
    r"^\W*(?:figure|fig\.|chart|graph|map|diagram|picture|image|infographic)\s+\d{1,3}(?:\.\d{1,2})?[a-z]?"
    r"(?=\s*$|\s*[:.–—-]|\s+(?-i:[A-Z‘“]))",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"\.{4,}|…|\t\s*\d+\s*$")
_WORDS = 30  # of a caption
_LEAST = 0.05  # of the page's area, for a picture or a drawing that is looked at
_MOST = 0.9  # above it, it is the page itself
_SIDE = 60.0  # points of its shorter side
_CURVES = 6  # paths with curves or slants that make a drawing
_NEAR = 45.0  # points between a picture and the line that names it
_REPEATED = 3  # pages on which a picture at one place is an ornament


@dataclass(frozen=True)
class Shown:
    """A picture or drawing on a page: its box, the share of the page that it covers, and the line that names it."""

    page: int
    box: Box
    share: float
    caption: str


def shown(page: int, drawing: Drawing, glyphs: Sequence[Glyph], width: float, height: float) -> list[Shown]:
    """The pictures on a page, and its drawings of curves and slants, large enough to say something."""
    boxes = [*drawing.pictures]
    if len(drawing.curves) >= _CURVES:
        boxes += _clusters(drawing.curves)
    found: list[Shown] = []
    for x0, top, x1, bottom in boxes:
        share = (x1 - x0) * (bottom - top) / (width * height)
        if share >= _LEAST and min(x1 - x0, bottom - top) >= _SIDE:
            found.append(Shown(page, (x0, top, x1, bottom), share, _caption((x0, top, x1, bottom), glyphs)))
    return found


def lost_pictures(found: Sequence[Shown]) -> tuple[Lost, ...]:
    """Those that are no ornament and no picture of the whole page, in order."""
    places = Counter(tuple(round(edge / 4) for edge in one.box) for one in found)
    kept = [
        one
        for one in found
        if one.share < _MOST and places[tuple(round(edge / 4) for edge in one.box)] < _REPEATED
    ]  # fmt: skip
    return tuple(Lost(one.page, one.caption) for one in kept)


def captions(lines: Sequence[Line], is_row: Sequence[bool]) -> tuple[Lost, ...]:
    """The captions in a text that lost its pictures: lines that name one, above and below which stands no table."""
    found: list[Lost] = []
    for n, line in enumerate(lines):
        text = line.plain
        if not _NAMES.match(text) or len(text.split()) > _WORDS or _LEADERS.search(line.text):
            continue
        beside = [m for m in (n - 1, n + 1) if 0 <= m < len(lines)]
        if not is_row[n] and not any(is_row[m] for m in beside):
            found.append(Lost(line.page, text, line.start))
    return tuple(found)


def placed(reading: Reading) -> Reading:
    """The reading with an offset for every lost picture whose caption stands in its page's text."""
    starts = list(accumulate((len(page.text) + 1 for page in reading.pages), initial=0))
    lost = []
    for one in reading.lost:
        match = None
        if one.caption and one.at is None:
            words = re.compile(r"\s+".join(re.escape(word) for word in one.caption.split()))
            match = words.search(reading.pages[one.page].text)
        lost.append(replace(one, at=starts[one.page] + match.start()) if match else one)
    return replace(reading, lost=tuple(lost))


def _clusters(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that touch or nearly touch, put together."""
    merged: list[Box] = []
    for box in boxes:
        apart: list[Box] = []
        for other in merged:
            (a, b, c, d), (e, f, g, h) = box, other
            if a <= g + 10 and e <= c + 10 and b <= h + 10 and f <= d + 10:
                box = min(a, e), min(b, f), max(c, g), max(d, h)
            else:
                apart.append(other)
        merged = [*apart, box]
    return merged


def _caption(box: Box, glyphs: Sequence[Glyph]) -> str:
    """The line near a picture that names it: one that begins as captions do, above it or below; "" for none."""
    line: list[Glyph] = []
    for glyph in [*glyphs, None]:
        if glyph is not None and glyph.text not in "\r\n":
            line.append(glyph)
            continue
        text = plain("".join(one.text for one in line))
        ink = [one for one in line if not one.blank]
        line = []
        if not ink or len(text.split()) > _WORDS or not _NAMES.match(text):
            continue
        apart = min(abs(box[1] - max(g.bottom for g in ink)), abs(min(g.top for g in ink) - box[3]))
        if apart <= _NEAR and ink[0].x0 < box[2] and ink[-1].x1 > box[0]:
            return text
    return ""
