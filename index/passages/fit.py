"""Holds a draft to the model's length: halved at a unit's, a sentence's, a word's end, and only then inside
a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from index.passages.pack import Piece, leads, sentence_ends
from index.passages.units import Word, join


def fit(pieces: Sequence[Piece], fits: Callable[[str], bool]) -> Iterator[list[Piece]]:
    """Give the pieces in parts whose text `fits`, in order; a part of one character is given whatever it
    says.
    """
    waiting = [list(pieces)]
    while waiting:
        part = waiting.pop()
        halves = None if fits(text_of(part)[0]) else _halves(part)
        if halves is None:
            yield part
        else:
            waiting += reversed(halves)


def text_of(pieces: Sequence[Piece]) -> tuple[str, tuple[int, ...]]:
    """Join pieces, a line each, and give the offsets where furniture was left out; parts of one unit follow
    on.
    """
    text = ""
    joints: list[int] = []
    before: Piece | None = None
    for piece in pieces:
        words, inside = join(piece.words)
        if before is not None:
            follows = before.unit is piece.unit
            text += ("" if piece.words[0].glued else " ") if follows else "\n"
            if piece.words[0].joint:
                joints.append(len(text))
        joints += [len(text) + joint for joint in inside]
        text += words
        before = piece
    return text, tuple(joints)


def _halves(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]] | None:
    """Part pieces near the middle; None for what cannot be parted."""
    total = sum(len(piece.words) for piece in pieces)
    if len(pieces) > 1:
        sums = [0]
        for piece in pieces:
            sums.append(sums[-1] + len(piece.words))
        # a heading or an introduction at the end of the first half would be cut from what it stands above
        ends = [n for n in range(1, len(pieces)) if not leads(pieces[n - 1])] or [len(pieces) - 1]
        at = min(ends, key=lambda n: abs(sums[n] - total / 2))
        return pieces[:at], pieces[at:]
    unit, words = pieces[0].unit, pieces[0].words
    if total > 1:
        ends = [end for end in sentence_ends(words) if end < total] or [total // 2]
        end = min(ends, key=lambda n: abs(n - total / 2))
        return [Piece(unit, words[:end])], [Piece(unit, words[end:])]
    word = words[0]
    middle = len(word.text) // 2
    if not middle:
        return None
    left = Word(word.start, word.text[:middle], word.glued, word.joint)
    right = Word(word.start + middle, word.text[middle:], glued=True)
    return [Piece(unit, (left,))], [Piece(unit, (right,))]
