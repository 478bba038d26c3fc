"""How likely the evidence is to answer the question: a fitted head over what retrieval and the sentences scored.

`prompts/weights/answerable.json` holds its numbers, `answerable.md` beside it what they are worth; both are written by
`python -m eval fit answers`. Nothing is read from words here.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p

from index.encoder.traits import identity
from prompts.fitted import Linear, fitted
from rag.search.evidence import Clue
from rag.search.retriever import Found

BEST, FIRST = 10, 3  # passages and sentences that the features are taken of


def features(found: Found, clues: Sequence[Clue]) -> dict[str, float]:
    """The features of a question and its evidence by name; `clues`, best first, must not be empty.

    Each counts once, and once more where a kind of thing is asked for that a sentence can be seen to hold.
    """
    first, ten = clues[0], clues[:BEST]
    passages = [found.features[r.passage.id] for r in found.retrieved[:BEST] if r.passage.id in found.features]
    typed = float(found.query.wanted.explicit and found.query.wanted.typed)
    plain = {
        "late first": first.late,
        "late mean": sum(c.late for c in clues[:FIRST]) / len(clues[:FIRST]),
        "covered most": max(c.covered for c in ten),
        "near first": first.near,
        "near most": max(c.near for c in ten),
        "together most": max(c.together for c in clues),
        "together first": first.together,
        "passage late most": max((f.late for f in passages), default=0.0),
        "passage vector most": max((f.vector for f in passages), default=0.0),
        "passage coverage most": max((f.coverage for f in passages), default=0.0),
        "concepts": log1p(len(found.concepts)),
        "period": max((f.period for f in passages[:5]), default=0.0),
        "value": typed * max(c.value for c in clues[:FIRST]),
    }
    return plain | {"typed": typed} | {f"typed {name}": typed * value for name, value in plain.items()}


def probability(found: Found, clues: Sequence[Clue]) -> float | None:
    """How likely the evidence is to answer, in (0, 1), 0 without any; None with an encoder it was not fitted on."""
    data = fitted("answerable")
    if identity(found.corpus.library.embedding) != data["encoder"] or not len(found.question_tokens):
        return None
    if not clues:
        return 0.0
    head, values = Linear.read(data), features(found, clues)
    return float(head.odds([values[name] for name in head.names])[0])


def default_above() -> float:
    """The probability from which an answer is called one, as the fit chose it."""
    return float(fitted("answerable")["above"])
