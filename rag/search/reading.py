"""Passages read for one question, sentence by sentence: how far each sentence says what is asked.

A sentence is measured by late interaction over its own tokens (from the passage's token vectors, so nothing is encoded
again), by the question's concepts that it and its surroundings hold, and by whether it holds the kind of thing asked
for. A passage may be about the subject and another print a figure; only where both stand together is there an answer:
`together` counts each concept by its own words (most in the sentence, less in the headings above it or elsewhere in the
passage) or by the best match of its tokens, and weighs it by how rare it is.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.encoder.embedding import DIMENSIONS
from index.language.statements import spans as statement_spans
from index.language.tokens import tokens
from index.store.library import Library
from index.values import StoredPassage
from rag.search.corpus import Corpus, Words, words_of
from rag.search.matching import Weighed, strength
from rag.search.query import Query
from rag.search.wanted import holds

SURROUNDINGS = 0.5  # what a concept counts for `near` that stands in the passage or its context, not in the sentence
_HEADING, _ELSEWHERE = 0.8, 0.6  # what a word counts for `together` in the headings above, and elsewhere in the passage
_ABOVE = 0.8  # what a match in the headings counts for a sentence
_UNLIKE, _ALIKE = 0.3, 0.9  # best matches of a token are never far from the one, and reach the other for the same word
_MATCHED = 0.9  # what a sure match of other words counts
_RAREST = 0.2  # what the rarest concept counts by itself: without it a sentence is about something else
_COMMON = 0.15  # the weight of a token that is of no concept
Row = NDArray[np.float32]
Held = Mapping[str, float]


@dataclass(frozen=True)
class Said:
    """One sentence of a passage, by its place, and what it was measured by, each in about [0, 1].

    `covered` is the share of the question's concepts that stand in it, `near` that share with its surroundings counted
    in part, `late` the mean best match of the question's tokens in it or in the headings above it, `telling` that mean
    in it alone, rare words counting more. `value` is 1.0 where it holds the kind of thing asked for, and `sure` is
    `together` where the question says plainly that such a thing is asked for and it is there, else 0.0.
    """

    start: int
    end: int
    late: float
    telling: float
    covered: float
    near: float
    together: float
    value: float
    sure: float


@dataclass(frozen=True)
class Alignment:
    """The tokens of a passage's sentences (s) and of the question (m): the `best` match of each of the latter in a
    sentence or the headings above it (s, m), and the `mean` of a sentence's own (s, 128).
    """

    best: Row
    mean: Row


@dataclass(frozen=True)
class Reading:
    """A passage as read: its sentences and their tokens; of its text alone `late` as above, `weakest` the mean of the
    third of the question's tokens that match least in text or headings, `rarest` how far the rarest concept is there.
    """

    sentences: tuple[Said, ...]
    alignment: Alignment
    late: float
    weakest: float
    rarest: float


class Reader:
    """Reads the passages of a library for one question, each once."""

    def __init__(
        self, library: Library, corpus: Corpus, query: Query, concepts: tuple[Weighed, ...],
        question: Row, places: Sequence[tuple[int, int]],
    ) -> None:  # fmt: skip
        """`question` (m, 128) are the question's token vectors, `places` what they stand for. `weights` (m,) is then
        what each of them weighs, `rows` which of them are of each concept.
        """
        self._library, self._query, self._concepts, self.question = library, query, concepts, question
        self.weights, self.rows = _tokens(corpus, query, concepts, places, len(question))
        self._rarest = max(concepts, key=lambda c: c.weight, default=None)
        self._total = sum(c.weight for c in concepts) or 1.0
        self._read: dict[str, Reading] = {}

    def read(self, passages: Sequence[StoredPassage]) -> list[Reading]:
        """The passages as read, in order."""
        new = [p for p in passages if p.id not in self._read]
        matrices = self._library.token_vectors([p.id for p in new]) if new else {}
        self._read |= {p.id: self._reading(p, matrices.get(p.id)) for p in new}
        return [self._read[p.id] for p in passages]

    def _reading(self, passage: StoredPassage, matrix: Row | None) -> Reading:
        similarity, places = self._similarity(passage, matrix)
        starts = [start for start, _ in places]
        offset = len(passage.context) + 1
        head = bisect_left(starts, offset)
        above, text = _best(similarity[:, :head]), _best(similarity[:, head:])
        words = words_of(passage)
        told = sentences(passage.id, passage.text, passage.joints)
        rows = [(bisect_left(starts, offset + start), bisect_left(starts, offset + end)) for start, end, _ in told]
        alone = np.array([_best(similarity[:, a:b]) for a, b in rows], np.float32).reshape(len(rows), len(similarity))
        best = np.where(alone.any(axis=1, keepdims=True), np.maximum(alone, _ABOVE * above), alone)
        measured = self._measured([counted for _, _, counted in told], words, best)
        said = tuple(
            self._said(passage.text[start:end], (start, end), *matches)
            for (start, end, _), *matches in zip(told, alone, best, *measured.tolist(), strict=True)
        )
        low = np.sort(np.maximum(above, text))
        held = {s: words.text.get(s, 0) + (s in words.context) for s in self._query.stems}
        return Reading(
            said,
            Alignment(best, _means(matrix, rows)),
            late=_mean(text),
            weakest=_mean(low[: max(1, len(low) // 3)]),
            rarest=min(1.0, strength(self._rarest, held.__getitem__)) if self._rarest else 0.0,
        )

    def _said(
        self, text: str, place: tuple[int, int], alone: Row, matches: Row, covered: float, near: float, together: float
    ) -> Said:
        want = self._query.wanted
        value = float(want.typed and holds(want, text))
        return Said(
            *place,
            late=_mean(matches),
            telling=float(alone @ self.weights) if len(alone) else 0.0,
            covered=covered,
            near=near,
            together=together,
            value=value,
            sure=together if value and want.explicit else 0.0,
        )

    def alike(self, passage: StoredPassage) -> tuple[Row, list[tuple[int, int]]]:
        """The cosines of the question's tokens and the passage's (m, n), and the places of the latter in its context
        and text."""
        return self._similarity(passage, self._library.token_vectors([passage.id]).get(passage.id))

    def _similarity(self, passage: StoredPassage, matrix: Row | None) -> tuple[Row, list[tuple[int, int]]]:
        if matrix is None or not len(matrix) or not len(self.question):
            return np.zeros((len(self.question), 0), np.float32), []
        places = self._library.token_spans(passage)[: len(matrix)]
        return self.question @ matrix[: len(places)].T, places

    def _measured(self, sentences: Sequence[Counter[str]], words: Words, best: Row) -> NDArray[np.float64]:
        """`covered`, `near` and `together` (3, s) of sentences by their counted words and `best` matches: what the
        concepts have of each, and of most that hold none of a concept's words, what stands around them.
        """
        covered, near, together, rarest = np.zeros((4, len(sentences)))
        for concept, rows in zip(self._concepts, self.rows, strict=True):
            stems = {s for way, _ in concept.ways for s, _ in way}
            around = {s: SURROUNDINGS * (s in words.text or s in words.context) for s in stems}
            beside = {s: max(_HEADING * (s in words.context), _ELSEWHERE * (s in words.text)) for s in stems}
            bare = 0.0, _strong(concept, around), _strong(concept, beside)
            held = np.array([bare if stems.isdisjoint(own) else _by(concept, own, around, beside) for own in sentences])
            own, about, most = held.reshape(-1, 3).T
            if rows and best.shape[1]:
                alike = (best[:, rows].mean(axis=1) - _UNLIKE) / (_ALIKE - _UNLIKE)
                most = np.maximum(most, _MATCHED * np.clip(alike, 0.0, 1.0))
            share = concept.weight / self._total
            covered, near, together = covered + share * own, near + share * about, together + share * most
            rarest = most if concept is self._rarest else rarest
        return np.stack([covered, near, (1 - _RAREST) * together + _RAREST * rarest])


def _by(concept: Weighed, own: Counter[str], around: Held, beside: Held) -> tuple[float, float, float]:
    """How strongly a sentence has a concept: by its words `own` alone, with those `around` it, and `beside` them."""
    return (
        _strong(concept, own),
        _strong(concept, {s: own[s] or n for s, n in around.items()}),
        _strong(concept, {s: 1.0 if s in own else n for s, n in beside.items()}),
    )


def _strong(concept: Weighed, held: Held) -> float:
    return min(1.0, strength(concept, held.__getitem__))


def spans(passage: StoredPassage) -> tuple[tuple[int, int], ...]:
    """The sentences of a passage, cut where furniture was left out so that each stands in the source as it is."""
    return _spans(passage.id, passage.text, passage.joints)


@lru_cache(maxsize=20_000)
def _spans(_id: str, text: str, joints: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    return tuple(statement_spans(text, joints))


@lru_cache(maxsize=20_000)
def sentences(_id: str, text: str, joints: tuple[int, ...]) -> tuple[tuple[int, int, Counter[str]], ...]:
    """Start, end and counted words of each sentence of a passage, remembered by the passage's id."""
    return tuple((start, end, Counter(tokens(text[start:end]))) for start, end in _spans(_id, text, joints))


def _tokens(
    corpus: Corpus, query: Query, concepts: Sequence[Weighed], places: Sequence[tuple[int, int]], size: int
) -> tuple[Row, list[list[int]]]:
    """What each of the question's tokens weighs (size,), by how rare its word is; and the tokens of each concept."""
    by_stem = {s: n for n, w in enumerate(concepts) for s in w.concept.ways[0][0]}
    inverse = corpus.inverse_frequency(query.stems)
    weights = np.full(size, _COMMON, np.float32)
    rows: list[list[int]] = [[] for _ in concepts]
    for row, (start, end) in enumerate(places[:size]):
        for stem in tokens(_word(query.text, start, end)):
            weights[row] = max(weights[row], inverse.get(stem, 0.0))
            n = by_stem.get(stem)
            if n is not None and row not in rows[n]:
                rows[n].append(row)
    return weights / (weights.sum() or 1.0), rows


def _word(text: str, start: int, end: int) -> str:
    """The whole word that a word piece is part of."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end]


def _best(similarity: Row) -> Row:
    """The best match of each of the question's tokens (m,), 0 where there is nothing to match."""
    return similarity.max(axis=1) if similarity.shape[1] else np.zeros(len(similarity), np.float32)


def _means(matrix: Row | None, places: Sequence[tuple[int, int]]) -> Row:
    """The mean of the rows from each place to the other (s, 128), zeros where there are none."""
    if matrix is None or not len(matrix):
        return np.zeros((len(places), DIMENSIONS), np.float32)
    sums = np.concatenate([np.zeros_like(matrix[:1]), np.cumsum(matrix, axis=0, dtype=np.float32)])
    first, last = np.minimum(np.array(places, int).reshape(-1, 2), len(matrix)).T
    means: Row = (sums[last] - sums[first]) / np.maximum(last - first, 1).astype(np.float32)[:, None]
    return means


def _mean(row: Row) -> float:
    return float(row.sum() / len(row)) if len(row) else 0.0  # as `mean`, which costs three times as much
