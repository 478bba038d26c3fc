"""The retriever: full text and vectors give candidates, which are then ranked."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.encoder.embedding import identity
from index.faults import NotFound
from index.store.library import Library
from index.values import StoredItem, StoredPassage
from rag.search.corpus import READING, Corpus, corpus_of, periods_of
from rag.search.matching import Weighed, weigh
from rag.search.near import Near
from rag.search.query import Query
from rag.search.ranking import (
    FIRST,
    NAMES,
    READ,
    Heads,
    Table,
    first_features,
    heads,
    late_interaction,
    second_features,
)
from rag.search.reading import Reader
from rag.search.scope import Scoped
from rag.values import Retrieved

CANDIDATES = 100  # from each of full text and vectors
_NAMED = {"periods named": "periods", "titles named": "items"}
PARTS = (*NAMES, *_NAMED, *READING)
"""What a question is read by and a passage is ranked by: each can be left out by its name."""
LIKELY = 0.85  # period fit from which a paper is likely the one meant


@dataclass(frozen=True)
class Candidates:
    """What may answer a question, before it is ranked; what was understood of the question, and the papers `searched`.
    `table` (n, f) are the features `FIRST` of `passages`. `meaning` (d,) is the question's unit vector,
    `question_tokens` (m, 128) are its token vectors;
    `reader` reads the sentences of passages, `near` is where the conversation is.
    """

    query: Query
    concepts: tuple[Weighed, ...]
    scoped: Scoped
    corpus: Corpus
    passages: tuple[StoredPassage, ...]
    table: Table
    meaning: NDArray[np.float32]
    question_tokens: NDArray[np.float32]
    searched: tuple[StoredItem, ...]
    reader: Reader
    near: Near | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class Found(Candidates):
    """What retrieval found for a question: the best of the candidates, the features `FIRST` of each by its id, and the
    heads that it was ranked by. `moved` says that the first of them is so only for where the conversation is.
    """

    retrieved: tuple[Retrieved, ...]
    features: dict[str, dict[str, float]]
    heads: Heads = field(default_factory=heads)
    moved: bool = False

    def in_period(self, passage: StoredPassage) -> bool:
        """Whether a passage, or its paper, is of a period that the question names."""
        fit = self.scoped.fits.get(passage.item.id)  # None for a paper indexed since the question was read
        if fit is not None and fit.period > 0:
            return True
        return any(p.overlaps(named) for p in periods_of(passage) for named in self.scoped.periods)


class HybridRetriever:
    """Retrieves passages of a library. `items` (ids) narrows everything to some papers."""

    def __init__(
        self, library: Library, weights: Heads | None = None, k: int = 20, without: Collection[str] = ()
    ) -> None:
        """`without` names parts (`PARTS`) to leave out, for measuring what each is worth."""
        self._library = library
        self._heads = (weights or heads(identity(library.embedding))).without(without)
        self._k = k
        self._without = frozenset(without)
        self._unnamed = {named for part, named in _NAMED.items() if part in self._without}

    def find(
        self, question: str, items: Iterable[str] | None = None, k: int | None = None, ignored: Collection[str] = (),
        near: Near | None = None,
    ) -> Found:  # fmt: skip
        """The best `k` passages for a question, asked where the conversation is `near`, with what was understood of it;
        `ignored` is as in `Scope`.
        """
        narrowed = None if items is None else set(items)
        while True:
            generation = self._library.generation
            try:
                return self.rank(self.candidates(question, narrowed, ignored, near), k)
            except NotFound:  # a paper found a moment ago was changed or withdrawn: look again
                if self._library.generation == generation:
                    raise

    def candidates(
        self, question: str, narrowed: set[str] | None = None, ignored: Collection[str] = (), near: Near | None = None
    ) -> Candidates:
        """The passages that may answer a question, with their first features; the rest is as in `find`."""
        corpus = corpus_of(self._library)
        ignored = {*ignored, *self._unnamed}
        query = corpus.read(question, self._without)
        scoped = corpus.scopes.find(question, ignored)
        vector, tokens = self._library.embed_question(query.text)
        own = {i.id for i in corpus.items if near and near.holds(i)}
        passages = tuple(self._library.passages_by_id(self._candidates(query, scoped, vector, narrowed, own)))
        concepts = weigh(query, corpus)
        similarity = self._similarity(passages, vector)
        late = late_interaction(tokens, self._library.token_vectors([p.id for p in passages]))
        table = first_features(query, concepts, scoped, corpus, passages, similarity, late)
        reader = Reader(self._library, corpus, query, concepts, tokens, self._library.question_spans(query.text))
        searched = tuple(i for i in corpus.items if narrowed is None or i.id in narrowed)
        return Candidates(query, concepts, scoped, corpus, passages, table, vector, tokens, searched, reader, near=near)

    def rank(self, found: Candidates, k: int | None = None) -> Found:
        """The best `k` of the candidates: by their first features, and the best `READ` again by what they say."""
        scores = self._heads.first.score(found.table) if len(found.table) else np.zeros(0)
        prior = np.array([found.near.odds(p.item) if found.near else 0.0 for p in found.passages])
        kept = distinct(found, scores + prior)
        read = kept[:READ]
        plain = self._heads.second.score(second_table(found, scores, read)) if read else np.zeros(0)
        second = plain + prior[[own for own, _ in read]]
        ranked = sorted(zip(read, second.tolist(), strict=True), key=lambda pair: -pair[1])
        if len(kept) > READ:  # they follow in their order, on the scale of those read
            last = scores[kept[READ][0]] - second.min()
            ranked += [(one, float(scores[one[0]] - last)) for one in kept[READ:]]
        ranked = ranked[: k or self._k]
        passages = found.passages
        retrieved = tuple(
            Retrieved(passages[own], rank, score, tuple(passages[n] for n in also))
            for rank, ((own, also), score) in enumerate(ranked, 1)
        )
        features = {
            passages[own].id: dict(zip(FIRST, found.table[own].tolist(), strict=True)) for (own, _), _ in ranked
        }
        own_fields = {f.name: getattr(found, f.name) for f in fields(Candidates)}
        moved = bool(read) and int(np.argmax(plain)) != int(np.argmax(second))
        return Found(**own_fields, retrieved=retrieved, features=features, heads=self._heads, moved=moved)

    def _candidates(
        self, query: Query, scoped: Scoped, vector: NDArray[np.float32], items: set[str] | None, near: set[str]
    ) -> list[str]:
        """Ids from full text and vectors over all papers, again over the papers likely meant, and over those `near`."""
        ids: dict[str, None] = {}
        sure = {id for id, fit in scoped.fits.items() if scoped.periods and fit.period >= LIKELY}
        pools = [items] if items is not None else [None, *filter(None, (sure, near))]
        for pool in pools:
            if "words" not in self._without:
                ids |= dict.fromkeys(id for id, _ in self._library.search_words(query.stems, CANDIDATES, pool))
            if "vector" not in self._without:
                ids |= dict.fromkeys(id for id, _ in self._library.search_vectors(vector, CANDIDATES, pool))
        return list(ids)

    def _similarity(self, candidates: Sequence[StoredPassage], vector: NDArray[np.float32]) -> dict[str, float]:
        if not candidates:
            return {}
        ids = [p.id for p in candidates]
        return dict(zip(ids, (self._library.passage_vectors(ids) @ vector).tolist(), strict=True))


def second_table(found: Candidates, scores: NDArray[np.float64], kept: "Sequence[Kept]") -> Table:
    """The features `SECOND` of these candidates."""
    read = [own for own, _ in kept]
    readings = found.reader.read([found.passages[n] for n in read])
    return second_features(found.passages, found.table, scores, read, readings)


Kept = tuple[int, tuple[int, ...]]
"""The place of a candidate, and the places of those that say the same in other papers."""


def distinct(found: Candidates, scores: NDArray[np.float64]) -> list[Kept]:
    """The candidates, best first, each with those that say the same: the very words in its paper, or nearly so
    elsewhere. Where a meeting's paper is held as a file of its own and within the whole pack, the file of its own
    stands for both.
    """
    place: dict[object, int] = {}
    kept: list[list[int]] = []
    passages = found.passages
    for n in sorted(range(len(passages)), key=lambda n: (-scores[n], passages[n].id)):
        passage = passages[n]
        keys: list[object] = [(passage.item.id, _squeezed(passage.id, passage.text))]
        if passage.same_as:
            keys.append(passage.same_as)
        at = next((place[key] for key in keys if key in place), None)
        if at is None:
            at = len(kept)
            kept.append([n])
        elif passage.item.id != passages[kept[at][0]].item.id:
            kept[at].append(n)
        place |= {key: at for key in keys if key not in place}
    return [_own(alike, passages, found.corpus.papers) for alike in kept]


@lru_cache(maxsize=20_000)
def _squeezed(_id: str, text: str) -> str:
    """A passage's text without what only lays it out, remembered by the passage's id."""
    return "".join(text.split()).lower()


def _own(alike: Sequence[int], passages: Sequence[StoredPassage], papers: Mapping[str, int]) -> Kept:
    """Which of those that say the same stands for all; `papers` counts the items of each document."""

    def meeting(n: int) -> tuple[str | None, date | None]:
        return passages[n].item.committee, passages[n].item.meeting_date

    first = meeting(alike[0])
    copies = [n for n in alike if n == alike[0] or (all(first) and meeting(n) == first)]
    own = min(copies, key=lambda n: papers.get(passages[n].item.document, 0))  # the first of those with as few others
    return own, tuple(n for n in alike if n != own)
