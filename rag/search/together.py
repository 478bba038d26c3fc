"""How far one sentence says all of what a question is about, whether in its words or in others for the same.

A passage may be about the subject and another print a figure; only where both stand together is there an answer. Each
of the question's concepts counts as there by its own words (most in the sentence, less in the headings above it or
elsewhere in the passage) or by the best match of its tokens; a concept weighs by how rare it is.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.language.tokens import tokens
from index.values import StoredPassage
from rag.search.corpus import words_of
from rag.search.matching import Weighed, strength
from rag.search.retriever import Found

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
