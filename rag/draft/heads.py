"""Evidence: how far each statement of a report bears on a prompt, by a fitted head over the encoder's vectors.

What the head sees of a statement: how near its vector and its tokens are to the prompt and to its parts, the words it
shares with it, how far it points the way that statements cited for such prompts point (`Directions`), what stands
beside it, and its form and place. Nothing is looked up in a list of words.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder.embedding import identity
from index.language.tokens import tokens
from index.store.library import Library
from prompts.fitted import Linear, fitted
from rag.draft.material.report import Asked, Encoded, encoded_prompt, late

Array = NDArray[np.float64]
SHARP = 0.08  # by how much of cosine another prompt's likeness falls to a third
_SAME = 0.6  # likeness from which a prompt is a known one
_RARE = 1e-3  # no label is thought rarer
_DOUBT, _UNKNOWN = 10, 4  # papers with the mean prompt's labels, thought of beside those of a known prompt, or a new
_FEW = 3  # papers with evidence that a prompt's own direction must have to count for half

FORM = ("row", "cover", "place", "words", "figures", "share of figures", "central", "stop", "capital", "asks", "length")
NEAR = (
    "late", "late of a part", "cosine", "cosine of a part", "words shared", "words shared with a part",
    "late in this paper", "cosine in this paper", "late beside",
)  # fmt: skip
COSINE = NEAR.index("cosine")
TOWARDS = ("direction", "direction in this paper", "direction beside")


@dataclass(frozen=True)
class Known:
    """A prompt that the heads were fitted on: how many papers had evidence for it, the way that evidence points (d,),
    and how many papers were labelled silent, partly and answered.
    """

    id: str
    text: str
    seen: int
    direction: Array
    labels: Array


@dataclass(frozen=True)
class Directions:
    """The known prompts, their vectors in the encoder at hand, and `middle`, the mean statement (d,)."""

    known: Sequence[Known]
    vectors: Array
    middle: Array

    @classmethod
    def read(cls, library: Library, data: Mapping[str, Any]) -> "Directions":
        """From the fitted numbers, with the prompts put to the library's encoder."""
        known = [
            Known(k["id"], k["text"], k["seen"], np.array(k["direction"], float), np.array(k["labels"], float))
            for k in data["known"]
        ]
        vectors = [encoded_prompt(library, k.text)[0] for k in known]
        return cls(known, np.array(vectors, float), np.array(data["middle"]))

    def less(self, text: str) -> "Directions":
        """These without the prompt of that text."""
        kept = [n for n, k in enumerate(self.known) if k.text != text]
        return Directions([self.known[n] for n in kept], self.vectors[kept], self.middle)

    def knows(self, asked: Asked) -> bool:
        """True where the prompt is, nearly word for word, one that the heads were fitted on."""
        return float(self.likeness(asked).max(initial=0.0)) >= _SAME

    def likeness(self, asked: Asked) -> Array:
        """How alike each known prompt is to the one asked, 1 for the same."""
        return np.exp((self.vectors @ asked.vectors[0].astype(float) - 1) / SHARP)

    def towards(self, asked: Asked, report: Encoded) -> Array:
        """How far each statement (n,) points the way that evidence for such a prompt does."""
        seen = np.array([k.seen for k in self.known], float)
        weights = self.likeness(asked) * seen / (seen + _FEW)
        weights /= max(weights.sum(), 1e-12)
        way = weights @ np.array([k.direction for k in self.known])
        mean = report.vectors.mean(axis=0)
        found: Array = (report.vectors - mean - self.middle) @ way
        return found

    def prior(self, asked: Asked) -> Array:
        """Log probabilities (3,) of silent, partly, answered for such a prompt, whatever the paper."""
        counts = np.array([k.labels for k in self.known])
        every = counts.sum(axis=0) / counts.sum()
        found = self.likeness(asked) @ counts + (_DOUBT if self.knows(asked) else _UNKNOWN) * every
        logs: Array = np.log(np.maximum(found / found.sum(), _RARE))
        return logs


@dataclass(frozen=True)
class Heads:
    """What is fitted for coverage, as far as it goes with the library's encoder: the directions only with the very
    encoder that they were fitted on, since they are of its space.
    """

    directions: Directions
    data: Mapping[str, Any]
    own: bool

    def linear(self, name: str, asked: Asked) -> Linear:
        """A fitted head, that for the encoder at hand and for a known prompt or a new one."""
        way = "any" if not self.own else "own" if self.directions.knows(asked) else "new"
        return Linear.read(self.data[way][name])

    def usual(self, asked: Asked) -> Array:
        """What is seen of a known prompt in the mean paper, which is no sign of this one; 0.0 for any other prompt."""
        if not (self.own and self.directions.knows(asked)):
            return np.zeros(1)
        known = self.directions.known[int(self.directions.likeness(asked).argmax())]
        return np.array(self.data["own"]["usual"][known.id], float)


def heads(library: Library) -> Heads:
    """The heads for the library's encoder; for all who ask the same library made once."""
    return library.shared(_heads)


def _heads(library: Library) -> Heads:
    data = fitted("coverage")
    return Heads(Directions.read(library, data), data, identity(library.embedding) == data["encoder"])


def form(report: Encoded) -> Array:
    """What is seen of each statement (n, 11) whatever is asked, in the order of `FORM`."""
    texts = [one.text for one in report.statements]
    n = len(texts)
    words = np.array([len(text.split()) for text in texts], float)
    figures = np.array([sum(any(map(str.isdigit, word)) for word in text.split()) for text in texts], float)
    mean = report.vectors.mean(axis=0)
    return np.stack(
        [
            np.array([one.row for one in report.statements], float),
            np.array([one.cover for one in report.statements], float),
            np.arange(n) / n,
            np.log1p(words),
            np.log1p(figures),
            figures / np.maximum(words, 1),
            report.vectors @ (mean / max(float(np.linalg.norm(mean)), 1e-9)),
            np.array([text[-1:] in ".!" for text in texts], float),
            np.array([text[:1].isupper() for text in texts], float),
            np.array([text[-1:] == "?" for text in texts], float),
            np.full(n, log(n)),
        ],
        axis=1,
    )


def near(asked: Asked, report: Encoded) -> tuple[Array, Array]:
    """How near each statement is to the prompt (n, 9) in the order of `NEAR`, and its late interaction with the whole
    and each part (m, n).
    """
    matched = np.array([late(one, report) for one in asked.tokens])
    cosines = asked.vectors.astype(float) @ report.vectors.T
    shared = _shared(asked, report)
    first = _normal(matched[0])
    columns = (
        matched[0], matched.max(axis=0), cosines[0], cosines.max(axis=0), shared[0], shared.max(axis=0),
        first, _normal(cosines[0]), beside(first),
    )  # fmt: skip
    return np.stack(columns, axis=1), matched


def features(nearness: Array, shape: Array, towards: Array | None) -> Array:
    """All that the head sees of each statement: of `near`, of `Directions.towards` where there are any, of `form`."""
    columns = [nearness, shape]
    if towards is not None:
        columns.insert(1, np.stack([towards, _normal(towards), beside(towards)], axis=1))
    return np.concatenate(columns, axis=1)


def names(own: bool) -> tuple[str, ...]:
    """The names of the features, with the directions or without."""
    return (*NEAR, *TOWARDS, *FORM) if own else (*NEAR, *FORM)


def beside(scores: Array) -> Array:
    """The mean score of the statements just before and after each."""
    if len(scores) < 2:
        return scores
    after, before = np.append(scores[1:], scores[-1]), np.insert(scores[:-1], 0, scores[0])
    return (after + before) / 2


def _shared(asked: Asked, report: Encoded) -> Array:
    n, rows = len(report.words), []
    held = Counter(stem for words in report.words for stem in words)
    for text in asked.texts:
        stems = set(tokens(text))
        weight = {s: log(1 + n / (1 + held[s])) for s in stems}
        total = sum(weight.values()) or 1.0
        rows.append([sum(weight[s] for s in stems & words) / total for words in report.words])
    return np.array(rows)


def _normal(scores: Array) -> Array:
    return (scores - scores.mean()) / (scores.std() + 1e-6)
