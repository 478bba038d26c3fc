"""The fit of `rag/search/ranking.py`: which passages answer a question, and which of their sentences, by gold cases.

Each head is a linear score fitted listwise (Cao and others 2007): of the passages of one question those that hold its
evidence are to have the largest share of the softmax. That of sentences is fitted with its attention.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.answers.cases import Case
from eval.fit import attention, linear
from eval.fit.attention import Sentences
from eval.measures.table import Table
from eval.measures.text import covers
from eval.run.ablation import Council, opened
from index.encoder.embedding import DIMENSIONS, identity
from index.store.library import Library
from prompts.fitted import Linear
from rag.search.evidence import PASSAGES
from rag.search.ranking import (
    ATTENTION,
    FIRST,
    READ,
    SECOND,
    SENTENCE,
    Attention,
    Heads,
    heads,
    paper_shares,
    sentence_features,
)
from rag.search.reading import Alignment
from rag.search.retriever import Candidates, HybridRetriever, distinct, second_table

SHOWN = 20  # passages that an answer finds
STRENGTH = 0.02  # of the penalty on the squared weights
READERS = " (readers)"
FIGURES = ("passage@1", "passage@3", "passage@5", "passage@10", "sentence@1", "sentence@5")
Say = Callable[[str], None]
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """A question with its gold (none where no paper answers it), the body it is of, and what may answer it."""

    body: str
    case: Case
    found: Candidates

    def holds(self, n: int) -> bool:
        """Whether candidate `n` holds a piece of the evidence."""
        return any(covers(self.found.passages[n].text, gold.quote) for gold in self.case.gold)

    def states(self, sentence: str) -> bool:
        """Whether a sentence is of the evidence."""
        return any(covers(sentence, g.quote, 0.5) or covers(g.quote, sentence, 0.8) for g in self.case.gold)


def read(shared: Path, data: Path, say: Say) -> list[Asked]:
    """The questions over real papers; the sample council's are left out, for the gate, that no head has seen them."""
    return [one for council, library in opened(shared, data, say, ours=False) for one in asked(council, library)]


def asked(council: Council, library: Library) -> list[Asked]:
    """The council's questions, with what may answer them."""
    retriever = HybridRetriever(library)
    body = council.name.removesuffix(READERS)
    return [Asked(body, case, retriever.candidates(case.question)) for case in council.cases]


def fit(asked: Sequence[Asked]) -> dict[str, Any]:
    """The three heads, as the product reads them; questions without an answer teach nothing."""
    questions = [q for q in asked if q.case.gold]
    first = linear.listwise(
        FIRST, [(q.found.table, _held(q, range(len(q.found.passages)))) for q in questions], STRENGTH
    )
    heads = Heads(Linear.read(first), Linear.read(first), Linear.read(first), Attention.none())
    again = [_second(q, heads) for q in questions]
    second = linear.listwise(
        SECOND, [(table, _held(q, read)) for q, (read, table) in zip(questions, again, strict=True)], STRENGTH
    )
    heads = replace(heads, second=Linear.read(second))
    sentence, heeding = attention.fit([_sentences(q, *ranked(q, heads)) for q in questions], STRENGTH)
    encoder = identity(questions[0].found.corpus.library.embedding)
    return {"encoder": encoder, "first": first, "second": second, "sentence": sentence, "attention": heeding}


def _held(question: Asked, places: Sequence[int]) -> NDArray[np.bool_]:
    return np.array([question.holds(n) for n in places], bool)


def _second(question: Asked, by: Heads) -> tuple[list[int], Array]:
    """The candidates that are read, and their features."""
    found = question.found
    scores = by.first.score(found.table) if len(found.table) else np.zeros(0)
    read = distinct(found, scores)[:READ]
    return [own for own, _ in read], second_table(found, scores, read)


def ranked(question: Asked, by: Heads) -> tuple[list[int], Array]:
    """The candidates that are read, best first, and their scores."""
    read, table = _second(question, by)
    scores = by.second.score(table) if len(table) else np.zeros(0)
    order = np.argsort(-scores, kind="stable")
    return [read[n] for n in order], scores[order]


def _sentences(question: Asked, order: Sequence[int], scores: Array) -> Sentences:
    """The sentences of the best passages (as `ranked` gives them), and which are of the evidence."""
    reader = question.found.reader
    papers = [question.found.passages[n].item.id for n in order[:SHOWN]]
    shares = paper_shares(papers, scores[:SHOWN].tolist())
    tables, states = [np.zeros((0, len(SENTENCE) - len(ATTENTION)))], []
    best, mean = [np.zeros((0, len(reader.question)), np.float32)], [np.zeros((0, DIMENSIONS), np.float32)]
    passages = [question.found.passages[n] for n in order[:PASSAGES]]
    for rank, (passage, reading) in enumerate(zip(passages, reader.read(passages), strict=True), 1):
        tables.append(
            sentence_features(passage.text, reading, scores[rank - 1] - scores[0], rank, shares[passage.item.id])
        )
        best.append(reading.alignment.best)
        mean.append(reading.alignment.mean)
        states += [question.states(passage.text[said.start : said.end]) for said in reading.sentences]
    aligned = Alignment(np.concatenate(best), np.concatenate(mean))
    return Sentences(np.concatenate(tables), aligned, reader.question, np.array(states, bool))


def figures(question: Asked, by: Heads) -> Array:
    """The `FIGURES` of a question, each 0 or 1."""
    order, scores = ranked(question, by)
    held = _held(question, order)
    said = _sentences(question, order, scores)
    table = np.hstack([said.features, by.attention.features(said.alignment, said.question)])
    best = said.wanted[np.argsort(-by.sentence.score(table), kind="stable")] if len(table) else said.wanted
    return np.array([*(held[:k].any() for k in (1, 3, 5, 10)), *(best[:k].any() for k in (1, 5))], float)


def unseen(questions: Sequence[Asked]) -> dict[str, Heads]:
    """For each body the heads fitted on the questions of all others."""
    bodies = sorted({q.body for q in questions})
    return {body: Heads.read(fit([q for q in questions if q.body != body])) for body in bodies}


def held_out(asked: Sequence[Asked]) -> Table:
    """Each body by heads that saw none of its questions, beside the heads that ship, and all with an interval."""
    questions = [q for q in asked if q.case.gold]
    rows = {body: [figures(q, by) for q in questions if q.body == body] for body, by in unseen(questions).items()}
    lines = [_line(body, np.array(of)) for body, of in rows.items()]
    every = np.concatenate([np.array(of) for of in rows.values()])
    names = [f"{body} {n}" for body, of in rows.items() for n in range(len(of))]
    cells = [
        str(linear.estimate(names, lambda weights, k=k: float(np.average(every[:, k], weights=weights))))  # type: ignore[misc]
        for k in range(len(FIGURES))
    ]
    shipped = np.array([figures(q, heads()) for q in questions])
    lines += [("all, body held out", str(len(every)), *cells), _line("all, the heads that ship", shipped)]
    return Table("Ranking, body held out", ("body", "questions", *FIGURES), tuple(lines))


def _line(name: str, values: Array) -> tuple[str, ...]:
    return (name, str(len(values)), *(f"{x:.3f}" for x in values.mean(axis=0)))
