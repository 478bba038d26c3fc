"""What a passage's context says of its text: struck-out words, a chart that is lost, a page that was recognised."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from index.passages.pack import Piece
from index.read.layout.struck import INSERTED, STRUCK
from index.values import INSERTED_NOTE, LOST_NOTE, RECOGNISED_NOTE, STRUCK_NOTE, Reading


class Notes:
    """Writes the notes of passages of one reading."""

    def __init__(self, reading: Reading, count: Callable[[str], int], max_pieces: int) -> None:
        self._lost = sorted(one.at for one in reading.lost if one.at is not None)
        self._recognised = {n for n, page in enumerate(reading.pages) if page.recognised}
        self._fits = lambda text: count(text) <= max_pieces // 2

    def add(self, context: str, pieces: Sequence[Piece]) -> str:
        """The context with what there is to say of `pieces`, as far as there is room."""
        words = [word for piece in pieces for word in piece.words]
        found = []
        if any(STRUCK in word.text for word in words):
            found.append(STRUCK_NOTE)
        if any(word.text.startswith(INSERTED) or word.text.endswith(INSERTED) for word in words):
            found.append(INSERTED_NOTE)
        at = bisect_left(self._lost, words[0].start)
        if at < len(self._lost) and self._lost[at] <= words[-1].start:
            found.append(LOST_NOTE)
        if any(piece.unit.page in self._recognised for piece in pieces):
            found.append(RECOGNISED_NOTE)
        for note in found:
            if self._fits(f"{context} {note}"):
                context = f"{context} {note}"
        return context
