"""The commitments that are about what some text (a report's title, a draft, a topic) is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.memory.commitments.before import said_before
from rag.memory.commitments.subject import counted
from rag.memory.commitments.values import Commitment
from rag.memory.history.topic import Topic
from rag.search.corpus import Corpus
from rag.search.matching import coverage, weigh
from rag.search.query import analyse

_ENOUGH = 0.5  # of the text's weight, that a commitment must have
NAMED = 0.75  # of the weight of what a person looks for, with what stands over it and before it counted in part
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


def naming(words: str, commitments: Sequence[Commitment], corpus: Corpus) -> list[Commitment]:
    """The commitments that name what a person typed, in their order: in any way that the papers say it, or by every
    word as typed in the commitment, its heading, or who and when.

    The words that a commitment points back at count as its own; a heading that names all of it is enough.
    """
    topic = Topic(words, corpus)
    typed = words.lower().split()

    def named(c: Commitment) -> bool:
        own = f"{said_before(c)} {c.text}"
        if topic.names(own, f"{c.heading}\n{c.about}", NAMED) or topic.names(c.heading, least=1.0):
            return True
        printed = set(re.findall(r"[\w’'-]+", f"{c.text} {c.heading} {c.owner} {c.minute} {c.due_words}".lower()))
        return all(word in printed for word in typed)

    return [c for c in commitments if named(c)]
