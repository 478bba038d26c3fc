"""What ranking needs to know of the whole index: its papers, vocabulary and word frequencies, for one state of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log

from index.language.periods import Period, find_periods
from index.language.tokens import tokens
from index.language.vocabulary import merged
from index.store.library import Library
from index.values import StoredPassage
from rag.search.query import Query, Speller, Vocabulary, analyse, respelt
from rag.search.scope import ScopeFinder

READING = ("abbreviations", "spelling")
"""By what a question is read besides its own words."""


@dataclass(frozen=True)
class Words:
    """The words of a passage: how often each stands in its text, and which stand in its context."""

    text: Counter[str]
    context: frozenset[str]
    length: int


class Corpus:
    """The papers, vocabulary and word frequencies of one generation of a library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.items = library.items()
        self.papers = Counter(item.document for item in self.items)  # how many papers each document holds
        papers = library.learnt()
        self.size = max(1, sum(paper.passages for paper in papers))
        self.scopes = ScopeFinder(self.items)
        self.vocabulary = Vocabulary(merged(paper.abbreviations for paper in papers))
        self.average_length = max(1.0, sum(paper.letters for paper in papers) / 6.2 / self.size)
        self._frequency: dict[str, int] = {}
        self._speller: Speller | None = None

    def read(self, question: str, without: Collection[str] = ()) -> Query:
        """The question as a query, its slips mended by the words of the papers; `without` some of `READING`."""
        query = analyse(question, Vocabulary({}) if "abbreviations" in without else self.vocabulary)
        self.inverse_frequency(query.stems)
        if "spelling" in without:
            return query
        unknown = [s for s in query.stems if not self.frequency(s)]
        if unknown and self._speller is None:
            self._speller = Speller(self.library.words())
        query = self._speller.mend(query, unknown, self._whole) if unknown and self._speller else query
        for concept in query.concepts:  # an ending that the stem does not see
            (stem, *more), text = concept.ways[0][0], query.text
            word = "" if more or stem in unknown else respelt(concept.surface, self._whole, {stem: 0}, len(stem))
            if word and word[-1] == concept.surface[-1]:  # "hangars" is no slip of "hangar"
                query = replace(query, text=text.replace(concept.surface, word))
        return query

    def _whole(self, word: str) -> bool:
        """Whether the encoder knows a word in one piece, as it does those that are often written."""
        return len(self.library.question_spans(word)) == 1

    def inverse_frequency(self, stems: Sequence[str]) -> dict[str, float]:
        """The inverse document frequency of each stem, as BM25 has it (Robertson and Zaragoza 2009), never below 0."""
        unknown = [s for s in stems if s not in self._frequency]
        if unknown:
            self._frequency |= self.library.document_frequency(unknown)
        return {s: self.inverse(self._frequency.get(s, 0)) for s in stems}

    def frequency(self, stem: str) -> int:
        """In how many passages `stem` stands (asked for before by `inverse_frequency`)."""
        return self._frequency.get(stem, 0)

    def inverse(self, count: float) -> float:
        """The inverse document frequency of something that stands in `count` passages."""
        count = min(count, self.size)
        return log(1 + (self.size - count + 0.5) / (count + 0.5))


def words_of(passage: StoredPassage) -> Words:
    """The words of a passage, remembered by its id (which changes with its text). The name of the body whose paper it
    is stands above each: a question that names the body asks no more for the passages that print it.
    """
    return _words(passage.id, passage.text, passage.context, passage.item.committee or "")


def periods_of(passage: StoredPassage) -> tuple[Period, ...]:
    """The periods printed in a passage or its context, remembered by its id."""
    return _periods(passage.id, passage.text, passage.context)


@lru_cache(maxsize=50_000)
def _periods(_id: str, text: str, context: str) -> tuple[Period, ...]:
    return find_periods(f"{context} {text}")


@lru_cache(maxsize=50_000)
def _words(_id: str, text: str, context: str, body: str) -> Words:
    counted = Counter(tokens(text))
    return Words(counted, frozenset(tokens(f"{context} {body}")), sum(counted.values()))


def corpus_of(library: Library) -> Corpus:
    """The corpus of what the library holds now."""
    return library.current(Corpus)
