"""A report's statements and a prompt as the encoder's vectors see them.

Nothing of the report is encoded anew: a statement's vector is the mean of its token vectors, which the index keeps for
each passage, so it is read in its context. Where the embedding gives none, its passage's vector stands in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder.embedding import unit
from index.language.tokens import tokens
from index.store.library import Library
from rag.draft.reading.statements import Statement

Matrix = NDArray[np.float32]
_PARTS = re.compile(r"[?;–]|\s-\s")


@dataclass(frozen=True)
class Encoded:
    """Statements with unit vectors (n, d). `tokens` (t, 128) are the token vectors of all, `begins` the row at which
    those of each of the statements `owners` begin; `words` are the stems of each statement.
    """

    statements: Sequence[Statement]
    vectors: Matrix
    tokens: Matrix
    begins: NDArray[np.int64]
    owners: NDArray[np.int64]
    words: Sequence[frozenset[str]]


@dataclass(frozen=True)
class Asked:
    """A prompt and its parts as texts, unit vectors (m, d) and token vectors: the whole first, then each part."""

    texts: tuple[str, ...]
    vectors: Matrix
    tokens: tuple[Matrix, ...]


def parts_of(prompt: str) -> tuple[str, ...]:
    """The parts of a prompt, as its own punctuation has them; a joining "and" parts two that can stand alone."""
    found: list[str] = []
    for piece in _PARTS.split(prompt):
        halves = piece.replace(", and ", " and ").split(" and ")
        found += halves if all(len(half.split()) >= 3 for half in halves) else [piece]
    bare = [part.strip(" ,.()") for part in found]
    return tuple(part for part in bare if len(part.split()) > 1) or (prompt,)


def ask(library: Library, prompt: str) -> Asked:
    """A prompt as the library's encoder has it."""
    texts = (prompt, *parts_of(prompt))
    made = [library.embed_question(text) for text in texts]
    vectors = [matrix.sum(axis=0) if len(matrix) else vector for vector, matrix in made]
    return Asked(texts, unit(np.array(vectors, np.float32)), tuple(matrix for _, matrix in made))


def vector_of(library: Library, text: str) -> Matrix:
    """The unit vector (d,) of a text, as `ask` has it."""
    vector, matrix = library.embed_question(text)
    found: Matrix = unit((matrix.sum(axis=0) if len(matrix) else vector)[None, :])[0]
    return found


def encode(library: Library, statements: Sequence[Statement]) -> Encoded:
    """Statements with the vectors that the library keeps."""
    ids = list(dict.fromkeys(one.passage.id for one in statements))
    kept = library.token_vectors(ids)
    places = {one.passage.id: library.token_spans(one.passage) for one in statements if len(kept[one.passage.id])}
    whole = dict(zip(ids, library.passage_vectors(ids), strict=True)) if len(places) < len(ids) else {}
    vectors, rows, begins, owners, count = [], [], [], [], 0
    for n, one in enumerate(statements):
        own = _tokens(one, kept[one.passage.id], places.get(one.passage.id, ()))
        if len(own):
            rows.append(own)
            begins.append(count)
            owners.append(n)
            count += len(own)
            vectors.append(own.sum(axis=0))
        else:
            vectors.append(whole[one.passage.id] if whole and not places else np.zeros(_width(kept), np.float32))
    return Encoded(
        statements,
        unit(np.array(vectors, np.float32)) if vectors else np.zeros((0, 1), np.float32),
        np.concatenate(rows) if rows else np.zeros((0, _width(kept)), np.float32),
        np.array(begins, np.int64),
        np.array(owners, np.int64),
        [frozenset(tokens(one.text)) for one in statements],
    )


def late(asked: Matrix, report: Encoded) -> NDArray[np.float64]:
    """For each statement (n,) the mean best match of the question's tokens in it, 0 where there are no tokens."""
    found = np.zeros(len(report.statements))
    if len(report.owners) and len(asked):
        found[report.owners] = np.maximum.reduceat(asked @ report.tokens.T, report.begins, axis=1).mean(axis=0)
    return found


def _tokens(one: Statement, matrix: Matrix, places: Sequence[tuple[int, int]]) -> Matrix:
    offset = len(one.passage.context) + 1
    starts = [start for start, _ in places[: len(matrix)]]
    return matrix[bisect_left(starts, offset + one.start) : bisect_left(starts, offset + one.end)]


def _width(kept: dict[str, Matrix]) -> int:
    return next((matrix.shape[1] for matrix in kept.values()), 1)
