"""Keeps the path of headings above a place: numbered headings nest by their numbers, others by their rank."""

from __future__ import annotations

from index.passages.units import Unit
from index.read.lines import plain

_DEEPEST = 3


class Path:
    """The headings that stand above the next unit."""

    def __init__(self) -> None:
        self._stack: list[tuple[int, str]] = []

    def push(self, heading: Unit) -> None:
        """Put a heading in its place: it ends those of its rank and below."""
        while self._stack and self._stack[-1][0] >= heading.level:
            self._stack.pop()
        self._stack = self._stack[: _DEEPEST - 1]
        self._stack.append((heading.level, plain(heading.text).strip(" *:#")))

    def text(self) -> str | None:
        """The path, " › " between levels; None at the top."""
        return " › ".join(title for _, title in self._stack) or None
