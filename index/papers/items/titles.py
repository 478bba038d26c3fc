"""Writes titles as a person would: capitals undone by the document's own words, edges tidied."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from index.read.layout.lines import plain

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_SMALL = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
_REFERENCE = re.compile(r"^\s*(?:\d{2}/\d{4,6}|\d{2}-\d{4,6}|\d{7})\s*[-–—:]?\s*")


class Words:
    """How a document writes its words when it does not shout: learnt from its lines that are not all
    capitals.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._forms: dict[str, Counter[str]] = {}
        for line in lines:
            if mostly_capitals(line):
                continue
            for match in _WORD.finditer(line):
                word = match.group()
                self._forms.setdefault(word.lower(), Counter())[word] += 1

    def write(self, word: str, first: bool) -> str:
        """Write one shouted word: as the document writes it in running text, else with a capital."""
        low = word.lower()
        if low in _SMALL and not first:
            return low
        forms = self._forms.get(low.replace("'", "’"), self._forms.get(low, Counter()))
        shouted = forms[word] if word.isupper() and len(word) > 1 else 0
        if shouted and shouted >= sum(forms.values()) / 2:
            return word
        return low[0].upper() + low[1:]


def mostly_capitals(text: str) -> bool:
    """True when a line with four letters or more is printed in capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)


def human(title: str, words: Words) -> str:
    """Tidy a title: markup and stray edges go, decision numbers before it go, capitals become title case."""
    title = plain(title)
    title = re.sub(r"</?\w[^>]*>", "", title)
    title = _REFERENCE.sub("", title)
    title = re.sub(r"\s+", " ", title).strip(" \t.:;,-–—|*_")
    title = re.sub(r"\s+([,;:])", r"\1", title)
    if not mostly_capitals(title):
        return title
    seen = 0

    def one(match: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        return words.write(match.group(), seen == 1)

    return _WORD.sub(one, title)
