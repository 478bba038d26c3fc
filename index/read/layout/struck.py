"""Marks for words struck out ("~~") and inserted ("++"): both readings stay, and no line loses its marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

STRUCK, INSERTED = "~~", "++"
_CLOSED = {mark: re.compile(rf"{re.escape(mark)}(\s*)(.*?)(\s*){re.escape(mark)}") for mark in (STRUCK, INSERTED)}


def balanced(lines: Iterable[str]) -> list[str]:
    """The lines with marks that run over several of them ended and begun again in each, and set close to words."""
    result = list(lines)
    for mark in (STRUCK, INSERTED):
        result = _balanced(result, mark)
    return result


def _balanced(lines: Iterable[str], mark: str) -> list[str]:
    def close(match: re.Match[str]) -> str:
        before, words, after = match.groups()
        return f"{before}{mark}{words}{mark}{after}" if words else before + after

    result = []
    inside = False
    for line in lines:
        begins, ends = inside, inside ^ (line.count(mark) % 2 == 1)
        inside = ends
        if line.strip():
            line = f"{mark if begins else ''}{line}{mark if ends else ''}"
        result.append(_CLOSED[mark].sub(close, line))
    return result
