"""What minutes say, sentence by sentence: under which minute and point, and whether it is a question or its reply."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from index.values import StoredPassage
from prompts.cues.promises import phrases
from rag.memory.history.minutes import Line, Minute, Minutes
from rag.memory.history.resolutions import Part, resolutions
from rag.search.evidence import spans

Role = Literal["", "question", "reply"]

_POINT = re.compile(r"^[\s•*#_>-]*(?P<mark>\(?(?:[ivxl]{1,6}|[a-zA-Z]|\d{1,2})[).]\)?)\s+(?=\S)")
_BULLET = re.compile(r"^[\s•*#_>-]+")
_NAMED = re.compile(r"\b(?:by|from)\s+(?P<name>(?:the\s+)?[A-Z][^:;“”\"]{2,80}?)\s*(?=[:;,*]|$|\bas follows)")
_BEFORE = re.compile(r"^[\s*#]*(?P<name>(?:the\s+)?[A-Z][\w.’'\- ]{2,60}?)\s+(?:then\s+)?(?:asked|replied|responded)\b")
_REPLIED = re.compile(r"(?P<name>(?:the\s+)?[A-Z][\w’'\- ]{2,60}?)\s+(?:asked|replied|responded)\b")
_HEAD = 20  # words: a longer line that asks or replies is the thing itself, not its heading


@dataclass(frozen=True)
class Said:
    """One sentence of the minutes, or one part of a resolution (then `part` has its words and pieces).

    `start`/`end` are offsets in the passage's text; `point` the printed mark of the point it belongs to; `speaker` who
    asked or replied, as printed, for a question or reply.
    """

    passage: StoredPassage
    order: int
    start: int
    end: int
    minute: Minute | None
    point: str = ""
    role: Role = ""
    speaker: str = ""
    part: Part | None = None

    @property
    def quote(self) -> str:
        """The words in this passage, exactly."""
        return self.passage.text[self.start : self.end]

    @property
    def text(self) -> str:
        """The whole words, a part of a resolution in one piece."""
        return self.part.text if self.part else " ".join(self.quote.split())

    @property
    def number(self) -> str:
        """The minute's number with the point, as members cite it: "23 iv", "24(b)"; "" when none is printed."""
        if self.minute is None:
            return ""
        mark = self.point.strip("().").strip()
        number = self.minute.number
        return f"{number}({mark})" if mark and self.part else f"{number} {mark}" if mark else number


def read_said(minutes: Minutes) -> tuple[Said, ...]:
    """Everything said in one set of minutes, in order, headings left out."""
    parts = resolutions(minutes)
    found = [*_sentences(minutes, parts), *(_resolved(minutes, p) for p in parts)]
    return tuple(sorted(found, key=lambda s: (s.order, s.start)))


def _resolved(minutes: Minutes, part: Part) -> Said:
    first = part.segments[0]
    start, end = _clear_of_joints(first.passage, first.start, first.end)
    minute = minutes.at(part.order, first.start)
    return Said(first.passage, part.order, start, end, minute, part.mark, "", "", part)


def _clear_of_joints(passage: StoredPassage, start: int, end: int) -> tuple[int, int]:
    """The longest piece between places where furniture was left out: only that stands in the source as it is."""
    cuts = [start, *(j for j in passage.joints if start < j < end), end]
    pieces = [(a, b) for a, b in pairwise(cuts) if passage.text[a:b].strip()]
    a, b = max(pieces, key=lambda piece: piece[1] - piece[0], default=(start, end))
    text = passage.text[a:b]
    return a + len(text) - len(text.lstrip()), a + len(text.rstrip())


def _sentences(minutes: Minutes, parts: Sequence[Part]) -> Iterator[Said]:
    taken = {(p.order, s.passage.id, s.start, s.end) for p in parts for s in p.segments}
    resolved = {passage: [(a, b) for _, id, a, b in taken if id == passage] for passage in {t[1] for t in taken}}
    minute: Minute | None = None
    point, role, speaker = "", "", ""
    asked = False  # a question was put under this minute, so that replies are replies to it
    for line in minutes.lines:
        here = minutes.at(line.order, line.end - 1)
        if here != minute:
            minute, point, role, speaker, asked = here, "", "", "", False
        headed = minute is not None and minute.order == line.order and line.start <= minute.start < line.end
        if not headed and (match := _POINT.match(line.text)):
            point = match["mark"]
        head = _head(line.text)
        if head and (head == "question" or asked):
            role, speaker, asked = head, _speaker(line.text), True
            if _only_head(line.text):
                point = ""
                continue
        for start, end in _within(line, minute):
            inside = any(a < end and start < b for a, b in resolved.get(line.passage.id, ()))
            if inside or line.passage.text[start:end].strip("*# ").startswith("RESOLVED"):
                continue
            words = line.passage.text[start:end]
            said = _head(words)
            if said and said != role and (said == "question" or asked):
                role, speaker, asked = said, _speaker(words), True
            yield Said(line.passage, line.order, start, end, minute, point, role, speaker)  # type: ignore[arg-type]


def _within(line: Line, minute: Minute | None) -> Iterator[tuple[int, int]]:
    """The sentences of a line, without its mark and without the heading in it."""
    for start, end in spans(line.passage):
        start, end = max(start, line.start), min(end, line.end)
        if minute and minute.order == line.order and minute.start < line.end and start < minute.end:
            if end <= minute.end:
                continue
            start = max(start, minute.end) if start >= minute.start else start
            end = min(end, minute.start) if start < minute.start else end
        words = line.passage.text[start:end]
        mark = (_POINT.match(words) or _BULLET.match(words)) if start <= line.start + 4 else None
        start += mark.end() if mark else 0
        words = line.passage.text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if end - start > 1:
            yield start, end


def _head(text: str) -> Role:
    """Whether a text opens a question or a reply."""
    opening = " ".join(text.strip("#*_ •-").lower().split()[:_HEAD])
    if any(p in opening for p in phrases("reply_heads")):
        return "reply"
    return "question" if any(p in opening for p in phrases("question_heads")) else ""


def _only_head(text: str) -> bool:
    """Whether a line is only the heading of a question or reply, which follows in the next lines."""
    bare = text.strip("#*_ ")
    return (bare.endswith(":") or not bare.endswith((".", "?", "”", '"'))) and len(bare.split()) <= _HEAD + 6


def _speaker(text: str) -> str:
    opened = re.match(r"[\s*#]*(?:supplementary\s+)?(?:questions?|reply|response|answer)\b", text, re.I)
    match = _NAMED.search(text) if opened else _BEFORE.search(text) or _REPLIED.search(text)
    return match["name"].strip(" *") if match else ""
