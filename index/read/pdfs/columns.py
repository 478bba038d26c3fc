"""What a page sets side by side without lines: columns of prose that are painted line by line across them, and tables
that no rule frames.

Both show in the same way: the lines of a band leave the same gutters free. Where every column holds running words, they
are read one after the other; where the pieces are short and there are three columns or more, each line is a row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median

from index.read.pdfs.grid import GUTTER, Grid
from index.read.pdfs.sight import Glyph, line_places

_FEWEST = 3  # lines that a gutter parts, and columns of a table
_WORDS = 3  # of a column's pieces: as many on the average are running words, no more in the middle are cells
_FILLED = 0.6  # of a column's width that the middle one of its pieces fills, where words run on
_ON, _CLOSE = 1.6, 1.25  # times the usual distance between lines, for one that goes on, and for one at the end
_FURTHEST = 40.0  # points from a band's first line to its second
_MARK = 5  # characters of a list item's number or bullet
_Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a line that no gutter parts: which characters, from where to where, how many words, whether it is but
    a list item's mark, and whether it holds several figures and nothing else.
    """

    start: int
    end: int
    x0: float
    x1: float
    words: int
    mark: bool
    figures: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's characters and, unless a framed table has some of them, its pieces."""

    places: range
    pieces: tuple[_Piece, ...]
    top: float
    bottom: float


def side_by_side(glyphs: Sequence[Glyph], taken: Sequence[bool]) -> tuple[list[int], list[Grid]]:
    """The order in which to read a page's characters, as their indexes (that of a line end may come again), and the
    tables that no line frames. `taken` tells of each character whether it is a framed table's or the page's number.
    """
    lines = _lines(glyphs, taken)
    end = next((n for n, glyph in enumerate(glyphs) if glyph.text == "\n"), 0)
    order: list[int] = []
    tables: list[Grid] = []
    at = 0
    while at < len(lines):
        band, gutters = _band(lines[at:])
        at += len(band)
        columns = _columns(band, _unmarked(band, gutters, len(gutters)))
        if _runs_on(columns) and sum(len(line.pieces) > 1 for line in band) >= _FEWEST:
            for piece in (piece for column in columns for piece in column):
                order += [*range(piece.start, piece.end), end]
            continue
        order += [place for line in band for place in line.places]
        table = _table(band, _unmarked(band, gutters, 1))
        if table is not None:
            tables.append(table)
    return order, tables


def _lines(glyphs: Sequence[Glyph], taken: Sequence[bool]) -> list[_Line]:
    lines = []
    for places in line_places(glyphs):
        ink = [n for n in places if not glyphs[n].blank]
        pieces: list[_Piece] = []
        backwards = any(glyphs[b].x1 < glyphs[a].x0 for a, b in pairwise(ink))
        if ink and not backwards and not any(taken[n] for n in ink):
            cuts = [k for k in range(1, len(ink)) if glyphs[ink[k]].x0 > glyphs[ink[k - 1]].x1 + GUTTER]
            pieces = [_piece(glyphs, ink[a], ink[b - 1] + 1) for a, b in pairwise([0, *cuts, len(ink)])]
        top = min((glyphs[n].top for n in ink), default=0.0)
        lines.append(_Line(places, tuple(pieces), top, max((glyphs[n].bottom for n in ink), default=top)))
    return lines


def _piece(glyphs: Sequence[Glyph], start: int, end: int) -> _Piece:
    text = "".join(glyph.text for glyph in glyphs[start:end]).strip()
    bare = text.replace(".", "")
    mark = len(text) <= _MARK and (
        text[-1] in ".)" or not text[0].isalnum() or (bare.isdigit() and len(bare) < _FEWEST)
    )
    words = text.split()
    figures = len(words) > 1 and all(any(map(str.isdigit, word)) and not any(map(str.isalpha, word)) for word in words)
    return _Piece(start, end, glyphs[start].x0, glyphs[end - 1].x1, len(words), mark, figures)


def _band(lines: Sequence[_Line]) -> tuple[list[_Line], list[_Span]]:
    """The first line and those below that leave the same gutters free, and these."""
    band = [lines[0]]
    gutters = _gutters(band)
    steps: list[float] = []
    for line in lines[1:] if gutters else ():
        step = line.top - band[-1].top
        shared = _gutters([*band, line])
        most = min(_FURTHEST, _ON * median(steps) + 2) if steps else _FURTHEST
        if not line.pieces or not 0 < step <= most or len(shared) < len(gutters):
            break
        band.append(line)
        steps.append(step)
        gutters = shared
    while len(band) > 1 and len(band[-1].pieces) == 1 and steps[-1] > _CLOSE * median(steps) + 1:
        band.pop()
        steps.pop()
    return band, _gutters(band)


def _gutters(band: Sequence[_Line]) -> list[_Span]:
    """What no piece of these lines reaches into, from the left."""
    found = []
    reached: float | None = None
    for piece in sorted((piece for line in band for piece in line.pieces), key=lambda piece: piece.x0):
        if reached is not None and piece.x0 > reached + GUTTER:
            found.append((reached, piece.x0))
        reached = max(reached or 0.0, piece.x1)
    return found


def _unmarked(band: Sequence[_Line], gutters: Sequence[_Span], most: int) -> list[_Span]:
    """The gutters but for those, among the first `most`, that stand between marks and their list items."""
    kept = list(gutters)
    columns = _columns(band, gutters)
    for gutter, column in list(zip(gutters, columns, strict=False))[:most]:
        if all(piece.mark for piece in column):
            kept.remove(gutter)
    return kept


def _columns(band: Sequence[_Line], gutters: Sequence[_Span]) -> list[list[_Piece]]:
    """The pieces of each column from the top, those of one line put together."""
    edges = [0.0, *(right for _, right in gutters), float("inf")]
    columns: list[list[_Piece]] = []
    for left, right in pairwise(edges):
        column = []
        for line in band:
            own = [piece for piece in line.pieces if left <= max(piece.x0, 0.0) < right]
            if own:
                words, mark = sum(piece.words for piece in own), all(piece.mark for piece in own)
                figures = any(piece.figures for piece in own)
                column.append(_Piece(own[0].start, own[-1].end, own[0].x0, own[-1].x1, words, mark, figures))
        columns.append(column)
    return columns


def _runs_on(columns: Sequence[Sequence[_Piece]]) -> bool:
    """True when there are columns, side by side, that all hold lines of running words."""
    return len(columns) > 1 and all(
        len(column) >= _FEWEST
        and mean(piece.words for piece in column) > _WORDS
        and median(piece.x1 - piece.x0 for piece in column)
        >= _FILLED * (max(piece.x1 for piece in column) - min(piece.x0 for piece in column))
        for column in columns
    )


def _table(band: Sequence[_Line], gutters: Sequence[_Span]) -> Grid | None:
    """The table whose rows these lines are; None where they are none's."""
    rows = list(band)
    while rows and len(rows[-1].pieces) < 2:
        rows.pop()
    pieces = [piece for column in _columns(rows, gutters) for piece in column]
    broken = sum(len(line.pieces) > 1 for line in rows)
    if len(gutters) + 1 < _FEWEST or broken < _FEWEST or median(piece.words for piece in pieces) > _WORDS:
        return None
    if any(piece.figures for piece in pieces):
        return None  # columns closer than a gutter, whose figures would share a cell
    tops = [rows[0].top - 1, *((above.bottom + below.top) / 2 for above, below in pairwise(rows))]
    left, right = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    lefts = [left, *((a + b) / 2 for a, b in gutters)]
    return Grid(tuple(tops), tuple(lefts), (left, tops[0], right, rows[-1].bottom), {})
