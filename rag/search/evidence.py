"""Evidence: the sentences of retrieved passages that bear on a question, best first by a fitted head."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.language.tokens import tokens
from index.values import StoredPassage
from rag.search.ranking import SENTENCE, paper_shares, sentence_features
from rag.search.reading import Said
from rag.search.retriever import Found

PASSAGES = 10  # how many of the best passages give evidence
_REST = 0.75  # of a conversation's prior: a quarter is in the passage's score, by the weight that it has here
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
    """The sentences of the best passages, best first; where a conversation is near some papers theirs have its prior,
    which is in their order and not in their scores.
    """
    best = found.retrieved[:passages]
    shares = paper_shares([r.passage.item.id for r in found.retrieved], [r.score for r in found.retrieved])
    clues = []
    for rank, (one, reading) in enumerate(zip(best, found.reader.read([r.passage for r in best]), strict=True), 1):
        if reading.sentences:
            table = sentence_features(
                one.passage.text, reading, one.score - best[0].score, rank, shares[one.passage.item.id]
            )
            scores = found.heads.sentence.score(table).tolist()
            clues += [Clue(one.passage, said, score) for said, score in zip(reading.sentences, scores, strict=True)]

    def prior(passage: StoredPassage) -> float:
        return _REST * found.near.odds(passage.item) if found.near else 0.0

    return sorted(clues, key=lambda c: (-c.score - prior(c.passage), c.passage.id, c.start))


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
