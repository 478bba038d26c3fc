"""What a commitment is about, as weighted concepts, and how far a later text has them.

The words that only say that something is promised ("report", "provided", "members", "next meeting") are left out; the
rest are the concepts a question would be taken apart into, with every way the papers say them, weighted by how rare
they are in the whole index. A sentence that speaks of "it" is helped out by the sentence before it and its heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from index.language.periods import find_dates, find_periods, without_periods
from index.language.tokens import tokens
from rag.memory.commitments.owner import OFFICES
from rag.memory.commitments.values import Commitment
from rag.search.corpus import Corpus
from rag.search.matching import Weighed, coverage, weigh
from rag.search.query import Concept, Query, Stems, analyse

_SAYING = """
about agreed item agenda apologised arrange asked assistant attended available brought called circulate circulated
comments come consider considered consideration copy data detail details disappointed evidence expected explore
figure figures following further given include included information investigate issue know made make meeting members
month new next note noted number numbers order outcome outcomes overview paper papers plan prepare present presented
progress promised provide provided publish published raise recalled received regarding relating report reported
reports request requested required response results review scrutiny send sent share shared show shown staff submit
submitted supply take taken time today told undertaken undertook update updates view views week within work write
written year
"""  # words of promises that say nothing of their subject
_FEW = 4  # concepts: with fewer a sentence needs the one before it to say what it is about
_BACK = {"it", "this", "these", "one", "them", "both", "concerned"}  # they stand for what was said just before
_CLAUSE = 25  # characters: shorter than this, what follows "agreed to" says too little
_HELP = 0.55  # what a concept of the sentence before or of the heading weighs
_MANY = 12  # … and in more passages than this
_COMMON = 0.30  # a concept in a larger share of passages than this says nothing


@dataclass(frozen=True)
class Subject:
    """The weighted concepts of a commitment: its `own`, and `all` with those that help it out.

    Where its own words say nothing ("it would come in May"), those of the sentences before it are its own.
    """

    own: tuple[Weighed, ...]
    all: tuple[Weighed, ...]
    rarest: float  # the weight of a word that stands in one passage only

    @property
    def stems(self) -> tuple[str, ...]:
        """Every stem of every way of every concept, each once."""
        return tuple(dict.fromkeys(s for w in self.all for way, _ in w.ways for s, _ in way))

    def share(self, counted: Mapping[str, float]) -> float:
        """The share of the subject's weight that a text has, in [0, 1]; `counted` is its stems with their counts."""
        return coverage(self.all, lambda s: counted.get(s, 0.0)) if self.all else 0.0

    def share_of_own(self, counted: Mapping[str, float]) -> float:
        """Likewise for the commitment's own concepts (all of them when it has none of its own)."""
        return coverage(self.own or self.all, lambda s: counted.get(s, 0.0)) if self.all else 0.0

    def telling(self, counted: Mapping[str, float]) -> float:
        """How much of the subject a text has, whatever else the subject holds: 1 for a word that stands only once."""
        return sum(w.weight / self.rarest * coverage((w,), lambda s: counted.get(s, 0.0)) for w in self.all)


def subject_of(commitment: Commitment, corpus: Corpus) -> Subject:
    """The subject of a commitment, against the words of the whole index."""
    own = _concepts(_bare(_promised(commitment), commitment.due_words), corpus)
    back = len(own) < _FEW or _points_back(commitment.text)
    about = _concepts(_bare(commitment.about, ""), corpus) if back and commitment.kind != "resolution" else ()
    if not own:
        own, about = about, ()
    heading = _concepts(_bare(commitment.heading, ""), corpus) if len(own) < 2 * _FEW else ()
    known = {w.concept.ways[0][0] for w in own}
    helping: list[Weighed] = []
    for weighed in (*about, *heading):
        if weighed.concept.ways[0][0] not in known:
            known.add(weighed.concept.ways[0][0])
            helping.append(replace(weighed, weight=weighed.weight * _HELP))
    return Subject(own, (*own, *helping), corpus.inverse(1))


def _promised(commitment: Commitment) -> str:
    """The words of a commitment after its "agreed to" or "undertook that", without who is to do it."""
    text = " ".join(commitment.text.split())
    match = re.search(r"\b(?:agreed|undertook|promised|offered) (?:to|that) ", text, re.I)
    text = text[match.end() :] if match and len(text) - match.end() > _CLAUSE else text
    return text.replace(commitment.owner, " ") if commitment.owner else text


def _points_back(text: str) -> bool:
    return bool(_BACK & set(re.findall(r"[a-z]+", text.lower())))


def _concepts(text: str, corpus: Corpus) -> tuple[Weighed, ...]:
    query = analyse(text, corpus.vocabulary)
    kept = tuple(_strict(c) for c in query.concepts if not set(c.ways[0][0]) <= _saying())
    floor = corpus.inverse(max(_COMMON * corpus.size, _MANY))
    weighed = weigh(Query(query.text, kept, query.wanted), corpus)
    return tuple(w for w in weighed if w.weight > floor or len(w.concept.ways[0][0]) > 1)


def _strict(concept: Concept) -> Concept:
    """The concept said by its own words or its abbreviation only: minutes and reports use the same official words."""
    own = concept.ways[0][0]
    kept = [w for n, w in enumerate(concept.ways) if n == 0 or _short_for(own, w[0]) or _short_for(w[0], own)]
    return replace(concept, ways=tuple(kept))


def _short_for(short: Stems, long: Stems) -> bool:
    """Whether `short` is one word made of the first letters of `long`."""
    return len(short) == 1 < len(long) and "".join(s[0] for s in long).startswith(short[0].rstrip("s"))


def _bare(text: str, due: str) -> str:
    """The text without dates, periods and the words of when it is due."""
    text = " ".join(text.split()).replace(due, " ") if due else " ".join(text.split())
    for start, end, _ in reversed(find_dates(text)):
        text = text[:start] + " " + text[end:]
    return without_periods(text, find_periods(text))


@cache
def _saying() -> frozenset[str]:
    return frozenset(tokens(f"{' '.join(OFFICES)} {_SAYING}"))


def counted(text: str) -> Counter[str]:
    """The stems of a text with their counts."""
    return Counter(tokens(text))
