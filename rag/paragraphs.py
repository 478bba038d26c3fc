"""The number of the paragraph a quote stands in: a passage may hold several numbered paragraphs."""

from __future__ import annotations

import re

from index.values import StoredPassage

_NUMBERED = re.compile(r"^[ \t]*(\d{1,3}(?:\.\d{1,2})?)[.)]?[ \t]", re.MULTILINE)
_STEP = 3  # paragraph numbers may skip a few; a larger jump is a figure at the head of a line


def paragraph_at(passage: StoredPassage, offset: int) -> str | None:
    """The paragraph number that governs the place `offset` of a passage's text, as printed; None where there is none.

    A number at the head of a line counts when it follows the paragraph before it, so that a list's numbers and
    figures are not taken for paragraphs.
    """
    current = passage.paragraph
    for match in _NUMBERED.finditer(passage.text):
        if match.start() > offset:
            break
        if current and _follows(current, match[1]):
            current = match[1]
    return current


def _follows(current: str, number: str) -> bool:
    before, after = current.rstrip(".").split("."), number.split(".")
    if len(before) != len(after) or before[:-1] != after[:-1] or not before[-1].isdecimal():
        return False
    return 0 < int(after[-1]) - int(before[-1]) <= _STEP
