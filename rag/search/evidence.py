"""Evidence: the sentences of retrieved passages that bear on a question, each scored on its own.

A sentence is scored by late interaction over its own tokens (from the passage's token vectors, so nothing is encoded
again), by the share of the question's concepts that it and its surroundings hold, and by the rank of its passage.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Container, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.language.statements import spans as statement_spans
from index.language.tokens import tokens
from index.store.library import Library
from index.values import StoredPassage
from rag.search.corpus import words_of
from rag.search.matching import Weighed, coverage, strength
from rag.search.retriever import Found
from rag.search.wanted import holds
from rag.values import Retrieved

PASSAGES = 10  # how many of the best passages are read sentence by sentence
A_MEETING = 3  # passages of each meeting that are read when several are asked about
SURROUNDINGS = 0.5  # what a concept counts that stands in the passage or its context, not in the sentence


@dataclass(frozen=True)
class Clue:
    """One sentence as evidence: its place in the passage's text and what it was scored by.

    `covered` is the share of the question's concepts that stand in the sentence itself, `near` that share with its
    surroundings counted in part, `late` the mean of `matches`: the best match of each of the question's tokens in the
    sentence, or in the headings above it. `value` is 1.0 when it holds the kind of thing asked for, and then `together`
    is how much of what is asked it holds besides (0.0 where the question's form asks for no such thing). `bare` is the
    score without these two: how well it fits the question whatever it holds.
    """

    passage: StoredPassage
    start: int
    end: int
    late: float
    covered: float
    near: float
    value: float
    passage_score: float
    score: float
    together: float = 0.0
    bare: float = 0.0

    @property
    def quote(self) -> str:
        """The sentence, word for word."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True)
class ClueWeights:
    """How a sentence's score is made up."""

    late: float = 1.6
    covered: float = 0.3
    near: float = 0.9
    value: float = 0.12
    passage: float = 0.8
    together: float = 0.2

    def without(self, names: Collection[str]) -> ClueWeights:
        """The same with these parts ("sentence late") left out."""
        return replace(self, **{f.name: 0.0 for f in fields(self) if f"sentence {f.name}" in names})


PARTS = tuple(f"sentence {f.name}" for f in fields(ClueWeights))
"""What a sentence is scored by: each can be left out by its name."""


def gather(found: Found, library: Library, weights: ClueWeights | None = None, passages: int = PASSAGES) -> list[Clue]:
    """The sentences of the best passages, best first."""
    weights = weights or ClueWeights()
    best = _read(found, passages)
    matrices = library.token_vectors([r.passage.id for r in best])
    clues = []
    for r in best:
        clues += _clues(found, library, r.passage, r.score, matrices.get(r.passage.id), weights)
    return sorted(clues, key=lambda c: (-c.score, c.passage.id, c.start))


def _read(found: Found, passages: int) -> list[Retrieved]:
    """The passages to read: the best, and over several meetings the best few of each as well."""
    best = list(found.retrieved[:passages])
    if not found.scoped.scope.wide:
        return best
    count = Counter(meeting_of(r.passage) for r in best)
    for r in found.retrieved[passages:]:
        meeting = meeting_of(r.passage)
        if count[meeting] < A_MEETING:
            count[meeting] += 1
            best.append(r)
    return best


def meeting_of(passage: StoredPassage) -> date | str:
    """What tells a passage's meeting from others: its date, or the document where none is known."""
    return passage.item.meeting_date or passage.item.document


def spans(passage: StoredPassage) -> tuple[tuple[int, int], ...]:
    """The sentences of a passage, cut where furniture was left out so that each stands in the source as it is."""
    return tuple((start, end) for start, end, _ in sentences(passage.id, passage.text, passage.joints))


@lru_cache(maxsize=20_000)
def sentences(_id: str, text: str, joints: tuple[int, ...]) -> tuple[tuple[int, int, Counter[str]], ...]:
    """Start, end and counted words of each sentence of a passage, remembered by the passage's id."""
    return tuple((start, end, Counter(tokens(text[start:end]))) for start, end in statement_spans(text, joints))


def _clues(
    found: Found,
    library: Library,
    passage: StoredPassage,
    passage_score: float,
    matrix: NDArray[np.float32] | None,
    weights: ClueWeights,
) -> list[Clue]:
    words = words_of(passage)
    stems, want = found.query.stems, found.query.wanted
    matches = _matches(found, library, passage, matrix)
    concepts = asked(found) if want.explicit and want.typed else []
    clues = []
    for start, end, own in sentences(passage.id, passage.text, passage.joints):
        surrounded = {s: own.get(s) or SURROUNDINGS * (s in words.text or s in words.context) for s in stems}
        covered = coverage(found.concepts, own.__getitem__)
        near = coverage(found.concepts, surrounded.__getitem__)
        matched = matches(start, end)
        late = float(matched.mean()) if len(matched) else 0.0
        value = float(want.typed and holds(want, passage.text[start:end]))
        both = together(passage, own, matched, concepts) if value and concepts else 0.0
        bare = weights.late * late + weights.covered * covered + weights.near * near + weights.passage * passage_score
        score = bare + weights.value * value + weights.together * both
        clues.append(Clue(passage, start, end, late, covered, near, value, passage_score, score, both, bare))
    return clues


def _matches(
    found: Found, library: Library, passage: StoredPassage, matrix: NDArray[np.float32] | None
) -> Callable[[int, int], NDArray[np.float32]]:
    """A function from a sentence's place to the best match of each of the question's tokens in it (m,)."""
    nothing = np.zeros(len(found.question_tokens), np.float32)
    if matrix is None or not len(matrix) or not len(nothing):
        return lambda _start, _end: nothing
    offset = len(passage.context) + 1
    places = library.token_spans(passage)[: len(matrix)]
    similarity = found.question_tokens @ matrix[: len(places)].T
    starts = [s for s, _ in places]
    context = similarity[:, : bisect_left(starts, offset)]
    floor = context.max(axis=1) * 0.8 if context.shape[1] else np.zeros(len(similarity), np.float32)

    def match(start: int, end: int) -> NDArray[np.float32]:
        first, last = bisect_left(starts, offset + start), bisect_left(starts, offset + end)
        return nothing if last <= first else np.maximum(similarity[:, first:last].max(axis=1), floor)

    return match


def distinct(clues: Sequence[Clue], limit: int) -> list[Clue]:
    """The best `limit` clues of which no two say nearly the same words (more than four fifths shared)."""
    kept: list[tuple[Clue, frozenset[str]]] = []
    for clue in clues:
        words = frozenset(tokens(clue.quote))
        if words and not any(len(words & other) > 0.8 * min(len(words), len(other)) for _, other in kept):
            kept.append((clue, words))
            if len(kept) == limit:
                break
    return [clue for clue, _ in kept]


_HEADING, _ELSEWHERE = 0.8, 0.6  # what a word counts in the headings above a sentence, and elsewhere in its passage
# Best matches of a token are never far from the lower bound, and reach the upper one for the very same word; measured
# on two sets of questions, neither matters much (docs/experiments.md).
_UNLIKE, _ALIKE = 0.3, 0.9
_MATCHED = 0.9  # what a sure match of other words counts
_RAREST = 0.2  # what the rarest concept counts by itself: without it a sentence is about something else


@dataclass(frozen=True)
class Asked:
    """A concept that the answer must be about, and the rows of the question's token matrix that stand for it."""

    concept: Weighed
    rows: tuple[int, ...]


def asked(found: Found) -> list[Asked]:
    """The concepts of the question, each with its rows."""
    by_stem = {s: n for n, w in enumerate(found.concepts) for s in w.concept.ways[0][0]}
    rows: dict[int, list[int]] = {n: [] for n in range(len(found.concepts))}
    for row, (start, end) in enumerate(found.question_spans):
        for stem in tokens(_word(found.query.text, start, end)):
            n = by_stem.get(stem)
            if n is not None and row not in rows[n]:
                rows[n].append(row)
    return [Asked(w, tuple(rows[n])) for n, w in enumerate(found.concepts)]


def _word(text: str, start: int, end: int) -> str:
    """The whole word that a word piece is part of."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end]


def together(
    passage: StoredPassage, own: Container[str], matches: NDArray[np.float32], concepts: Sequence[Asked]
) -> float:
    """How much of what `asked` gives stands in one sentence, in [0, 1]: the weighted share, the rarest counted twice.

    `own` are the stems of the sentence, `matches` (m,) the best match in it of each of the question's tokens.
    """
    if not concepts:
        return 0.0
    words = words_of(passage)

    def frequency(stem: str) -> float:
        if stem in own:
            return 1.0
        return max(_HEADING * (stem in words.context), _ELSEWHERE * (stem in words.text))

    weights = [c.concept.weight for c in concepts]
    held = [_held(c.concept, matches, list(c.rows), frequency) for c in concepts]
    share = sum(w * h for w, h in zip(weights, held, strict=True)) / (sum(weights) or 1.0)
    return (1 - _RAREST) * share + _RAREST * held[weights.index(max(weights))]


def _held(weighed: Weighed, matches: NDArray[np.float32], rows: list[int], frequency) -> float:  # type: ignore[no-untyped-def]
    said = min(1.0, strength(weighed, frequency))
    if not rows or not len(matches):
        return said
    alike = (float(matches[rows].mean()) - _UNLIKE) / (_ALIKE - _UNLIKE)
    return max(said, _MATCHED * min(1.0, max(0.0, alike)))
