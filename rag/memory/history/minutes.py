"""Minutes as lines under numbered minutes.

Minutes number their headings in one run ("61. Minutes." to "71. Date of next meeting."), while the points and lists
inside an item restart; so the headings are the best run of consecutive numbers through the whole paper, and nothing
is taken from its wording. A heading may be glued to the end of the line before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.values import StoredPassage

_NUMBER = re.compile(r"(?:^[\s#*_>-]*|(?<=[\w.)”’])\s+)(\d{1,4})\.\s*(?:\*\*)?\s*(?=[A-Z“‘\"'(0-9])")
_MARKS = re.compile(r"^[\s#*_>]+|[\s*_#]+$")
_SENTENCES = re.compile(r"[.?!]\s+(?=[A-Z“])")
_LONG = 220  # characters: a longer line is a paragraph, not a heading
_HEADING, _PARAGRAPH, _GLUED, _KNOWN = 2.0, 0.4, 0.9, 1.0  # how much a number at the head of such a line is worth
_SKIPPED = 0.7  # what a number left out of the run costs


@dataclass(frozen=True)
class Segment:
    """Characters `start` to `end` of one passage's text."""

    passage: StoredPassage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words, as they stand there."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True)
class Line(Segment):
    """One line of a passage. `order` is the passage's place in the paper."""

    order: int


@dataclass(frozen=True)
class Minute:
    """The heading of one minute: its number and title as printed ("" where it has none), and where it begins."""

    number: str
    title: str
    order: int
    start: int
    end: int  # where the heading ends and what was said begins


@dataclass(frozen=True)
class Minutes:
    """One set of minutes: its lines and its numbered minutes, both in order."""

    lines: tuple[Line, ...]
    minutes: tuple[Minute, ...]

    def at(self, order: int, offset: int) -> Minute | None:
        """The minute that governs a place; None before the first."""
        place = bisect_right([(m.order, m.start) for m in self.minutes], (order, offset))
        return self.minutes[place - 1] if place else None


def read_minutes(passages: Sequence[StoredPassage]) -> Minutes:
    """The lines and the numbered minutes of the passages of one paper, which are given in order."""
    lines = tuple(
        Line(passage, match.start(), match.end(), order)
        for order, passage in enumerate(passages)
        for match in re.finditer(r"[^\n]+", passage.text)
    )
    return Minutes(lines, _run(lines))


def _run(lines: Sequence[Line]) -> tuple[Minute, ...]:
    """The run of numbers that is worth most: every one follows the one before it, or leaves out one."""
    best: dict[int, tuple[float, tuple[Minute, ...]]] = {}
    for line in lines:
        for match in _NUMBER.finditer(line.text):
            minute, worth = _candidate(line, match)
            number = int(minute.number)
            before = [
                (score - cost, run)
                for step, cost in ((1, 0.0), (2, _SKIPPED))
                for score, run in [best.get(number - step, (0.0, ()))]
                if run
            ]
            score, run = max(before, key=lambda b: b[0], default=(0.0, ()))
            if score + worth > best.get(number, (0.0, ()))[0]:
                best[number] = (score + worth, (*run, minute))
    return max(best.values(), key=lambda b: b[0], default=(0.0, ()))[1]


def _candidate(line: Line, match: re.Match[str]) -> tuple[Minute, float]:
    number, rest = match[1], line.text[match.end() :]
    first = line.start + match.start() + (len(match.group()) - len(match.group().lstrip()))
    single = not _SENTENCES.search(rest) and len(rest) <= _LONG
    title = _MARKS.sub("", rest) if single and "RESOLVED" not in rest else ""
    end = line.end if title else line.start + match.end()
    glued = bool(_MARKS.sub("", line.text[: match.start()]))
    worth = _GLUED if glued and single else _HEADING if single and not glued else _PARAGRAPH
    if line.passage.section and re.match(rf"{number}\.?\s", line.passage.section):
        worth += _KNOWN  # the reader of the pack took it for a heading too
    return Minute(number, title, line.order, first, end), worth
