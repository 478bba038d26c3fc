"""Minutes as a reader sees them: numbered entries, and in each its points, questions with replies, and resolutions.

Entries are read off the passages of a set of minutes, so every part knows the passages and offsets it stands at
and can be cited word for word. Nothing is interpreted: a part is a resolution because the minutes print RESOLVED,
a reply because they say that somebody replied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from index.passages import marks
from index.passages.sentences import split
from index.read.lines import plain
from index.values import StoredPassage

PartKind = Literal["text", "point", "question", "reply", "resolved"]

_TITLE = re.compile(r"^\W*(\d{1,4}[a-zA-Z]?)[.)]?\s+(.+)$")
_RESOLVED = re.compile(r"^[\W\d]*(?:It\s+was\s+(?:unanimously\s+)?)?(?:RESOLVED|RECOMMENDED|AGREED)\b")
_CARRIES = re.compile(r"^(?:that|to)\b|^[a-z]", re.IGNORECASE)
_ASKS = re.compile(
    r"^\W*questions?\s+from\b|\bquestions?\s+(?:asked|submitted|put|by)\b|\basked\s+(?:the\s+following|a\s+supplementary|an?)\b"
    r"|\bsupplementary\s+questions?\b|^\W*questions?\s*(?:\d+\s*)?\W*$",
    re.IGNORECASE,
)
_REPLIES = re.compile(
    r"\b(?:repl(?:y|ies|ied)|respon(?:se|ses|ded)|answer(?:ed)?)\s+(?:by|from|as\b|to\s+the\s+effect|that\b)"
    r"|^\W*(?:reply|response|answer)\s*(?:\d+\s*)?\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Piece:
    """The characters from `start` to `end` of a passage's text."""

    passage: StoredPassage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words, verbatim."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True)
class Part:
    """A part of an entry: a paragraph, a point, a question, a reply, or one thing resolved.

    `label` is its marker as printed ("iii)", "(b)", "4."), `heading` the words of the subheading it stands under
    ("Response by the Chairman"), `answers` for a reply the place in `Entry.parts` of the question it replies to.
    """

    kind: PartKind
    label: str | None
    heading: str | None
    pieces: tuple[Piece, ...]
    answers: int | None = None

    @property
    def text(self) -> str:
        """Its words, verbatim, a line for each line of its passages."""
        return "\n".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Entry:
    """A minute: its number and title as printed ("22", "Children's Partnership"), and its parts in order.

    What stands above the first minute (who was present) is an entry with the number None.
    """

    number: str | None
    title: str
    parts: tuple[Part, ...]

    def of_kind(self, kind: PartKind) -> tuple[Part, ...]:
        """The parts of one kind, in order."""
        return tuple(part for part in self.parts if part.kind == kind)


def entries(passages: Sequence[StoredPassage]) -> list[Entry]:
    """Read the entries off the passages of one set of minutes, given in order. Every line but titles is in a part."""
    found = []
    for top, group in groupby(passages, key=lambda p: (p.section or "").split(" › ")[0]):
        titled = _TITLE.match(top)
        number, title = (titled.group(1), titled.group(2)) if titled else (None, top)
        found.append(Entry(number, title.strip(" ."), _paired(list(_Reader().parts(list(group))))))
    return found


class _Reader:
    """Reads the lines of one entry into parts; remembers what is going on: a question, a reply, a resolution."""

    def __init__(self) -> None:
        self._mode: PartKind = "text"
        self._heading: str | None = None
        self._open: Part | None = None

    def parts(self, passages: Sequence[StoredPassage]) -> Iterator[Part]:
        for passage in passages:
            levels = [_folded(level) for level in (passage.section or "").split(" › ")]
            offset = 0
            for line in passage.text.split("\n"):
                piece = Piece(passage, offset, offset + len(line))
                offset += len(line) + 1
                if _folded(line) in levels:
                    if _folded(line) != levels[0]:
                        yield from self._shut()
                        self._under(plain(line).strip(" *:#"))
                elif line.strip():
                    yield from self._line(piece)
        yield from self._shut()

    def _under(self, heading: str) -> None:
        self._heading = heading
        asked = self._mode if self._mode in ("question", "reply") else "text"
        self._mode = "resolved" if _RESOLVED.match(heading) else _cued(heading) or asked

    def _line(self, piece: Piece) -> Iterator[Part]:
        text = plain(piece.text)
        label = _label(text)
        if _RESOLVED.match(text):
            self._mode = "resolved"
            yield from self._begin(piece, label)
        elif (cued := self._turn(text)) is not None:
            self._mode = cued
            yield from self._begin(piece, label)
        elif label or (self._mode == "resolved" and marks.bullet(text)):
            yield from self._begin(piece, label)
        elif self._goes_on():
            assert self._open is not None
            self._open = replace(self._open, pieces=(*self._open.pieces, piece))
        else:
            if self._mode == "resolved" and not _CARRIES.match(text):
                self._mode = "text"
            yield from self._begin(piece, None)

    def _turn(self, text: str) -> PartKind | None:
        """The kind that a line turns to: it announces a question or a reply, or asks or replies where the other was."""
        start, end = (split(text) or [(0, 0)])[0]
        cued = _cued(text[start:end])
        announces = text.rstrip("*_ ").endswith(":")
        turns = (self._mode, cued) in (("question", "reply"), ("reply", "question"))
        return cued if cued is not None and (announces or turns) else None

    def _goes_on(self) -> bool:
        """True for a line that belongs to the open part: what a marker began, an announcement, a cut sentence."""
        if self._open is None:
            return False
        before = plain(self._open.pieces[-1].text)
        if self._mode == "resolved":
            return before.endswith(":") or not marks.terminal(before)
        return self._mode != "text" or self._open.label is not None or not marks.terminal(before)

    def _begin(self, piece: Piece, label: str | None) -> Iterator[Part]:
        yield from self._shut()
        kind: PartKind = "point" if self._mode == "text" and label else self._mode
        self._open = Part(kind, label, self._heading, (piece,))

    def _shut(self) -> Iterator[Part]:
        if self._open is not None:
            yield self._open
        self._open = None


def _label(text: str) -> str | None:
    """The marker that opens a line; a time ("2.00 – 3.21pm") is none."""
    label = marks.number(text)
    return label if label and label[-1] in ".)" else None


def _cued(text: str) -> PartKind | None:
    if _REPLIES.search(text):
        return "reply"
    return "question" if _ASKS.search(text) else None


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", plain(text)).lower()


def _paired(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Tell each reply its question: the one with its label among the last questions asked, else the last asked."""
    paired: list[Part] = []
    asked: list[int] = []
    for part in parts:
        if part.kind == "question":
            if paired and paired[-1].kind != "question":
                asked = []
            asked.append(len(paired))
        elif part.kind == "reply" and asked:
            named = [n for n in asked if part.label and paired[n].label == part.label]
            part = replace(part, answers=(named or asked)[-1])
        paired.append(part)
    return tuple(paired)
