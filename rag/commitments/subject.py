"""What a commitment is about, as weighted concepts, and how far a later text has them.

The words that only say that something is promised ("report", "provided", "members", "next meeting") are left out; the
rest are the concepts a question would be taken apart into, with every way the papers say them, weighted by how rare
they are in the whole index. A sentence that speaks of "it" is helped out by the sentence before it and its heading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from index.items.dates import find_dates
from index.tokens import tokens
from prompts.cues.promises import words
from rag.commitments.values import Commitment
from rag.corpus import Corpus
from rag.matching import Weighed, coverage, weigh
from rag.periods import find_periods, without_periods
from rag.query import Query, analyse

_FEW = 3  # concepts: with fewer a sentence needs the one before it to say what it is about
_HELP = 0.55  # what a concept of the sentence before or of the heading weighs
_COMMON = 0.30  # a concept in a larger share of passages than this says nothing


@dataclass(frozen=True)
class Subject:
    """The weighted concepts of a commitment: its `own`, and `all` with those that help it out."""

    own: tuple[Weighed, ...]
    all: tuple[Weighed, ...]

    @property
    def stems(self) -> tuple[str, ...]:
        """Every stem of every way of every concept, each once."""
        return tuple(dict.fromkeys(s for w in self.all for way, _ in w.ways for s, _ in way))

    def share(self, counted: Mapping[str, float]) -> float:
        """The share of the subject's weight that a text has, in [0, 1]; `counted` is its stems with their counts."""
        return coverage(self.all, lambda s: counted.get(s, 0.0)) if self.all else 0.0

    def held(self, counted: Mapping[str, float]) -> int:
        """How many of the concepts the text has in full."""
        return sum(coverage((w,), lambda s: counted.get(s, 0.0)) >= 0.99 for w in self.all)


def subject_of(commitment: Commitment, corpus: Corpus) -> Subject:
    """The subject of a commitment, against the words of the whole index."""
    own = _concepts(_bare(commitment.text, commitment.due_words), corpus)
    known = {w.concept.ways[0][0] for w in own}
    helping: list[Weighed] = []
    about = commitment.about if len(own) < _FEW or _points_back(commitment.text) else ""
    for text in (about, commitment.heading if len(own) < 2 * _FEW else ""):
        for weighed in _concepts(_bare(text, ""), corpus):
            if weighed.concept.ways[0][0] not in known:
                known.add(weighed.concept.ways[0][0])
                helping.append(replace(weighed, weight=weighed.weight * _HELP))
    return Subject(own, (*own, *helping))


def _points_back(text: str) -> bool:
    return bool({"it", "this", "these", "one", "them", "both", "concerned"} & set(text.lower().replace(".", "").split()))


def _concepts(text: str, corpus: Corpus) -> tuple[Weighed, ...]:
    query = analyse(text, corpus.vocabulary)
    kept = tuple(c for c in query.concepts if not set(c.ways[0][0]) <= _saying())
    floor = corpus.inverse(_COMMON * corpus.size)
    return tuple(w for w in weigh(Query(query.text, kept, query.wanted), corpus) if w.weight > floor)


def _bare(text: str, due: str) -> str:
    """The text without dates, periods and the words of when it is due."""
    text = " ".join(text.split()).replace(due, " ") if due else " ".join(text.split())
    for start, end, _ in reversed(find_dates(text)):
        text = text[:start] + " " + text[end:]
    return without_periods(text, find_periods(text))


@cache
def _saying() -> frozenset[str]:
    lists = ("give", "do", "speak", "given", "receivers", "telling", "wishing", "offices", "soft_verbs", "noting", "asked")
    every = " ".join(" ".join(words(name)) for name in lists)
    return frozenset(tokens(every + " " + " ".join(words("sayings"))))


def counted(text: str) -> Counter[str]:
    """The stems of a text with their counts."""
    return Counter(tokens(text))
