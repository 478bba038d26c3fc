"""A report as drafting reads it: its statements, and their vectors beside those of what is asked.

A statement is a sentence or row of the report or its appendices, without its bullet or number; what is none (a heading,
a page's furniture, a line of capitals) is left out by its form alone. Nothing is encoded anew: a statement's vector is
the mean of its token vectors, which the index keeps for each passage, so it is read in its context. Where the embedding
gives none, its passage's vector stands in.
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.encoder.embedding import unit
from index.language.amounts import Amount
from index.language.statements import Statement as Said
from index.language.tokens import tokens
from index.store.library import Library
from index.values import StoredItem, StoredPassage

Matrix = NDArray[np.float32]
_PARTS = re.compile(r"[?;–]|\s-\s")
_MARKER = re.compile(  # a bullet, or the number of a paragraph or of a list
    r"^(?:[^\w\s£“‘\"'(<>+-]\s*|[-–*+]\s+|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s+"
    r"|\d{1,3}\.(?=[A-Z])|\d{1,2}(?:\.\d{1,2})+\s+)+"
)
_POINTING = {"this", "these", "that", "those", "it", "they", "he", "she", "such"}
_FEWEST_WORDS = 4
_HEADING_WORDS = 14
_LONGEST = 90  # words of two statements that are quoted as one


@dataclass(frozen=True)
class Statement:
    """A sentence or row in its passage, without the bullet or number before it. `said` is what was read of it when the
    paper was indexed; `heading` the nearest heading above it ("" for none); `order` counts the report's statements from
    0.
    """

    passage: StoredPassage
    said: Said
    start: int
    heading: str
    order: int

    @property
    def end(self) -> int:
        """Where it ends in its passage."""
        return self.said.end

    @cached_property
    def text(self) -> str:
        """The words, as they stand in the passage."""
        return self.passage.text[self.start : self.end]

    @property
    def row(self) -> bool:
        """True for a row of a table."""
        return self.said.row or self.text.count("|") > 1

    @property
    def cover(self) -> bool:
        """True in the covering report, False in an appendix."""
        return self.passage.item.kind != "appendix"

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Its figures; their places are in `said.text`."""
        return tuple(a for a in self.said.amounts if a.start >= self.start - self.said.start)

    @property
    def leaning(self) -> bool:
        """True for a sentence that begins with a word which points at what stood before it."""
        return self.text.split()[0].lower() in _POINTING

    @property
    def whole(self) -> bool:
        """True for a sentence that begins and ends as one, so that it can be read out alone."""
        begins = self.text[:1].isupper() or self.text[:1].isdigit() or self.text[:1] in "“‘£"
        return not self.row and begins and self.text[-1:] in ".!”’)"


def statements_of(library: Library, items: Sequence[StoredItem]) -> list[Statement]:
    """The statements of these items, in order."""
    found: list[Statement] = []
    for item in items:
        passages = {passage.id: passage for passage in library.passages(item.id)}
        heading = ""
        for said in library.statements(item.id):
            passage = passages.get(said.passage_id)
            if passage is None:
                continue
            marker = _MARKER.match(said.text)
            bare = said.text[marker.end() :] if marker else said.text
            above = (said.heading or "").split(" › ")[-1] or heading
            if _is_heading(said, bare):
                heading = bare
            elif _says_something(bare):
                found.append(Statement(passage, said, said.end - len(bare), above, len(found)))
    return found


def joined(one: Statement, other: Statement) -> Statement:
    """Two statements that stand one after the other in a passage, as one, from the first word to the last."""
    first, last = sorted((one, other), key=lambda s: s.start)
    text = first.passage.text[first.said.start : last.end]
    return replace(first, said=replace(first.said, text=text, end=last.end))


def together(one: Statement, other: Statement) -> bool:
    """True where the two can be quoted as one: sentences, or rows, of one passage, and not too long."""
    words = len(one.text.split()) + len(other.text.split())
    apart = any(min(one.end, other.end) <= joint <= max(one.start, other.start) for joint in one.passage.joints)
    return one.passage.id == other.passage.id and one.row == other.row and words <= _LONGEST and not apart


def _is_heading(said: Said, text: str) -> bool:
    """True for a line that was read as a heading, or one of few words without a figure and with no stop."""
    few = len(text.split()) <= _HEADING_WORDS and text[:1].isupper() and text[-1:].isalpha()
    return said.kind == "heading" or (few and not said.row and not any(map(str.isdigit, text)) and said.kind == "prose")


def _says_something(text: str) -> bool:
    words = text.split()
    figures = sum(any(map(str.isdigit, word)) for word in words)
    return (len(words) >= _FEWEST_WORDS or figures > 1) and not text.isupper()


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
    vectors, tokens = zip(*(encoded_prompt(library, text) for text in texts), strict=True)
    return Asked(texts, np.array(vectors, np.float32), tokens)


def encoded_prompt(library: Library, text: str) -> tuple[Matrix, Matrix]:
    """The unit vector (d,) of a prompt or a part of one, and its token vectors. They are remembered, since the same are
    put to every report, under a digest: a pack's own page may print them, and none of its words are kept.
    """

    def made() -> tuple[Matrix, Matrix]:
        vector, matrix = library.embed_question(text)
        return unit((matrix.sum(axis=0) if len(matrix) else vector)[None, :])[0], matrix

    return library.prompts.get(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), made)


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
