"""Packs units into passages of a good size: neighbours in a section together, long ones cut at sentence ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.passages.sentences import split
from index.passages.units import Unit, Word, join

LEAST, GOOD, MOST = 70, 110, 160  # words of a prose passage
ROWS = 80  # words of a passage of rows


@dataclass(frozen=True)
class Piece:
    """A unit, or a part of one, in a passage."""

    unit: Unit
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Draft:
    """A passage to be: its pieces, and the sentence that introduces its list when that stands in another passage."""

    pieces: tuple[Piece, ...]
    introduced: str = ""

    @property
    def size(self) -> int:
        """Its words."""
        return sum(len(piece.words) for piece in self.pieces)


def pack(units: Sequence[Unit]) -> Iterator[Draft]:
    """Pack the units of one section (headings first) into drafts."""
    current: list[Piece] = []
    size = 0
    intro, introduced = "", ""
    for n, unit in enumerate(units):
        if unit.kind == "prose":
            intro = ""
        for piece in _cut(unit):
            full = size + len(piece.words) > (ROWS if unit.kind == "row" else MOST)
            if current and size and full and not _held(current):
                yield Draft(tuple(current), introduced)
                current, size = [], 0
                introduced = intro if unit.kind == "list" else ""
            elif current and _own(current, unit, size):
                yield Draft(tuple(current), introduced)
                current, size = [], 0
                introduced = intro if unit.kind == "list" else ""
            current.append(piece)
            size += len(piece.words) if unit.kind not in ("heading",) else 0
        if unit.text.rstrip().endswith(":") and unit.kind in ("prose", "list"):
            intro = _last_sentence(unit)
        del n
    if current:
        yield Draft(tuple(current), introduced)


def _held(current: Sequence[Piece]) -> bool:
    """True while a passage may not end here: after headings only, or after the sentence that introduces a list."""
    last = current[-1]
    return last.unit.kind in ("heading", "head") or (
        join(last.words)[0].rstrip().endswith(":") and sum(len(p.words) for p in current) < MOST
    )


def _own(current: Sequence[Piece], unit: Unit, size: int) -> bool:
    """True when a good-sized passage ends before a unit that begins anew: a numbered paragraph, a table, a page's text."""
    last = current[-1].unit
    if (unit.kind in ("row", "head")) != (last.kind in ("row", "head")) and last.kind != "heading":
        return not (last.kind == "prose" and join(current[-1].words)[0].rstrip().endswith(":") and size < 40)
    if unit.kind in ("row", "head"):
        return last.kind in ("row", "head") and unit.table != last.table and last.kind == "row"
    fresh = unit.kind == "prose" and not _held(current)
    return fresh and size >= (LEAST if unit.number else GOOD)


def _cut(unit: Unit) -> list[Piece]:
    """Cut a long unit at sentence ends into parts of about the same size."""
    if len(unit.words) <= MOST or unit.kind == "heading":
        return [Piece(unit, unit.words)]
    ends = sentence_ends(unit.words)
    parts = -(-len(unit.words) // ((GOOD + MOST) // 2))
    target = len(unit.words) / parts
    pieces: list[Piece] = []
    start = 0
    for end in ends:
        if end - start >= target - 12 or end == len(unit.words):
            pieces.append(Piece(unit, unit.words[start:end]))
            start = end
    return pieces


def sentence_ends(words: Sequence[Word]) -> list[int]:
    """The numbers of words up to each sentence's end; the last is all of them."""
    text, _ = join(words)
    stops = [end for _, end in split(text)]
    ends: list[int] = []
    position, at = 0, 0
    for n, word in enumerate(words):
        position += len(word.text) + (1 if n and not word.glued else 0)
        while at < len(stops) and stops[at] <= position:
            if stops[at] == position:
                ends.append(n + 1)
            at += 1
    if not ends or ends[-1] != len(words):
        ends.append(len(words))
    return ends


def _last_sentence(unit: Unit) -> str:
    text = unit.text
    spans = split(text)
    return text[spans[-1][0] : spans[-1][1]] if spans else text
