"""Whether a sentence names a topic: its phrases in one piece, not their words far apart.

"Young people and their foster carers" has the words of "young carers" and is about something else. A phrase of the
topic is named where its words stand close together, in the sentence or in the headings over it, in any way the
papers say it that is no commoner than the phrase itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.tokens import tokens
from rag.corpus import Corpus
from rag.evidence import Clue
from rag.matching import weigh
from rag.query import Concept, Stems, analyse

_HALF, _OVER = 0.5, 0.6  # of the topic, that must be named; what a concept counts that only a heading names
_SLACK = 2  # words that may stand between those of a phrase of three words or more; none in one of two


class Topic:
    """The concepts of a topic with their weights, against one state of the index."""

    def __init__(self, text: str, corpus: Corpus) -> None:
        query = analyse(text, corpus.vocabulary)
        corpus.inverse_frequency(query.stems)
        weighed = weigh(query, corpus)
        self._concepts = [(w.weight, _own_ways(w.concept, corpus)) for w in weighed]
        self._total = sum(weight for weight, _ in self._concepts) or 1.0

    def named_in(self, clue: Clue) -> bool:
        """Whether the clue's sentence, helped out by the headings over it, names at least half of the topic."""
        return self.names(clue.quote, clue.passage.context)

    def names(self, text: str, above: str = "") -> bool:
        """Whether a text, helped out by what stands `above` it, names at least half of the topic."""
        own, over = tokens(text), tokens(above)
        named = 0.0
        for weight, ways in self._concepts:
            if any(together(way, own) for way in ways):
                named += weight
            elif any(together(way, over) for way in ways):
                named += weight * _OVER
        return named >= _HALF * self._total


def _own_ways(concept: Concept, corpus: Corpus) -> list[Stems]:
    """The ways to say a concept, without those that are commoner than its own words: they say other things too."""

    def count(way: Stems) -> int:
        return min((corpus.frequency(s) for s in way), default=0)

    own = count(concept.ways[0][0])
    return [way for n, (way, _) in enumerate(concept.ways) if n == 0 or count(way) <= own]


def together(way: Stems, text: Sequence[str]) -> bool:
    """Whether the stems of a way to say something stand close together in a text, in any order."""
    if len(way) == 1:
        return way[0] in text
    reach = len(way) + (_SLACK if len(way) > 2 else 0)
    wanted = set(way)
    return any(wanted <= set(text[n : n + reach]) for n, stem in enumerate(text) if stem in wanted)
