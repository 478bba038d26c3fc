"""The statements that a draft reads: a report's sentences and rows with their passages, its appendices included.

What is no statement (a heading, a page's furniture, a line of capitals) is left out by its form alone; what a
statement is worth is judged elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from index.language.amounts import Amount
from index.language.statements import Statement as Said
from index.store.library import Library
from index.values import StoredItem, StoredPassage

_MARKER = re.compile(  # a bullet, or the number of a paragraph or of a list
    r"^(?:[^\w\s£“‘\"'(<>+-]\s*|[-–*+]\s+|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s+|\d{1,2}(?:\.\d{1,2})+\s+)+"
)
_FEWEST_WORDS = 4
_HEADING_WORDS = 14
_LONGEST = 90  # words of two statements that are quoted as one


@dataclass(frozen=True)
class Statement:
    """A sentence or row in its passage, without the bullet or number before it.

    `said` is what was read of it when the paper was indexed; `heading` the nearest heading above it ("" for none);
    `order` counts the report's statements from 0.
    """

    passage: StoredPassage
    said: Said
    start: int
    heading: str
    order: int

    @property
    def end(self) -> int:
        """Where it ends in its passage."""
        return self.said.end

    @cached_property
    def text(self) -> str:
        """The words, as they stand in the passage."""
        return self.passage.text[self.start : self.end]

    @property
    def row(self) -> bool:
        """True for a row of a table."""
        return self.said.row or self.text.count("|") > 1

    @property
    def cover(self) -> bool:
        """True in the covering report, False in an appendix."""
        return self.passage.item.kind != "appendix"

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Its figures; their places are in `said.text`."""
        return tuple(a for a in self.said.amounts if a.start >= self.start - self.said.start)

    @property
    def whole(self) -> bool:
        """True for a sentence that begins and ends as one, so that it can be read out alone."""
        begins = self.text[:1].isupper() or self.text[:1].isdigit() or self.text[:1] in "“‘£"
        return not self.row and begins and self.text[-1:] in ".!”’)"


def statements_of(library: Library, items: Sequence[StoredItem]) -> list[Statement]:
    """The statements of these items, in order."""
    found: list[Statement] = []
    for item in items:
        passages = {passage.id: passage for passage in library.passages(item.id)}
        heading = ""
        for said in library.statements(item.id):
            passage = passages.get(said.passage_id)
            if passage is None:
                continue
            marker = _MARKER.match(said.text)
            bare = said.text[marker.end() :] if marker else said.text
            above = (said.heading or "").split(" › ")[-1] or heading
            if _is_heading(said, bare):
                heading = bare
            elif _says_something(bare):
                found.append(Statement(passage, said, said.end - len(bare), above, len(found)))
    return found


def joined(one: Statement, other: Statement) -> Statement:
    """Two statements that stand one after the other in a passage, as one, from the first word to the last."""
    first, last = sorted((one, other), key=lambda s: s.start)
    text = first.passage.text[first.said.start : last.end]
    return replace(first, said=replace(first.said, text=text, end=last.end))


def together(one: Statement, other: Statement) -> bool:
    """True where the two can be quoted as one: sentences, or rows, of one passage, and not too long."""
    words = len(one.text.split()) + len(other.text.split())
    apart = any(min(one.end, other.end) <= joint <= max(one.start, other.start) for joint in one.passage.joints)
    return one.passage.id == other.passage.id and one.row == other.row and words <= _LONGEST and not apart


def appendices_of(library: Library, item: StoredItem) -> list[StoredItem]:
    """The appendices of a report, in order."""
    return [other for other in library.items() if other.parent_id == item.id]


def _is_heading(said: Said, text: str) -> bool:
    """True for a line that was read as a heading, or one of few words without a figure and with no stop."""
    few = len(text.split()) <= _HEADING_WORDS and text[:1].isupper() and text[-1:].isalpha()
    return said.kind == "heading" or (few and not said.row and not any(map(str.isdigit, text)) and said.kind == "prose")


def _says_something(text: str) -> bool:
    words = text.split()
    figures = sum(any(map(str.isdigit, word)) for word in words)
    return (len(words) >= _FEWEST_WORDS or figures > 1) and not text.isupper()
