"""Finds the appendices of an appendix: pages inside it that name themselves one, and that its cover does not list."""

from __future__ import annotations

import re
from dataclasses import replace

from index.papers.items.appendices import appendix_of, stands_alone, title_words
from index.papers.items.found import Found, Sheet
from index.papers.items.listed import own_label

_SAME = 4  # lines within which an appendix may print its own label again


def with_nested(sheet: Sheet, found: list[Found], stop: int) -> list[Found]:
    """Add to the appendices of one report, in order and up to line `stop`, those that stand inside them."""
    result: list[Found] = []
    given = {_label(paper.title) for paper in found}
    for n, paper in enumerate(found):
        result.append(paper)
        end = found[n + 1].line if n + 1 < len(found) else stop
        inside: set[str] = set()
        for i in sheet.real(paper.line + 1, end):
            if not (sheet.lines[i].opens or stands_alone(sheet, i, end)) or "](" in sheet.lines[i].text:
                continue  # a link leads to an appendix, it does not begin one
            label, title = own_label(sheet, i, end)
            key = _label(label)
            own = key == _label(paper.title)
            again = own and i <= paper.line + _SAME and bool(title_words(title) & title_words(paper.title))
            if not label or not title or again or key in inside or (key in given and not own):
                continue
            inside.add(key)
            if _captions(sheet, i, end, key):
                continue
            result.append(replace(appendix_of(paper, i, label, title), parent=paper.line))
    return result


def _captions(sheet: Sheet, i: int, stop: int, key: str) -> bool:
    """True for a label that is printed again just below: the caption of a file that was embedded there."""
    return any(_label(own_label(sheet, j, stop)[0]) == key for j in sheet.real(i + 1, min(stop, i + _SAME)))


def _label(title: str) -> str:
    """The label that opens a title, as it is compared: "appendix 1"."""
    return " ".join(re.split(r"[\s–:]+", title.lower())[:2])
