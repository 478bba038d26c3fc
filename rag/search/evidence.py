"""Evidence: the sentences of retrieved passages that bear on a question, best first by a fitted head."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.language.tokens import tokens
from index.values import StoredPassage
from rag.search.ranking import SENTENCE, paper_shares, sentence_features
from rag.search.reading import Said
from rag.search.retriever import Found
from rag.values import Retrieved

PASSAGES = 10  # how many of the best passages give evidence
_SECTIONS, _FURTHER = 3, 3  # of how many of them the section is read on, and how many passages
PARTS = tuple(f"sentence {name}" for name in SENTENCE)  # what a sentence is scored by: each can be left out by its name


@dataclass(frozen=True)
class Clue:
    """One sentence as evidence: its passage, what it was measured by, and its score (comparable within a question)."""

    passage: StoredPassage
    said: Said
    score: float

    @property
    def start(self) -> int:
        """Where it begins in the passage's text."""
        return self.said.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.said.end

    @property
    def quote(self) -> str:
        """The sentence, word for word."""
        return self.passage.text[self.start : self.end]

    @property
    def bearing(self) -> float:
        """How far the sentence itself bears on the question, whatever its passage."""
        return self.said.late + self.said.near


def gather(found: Found, passages: int = PASSAGES) -> list[Clue]:
    """The sentences of the best passages, and of those that the first few go on with, best first; where a conversation
    is near some papers theirs have its prior, which is in their order and not in their scores.
    """
    best = found.retrieved[:passages]
    read = [*best, *_going_on(found, best)]
    shares = paper_shares([r.passage.item.id for r in found.retrieved], [r.score for r in found.retrieved])
    clues = []
    for one, reading in zip(read, found.reader.read([r.passage for r in read]), strict=True):
        if reading.sentences:
            table = sentence_features(
                one.passage.text, reading, one.score - best[0].score, one.rank, shares[one.passage.item.id]
            )
            own = found.heads.attention.features(reading.alignment, found.reader.question)
            scores = found.heads.sentence.score(np.hstack([table, own])).tolist()
            clues += [Clue(one.passage, said, score) for said, score in zip(reading.sentences, scores, strict=True)]

    rest = 1 - found.heads.sentence.slope("passage")  # of the prior: what is left of it in the passage's score

    def prior(passage: StoredPassage) -> float:
        return rest * found.near.odds(passage.item) if found.near else 0.0

    return sorted(clues, key=lambda c: (-c.score - prior(c.passage), c.passage.id, c.start))


def _going_on(found: Found, best: Sequence[Retrieved]) -> Iterator[Retrieved]:
    """The passages with which the sections of the first few go on, each as good as the one that it goes on from: what
    was decided stands below what it was about, and may name nothing of it.
    """
    taken = {one.passage.id for one in best}
    for one in best[:_SECTIONS]:
        next_place = one.passage.ordinal + 1
        for later in found.corpus.library.passages(one.passage.item.id, range(next_place, next_place + _FURTHER)):
            if later.section == one.passage.section and later.id not in taken:
                taken.add(later.id)
                yield replace(one, passage=later, also=())


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
