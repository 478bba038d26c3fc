"""What the finders of items hand to each other: the sheet they look at, and where they think a paper
begins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from index.read.layout.lines import Line
from index.values import ItemKind, Reading


@dataclass(frozen=True)
class Sheet:
    """A reading as the finders see it: its lines, which of them are furniture, and the file's name without
    suffix.
    """

    reading: Reading
    lines: tuple[Line, ...]
    furniture: frozenset[int]
    name: str = ""

    def plain(self, i: int) -> str:
        """The words of line `i` without markup."""
        return self.lines[i].plain

    def real(self, start: int, stop: int) -> list[int]:
        """The indexes of the lines from `start` to before `stop` that are not furniture."""
        stop = min(stop, len(self.lines))
        return [i for i in range(max(0, start), stop) if i not in self.furniture]


@dataclass(frozen=True)
class Found:
    """A paper that begins at line `line`; `body` is the first line after what named it. Unknown fields are
    empty.
    """

    line: int
    kind: ItemKind
    title: str = ""
    body: int = 0
    committee: str = ""
    meeting_date: date | None = None
    author: str = ""
    agenda_number: str = ""
    parent: int | None = None  # the line at which the parent paper begins
    pages: str = ""  # "49-56", as the agenda lists them
    listed: tuple[tuple[str, str], ...] = field(default=())  # what it lists: label, title
