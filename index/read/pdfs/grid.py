"""Finds the tables that lines on a page frame, as rows and columns of cells.

Cells come from pdfplumber's geometry over the lines that PDFium reports: the same cells as its own reading of the page,
at a twentieth of the time. A table with lines between its rows only has its columns where no row has ink.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from index.read.pdfs.sight import Box, Glyph, Rule

_SNAP = 3.0  # points within which lines are one
_MOST = 3000  # lines of a page; one with more is a drawing
_CROSSINGS = 4000  # of a page's lines
GUTTER = 7.0  # points without ink between two columns
_FEWEST_ROWS = 3  # of a table without upright lines, or with text in a column that is parted
_FEWEST_COLUMNS = 3  # of a table without upright lines
_CLEAR = 2.0  # points on both sides of a column's edge without ink: a space between words is narrower than both
_SPACE = 0.65  # of the height of capitals, that a space between words may take
_OPEN = 36.0  # points from a table's last line to the text of a row left open
_NARROWEST = 0.35  # of the page's width, for a table without upright lines


_Ink = tuple[float, float, float]


@dataclass(frozen=True)
class Grid:
    """A table: where its rows and columns begin, its box, and for each row and column the cell that covers it. A cell
    over several rows or columns belongs to the first of them.
    """

    tops: tuple[float, ...]
    lefts: tuple[float, ...]
    box: Box
    owner: dict[tuple[int, int], tuple[int, int]]

    def place(self, x: float, y: float) -> tuple[int, int] | None:
        """The row and column of the cell at a point; None outside the table."""
        x0, top, x1, bottom = self.box
        if not (x0 - 1 <= x <= x1 + 1 and top - 1 <= y <= bottom + 1):
            return None
        at = max(0, bisect_right(self.tops, y) - 1), max(0, bisect_right(self.lefts, x) - 1)
        return self.owner.get(at, at)

    @property
    def merged(self) -> frozenset[tuple[int, int]]:
        """The places that a cell beginning elsewhere covers."""
        return frozenset(at for at, first in self.owner.items() if at != first)


def grids_of(rules: Sequence[Rule], glyphs: Sequence[Glyph], width: float, height: float) -> list[Grid]:
    """The tables of a page of this size, from the top down; none for a page whose lines frame nothing. `glyphs` are the
    page's characters without those of its number, which may be stamped upon a table.
    """
    inside = [r for r in rules if not (r.level and r.x1 - r.x0 > 0.97 * width and r.x0 < 1)]
    inside = [r for r in inside if not (not r.level and r.bottom - r.top > 0.97 * height)]
    if not 3 <= len(inside) <= _MOST:
        return []
    glyphs = [glyph for glyph in glyphs if not glyph.blank]
    grids = [_ended(_split(grid, glyphs), glyphs) for grid in _framed(inside) if not _shades(grid, glyphs)]
    free = [r for r in inside if r.level and not any(_within(r, g.box) for g in grids)]
    grids += _banded(free, glyphs, width)
    return sorted(grids, key=lambda g: (g.box[1], g.box[0]))


def _within(rule: Rule, box: Box) -> bool:
    return box[1] - _SNAP <= rule.top <= box[3] + _SNAP and rule.x0 < box[2] and rule.x1 > box[0]


def _edges(rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """Lines as pdfplumber has them, those that are one put together."""
    edges = [
        {**asdict(r), "width": r.x1 - r.x0, "height": r.bottom - r.top, "orientation": "h" if r.level else "v"}
        for r in rules
    ]
    return list(merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP))


def _framed(rules: Sequence[Rule]) -> list[Grid]:
    edges = _edges(rules)
    if not {"h", "v"} <= {e["orientation"] for e in edges}:
        return []
    crossings = edges_to_intersections(edges, _SNAP, _SNAP)
    if len(crossings) > _CROSSINGS:
        return []
    tables = cells_to_tables(intersections_to_cells(crossings))
    return [grid for cells in tables if (grid := _grid(cells)) is not None]


def _shades(grid: Grid, glyphs: Sequence[Glyph]) -> bool:
    """True for boxes drawn behind words, not around cells: most that follow each other in a row are a space apart."""
    inks: dict[tuple[int, int], tuple[float, float]] = {}
    for glyph in glyphs:
        at = grid.place(*glyph.middle)
        if at is not None:
            x0, x1 = inks.get(at, (glyph.x0, glyph.x1))
            inks[at] = min(x0, glyph.x0), max(x1, glyph.x1)
    pairs = [(a, b) for a, b in pairwise(sorted(inks)) if a[0] == b[0]]
    space = _SPACE * max((glyph.bottom - glyph.top for glyph in glyphs if grid.place(*glyph.middle)), default=0.0)
    return 2 * sum(inks[b][0] - inks[a][1] < space for a, b in pairs) > len(pairs)


def _split(grid: Grid, glyphs: Sequence[Glyph]) -> Grid:
    """The table with every column parted that holds several, which no line parts but every row keeps apart."""
    edges = [*grid.lefts, grid.box[2]]
    wide = {first for at, first in grid.owner.items() if at[1] != first[1]}  # cells over several columns
    inks: list[list[Glyph]] = [[] for _ in grid.lefts]
    rows: list[list[int]] = [[] for _ in grid.lefts]  # of each of those characters
    for glyph in glyphs:
        at = grid.place((glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2)
        if at is not None and at not in wide:
            inks[at[1]].append(glyph)
            rows[at[1]].append(at[0])
    lefts: list[float] = []
    came: list[int] = []  # for each new column, the one it was part of
    for n, left in enumerate(grid.lefts):
        box = left - 1, grid.box[1], edges[n + 1] + 1, grid.box[3]
        parts = [left, *(edge for edge in _columns(box, _ink(inks[n]))[1:] if _parts(edge, inks[n], rows[n]))]
        lefts += parts
        came += [n] * len(parts)
    if len(lefts) == len(grid.lefts):
        return grid
    starts = {n: came.index(n) for n in set(came)}
    owner = {}
    for at, first in grid.owner.items():
        for column in (m for m, n in enumerate(came) if n == at[1]):
            shift = 0 if first in wide else column - starts[at[1]]
            owner[at[0], column] = first[0], starts[first[1]] + shift
    return Grid(grid.tops, tuple(lefts), grid.box, owner)


def _parts(edge: float, glyphs: Sequence[Glyph], rows: Sequence[int]) -> bool:
    """True when most rows have text on both sides of an edge: heads at the left and figures in the middle are one."""
    left = {row for glyph, row in zip(glyphs, rows, strict=True) if glyph.x1 <= edge}
    right = {row for glyph, row in zip(glyphs, rows, strict=True) if glyph.x0 >= edge}
    return len(left & right) >= _FEWEST_ROWS and 2 * len(left & right) > len(left | right)


def _ended(grid: Grid, glyphs: Sequence[Glyph]) -> Grid:
    """The table with the row that a page's end has cut off below its last line."""
    foot = _open_row(grid.box, grid.lefts, glyphs)
    if foot is None:
        return grid
    return Grid((*grid.tops, grid.box[3]), grid.lefts, (*grid.box[:3], foot), grid.owner)


def _grid(cells: Sequence[Box]) -> Grid | None:
    """The grid of a table's cells; None for what has no two cells side by side."""
    tops = sorted({cell[1] for cell in cells})
    lefts = sorted({cell[0] for cell in cells})
    if len(lefts) < 2:
        return None
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for x0, top, x1, bottom in cells:
        first = bisect_right(tops, top) - 1, bisect_right(lefts, x0) - 1
        for row in range(first[0], len(tops)):
            for column in range(first[1], len(lefts)):
                if tops[row] < bottom - 0.5 and lefts[column] < x1 - 0.5:
                    owner[row, column] = first
    box = min(c[0] for c in cells), tops[0], max(c[2] for c in cells), max(c[3] for c in cells)
    return Grid(tuple(tops), tuple(lefts), box, owner)


def _banded(rules: Sequence[Rule], glyphs: Sequence[Glyph], width: float) -> list[Grid]:
    """Tables of level lines of one width, a row between each two."""
    found: list[Grid] = []
    ink = _ink(glyphs)
    for family in _families(rules, width):
        x0, x1 = min(r.x0 for r in family), max(r.x1 for r in family)
        for tops in _runs([rule.top for rule in family], x0, x1, ink):
            if len(tops) <= _FEWEST_ROWS:
                continue
            box = x0, tops[0], x1, tops[-1]
            above = _heads_above(box, glyphs, ink)
            box = x0, above or tops[0], x1, tops[-1]
            lefts = _columns(box, ink)
            below = _open_row(box, lefts, glyphs)
            tops = [*([above] if above else []), *(tops if below else tops[:-1])]
            found.append(Grid(tuple(tops), tuple(lefts), (*box[:3], below or box[3]), {}))
    return found


def _runs(tops: Sequence[float], x0: float, x1: float, ink: Sequence[_Ink]) -> list[list[float]]:
    """Lines in runs from the foot up, each while the text between keeps to columns, which parts two tables."""
    runs: list[list[float]] = []
    outside = [y for left, right, y in ink if left < x0 - 2 or right > x1 + 2]

    def belongs(first: int, last: int) -> bool:
        """True when the row below line `first` is one with those above line `last`, and nothing runs out of it."""
        if any(tops[first] < y < tops[first + 1] for y in outside):
            return False
        return len(_columns((x0, tops[first], x1, tops[last]), ink)) >= _FEWEST_COLUMNS

    last = len(tops) - 1
    while last > 0:
        first = last
        while first and belongs(first - 1, last):
            first -= 1
        if first < last:
            runs.append(list(tops[first : last + 1]))
        last = min(first, last - 1)
    return runs


def _heads_above(box: Box, glyphs: Sequence[Glyph], ink: Sequence[_Ink]) -> float | None:
    """The top of column heads that stand above a table's first line, or of a row that began on the page before; None
    where the text there does not keep to the columns.
    """
    columns = len(_columns(box, ink))
    found, edge, room = None, box[1], _OPEN
    for glyph in sorted((g for g in glyphs if g.bottom <= box[1] + 1), key=lambda g: -g.bottom):
        if glyph.top >= edge:
            continue
        if edge - glyph.bottom > room:
            break
        edge, room = glyph.top, 0.7 * max(glyph.bottom - glyph.top, 8.0)
        higher = box[0], edge - 1, box[2], box[3]
        if len(_columns(higher, ink)) < columns:
            break
        if len(_columns((*higher[:3], box[1]), ink)) > 1:
            found = edge - 1
    return found


def _open_row(box: Box, lefts: Sequence[float], glyphs: Sequence[Glyph]) -> float | None:
    """The foot of a row below the last line, which a page's end has left open; None where there is none. It is one when
    text close by keeps to the columns and fills two or more of them.
    """
    filled: set[int] = set()
    line: set[int] = set()
    foot, kept, room = box[3], box[3], _OPEN
    for glyph in sorted((g for g in glyphs if g.top >= box[3] - 1), key=lambda g: g.top):
        if glyph.top - foot > room:
            break
        if glyph.top > foot:
            filled, kept, line = filled | line, foot, set()
        column = bisect_right(lefts, glyph.x0)
        near_edge = column > 1 and bisect_right(lefts, glyph.x0 - _CLEAR) != column
        if not column or glyph.x1 > box[2] + 1 or near_edge or bisect_right(lefts, glyph.x1 + _CLEAR) != column:
            line = set()  # it runs over the columns
            break
        line.add(column)
        room = 1.2 * max(glyph.bottom - glyph.top, 8.0)
        foot = max(foot, glyph.bottom)
    if line:
        filled, kept = filled | line, foot
    return kept + 1 if len(filled) > 1 else None


def _families(rules: Sequence[Rule], width: float) -> list[list[Rule]]:
    """Long level lines from the top down, grouped by where they begin and end."""
    whole = [Rule(e["x0"], e["top"], e["x1"], e["top"]) for e in _edges([r for r in rules if r.level])]
    families: list[list[Rule]] = []
    for rule in sorted(whole, key=lambda r: r.top):
        if rule.x1 - rule.x0 < _NARROWEST * width:
            continue
        for family in families:
            if abs(family[0].x0 - rule.x0) <= _SNAP and abs(family[0].x1 - rule.x1) <= _SNAP:
                family.append(rule)
                break
        else:
            families.append([rule])
    return families


def _ink(glyphs: Sequence[Glyph]) -> list[_Ink]:
    """From where to where characters reach, and their middles' height, from the left."""
    return sorted((g.x0, g.x1, (g.top + g.bottom) / 2) for g in glyphs)


def _columns(box: Box, ink: Sequence[_Ink]) -> list[float]:
    """Where columns begin inside a box: at its left, and in each gutter that no character stands in."""
    x0, top, x1, bottom = box
    lefts = [x0]
    reached: float | None = None
    for left, right, y in ink:
        if not (top <= y <= bottom and x0 <= left <= x1):
            continue
        if reached is not None and left > reached + GUTTER:
            lefts.append((reached + left) / 2)
        reached = right if reached is None else max(reached, right)
    return lefts
