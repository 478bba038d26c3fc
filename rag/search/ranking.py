"""Ranking: what each passage is ranked by, and the fitted heads that weigh it.

All candidates are ranked by what costs little (`FIRST`), the best of them again by what their sentences say (`SECOND`).
Late interaction is ColBERT's sum of best matches of question tokens among passage tokens (Khattab and Zaharia 2020),
over the encoder's own token vectors; no other model is needed. `prompts/weights/ranking.json` holds the weights,
`ranking.md` beside it what they are worth; `python -m eval fit ranking` writes both heads.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import log1p
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from index.encoder.embedding import DIMENSIONS
from index.values import StoredPassage
from prompts.fitted import Linear, fitted
from rag.search.corpus import Corpus, words_of
from rag.search.matching import Weighed, bm25, coverage
from rag.search.query import Query
from rag.search.reading import Alignment, Reading
from rag.search.scope import NEUTRAL, Fit, Scoped

FIRST = (
    "words",  # BM25 over concepts, as a share of the best candidate's
    "coverage",  # share of the question's concepts in text or context
    "vector",  # cosine of question and passage
    "late",  # mean best match of the question's tokens
    "period",  # fit of the paper to the periods named
    "sure",  # the paper is the one of the single meeting or period named
    "title",  # share of the paper's title that the question names
    "replaced",  # a later version of the paper is held
)
SECOND = (
    "words",
    "coverage",
    "sure",
    "period",
    "late text",  # as `late`, of the text without its headings
    "late weakest",  # of the third of the tokens that match least
    "rarest",  # how far the rarest concept is there
    "sentence late",  # the best of its sentences: each of these is of `Said`
    "sentence telling",
    "sentence together",
    "sentence sure",
    "ordinal",  # place in the paper, log(1 + n)
    "before",  # first score of the passage before it, where that is a candidate
    "paper",  # first score of the paper's best passage
    "share",  # of the first 20 that are of the same paper
)
SENTENCE = (
    "late",
    "near",
    "together",
    "value",
    "announces",  # it ends in a colon
    "length",  # log(1 + words)
    "passage",  # its passage's score less the best one's
    "inverse rank",  # of its passage
    "paper",  # share of the softmax over the passages found that its paper has
    "heeded",  # as `late`, tokens of the question that are to be heeded (`Attention`) counting for more
    "answering",  # how far its own tokens are those of sentences that answer
)
ATTENTION = SENTENCE[-2:]
NAMES = tuple(dict.fromkeys((*FIRST, *SECOND)))
READ = 30  # passages that are read sentence by sentence and ranked again
_SHARED = 20
Table = NDArray[np.float64]


@dataclass(frozen=True)
class Attention:
    """Which tokens of a question its sentences are to match, and which tokens of a sentence answer: two vectors (128,)
    of an encoder's tokens, fitted with the head of sentences.
    """

    heed: NDArray[np.float32]
    answering: NDArray[np.float32]

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Attention":
        """As the fit wrote it."""
        return cls(np.array(data["heed"], np.float32), np.array(data["answering"], np.float32))

    @classmethod
    def none(cls) -> "Attention":
        """All tokens alike: what is left with an encoder that it was not fitted on."""
        return cls(np.zeros(DIMENSIONS, np.float32), np.zeros(DIMENSIONS, np.float32))

    def features(self, own: Alignment, question: NDArray[np.float32]) -> Table:
        """The last two of `SENTENCE` (s, 2)."""
        heeded, answering = own.best @ _softmax(question @ self.heed), own.mean @ self.answering
        return np.stack([heeded, answering], axis=1).astype(np.float64)


@dataclass(frozen=True)
class Heads:
    """The fitted heads, without the features left out."""

    first: Linear
    second: Linear
    sentence: Linear
    attention: Attention

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Heads":
        """From the heads as they are written, by their names."""
        first, second, sentence = (Linear.read(data[name]) for name in ("first", "second", "sentence"))
        return cls(first, second, sentence, Attention.read(data["attention"]))

    def without(self, names: Collection[str]) -> "Heads":
        """The same with these features left out; those of a sentence are named "sentence late"."""
        own = [name.removeprefix("sentence ") for name in names if name.startswith("sentence ")]
        first, second = self.first.without(names), self.second.without(names)
        return replace(self, first=first, second=second, sentence=self.sentence.without(own))


@cache
def heads(encoder: str | None = None) -> Heads:
    """The heads that ship, for the encoder of that `identity`: for another than they were fitted on without vectors."""
    found = Heads.read(fitted("ranking"))
    own = encoder in (None, fitted("ranking")["encoder"])
    return found if own else replace(found, attention=Attention.none())


def late_interaction(question: NDArray[np.float32], matrices: Mapping[str, NDArray[np.float32]]) -> dict[str, float]:
    """For each passage the mean over question tokens of the best cosine among its tokens; all rows of unit length. All
    passages are multiplied at once: hundreds of small products cost many times more.
    """
    filled = {id: matrix for id, matrix in matrices.items() if len(matrix)}
    if not len(question) or not filled:
        return dict.fromkeys(matrices, 0.0)
    starts = np.cumsum([0, *(len(m) for m in filled.values())][:-1])
    best = np.maximum.reduceat(question @ np.concatenate(list(filled.values())).T, starts, axis=1)
    return dict.fromkeys(matrices, 0.0) | dict(zip(filled, best.mean(axis=0).tolist(), strict=True))


def first_features(
    query: Query, concepts: tuple[Weighed, ...], scoped: Scoped, corpus: Corpus,
    candidates: Sequence[StoredPassage], similarity: Mapping[str, float], late: Mapping[str, float],
) -> Table:  # fmt: skip
    """The features `FIRST` of every candidate (n, f)."""
    rows = []
    for passage in candidates:
        words = words_of(passage)
        frequency = {s: words.text.get(s, 0) + 0.5 * (s in words.context) for s in query.stems}
        fit = scoped.fits.get(passage.item.id, Fit(NEUTRAL, 0.0))
        rows.append(
            (
                bm25(concepts, frequency, words.length, corpus.average_length),
                coverage(concepts, frequency.__getitem__),
                similarity.get(passage.id, 0.0),
                late.get(passage.id, 0.0),
                fit.period,
                float(scoped.sure(passage.item.id)),
                fit.title,
                float(passage.item.replaced_by is not None),
            )
        )
    table = np.array(rows, np.float64).reshape(-1, len(FIRST))
    if len(table):
        table[:, 0] /= table[:, 0].max() or 1.0
    return table


def second_features(
    candidates: Sequence[StoredPassage], table: Table, scores: NDArray[np.float64],
    read: Sequence[int], readings: Sequence[Reading],
) -> Table:  # fmt: skip
    """The features `SECOND` (m, f) of the candidates at the places `read`, best first. `table` and `scores` are the
    first features and scores of all candidates.
    """
    at = {(p.item.id, p.ordinal): n for n, p in enumerate(candidates)}
    best: dict[str, float] = {}
    for passage, score in zip(candidates, scores.tolist(), strict=True):
        best[passage.item.id] = max(score, best.get(passage.item.id, score))
    shares = Counter(candidates[n].item.id for n in read[:_SHARED])
    rows = []
    for n, reading in zip(read, readings, strict=True):
        passage = candidates[n]
        before = at.get((passage.item.id, passage.ordinal - 1))
        rows.append(
            (
                *(table[n, FIRST.index(name)] for name in ("words", "coverage", "sure", "period")),
                reading.late,
                reading.weakest,
                reading.rarest,
                *(_most(reading, name) for name in ("late", "telling", "together", "sure")),
                log1p(passage.ordinal),
                scores[before] if before is not None else scores.min(),
                best[passage.item.id],
                shares[passage.item.id] / _SHARED,
            )
        )
    return np.array(rows, np.float64).reshape(-1, len(SECOND))


def _most(reading: Reading, name: Literal["late", "telling", "together", "sure"]) -> float:
    return max((getattr(said, name) for said in reading.sentences), default=0.0)


def paper_shares(papers: Sequence[str], scores: Sequence[float]) -> dict[str, float]:
    """The share of the softmax of the passages' `scores` that each of their papers has."""
    shares: dict[str, float] = {}
    for paper, share in zip(papers, _softmax(np.asarray(scores)).tolist(), strict=True):
        shares[paper] = shares.get(paper, 0.0) + share
    return shares


def _softmax(scores: NDArray[Any]) -> NDArray[Any]:
    raised: NDArray[Any] = np.exp(scores - scores.max(initial=-np.inf))
    return raised / (raised.sum() or 1.0)


def sentence_features(text: str, reading: Reading, passage: float, rank: int, paper: float) -> Table:
    """The features `SENTENCE` (s, f) of a passage's sentences without those of `Attention`; `passage` is its score less
    the best one's.
    """
    rows = []
    for said in reading.sentences:
        words = text[said.start : said.end]
        announces = float(words.rstrip(" *_|").endswith(":"))
        length = log1p(len(words.split()))
        rows.append((said.late, said.near, said.together, said.value, announces, length, passage, 1 / rank, paper))
    return np.array(rows, np.float64).reshape(-1, len(SENTENCE) - len(ATTENTION))
