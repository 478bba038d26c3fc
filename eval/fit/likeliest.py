"""The fit of `rag/ask/likeliest.py`: which figure answers a question, how likely it is to be right, the body held out.

Wrong figures come with the questions: the others of the best sentences, whatever stands there for a question without
an answer, and, for a question with one, what is found once the passages that hold its evidence are taken away, or for
the question with the thing that it asks for exchanged for another question's. All is asked of one paper alone as well:
a new user has few.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.answers.cases import Case
from eval.fit import linear
from eval.measures.text import covers
from index.language.amounts import Amount, numbers
from index.language.tokens import tokens
from index.values import StoredPassage
from prompts.fitted import Linear
from rag.ask.likeliest import FIGURE, PROOF, Led, Stated, led, likelihood
from rag.search.retriever import Candidates
from rag.search.wanted import Kind

CHOICE, PROVED = 0.03, 0.05  # scikit-learn's C of the two heads
LESS = 0.3  # what a question counts that is not asked as it was of all papers
_LEAST, _NEAR = 20, 0.006  # a figure from which on another scale or rounding is the same, and how near that is
_SCALES = (1, 1e3, 1e6, 1e-3, 1e-6)
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Figures:
    """The figures found for a question, which of them are right, and the features of its evidence. `answered` is
    whether the papers answer it, `known` whether it is known which figures are right, and `way` how it was asked: "" as
    it is, of all papers; `meaning` (d,) is its vector.
    """

    body: str
    kind: Kind
    stated: tuple[Stated, ...]
    right: tuple[bool, ...]
    evidence: dict[str, float]
    meaning: NDArray[np.float32]
    answered: bool
    known: bool = True
    way: str = ""


def without(found: Candidates, case: Case) -> Candidates:
    """The candidates but for those that hold the evidence."""
    return _cut(found, lambda passage: not _evidence(passage, case))


def alone(found: Candidates, case: Case) -> Candidates:
    """The candidates of the papers that hold the evidence; without any, of the file that the case is about."""
    papers = {p.item.id for p in found.passages if _evidence(p, case)}
    file = (case.file or "").split("/", 1)[-1]
    return _cut(found, lambda p: p.item.id in papers if case.gold else bool(file) and p.item.document.endswith(file))


def _evidence(passage: StoredPassage, case: Case) -> bool:
    return any(covers(passage.text, g.quote, 0.4) or covers(g.quote, passage.text, 0.8) for g in case.gold)


def _cut(found: Candidates, kept: Callable[[StoredPassage], bool]) -> Candidates:
    places = [n for n, passage in enumerate(found.passages) if kept(passage)]
    table = found.table[places].copy()
    if len(table):
        table[:, 0] /= table[:, 0].max() or 1.0
    return replace(found, passages=tuple(found.passages[n] for n in places), table=table)


def thing(found: Candidates) -> tuple[int, int]:
    """Where the first thing stands that the question names."""
    places = found.corpus.library.question_spans(found.query.text)
    rows = next((rows for rows in found.reader.rows if rows), [0])
    return min(places[n][0] for n in rows), max(places[n][1] for n in rows)


def exchanged(question: str, place: tuple[int, int], others: Sequence[str]) -> str:
    """The question with another thing in place of its own, the first of `others` of which it has no word."""
    words = set(tokens(question))
    other = next((one for one in others if not words & set(tokens(one))), "others")
    return question[: place[0]] + other + question[place[1] :]


def says(amount: Amount, wanted: Iterable[str]) -> bool:
    """Whether a figure is one that a right answer shows, on whatever scale ("£560k" is "560")."""
    given = [n for part in wanted for n in numbers(part)]
    return any(n.unit in ("", amount.unit) or not amount.unit for n in given if _same(amount.value, n.value))


def _same(one: float, other: float) -> bool:
    one, other = abs(one), abs(other)
    return one == other if one < _LEAST else any(abs(one - other * k) <= _NEAR * one for k in _SCALES)


def known(case: Case) -> bool:
    """Whether it is known which figures are right: all are wrong of a question without an answer."""
    return not case.gold or any(numbers(part) for part in case.must_contain)


def choice(rows: Sequence[Figures]) -> dict[str, Any]:
    """The head that chooses among the figures of a question."""
    table = [[s.values[name] for name in FIGURE] for row in rows for s in row.stated]
    weights = [LESS if row.way else 1.0 for row in rows for _ in row.stated]
    return linear.fit(FIGURE, np.array(table), [r for row in rows for r in row.right], CHOICE, weights)


def proof(rows: Sequence[Figures], best: Sequence[Led]) -> dict[str, Any]:
    """The head that says how likely the chosen figure is to be right; `best` are of heads that had not seen the row."""
    use = [(row, one) for row, one in zip(rows, best, strict=True) if one.stated]
    names = [*PROOF, *FIGURE, *(f"evidence {name}" for name in use[0][0].evidence)]
    table = np.array([[one.proof[name] for name in names] for _, one in use])
    weights = [LESS if row.way else 1.0 for row, _ in use]
    return linear.fit(names, table, [_right(row, one) for row, one in use], PROVED, weights)


def _right(row: Figures, one: Led) -> bool:
    return any(r and s is one.stated for s, r in zip(row.stated, row.right, strict=True))


def chosen(rows: Sequence[Figures]) -> list[Led]:
    """The figure chosen for each row by a head that saw none of its body."""
    heads = {body: Linear.read(choice([row for row in rows if row.body != body])) for body in {r.body for r in rows}}
    return [led(row.stated, heads[row.body], row.evidence) for row in rows]


def held_out(rows: Sequence[Figures], best: Sequence[Led]) -> Array:
    """How likely each row's figure is to be right (n,), 0 without one, by heads that saw none of its body."""
    given = np.zeros(len(rows))
    for body in {row.body for row in rows}:
        pairs = [(row, one) for row, one in zip(rows, best, strict=True) if row.body != body]
        head = Linear.read(proof([row for row, _ in pairs], [one for _, one in pairs]))
        for n, (row, one) in enumerate(zip(rows, best, strict=True)):
            if row.body == body:
                given[n] = likelihood(one, head)
    return given
