"""Statements: what a report says, sentence by sentence and row by row, with where it stands.

The report is its cover and its appendices together. Left out is what says nothing about the subject: headings,
title blocks, contacts, background papers, running heads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from index.language.tokens import stem
from index.store.library import Library
from index.values import StoredItem, StoredPassage
from prompts.cues import lexicon, skipped_headings
from rag.drafting.assertion import asserted, quotable
from rag.drafting.cues import Words, any_found, read
from rag.paragraphs import paragraph_at
from rag.search.evidence import spans

_MARKER = re.compile(
    r"^(?:[•\-–*▪●\uf000-\uf0ff]\s*|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s+|\d{1,2}(?:\.\d{1,2})+\s+)+"
)
_OPEN = re.compile(r"\b(?:t\.?b\.?[cad]|to be (?:confirmed|agreed|determined|set))\b", re.IGNORECASE)  # a cell
_MARKED_HEADING = re.compile(r"\s*(?:#{1,6}\s|\*\*[^*]+\*\*\s*$)")
_BARE_NUMBER = re.compile(r"^\d{1,2}\s+(?=[A-Z][a-z]*(?:\s+[a-z]\w*){1,6}$)")
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
_CONTACT = re.compile(r"\b(?:tel(?:ephone)?|e-?mail)\b\s*:|@\w|https?://|www\.", re.IGNORECASE)
_ENDS = re.compile(r"[.?!:;,”\"')]$")
_LEANS = re.compile(
    r"(?:this|these|they|its|their|such|both|each|however|those|none|others?|nor|but"
    r"|it(?! (?:is|was|has been|will be|remains|should be|cannot be) (?!due\b)(?:\w+ ){1,2}(?:to|that)\b))\b"
    r"(?! (?:report|paper|committee|is (?:recommended|proposed)))",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"(?:if|where|when|whenever|should|unless|in the event|for any|once)\b", re.IGNORECASE)
_FORM = re.compile(  # an instruction to whoever fills in a form, or what is left of one
    r"<input\b|[☐☑☒✓✔]|^\W*(?:please|confirm|explain|use the|describe|state|list|tick|specify|note:|name of)\b",
    re.IGNORECASE,
)
_HEADING_WORDS = 14
_FEWEST_WORDS = 4


@dataclass(frozen=True)
class Statement:
    """One sentence or row: its words in its passage, the heading it stands under, and its place in the report."""

    passage: StoredPassage
    start: int
    end: int
    heading: str
    row: bool
    order: int
    paragraph: str | None

    @cached_property
    def text(self) -> str:
        """The words, as they stand in the passage."""
        return self.passage.text[self.start : self.end]

    @cached_property
    def key(self) -> tuple[str, int]:
        """What tells it from every other."""
        return self.passage.id, self.start

    @property
    def cover(self) -> bool:
        """True in the covering report, False in an appendix."""
        return self.passage.item.kind != "appendix"

    @cached_property
    def leans(self) -> bool:
        """True when it begins with a word that points to the sentence before it ("This has not been costed")."""
        return bool(_LEANS.match(self.text))

    @cached_property
    def conditional(self) -> bool:
        """True when it begins with a condition: what it says is a rule and not what happened."""
        return bool(_CONDITION.match(self.text))

    @cached_property
    def spoken(self) -> bool:
        """True within quotation marks: what somebody said is theirs, not the report's to answer for."""
        before, text = self.passage.text[: self.start], self.text
        opened = before.count("“") > before.count("”") or text.count("”") > text.count("“")
        return opened or "~speech" in self.words.held

    @cached_property
    def words(self) -> Words:
        """The words as cues are looked for in them."""
        return read(self.text)

    @cached_property
    def asserted(self) -> Words:
        """The words of what it asserts, as cues are looked for in them."""
        return read(asserted(self.text))

    @cached_property
    def quotable(self) -> bool:
        """True when it can be read out alone: a row, or a whole sentence."""
        return self.row or quotable(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the words of three letters or more that are no figures."""
        return frozenset(s for s in self.words.held if len(s) > 2 and s.isalpha() and s == stem(s)) - _COMMON


_COMMON = frozenset(stem(word) for word in lexicon()["common"])


def statements_of(library: Library, items: list[StoredItem]) -> list[Statement]:
    """The statements of these items, in order."""
    found: list[Statement] = []
    for item in items:
        heading = ""
        for passage in library.passages(item.id):
            heading = (passage.section or "").split(" › ")[-1] or heading
            for start, end in spans(passage):
                text = passage.text[start:end]
                if _is_heading(text, passage):
                    heading = text
                    continue
                paragraph = (paragraph_at(passage, start) or "").rstrip(".") or None
                start += len(text) - len(_MARKER.sub("", text))
                row = _is_row(text, passage)
                statement = Statement(passage, start, end, heading, row, len(found), paragraph)
                if _says_something(statement):
                    found.append(statement)
    return found


def appendices_of(library: Library, item: StoredItem) -> list[StoredItem]:
    """The appendices of a report, in order."""
    return [other for other in library.items() if other.parent_id == item.id]


def _is_heading(text: str, passage: StoredPassage) -> bool:
    bare = _MARKER.sub("", text)
    if _OPEN.search(text):
        return False
    if passage.kind == "heading" or _MARKED_HEADING.match(text):
        return True
    if _ENDS.search(bare) and not bare.endswith(")"):
        return False
    bare = _BARE_NUMBER.sub("", bare)
    words = bare.split()
    if not words or len(words) > _HEADING_WORDS or len(_FIGURES.findall(bare)) > 1:
        return False
    return text[:1] not in "•\uf0b7" and (bare[:1].isupper() or bare.isupper())


def _is_row(text: str, passage: StoredPassage) -> bool:
    figures = len(_FIGURES.findall(text))
    if text.count("|") > 1 and figures:
        return True
    return not text.rstrip().endswith((".", "?", "!", ";")) and figures >= (1 if passage.kind == "row" else 2)


def _says_something(statement: Statement) -> bool:
    text = statement.text
    short = len(text.split()) < _FEWEST_WORDS and not (statement.row and len(_FIGURES.findall(text)) > 1)
    if short or _CONTACT.search(text) or text.isupper() or _FORM.search(text) or text.endswith(" that"):
        return False
    return not any_found(skipped_headings(), read(statement.heading))
