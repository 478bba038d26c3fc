"""Finds footnotes, so that the sentence that a page's end and its footnotes cut is one again.

A footnote begins with a number that runs on from the last footnote's and that was set, without a space, behind a word
above it; it ends with its page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.passages import marks
from index.read.layout.lines import Line

_MARK = re.compile(r"[a-z]{3,}[.,;:)”’]?(?:<sup>)?(\d{1,2})(?:</sup>)?(?=[\s.,;:)]|$)")
_OPENING = re.compile(r"^(?:<sup>)?(\d{1,2})(?:</sup>)?(?:$|\s*(?=[A-Z“‘\"]|https?:|www\.))")
_ABOVE = 90  # lines above a footnote among which its mark stands
_LONGEST = 12  # lines of a footnote


def footnotes(lines: Sequence[Line]) -> dict[int, int]:
    """The first line of each footnote, and the line after its last."""
    seen: dict[int, int] = {}  # a number set behind a word: the line it was last seen on
    found: dict[int, int] = {}
    last, done = 0, 0
    for n, line in enumerate(lines):
        opening = _OPENING.match(line.text) if n >= done else None
        number = int(opening.group(1)) if opening else 0
        if opening and number in (1, last + 1) and n - seen.get(number, -_ABOVE - 1) <= _ABOVE:
            end = _end(lines, n, len(opening.group()) == len(line.text))
            if end is not None:
                found[n] = end
                last, done = number, end
                del seen[number]
                continue
        for mark in _MARK.finditer(line.text):
            seen[int(mark.group(1))] = n
    return found


def _end(lines: Sequence[Line], start: int, alone: bool) -> int | None:
    """The line after a footnote that begins at `start`, its number `alone` on its line; None for no footnote.

    It ends where its page ends or the next note begins; where pages are lost, with its first whole sentence.
    """
    first = start + 1 if alone else start
    stop = min(len(lines), first + _LONGEST)
    page = next((n for n in range(first + 1, stop) if lines[n].opens == 2 or _OPENING.match(lines[n].text)), None)
    if page is not None:
        return page
    for n in range(first, stop):
        ended = marks.terminal(lines[n].plain) and not lines[n].plain.endswith(":")
        if ended or "://" in lines[n].text:
            return n + 1
    return None
