"""The RESOLVED blocks of minutes: every part of every resolution, in its exact words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.values import StoredPassage
from prompts.cues.promises import phrases
from rag.memory.history.minutes import Line, Minutes, Segment

_PART = re.compile(r"^[\s•*_-]*(?P<mark>\(?(?:[a-zA-Z]|[ivxl]{1,6}|\d{1,2})[).]\)?)\s+")
_ENDED = re.compile(r"[.;!?][”’\"']?\s*(?:and|or)?\s*$")


@dataclass(frozen=True)
class Part:
    """One part of a resolution. `mark` is its letter as printed; `lead` the words that open all parts of the block.

    A part that runs over into another passage has several segments; `order` and `start` are where it begins.
    """

    mark: str
    lead: str
    segments: tuple[Segment, ...]
    order: int

    @property
    def text(self) -> str:
        """The exact words of the part."""
        return " ".join(" ".join(s.text.split()) for s in self.segments)

    @property
    def start(self) -> int:
        """Where it begins in the text of its first passage."""
        return self.segments[0].start


def resolutions(minutes: Minutes) -> tuple[Part, ...]:
    """Every part of every resolution, in order."""
    found: list[Part] = []
    lines = minutes.lines
    for n, line in enumerate(lines):
        for match in _heads().finditer(line.text):
            found += _block(minutes, lines, n, line.start + match.end())
    return tuple(found)


def _heads() -> re.Pattern[str]:
    words = "|".join(w.upper() for w in phrases("resolved"))
    opening = "|".join(w.capitalize() for w in phrases("resolved"))
    return re.compile(
        rf"(?<![\w“‘])(?:{words})\b(?:\*\*)?[\s:;.–-]*(?:\*\*)?"
        rf"|^[\s#*_]*(?:\d{{1,2}}[.)]\s*)?(?:{opening})\s*(?:[:–-]|(?=that\b))[\s*_]*"
    )


def _block(minutes: Minutes, lines: Sequence[Line], first: int, start: int) -> Iterator[Part]:
    """The parts of the block whose words begin at `start` in the line numbered `first`."""
    lead, mark = "", ""
    segments: list[Segment] = []
    order = lines[first].order
    governs = minutes.at(lines[first].order, start)
    for n in range(first, len(lines)):
        line = lines[n]
        begin, end, over = (start if n == first else line.start), line.end, False
        for minute in minutes.minutes:
            if minute != governs and minute.order == line.order and begin <= minute.start < end:
                end, over = minute.start, True
                break
        if n > first and _heads().match(line.text):
            break
        for piece_start, piece_end, piece_mark in _pieces(line, begin, end):
            words = line.passage.text[piece_start:piece_end]
            if not words.strip():
                continue
            done = segments and _ENDED.search(segments[-1].text)
            if piece_mark and segments and segments[-1].text.rstrip().endswith(":") and not mark:
                lead, segments = " ".join(s.text.strip() for s in segments), []
            elif segments and piece_mark and not mark and done:  # one part without a letter has ended
                yield Part(mark, lead, tuple(segments), order)
                return
            elif segments and piece_mark:
                yield Part(mark, lead, tuple(segments), order)
                segments = []
            elif segments and done and not words.lstrip()[:1].islower():
                yield Part(mark, lead, tuple(segments), order)
                return
            if piece_mark or not segments:
                mark, order = piece_mark or mark, line.order
            segments.append(_trimmed(line.passage, piece_start, piece_end))
        if over:
            break
    if segments:
        yield Part(mark, lead, tuple(segments), order)


def _pieces(line: Line, begin: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The pieces of a line, each with its part's mark; "(2) … (3) …" printed in one line are two."""
    text = line.passage.text
    while begin < end:
        match = _PART.match(text[begin:end])
        mark = match["mark"] if match else ""
        body = begin + (match.end() if match else 0)
        stop = end
        number = re.fullmatch(r"\((\d{1,2})\)", mark)
        if number and (following := re.search(rf"\s(?=\({int(number[1]) + 1}\)\s)", text[body:end])):
            stop = body + following.start()
        yield body, stop, mark
        begin = stop + 1 if stop < end else end


def _trimmed(passage: StoredPassage, start: int, end: int) -> Segment:
    text = passage.text[start:end]
    lead = len(text) - len(text.lstrip(" \t*_"))
    return Segment(passage, start + lead, start + len(text.rstrip(" \t*_")))
