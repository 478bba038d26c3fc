"""Finds the numbers at the pages' edges: the one stamped on a pack, and the one a paper prints of its own.

A number is believed for where it stands (a line of its own at the page's edge) and for its regularity: it
grows by one from page to page. The pack's stamp runs through the whole file at one offset; a paper's own
number may start again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_AGENDA = re.compile(r"\bagenda\s+item\s+\w+(?:\(\w+\))?", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:[-–|]\s*)?(page\s+)?(\d{1,4})(\s+of\s+\d{1,4})?(?:\s*[-–|])?$", re.IGNORECASE)
_LISTED = re.compile(r"\(\s*pages?\s+\d+\s*[-–]\s*\d+\s*\)", re.IGNORECASE)


@dataclass(frozen=True)
class _Mark:
    page: int  # index from 0
    number: int
    style: str  # "page #", "#" or "# of #"
    agenda: bool
    line: str

    @property
    def offset(self) -> int:
        return self.number - self.page


def is_number_line(line: str) -> str | None:
    """Give the number in a line that holds a page number and nothing else (an agenda item's stamp may stand
    by it).
    """
    rest = _AGENDA.sub(" ", line).strip()
    match = _NUMBER.match(rest)
    return match.group(2) if match else None


def page_numbers(texts: Sequence[str], edges: Sequence[str]) -> tuple[list[str | None], list[str | None], list[str]]:
    """Give for each page the stamped number, the printed number, and the text without the lines that hold
    them.

    `texts` are the pages' texts, `edges` the text of each page's top and foot.
    """
    marks = [mark for index, edge in enumerate(edges) for mark in _marks(index, edge)]
    series: Counter[tuple[str, int]] = Counter((mark.style, mark.offset) for mark in marks)
    stamp = _stamp_series(texts, marks, series)
    stamped: list[str | None] = [None] * len(texts)
    printed: list[str | None] = [None] * len(texts)
    lines: list[set[str]] = [set() for _ in texts]
    for mark in marks:
        key = (mark.style, mark.offset)
        if key == stamp:
            stamped[mark.page] = str(mark.number)
        elif series[key] >= 2 or mark.style != "#":
            printed[mark.page] = str(mark.number)
        else:
            continue
        lines[mark.page].add(mark.line)
    bare = [
        "\n".join(line for line in text.split("\n") if " ".join(line.split()) not in gone)
        for text, gone in zip(texts, lines, strict=True)
    ]
    return stamped, printed, bare


def _marks(index: int, edge: str) -> list[_Mark]:
    found = []
    for raw in edge.split("\n"):
        line = " ".join(raw.split())
        agenda = bool(_AGENDA.search(line))
        match = _NUMBER.match(_AGENDA.sub(" ", line).strip())
        if match:
            style = "# of #" if match.group(3) else "page #" if match.group(1) else "#"
            found.append(_Mark(index, int(match.group(2)), style, agenda, line))
    return found


def _stamp_series(
    texts: Sequence[str], marks: Sequence[_Mark], series: Counter[tuple[str, int]]
) -> tuple[str, int] | None:
    """Choose the series that is the pack's: named with an agenda item, listed as "(Pages 1 - 4)", or begun
    past 1.
    """
    agenda = {(m.style, m.offset) for m in marks if m.agenda}
    listed = any(_LISTED.search(text) for text in texts[:6])
    best: tuple[str, int] | None = None
    best_score = 0.0
    for (style, offset), count in series.items():
        if style == "# of #" or (count < 2 and len(texts) > 2):
            continue
        named = (style, offset) in agenda
        if not (named or (style == "page #" and (listed or offset > 1))):
            continue
        score = count + (len(texts) if named else 0) + (0.5 if style == "page #" else 0)
        if score > best_score:
            best, best_score = (style, offset), score
    return best
