"""The units that passages are made of: words of the source, in order, what they make up, and what stands above."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.read.layout.lines import STRUCK, Line, plain
from index.values import PartKind

_DEEPEST = 3  # levels of a path of headings
_WORDS = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the source at an offset. `glued`: it follows a hyphen at a line's end, with no space between; `joint`:
    furniture was left out just before it.
    """

    start: int
    text: str
    glued: bool = False
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a row: where it stands in the source, and the heads of its column ("" where none)."""

    start: int
    end: int
    head: str


@dataclass(frozen=True)
class Unit:
    """A paragraph, list item, table row, row of heads, heading, line of contents or of the block that names a paper."""

    kind: PartKind
    words: tuple[Word, ...]
    number: str | None = None  # the paragraph number or the list marker, as printed
    level: int = 0  # of a heading, and of text that begins an entry: 1 is the highest
    table: int = -1  # of a row: which table of the item it belongs to
    under: str = ""  # of a row: the group of rows it belongs to, where its own first cell does not say
    page: int = 0  # the index of the page that it begins on
    paragraph: str | None = None  # the number of the paragraph it belongs to
    note: bool = False  # a footnote, which stands apart
    cells: tuple[Place, ...] = ()  # of a row that is parted into cells
    title: str = ""  # of a row: its table's title

    @property
    def text(self) -> str:
        """The words with white space squeezed."""
        return join(self.words)[0]


def words_of(lines: Sequence[Line], after_furniture: Iterable[int] = ()) -> tuple[Word, ...]:
    """Cut lines into words. `after_furniture` are the indexes of the lines before which furniture was left out."""
    found: list[Word] = []
    joints = set(after_furniture)
    for n, line in enumerate(lines):
        for m, match in enumerate(_WORDS.finditer(line.text)):
            text = match.group()
            glued = m == 0 and bool(found) and _broken(found[-1].text, text)
            found.append(Word(line.start + match.start(), text, glued, m == 0 and n in joints))
    return tuple(found)


def _broken(before: str, after: str) -> bool:
    """True for a word broken at a line's end: "co-" / "produce"."""
    return len(before) > 1 and before[-1] in "-‐‑" and before[-2].isalpha() and after[:1].islower()


def join(words: Sequence[Word]) -> tuple[str, tuple[int, ...]]:
    """Join words into text, and give the offsets in it where furniture was left out."""
    parts: list[str] = []
    joints: list[int] = []
    length = 0
    for word in words:
        if parts and not word.glued:
            parts.append(" ")
            length += 1
        if word.joint and parts:
            joints.append(length)
        parts.append(word.text)
        length += len(word.text)
    return "".join(parts), tuple(joints)


class Path:
    """The headings that stand above the next unit."""

    def __init__(self) -> None:
        self._stack: list[tuple[int, str]] = []

    def push(self, heading: Unit, directly: bool = False) -> None:
        """Put a heading in its place, or the number of an entry whose heading runs on. `directly`: it follows another
        with nothing between, so it is beneath.
        """
        text = heading.text if heading.kind == "heading" else (heading.number or "").rstrip(".")
        struck = STRUCK in text  # words struck out stay marked, or a heading would say what the paper does not
        title = (text if struck else plain(text)).strip(" *:#")
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
