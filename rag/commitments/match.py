"""The commitments that are about what some text (a report's title, a draft, a topic) is about."""

from __future__ import annotations

from collections.abc import Sequence

from rag.commitments.subject import counted
from rag.commitments.values import Commitment
from rag.corpus import Corpus
from rag.matching import coverage, weigh
from rag.query import analyse

_ENOUGH = 0.5  # of the text's weight, that a commitment must have
_HEADING = 0.5  # what a word counts that only the minute's heading has


def about(text: str, commitments: Sequence[Commitment], corpus: Corpus, limit: int) -> list[Commitment]:
    """The commitments that have at least half the weight of the text's concepts, best first."""
    concepts = weigh(analyse(text, corpus.vocabulary), corpus)
    scored: list[tuple[float, int, Commitment]] = []
    for commitment in commitments:
        words: dict[str, float] = dict.fromkeys(counted(f"{commitment.heading} {commitment.about}"), _HEADING)
        words |= counted(commitment.text)
        share = coverage(concepts, lambda s, words=words: words.get(s, 0.0))  # type: ignore[misc]
        if share >= _ENOUGH:
            scored.append((-share, len(scored), commitment))
    return [commitment for _, _, commitment in sorted(scored)[:limit]]
