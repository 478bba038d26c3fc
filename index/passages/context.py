"""Writes a passage's context: the paper, the headings above it, its table's heads, the sentence that introduces it,
and what there is to say of its text (struck-out words, a chart that is lost).
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.passages.pack import Piece
from index.read.layout.lines import INSERTED, STRUCK
from index.values import INSERTED_NOTE, LOST_NOTE, RECOGNISED_NOTE, STRUCK_NOTE, Item, Reading

_WORD = re.compile(r"\w+")
MOST = 60  # word pieces of a context
TABLE_MOST = 80  # of one that holds a table's heads
_TITLE = 14  # words of a table's title


@dataclass(frozen=True)
class Context:
    """What a passage stands in: `under` is the group its first row belongs to, `heads` are its table's column heads;
    each is empty when the passage itself holds it.
    """

    item: Item
    parent: Item | None
    section: str | None
    under: str
    heads: str
    introduced: str


def context_of(context: Context, count: Callable[[str], int], max_pieces: int) -> str:
    """Write a context of at most `MOST` word pieces, and of a third of `max_pieces`. What is kept longest: the paper's
    title, then the nearest heading, then a table's heads or an introduction.
    """
    budget = min(TABLE_MOST if context.heads else MOST, max_pieces // 3)
    title = context.item.title
    if context.parent is not None:
        title = f"{_words(context.parent.title, 14)} › {_words(title, 14)}"
    levels = context.section.split(" › ") if context.section else []
    levels = [level for level in levels if not _repeats(level, context.item.title)]
    tail = [text for text in (context.under, context.heads, context.introduced) if text]
    # words of the title, headings, words of each, words of a table's heads or of an introduction
    for named, kept, each, near in (
        (30, levels, 18, 24 if not context.heads else 40),
        (22, levels[-1:], 14, 18 if not context.heads else 40),
        (12, levels[-1:], 8, 10 if not context.heads else 30),
        (8, [], 0, 10 if not context.heads else 24),
    ):
        heads = [_words(head, each) for head in kept]
        text = " › ".join([_words(title, named), *heads, *(_words(one, near) for one in tail)])
        if count(text) <= budget:
            return text
    text = _words(title, 8)
    while text and count(text) > budget:
        text = text[: len(text) // 2]
    return text


def table_heads(title: str, heads: str) -> str:
    """A table's title and its column heads in one line; a long title is cut, because the heads tell rows apart."""
    return f"{_words(title, _TITLE)} {heads}" if title else heads


def _repeats(heading: str, title: str) -> bool:
    """True for a heading that only says the paper's title again."""
    said = set(_WORD.findall(title.lower()))
    return all(word in said for word in _WORD.findall(heading.lower()))


def _words(text: str, most: int) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= most else " ".join(words[:most]) + " …"


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
