"""Writes a passage's context: the paper, the headings above it, its table's heads, and the sentence that introduces it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.values import Item

MOST = 60  # word pieces of a context


@dataclass(frozen=True)
class Context:
    """What a passage stands in. `heads` are its table's column heads when they are not in the passage itself."""

    item: Item
    parent: Item | None
    section: str | None
    heads: str
    introduced: str


def context_of(context: Context, count: Callable[[str], int]) -> str:
    """Write a context of at most `MOST` word pieces; the paper's title and the nearest heading are kept longest."""
    title = context.item.title
    if context.parent is not None:
        title = f"{_words(context.parent.title, 14)} › {_words(title, 14)}"
    levels = (context.section or "").split(" › ") if context.section else []
    tail = [_words(context.introduced, 16)] if context.introduced else []
    tail += [_words(context.heads, 24)] if context.heads else []
    for heads, near, most in ((levels, tail, 18), (levels[-1:], tail, 14), (levels[-1:], tail[:1], 10), (levels[-1:], [], 8), ([], [], 8)):
        text = " › ".join([_words(title, 30 if most > 8 else 10), *(_words(head, most) for head in heads), *near])
        if count(text) <= MOST:
            return text
    return _words(title, 5)


def _words(text: str, most: int) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= most else " ".join(words[:most]) + " …"
