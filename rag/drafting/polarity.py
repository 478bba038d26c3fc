"""Whether a rise of a measure is good or bad: from the pack's own tables where they print it, else from its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from index.language.tokens import stem
from prompts.cues import lexicon
from rag.drafting.rows import Row
from rag.drafting.statements import Statement

_NEAR = 0.5  # share of a printed measure's words that makes a sentence speak of it


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(part) for word in lexicon()[name] for part in (word, *word.split("-")) if len(part) > 2)


@dataclass(frozen=True)
class Polarities:
    """What the tables of a report say of its measures: pairs of a label's stems and +1 (high is good) or -1."""

    printed: tuple[tuple[frozenset[str], int], ...]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Polarities:
        """Learnt from the rows that print a target or whether their change is good."""
        return cls(tuple((row.stems, row.polarity) for row in rows if row.polarity and row.stems))

    def of_text(self, stems: frozenset[str]) -> int:
        """+1 when high is good, -1 when it is bad, 0 when neither the tables nor the words tell."""
        near = [(len(label & stems) / len(label), sign) for label, sign in self.printed]
        best = max(near, default=(0.0, 0))
        if best[0] >= _NEAR:
            return best[1]
        bad, good = len(stems & _stems("bad_high")), len(stems & _stems("good_high"))
        return 0 if bad == good else (-1 if bad > good else 1)


def direction(statement: Statement) -> int:
    """+1 when the sentence speaks of a rise, -1 of a fall, 0 of neither or of both."""
    held = statement.words.held
    rise = any(word in held for word in lexicon()["rise"])
    fall = any(word in held for word in lexicon()["fall"])
    return int(rise) - int(fall)
