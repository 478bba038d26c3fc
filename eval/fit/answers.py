"""The fits of `rag/ask/likeliest.py` and `rag/ask/answerable.py`: how likely a figure is to be right, and whether the
papers answer a question, from its evidence, the body held out: also of the ranking that found it. The latter is
measured, and not fitted, on questions of people who had not read the papers too: there what is asked tells nothing of
what papers say.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from eval.answers.cases import Case
from eval.fit import likeliest, linear, ranking
from eval.fit.likeliest import Figures, says
from eval.fit.ranking import Say
from eval.labels.resolve import council_of, kept, resolve
from eval.measures.table import Table
from index.encoder.embedding import identity
from index.store.library import Library
from prompts.fitted import Linear
from rag.ask.answerable import by_head, features, weighed
from rag.ask.likeliest import led, likelihood, stated
from rag.search.evidence import gather
from rag.search.ranking import Heads
from rag.search.retriever import Found, HybridRetriever
from rag.search.wanted import NUMBERS

Array = NDArray[np.float64]
STRENGTH = 1.0
LOST = 0.06  # of the questions with an answer that may fall below the bar; of the gold, less hard, none did
PARTS = ("unanswered", "partly")  # kinds of questions asked unread; every other is answered in full
EDGES = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True)
class Evidence:
    """A question's features by name and its vector, the body it is of, and whether the papers answer it."""

    body: str
    values: dict[str, float]
    meaning: NDArray[np.float32]
    answered: bool


def read(asked: Sequence[ranking.Asked], ranked: Mapping[str, Heads], say: Say) -> list[Figures]:
    """What was found for every question, `ranked` by the heads that saw nothing of its body."""
    rows: list[Figures] = []
    for body, by in ranked.items():
        rows += of_body([one for one in asked if one.body == body], by)
        say(f"{body} read")
    return rows


def of_body(asked: Sequence[ranking.Asked], by: Heads) -> list[Figures]:
    """A body's questions as they are asked, ranked `by` these heads, and those for a figure in the other ways of
    `eval.fit.likeliest` too; those for which nothing is found teach nothing.
    """
    retrievers = [HybridRetriever(one.found.corpus.library, by) for one in asked]
    places = [likeliest.thing(one.found) for one in asked]
    things = [one.case.question[slice(*place)] for one, place in zip(asked, places, strict=True)]
    rows: list[Figures | None] = []
    for n, (one, retriever) in enumerate(zip(asked, retrievers, strict=True)):
        case, found = one.case, one.found
        ways = {"": found}
        if found.query.wanted.kind in NUMBERS:
            ways["alone"] = likeliest.alone(found, case)
            if case.gold:
                ways["without"] = likeliest.without(found, case)
                other = likeliest.exchanged(case.question, places[n], [*things[n + 1 :], *things[:n]])
                ways["exchanged"] = retriever.candidates(other)
                ways["exchanged alone"] = likeliest.alone(ways["exchanged"], case)
        rows += [_read(retriever.rank(candidates), case, one.body, way) for way, candidates in ways.items()]
    return [row for row in rows if row]


def _read(found: Found, case: Case, body: str, way: str) -> Figures | None:
    clues = gather(found)
    if not clues:
        return None
    wanted, answered = case.must_contain, bool(case.gold) and way in ("", "alone")
    figures = [(one, bool(case.gold) and says(one.amount, wanted)) for one in stated(found, clues)]
    if way == "without":  # another passage may say it too
        figures = [(one, right) for one, right in figures if not right]
    return Figures(
        body, found.query.wanted.kind, tuple(one for one, _ in figures), tuple(r and answered for _, r in figures),
        features(found, clues), found.meaning, answered, likeliest.known(case), way,
    )  # fmt: skip


def weighed_by(rows: Sequence[Figures], likely: Mapping[int, float]) -> list[Evidence]:
    """The questions as they are asked, each with how likely its figure is to be right by its place in `rows`."""
    return [
        Evidence(one.body, weighed(one.kind, one.evidence, likely.get(n, 0.0)), one.meaning, one.answered)
        for n, one in enumerate(rows)
        if not one.way
    ]


def head(rows: Sequence[Evidence]) -> dict[str, Any]:
    """The head fitted on these questions."""
    names = list(rows[0].values)
    table = np.array([[row.values[name] for name in names] for row in rows])
    vectors = np.array([row.meaning for row in rows], float)
    return linear.fit(names, table, [row.answered for row in rows], STRENGTH, vectors=vectors)


def unseen(rows: Sequence[Evidence]) -> dict[str, dict[str, Any]]:
    """For each body the head fitted on the questions of all others."""
    return {body: head([row for row in rows if row.body != body]) for body in sorted({row.body for row in rows})}


def held_out(rows: Sequence[Evidence], by: Mapping[str, Mapping[str, Any]]) -> Array:
    """The probability of each question (n,) by the head of its body, as `unseen` gives them."""
    return np.array([by_head(by[row.body], row.values, row.meaning) for row in rows])


def bar(given: Array, answered: NDArray[np.bool_]) -> float:
    """The probability, in hundredths, below which at most `LOST` of the questions with an answer fall."""
    return float(np.floor(100 * np.quantile(given[answered], LOST)) / 100)


def reliability(given: Array, answered: NDArray[np.bool_]) -> Table:
    """What was said against what is so, by probability."""
    lines = []
    for low, high in pairwise(EDGES):
        within = (given >= low) & ((given < high) | (high == 1.0))
        if within.any():
            mean, share = given[within].mean(), answered[within].mean()
            lines.append((f"{low:.1f} to {high:.1f}", str(int(within.sum())), f"{mean:.2f}", f"{share:.2f}"))
    return Table("Reliability, body held out", ("probability", "questions", "mean", "have an answer"), tuple(lines))


def likelihoods(rows: Sequence[Figures]) -> tuple[dict[str, Any], dict[int, float]]:
    """The heads of the likeliest figure, and how likely each row's figure is to be right by heads that saw none of its
    body.
    """
    places = [n for n, one in enumerate(rows) if one.known and one.kind in NUMBERS]
    figures = [rows[n] for n in places]
    best = likeliest.chosen(figures)
    given = likeliest.held_out(figures, best)
    heads: dict[str, Any] = {"value": likeliest.choice(figures), "proof": likeliest.proof(figures, best)}
    likely = dict(zip(places, given.tolist(), strict=True))
    first, second = Linear.read(heads["value"]), Linear.read(heads["proof"])
    for n, one in enumerate(rows):  # of those left nobody knows which figures are right: no head saw them
        if n not in likely:
            likely[n] = likelihood(led(one.stated, first, one.evidence), second)
    return heads, likely


def unread_cases(shared: Path, say: Say) -> dict[str, list[Case]]:
    """The questions asked unread by body, as far as their papers lie under `shared`."""
    of: dict[str, list[Case]] = defaultdict(list)
    for case in resolve(shared, kept("unread"), say).asked["unread"]:
        of[council_of(case.file or "")].append(case)
    return of


def unread(
    asked: Mapping[str, Sequence[Case]], libraries: Mapping[str, Library], ranked: Mapping[str, Heads],
    by: Mapping[str, Mapping[str, Any]], heads: Mapping[str, Any], above: float,
) -> Table:  # fmt: skip
    """How the probabilities tell questions asked unread apart. Of each body: its library, and the ranking and the
    answerable head that saw nothing of it; the `heads` of the likeliest figure are of all.
    """
    first, second = Linear.read(heads["value"]), Linear.read(heads["proof"])
    given: dict[str, list[float]] = defaultdict(list)
    for body in sorted(asked.keys() & libraries.keys()):  # of others too few questions are held out
        retriever = HybridRetriever(libraries[body], ranked[body])
        for case in asked[body]:
            row = _read(retriever.rank(retriever.candidates(case.question)), case, body, "")
            likely = likelihood(led(row.stated, first, row.evidence), second) if row else 0.0
            said = by_head(by[body], weighed(row.kind, row.evidence, likely), row.meaning) if row else 0.0
            given[case.kind if case.kind in PARTS else "in full"].append(said)
    lines = [(kind, str(len(own)), f"{np.mean(np.array(own) < above):.3f}") for kind, own in given.items()]
    full, none = given["in full"], given[PARTS[0]]
    area = f"{roc_auc_score([1] * len(full) + [0] * len(none), full + none):.3f}" if full and none else "–"
    return Table(f"Asked unread, area {area}", ("answered", "questions", "below the bar"), tuple(lines))


def fit(shared: Path, data: Path, say: Say) -> tuple[dict[str, dict[str, Any]], list[Table]]:
    """The weights of both as the product reads them, how they hold; `say` is told what the bar costs and catches."""
    asked = ranking.read(shared, data, say)
    ranked = ranking.unseen(asked)
    found, encoder = read(asked, ranked, say), identity(asked[0].found.corpus.library.embedding)
    heads, likely = likelihoods(found)
    rows = weighed_by(found, likely)
    by = unseen(rows)
    given, answered = held_out(rows, by), np.array([row.answered for row in rows])
    above = bar(given, answered)
    low = given < above
    say(f"{len(rows)} questions. Below {above}: {low[answered].mean():.3f} of those with an answer,")
    say(f"{low[~answered].mean():.3f} of the near misses.")
    written = {
        "likeliest": {"encoder": encoder, **heads},
        "answerable": {"encoder": encoder, "above": above, **head(rows)},
    }
    # A body's first library: its gold cases come before its readers' (of one body papers lie in two folders).
    libraries = {one.body: one.found.corpus.library for one in reversed(asked)}
    others = unread(unread_cases(shared, say), libraries, ranked, by, heads, above)
    return written, [reliability(given, answered), others]
