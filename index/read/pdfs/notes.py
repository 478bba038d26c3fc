"""Footnotes between the two halves of a sentence that runs on to the next page: they are read before its paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.read.pdfs.sight import Glyph, line_places

_SMALLER = 0.9  # of the usual height of a line's letters, for those of a note
_APART = 1.3  # times the usual distance between lines, for one that begins a paragraph
_FEWEST = 4  # lines of a page whose usual height is known
_WORDS = 3  # of a note's first line
_ENDS = ".:;?!”\"')]"
_MARKS = "*†‡§"


@dataclass(frozen=True, slots=True)
class _Line:
    places: range
    text: str
    top: float
    height: float


def notes_first(glyphs: Sequence[Glyph], number: Sequence[bool]) -> list[int]:
    """The order in which to read a page's characters, as their indexes; `number` tells which are of the page's number.
    Only a sentence that the page leaves open is given its notes first; a line end comes again about them.
    """
    lines = _lines(glyphs, number)
    whole = list(range(len(glyphs)))
    if len(lines) < _FEWEST:
        return whole
    usual = median(line.height for line in lines)
    first = len(lines)
    while first and lines[first - 1].height <= _SMALLER * usual:
        first -= 1
    while first < len(lines) and not _is_note(lines[first].text):
        first += 1  # a line without a tall letter
    body = lines[:first]
    if first == len(lines) or len(body) < 2 or body[-1].text[-1] in _ENDS:
        return whole
    step = median(below.top - above.top for above, below in pairwise(body))
    begin = len(body) - 1
    while begin and body[begin].text[0].islower() and body[begin].top - body[begin - 1].top <= _APART * step:
        begin -= 1
    at, start, stop = body[begin].places.start, lines[first].places.start, lines[-1].places.stop
    end = next(n for n in whole if glyphs[n].text == "\n")
    return [*whole[:at], end, *whole[start:stop], end, end, *whole[at:start], *whole[stop:]]


def _is_note(text: str) -> bool:
    """True for words behind a mark, which a chart's figures are not."""
    return (text[0] in _MARKS or text[0].isdecimal()) and sum(word.isalpha() for word in text.split()) >= _WORDS


def _lines(glyphs: Sequence[Glyph], number: Sequence[bool]) -> list[_Line]:
    """The lines with words on them, but for the page's number."""
    found = []
    for places in line_places(glyphs):
        ink = [n for n in places if not glyphs[n].blank]
        if ink and not number[ink[0]]:
            own = glyphs[places.start : places.stop]
            text = "".join(glyph.text for glyph in own).strip()
            height = max((g.bottom - g.top for g in own if g.text.isalnum()), default=0.0)
            found.append(_Line(places, text, min(glyphs[n].top for n in ink), height))
    return found
