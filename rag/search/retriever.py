"""The retriever: full text and vectors give candidates, which are then ranked; a LlamaIndex `BaseRetriever`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
from numpy.typing import NDArray

from index.faults import NotFound
from index.store.library import Library
from index.values import StoredItem, StoredPassage
from rag.search.corpus import READING, Corpus, corpora_of, periods_of
from rag.search.matching import Weighed, weigh
from rag.search.query import Query
from rag.search.ranking import NAMES, Features, Weights, features, late_interaction, score
from rag.search.scope import Scoped
from rag.values import Retrieved, place

CANDIDATES = 100  # from each of full text and vectors
SEVERAL = 3  # times as many passages are kept when several meetings are asked about
NEAREST = 20  # passages by which it is told when "last year" was
_NAMED = {"periods named": "periods", "kinds named": "kinds", "titles named": "items"}
PARTS = (*NAMES, *_NAMED, *READING)
"""What a question is read by and a passage is ranked by: each can be left out by its name."""
LIKELY = 0.85  # period fit from which a paper is likely the one meant


@dataclass(frozen=True)
class Found:
    """What retrieval found for a question, what it understood of it, and the papers it `searched`.

    `question_tokens` (m, 128) are the question's token vectors, `question_spans` the places of what they stand for.
    """

    query: Query
    concepts: tuple[Weighed, ...]
    scoped: Scoped
    corpus: Corpus
    retrieved: tuple[Retrieved, ...]
    features: dict[str, Features]
    question_tokens: NDArray[np.float32]
    searched: tuple[StoredItem, ...]
    question_spans: tuple[tuple[int, int], ...] = ()

    def in_period(self, passage: StoredPassage) -> bool:
        """Whether a passage, or its paper, is of a period that the question names."""
        fit = self.scoped.fits.get(passage.item.id)  # None for a paper indexed since the question was read
        if fit is not None and fit.period > 0:
            return True
        return any(p.overlaps(named) for p in periods_of(passage) for named in self.scoped.periods)


class HybridRetriever(BaseRetriever):
    """Retrieves passages of a library. `items` (ids) narrows everything to some papers."""

    def __init__(
        self,
        library: Library,
        weights: Weights | None = None,
        k: int = 20,
        without: Collection[str] = (),
    ) -> None:
        """`without` names parts (`PARTS`) to leave out, for measuring what each is worth."""
        super().__init__()
        self._library = library
        self._corpora = corpora_of(library)
        self._weights = (weights or Weights()).without(without)
        self._k = k
        self._without = frozenset(without)
        self._unnamed = {named for part, named in _NAMED.items() if part in self._without}

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self.find(query_bundle.query_str)
        return [NodeWithScore(node=as_node(r.passage), score=r.score) for r in found.retrieved]

    def find(
        self,
        question: str,
        items: Iterable[str] | None = None,
        k: int | None = None,
        ignored: Collection[str] = (),
    ) -> Found:
        """The best `k` passages for a question, with what was understood of it; `ignored` is as in `Scope`."""
        narrowed = None if items is None else set(items)
        while True:
            generation = self._library.generation
            try:
                return self._find(question, narrowed, k or self._k, ignored)
            except NotFound:  # a paper found a moment ago was changed or withdrawn: look again
                if self._library.generation == generation:
                    raise

    def _find(self, question: str, narrowed: set[str] | None, k: int, ignored: Collection[str]) -> Found:
        corpus = self._corpora.current()
        ignored = {*ignored, *self._unnamed}
        query = corpus.read(question, self._without)
        scoped = corpus.scopes.find(question, ignored)
        if scoped.relative:
            today = _newest(self._find(question, narrowed, NEAREST, {*ignored, "periods"}))
            scoped = corpus.scopes.find(question, ignored, today)
        vector, tokens = self._library.embed_question(question)
        ids = self._candidates(query, scoped, vector, narrowed)
        candidates = self._library.passages_by_id(ids)
        concepts = weigh(query, corpus)
        similarity = self._similarity(candidates, vector)
        late = late_interaction(tokens, self._library.token_vectors([p.id for p in candidates]))
        rows = features(query, concepts, scoped, corpus, candidates, similarity, late)
        ranked = sorted(
            zip(candidates, rows, strict=True), key=lambda pair: (-score(pair[1], self._weights), pair[0].id)
        )
        kept = _distinct(ranked, corpus.papers)[: k * SEVERAL if scoped.scope.wide else k]
        retrieved = tuple(Retrieved(p, n, score(f, self._weights), also) for n, (p, f, also) in enumerate(kept, 1))
        spans = tuple(self._library.question_spans(question))[: len(tokens)]
        searched = tuple(i for i in corpus.items if narrowed is None or i.id in narrowed)
        return Found(query, concepts, scoped, corpus, retrieved, {p.id: f for p, f, _ in kept}, tokens, searched, spans)

    def _candidates(
        self, query: Query, scoped: Scoped, vector: NDArray[np.float32], items: set[str] | None
    ) -> list[str]:
        """Ids from full text and vectors over all papers, and again over the papers likely meant."""
        ids: dict[str, None] = {}
        sure = {id for id, fit in scoped.fits.items() if scoped.periods and fit.period >= LIKELY}
        pools = [items] if items is not None else [None, sure] if sure else [None]
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


def _newest(found: Found) -> date | None:
    """The newest meeting of the papers that speak of what is asked, of the committee whose paper does so best: its
    "last year" is meant, whatever other papers are held.
    """
    items = [r.passage.item for r in found.retrieved]
    return max((i.meeting_date for i in items if i.meeting_date and i.committee == items[0].committee), default=None)


def _distinct(
    ranked: Sequence[tuple[StoredPassage, Features]], papers: Mapping[str, int]
) -> list[tuple[StoredPassage, Features, tuple[StoredPassage, ...]]]:
    """Each passage with those further down that say the same: the very words in its paper, or nearly so elsewhere.

    Where a meeting's paper is held as a file of its own and within the whole pack, the file of its own stands for
    both: `papers` counts the items of each document.
    """
    place: dict[object, int] = {}
    kept: list[tuple[StoredPassage, Features]] = []
    others: list[list[StoredPassage]] = []
    for passage, feature in ranked:
        keys: list[object] = [(passage.item.id, "".join(passage.text.split()).lower())]
        if passage.same_as:
            keys.append(passage.same_as)
        found = next((place[key] for key in keys if key in place), None)
        if found is None:
            found = len(kept)
            kept.append((passage, feature))
            others.append([])
        elif passage.item.id != kept[found][0].item.id:
            others[found].append(passage)
        place |= {key: found for key in keys if key not in place}
    return [_own(pair, also, papers) for pair, also in zip(kept, others, strict=True)]


def _own(
    pair: tuple[StoredPassage, Features], also: Sequence[StoredPassage], papers: Mapping[str, int]
) -> tuple[StoredPassage, Features, tuple[StoredPassage, ...]]:
    first, features = pair
    meeting = (first.item.committee, first.item.meeting_date)
    copies = [first, *(p for p in also if all(meeting) and (p.item.committee, p.item.meeting_date) == meeting)]
    own = min(copies, key=lambda p: papers.get(p.item.document, 0))  # the first of those held with as few others
    return own, features, tuple(p for p in (first, *also) if p is not own)


def as_node(passage: StoredPassage) -> TextNode:
    """A passage as LlamaIndex's node: its text, its id, and its place as metadata."""
    return TextNode(id_=passage.id, text=passage.text, metadata=place(passage))
