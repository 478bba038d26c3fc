"""A page's text with its tables as rows: "cell | cell", a line each, where the table begins in content order.

Characters are never added to a cell or taken from one; a blank cell stays blank. A cell that holds paragraphs keeps its
own lines, because a row that long is no row to its reader.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from index.read.layout.furniture import is_number_line
from index.read.layout.lines import STRUCK, row_lines
from index.read.pdfs.grid import Grid
from index.read.pdfs.sight import Box, Glyph, Rule

_MIDDLE = (0.28, 0.75)  # where in a character's height, from its top, a line strikes it out
_BEYOND = 8.0  # points that a line which strikes words out may run beyond them
_TALL = 2.0  # points of the lowest character that is looked at: dots and dashes have no middle

_EDGE, _NAMED_EDGE = 0.09, 0.14  # of a page's height, at top and foot, where a bare figure or "Page 4" is its number
_APART = 5  # letters of a line that is spaced out
_WIDER = 1.7  # times the usual gap, for one between words
_OUTSIDE = (-1, (0, 0))  # of every table
_ENDED = re.compile(r"[.;:!?][\"'”’)\]]?$")
_GAP = re.compile(r"\n{3,}")

_Cells = dict[tuple[int, int], list[str]]


def struck(
    glyphs: Sequence[Glyph], rules: Sequence[Rule], grids: Sequence[Grid], boxes: Sequence[Box] = ()
) -> list[bool]:
    """Tell of each character whether a line is drawn through its middle, or it stands in one of the boxes. Frames of
    tables strike nothing, nor does a line that runs on beyond the words that it crosses.
    """
    lines = [r for r in rules if r.level and not any(_frames(r, grid) for grid in grids)]
    lines.sort(key=lambda r: r.top)
    tops = [r.top for r in lines]
    crossed: dict[int, list[int]] = {}
    middles = [glyph.middle for glyph in glyphs]
    for n, glyph in enumerate(glyphs if lines else ()):
        height = glyph.bottom - glyph.top
        if glyph.blank or height < _TALL:
            continue
        middle = middles[n][0]
        first = bisect_left(tops, glyph.top + _MIDDLE[0] * height)
        for at in range(first, bisect_right(tops, glyph.top + _MIDDLE[1] * height)):
            if lines[at].x0 - 0.5 <= middle <= lines[at].x1 + 0.5:
                crossed.setdefault(at, []).append(n)
    found = [any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes) for x, y in middles]
    for at, those in crossed.items():
        left, right = min(glyphs[n].x0 for n in those), max(glyphs[n].x1 for n in those)
        if lines[at].x0 >= left - _BEYOND and lines[at].x1 <= right + _BEYOND:
            for n in those:
                found[n] = True
    return _spread(glyphs, found)


def _frames(rule: Rule, grid: Grid) -> bool:
    edges = (*grid.tops, grid.box[3])
    return any(abs(rule.top - edge) <= 1 for edge in edges) and rule.x0 < grid.box[2] and rule.x1 > grid.box[0]


def _spread(glyphs: Sequence[Glyph], found: list[bool]) -> list[bool]:
    """Words are struck out whole: half of a word's characters or more, dots and low letters with the others."""
    result = [False] * len(glyphs)
    start = 0
    for n in range(len(glyphs) + 1):
        if n < len(glyphs) and not glyphs[n].blank:
            continue
        if start < n and 2 * sum(found[start:n]) >= n - start:
            result[start:n] = [True] * (n - start)
        start = n + 1
    return result


def page_number(glyphs: Sequence[Glyph], height: float) -> list[bool]:
    """Tell of each character whether it is one of the page's number: it may be stamped upon a table, and is no part of
    it. A bare figure is one only as the first or the last line of the page.
    """
    ends = [n for n, glyph in enumerate(glyphs) if glyph.text == "\n"] + [len(glyphs)]
    lines = [range(start, end) for start, end in zip([0, *(end + 1 for end in ends)], ends, strict=False)]
    lines = [line for line in lines if any(not glyphs[n].blank for n in line)]
    found = [False] * len(glyphs)
    for line in lines:
        text = "".join(glyphs[n].text for n in line).strip()
        ink = [glyphs[n] for n in line if not glyphs[n].blank]
        bare = text.isdecimal()
        edge = (_EDGE if bare else _NAMED_EDGE) * height
        at_edge = ink[0].bottom < edge or ink[0].top > height - edge
        if at_edge and is_number_line(text) and (not bare or line in (lines[0], lines[-1])):
            for n in line:
                found[n] = True
    return found


def is_spaced(text: str) -> bool:
    """True where a line of a text is spaced letter by letter, as headings are: "N O T E S"."""
    return any(_apart(line.split()) for line in text.splitlines())


def _apart(words: Sequence[str]) -> bool:
    return len(words) >= _APART and all(len(word) == 1 for word in words) and all(word.isalpha() for word in words)


def closed(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters with the letters of words that are spaced out set close, and a space where the gap is wider than
    between most letters. Letters in columns, wider apart than they are high, stay as they are.
    """
    result: list[Glyph] = []
    line: list[Glyph] = []
    for glyph in [*glyphs, None]:
        if glyph is not None and glyph.text not in "\r\n":
            line.append(glyph)
            continue
        ink = [one for one in line if not one.blank]
        gaps = [after.x0 - before.x1 for before, after in pairwise(ink)]
        usual = median(gaps) if gaps else 0.0
        if _apart("".join(one.text for one in line).split()) and 0 < usual <= max(one.bottom - one.top for one in ink):
            line = ink[:1]
            for gap, before, after in zip(gaps, ink, ink[1:], strict=False):
                space = [Glyph(" ", before.x1, before.top, before.x1, before.bottom)] if gap > _WIDER * usual else []
                line += [*space, after]
        result += [*line, *([glyph] if glyph else [])]
        line = []
    return result


def text_of(glyphs: Sequence[Glyph], grids: Sequence[Grid], gone: Sequence[bool], number: Sequence[bool]) -> str:
    """The text of a page. Words of which `gone` says that they are struck out stand between "~~" marks, which end with
    each line, sentence and cell, so that no part of a text loses its own. `number` is as `page_number` gives it.
    """
    parts: list[list[str] | int] = []
    cells: list[_Cells] = [{} for _ in grids]
    sink: list[str] = []
    where: tuple[int, tuple[int, int]] | None = None
    marked = False
    for n, glyph in enumerate(glyphs):
        if marked and (glyph.text in "\r\n" or (glyph.blank and _ENDED.search("".join(sink[-3:])))):
            _close(sink)
            marked = False
        if not glyph.blank:
            found = _OUTSIDE if number[n] else _find(grids, *glyph.middle)
            if marked and (not gone[n] or found != where):
                _close(sink)
                marked = False
            if found != where:
                sink = _sink(parts, cells, *found)
                where = found
            if gone[n] and not marked:
                sink.append(STRUCK)
                marked = True
        sink.append(glyph.text)
    if marked:
        _close(sink)
    pieces = [f"\n\n{_rows(grids[p], cells[p])}\n\n" if isinstance(p, int) else "".join(p) for p in parts]
    return _GAP.sub("\n\n", "".join(pieces).replace("\r\n", "\n").replace("\r", "\n"))


def _sink(parts: list[list[str] | int], cells: Sequence[_Cells], table: int, place: tuple[int, int]) -> list[str]:
    """Where the text of a cell, or outside all tables, is gathered; a table stands where it is first met."""
    if table >= 0:
        if table not in parts:
            parts.append(table)
        return cells[table].setdefault(place, [])
    if not parts or isinstance(parts[-1], int):
        parts.append([])
    last = parts[-1]
    return last if isinstance(last, list) else []


def _close(sink: list[str]) -> None:
    """End struck-out text before the white space that follows it."""
    at = len(sink)
    while at and sink[at - 1].isspace():
        at -= 1
    sink.insert(at, STRUCK)


def _find(grids: Sequence[Grid], x: float, y: float) -> tuple[int, tuple[int, int]]:
    for n, grid in enumerate(grids):
        place = grid.place(x, y)
        if place is not None:
            return n, place
    return _OUTSIDE


def _rows(grid: Grid, cells: _Cells) -> str:
    """The rows of a table, a line each. Rows and columns without any text are left out."""
    texts = {place: "".join(parts) for place, parts in cells.items()}
    filled = {place for place, text in texts.items() if text.strip()}
    columns = sorted({column for _, column in filled})
    merged = grid.merged
    lines: list[str] = []
    for row in range(len(grid.tops)):
        # a cell that reaches over columns is one cell; one that reaches over rows leaves those below blank
        kept = [c for c in columns if (row, c) not in merged or grid.owner[row, c][0] < row]
        lines += row_lines([texts.get((row, column), "") for column in kept])
    return "\n".join(lines)
