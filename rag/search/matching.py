"""How far a text has the concepts of a question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rag.search.corpus import Corpus
from rag.search.query import Concept, Query

K1, B = 1.2, 0.75  # as in BM25
_PARTIAL = 2  # power of the share of a many-worded way that is there: two of three words say much less than all
_OTHERS = 0.5  # how far other ways to say a concept make it less telling


@dataclass(frozen=True)
class Weighed:
    """A concept with its weight (inverse document frequency) and the shares its ways' words carry."""

    concept: Concept
    weight: float
    ways: tuple[tuple[tuple[tuple[str, float], ...], float], ...]  # ((stem, share of the way), …), weight of the way


def weigh(query: Query, corpus: Corpus) -> tuple[Weighed, ...]:
    """The concepts of a question with weights from the corpus."""
    inverse = corpus.inverse_frequency(query.stems)
    weighed = []
    for concept in query.concepts:
        ways = []
        count = 0.0
        for stems, weight in concept.ways:
            total = sum(inverse[s] for s in stems) or 1.0
            ways.append((tuple((s, inverse[s] / total) for s in stems), weight))
            count += min(corpus.frequency(s) for s in stems) * (1.0 if weight == 1.0 else weight * _OTHERS)
        weighed.append(Weighed(concept, corpus.inverse(count), tuple(ways)))
    return tuple(weighed)


def strength(weighed: Weighed, frequency: Callable[[str], float]) -> float:
    """How strongly a text has a concept: its best way's frequency, parts of a way counting little. 0 for not at all."""
    best = 0.0
    for stems, weight in weighed.ways:
        if len(stems) == 1:
            held = weight * frequency(stems[0][0])
            best = held if held > best else best  # `max` costs several times as much
            continue
        found = [(share, frequency(s)) for s, share in stems]
        whole = min((n for _, n in found), default=0.0)
        part = sum(share * min(1.0, n) for share, n in found) ** _PARTIAL
        best = max(best, weight * max(whole, part))
    return best


def bm25(concepts: tuple[Weighed, ...], frequency: Mapping[str, float], length: float, average: float) -> float:
    """BM25 over concepts instead of words."""
    norm = K1 * (1 - B + B * length / average)
    score = 0.0
    for weighed in concepts:
        n = strength(weighed, lambda s: frequency.get(s, 0.0))
        score += weighed.weight * n * (K1 + 1) / (n + norm) if n else 0.0
    return score


def coverage(concepts: tuple[Weighed, ...], has: Callable[[str], float]) -> float:
    """The share of the question's weight whose concepts are there, in [0, 1]."""
    total = sum(w.weight for w in concepts)
    return sum(w.weight * min(1.0, strength(w, has)) for w in concepts) / total if total else 0.0
