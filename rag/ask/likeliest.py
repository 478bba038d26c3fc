"""How likely the evidence is to state the figure that is asked for: what the answerable head weighs beside the rest.

Every figure of the best sentences that is of the kind asked for is measured by what stands beside it: how the
question's tokens are matched near it, how far what is near it is explained by the question, whose time it is. Two
fitted heads (`prompts/weights/likeliest.json`, `likeliest.md` beside it; `python -m eval fit answers`) choose the
likeliest of them and say how likely it is to be right. Figures that the question itself states answer nothing.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, log1p

import numpy as np
from numpy.typing import NDArray

from index.encoder.embedding import identity
from index.language.amounts import Amount, amounts, numbers
from index.language.periods import Period, find_periods
from prompts.fitted import Linear, fitted
from rag.search.evidence import Clue
from rag.search.retriever import Found
from rag.search.wanted import NUMBERS, Kind, length_at

FIGURE = (
    "late",  # how far its sentence bears on the question: each of these three is of `Said`
    "near",
    "together",
    "score",  # of its sentence
    "inverse rank",  # of its sentence
    "beside",  # mean best match of the question's tokens in the sentence, rare ones and near matches counting more
    "beside more",  # that, less the most of another figure of the sentence
    "thing",  # the same of the first thing that the question names
    "asked",  # how the figure's own token matches the question's first two, "how many"
    "itself",  # … and all of the question's tokens
    "itself more",
    "explained",  # how well the words near it are matched by the question's
    "explained more",
    "weakest",  # of the question's tokens in the sentence or the headings above it
    "weakest own",  # … in the sentence alone
    "least explained",  # of the words next to it
    "time",  # the time nearest to it in the sentence: 1 one asked about, -1 another, 0 none
    "fit",  # of its unit
    "figures",  # in the sentence, log(1 + n)
    "small",  # a count of ten or fewer
    "agree",  # log of how many of the sentences state it
)
PROOF = ("value", "margin", "others")
"""What the likeliest figure is proved by besides `FIGURE` of it and the features of the evidence: its log odds, how far
they are above the next other value's, and the log of the sum of all others' probabilities."""
READ = 10  # sentences whose figures are looked at
_REACH = 6.0  # tokens at whose distance a match counts 1/e
_ABOVE = 0.8  # what a match in the headings counts for a sentence
_NEXT = 0.5  # the decay of a word next to it
_WORD = 4  # letters of a word that has to be explained
_ADJOINS = 8  # characters within which a time on either side of a figure may be its own
_UNIT: dict[Kind, str] = {"money": "£$€", "share": "%"}
Row = NDArray[np.float64]


@dataclass(frozen=True)
class Stated:
    """A figure of a sentence, `amount` by its place in it, and its features `FIGURE`."""

    clue: Clue
    amount: Amount
    values: dict[str, float]

    @property
    def same(self) -> tuple[float, str]:
        """What is the same for two figures that say the same."""
        return abs(self.amount.value), self.amount.unit


@dataclass(frozen=True)
class Led:
    """The likeliest figure and what it is proved by; `stated` is None where no sentence has a figure of the kind."""

    stated: Stated | None
    proof: dict[str, float]


def figures(text: str) -> list[Amount]:
    """The figures of a sentence that may be asked for: those that measure something, lengths of time, worded ones."""
    named = [period.span for period in find_periods(text)]
    found = {amount.start: amount for amount in amounts(text)}
    for number in numbers(text):
        worded = not any(map(str.isdigit, number.printed))
        if number.unit != "ordinal" and (worded or length_at(text, number.start) > 0):
            found.setdefault(number.start, number)
    return [a for _, a in sorted(found.items()) if not _numbers(text, a) and not _within(a, named)]


def _within(amount: Amount, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < amount.end and amount.start < end for start, end in spans)


def _numbers(text: str, amount: Amount) -> bool:
    """Whether it is the number of the paragraph that begins with it."""
    begins = not any(map(str.isalnum, text[: amount.start]))
    return begins and not amount.unit and ("." in amount.printed or text[amount.end : amount.end + 1] in (".", ")"))


def fits(kind: Kind, amount: Amount, text: str) -> float:
    """How far the figure's unit is of the kind asked for, in [0, 1]; 0 for one that cannot answer."""
    lasts = length_at(text, amount.start) > 0
    if kind in _UNIT:
        loose = kind == "share" and not amount.unit and "." in amount.printed
        return 1.0 if amount.unit and amount.unit in _UNIT[kind] else 0.5 * loose
    if kind == "span":
        return float(lasts)
    return (0.0 if amount.unit else 0.5 if lasts else 1.0) if kind == "count" else 0.7


def stated(found: Found, clues: Sequence[Clue]) -> list[Stated]:
    """The figures of the best sentences that are of the kind asked for and not the question's own."""
    kind = found.query.wanted.kind
    own = {abs(n.value) for n in numbers(found.query.text) if n.unit != "ordinal"}
    rows: list[Stated] = []
    for rank, clue in enumerate(clues[:READ] if kind in NUMBERS else (), 1):
        said = {a: f for a in figures(clue.quote) if abs(a.value) not in own and (f := fits(kind, a, clue.quote)) > 0}
        rows += _of_sentence(found, clue, rank, said) if said else ()
    sentences: dict[tuple[float, str], set[tuple[str, int]]] = {}
    for row in rows:
        sentences.setdefault(row.same, set()).add((row.clue.passage.id, row.clue.start))
        row.values["agree"] = 0.0
    for row in rows:
        row.values["agree"] = log(len(sentences[row.same]))
    return rows


def _of_sentence(found: Found, clue: Clue, rank: int, said: dict[Amount, float]) -> list[Stated]:
    """The figures `said` of a sentence, each with how far its unit fits, and their features but for "agree"."""
    reader, passage, text = found.reader, clue.passage, clue.quote
    similarity, places = reader.alike(passage)
    starts = [start for start, _ in places]
    offset = len(passage.context) + 1
    first, last = bisect_left(starts, offset + clue.start), bisect_left(starts, offset + clue.end)
    if last <= first:
        return []
    own = similarity[:, first:last].astype(float)
    head = similarity[:, : bisect_left(starts, offset)]
    above = head.max(axis=1) if head.shape[1] else np.zeros(len(own))
    content = sorted({n for rows in reader.rows for n in rows}) or list(range(len(own)))
    thing = next((rows for rows in reader.rows if rows), content)
    shown = f"{passage.context}\n{passage.text}"
    words = np.array([_long(shown[slice(*place)]) for place in places[first:last]])
    explained = own[content].max(axis=0)
    periods = find_periods(text)
    common = {name: float(getattr(clue.said, name)) for name in ("late", "near", "together")} | {
        "score": clue.score,
        "inverse rank": 1 / (rank + 1),
        "weakest": float(np.maximum(own.max(axis=1), _ABOVE * above)[content].min()),
        "weakest own": float(own.max(axis=1)[content].min()),
        "figures": log1p(len(said)),
    }
    rows = []
    for amount, fit in said.items():
        begin = min(bisect_left(starts, offset + clue.start + amount.start) - first, len(words) - 1)
        end = min(max(begin + 1, bisect_left(starts, offset + clue.start + amount.end) - first), len(words))
        near = _decay(begin, end, len(words))
        beside = (own * near).max(axis=1)
        itself = own[:, begin:end].max(axis=1)
        weigh = near * words
        weigh[begin:end] = 0.0
        rows.append(
            common
            | {
                "beside": float(beside @ reader.weights),
                "thing": float(beside[thing].mean()),
                "asked": float(itself[:2].mean()),
                "itself": float(itself @ reader.weights),
                "explained": float((explained * weigh).sum() / (weigh.sum() + 1e-6)),
                "least explained": float(np.where(words & (near > _NEXT), explained, 1.0).min()),
                "time": _time(amount, periods, found.scoped.periods),
                "fit": fit,
                "small": float(abs(amount.value) <= 10 and not amount.unit),
            }
        )
    for name in ("beside", "itself", "explained"):
        every = [row[name] for row in rows]
        for n, row in enumerate(rows):
            row[f"{name} more"] = row[name] - max((*every[:n], *every[n + 1 :]), default=row[name] - 0.1)
    return [Stated(clue, amount, row) for amount, row in zip(said, rows, strict=True)]


def _long(token: str) -> bool:
    return len(token) >= _WORD and any(map(str.isalpha, token))


def _decay(begin: int, end: int, size: int) -> Row:
    """What a match at each of `size` tokens counts for the figure at `begin` to `end`."""
    places = np.arange(size)
    away = np.maximum(0, np.maximum(begin - places, places - end + 1))
    decay: Row = np.exp(-away / _REACH)
    return decay


def _time(amount: Amount, periods: Sequence[Period], asked: Sequence[Period]) -> float:
    if not asked or not periods:
        return 0.0
    away = {max(p.span[0] - amount.end, amount.start - p.span[1]): p for p in periods}
    beside = [p for far, p in away.items() if far <= max(min(away), _ADJOINS)]
    return 1.0 if all(any(p.overlaps(one) for one in asked) for p in beside) else -1.0


def led(rows: Sequence[Stated], choice: Linear, evidence: dict[str, float]) -> Led:
    """The likeliest of the figures, by the head `choice`, and what it is proved by; `evidence` are the features of the
    question's evidence."""
    if not rows:
        return Led(None, {})
    scores = choice.score([[row.values[name] for name in choice.names] for row in rows])
    best = int(np.argmax(scores))
    rivals = [s for row, s in zip(rows, scores.tolist(), strict=True) if row.same != rows[best].same]
    odds = [1 / (1 + np.exp(-s)) for s in rivals]
    proof = {
        "value": float(scores[best]),
        "margin": float(scores[best] - max(rivals, default=-6.0)),
        "others": log(sum(odds) + 0.01),
    }
    return Led(rows[best], proof | rows[best].values | {f"evidence {name}": v for name, v in evidence.items()})


def likelihood(one: Led, proof: Linear) -> float:
    """How likely the figure is to be right, by the head `proof`; 0.0 where there is none."""
    return float(proof.odds([one.proof[name] for name in proof.names])[0]) if one.stated else 0.0


def likely(found: Found, clues: Sequence[Clue], evidence: dict[str, float]) -> float:
    """How likely the likeliest figure is to be right, in [0, 1]; 0.0 where there is none, or with an encoder that the
    heads were not fitted on.
    """
    data = fitted("likeliest")
    if identity(found.corpus.library.embedding) != data["encoder"] or not len(found.question_tokens):
        return 0.0
    return likelihood(led(stated(found, clues), Linear.read(data["value"]), evidence), Linear.read(data["proof"]))
