"""Keeps the path of headings above a place: a heading ends those of its rank and below, and nests under the
others.
"""

from __future__ import annotations

from index.passages.units import Unit
from index.read.layout.lines import plain
from index.read.layout.struck import STRUCK

_DEEPEST = 3


class Path:
    """The headings that stand above the next unit."""

    def __init__(self) -> None:
        self._stack: list[tuple[int, str]] = []

    def push(self, heading: Unit, directly: bool = False) -> None:
        """Put a heading in its place. `directly`: it follows another heading with nothing between, so it is
        beneath.
        """
        struck = STRUCK in heading.text  # words struck out stay marked, or a heading would say what the paper does not
        title = (heading.text if struck else plain(heading.text)).strip(" *:#")
        rank = heading.level
        if directly and self._stack and self._stack[-1][0] == rank:
            self._stack = [*self._stack[: _DEEPEST - 1], (rank + 1, title)]
            return
        while self._stack and self._stack[-1][0] >= rank:
            self._stack.pop()
        self._stack = [*self._stack[: _DEEPEST - 1], (rank, title)]

    def text(self) -> str | None:
        """The path, " › " between levels; None at the top."""
        return " › ".join(title for _, title in self._stack) or None
