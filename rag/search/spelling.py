"""Spelling slips: a word that stands in no paper is also looked for as the word of the papers nearest to it.

The nearest is by optimal string alignment (a slip is one letter left out, put in, changed, or two swapped), among the
stems that the index holds; a slip in the first letter is too rare to be worth its false alarms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from rag.search.query import SAME, Concept, Query

_SHORT, _LONG = 5, 8  # letters: shorter words are not mended; from the second on two slips are allowed


class Speller:
    """Knows the words of the papers."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[str, list[str]] = defaultdict(list)
        for word in words:
            self._words[word[:1]].append(word)

    def nearest(self, word: str) -> str | None:
        """The word of the papers that `word` was most likely meant to be; None when none is near."""
        if len(word) < _SHORT or not word.isalpha():
            return None
        slips = 2 if len(word) >= _LONG else 1
        found = process.extractOne(word, self._words.get(word[0], ()), scorer=OSA.distance, score_cutoff=slips)
        return found[0] if found else None

    def mend(self, query: Query, unknown: Iterable[str]) -> Query:
        """The query with, for each concept of one `unknown` stem, the word meant as another way to say it."""
        strange = set(unknown)
        return replace(query, concepts=tuple(self._mended(c, strange) for c in query.concepts))

    def _mended(self, concept: Concept, unknown: set[str]) -> Concept:
        stems = concept.ways[0][0]
        if len(concept.ways) > 1 or len(stems) != 1 or stems[0] not in unknown:
            return concept
        meant = self.nearest(stems[0])
        return replace(concept, ways=(*concept.ways, ((meant,), SAME))) if meant else concept
