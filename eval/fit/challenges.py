"""The fit of challenges: which statements of a report a reader would put a question to."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.fit import linear
from eval.fit.labelled import Paper
from eval.measures.text import covers
from prompts.fitted import Linear
from rag.draft.challenges import features, names, pick

Array = NDArray[np.float64]
_STRENGTH = 0.0005
_HALF = 0.5
FIRST = 12
_BAR = 1.0  # times as likely to be challenged as any statement


def wanted(paper: Paper) -> NDArray[np.bool_]:
    """Which statements of a paper (n,) a reader challenged."""
    return paper.evidence([quote for case in paper.challenges for quote in case.quotes], _HALF)


def head(papers: Sequence[Paper], gold: Sequence[NDArray[np.bool_]], own: bool) -> dict[str, Any]:
    """The head fitted on these papers; a statement of a long paper counts for less, by the root of its length."""
    tables = [features(paper.report, own) for paper in papers]
    weights = np.concatenate([np.full(len(table), len(table) ** -0.5) for table in tables])
    width = papers[0].report.vectors.shape[1]
    return linear.fit(
        names(own, width), np.concatenate(tables), np.concatenate(gold), _STRENGTH, weights / weights.mean()
    )


def written(papers: Sequence[Paper], encoder: str) -> dict[str, Any]:
    """The weights as the product reads them, and the log odds below which nothing is drafted."""
    gold = [wanted(paper) for paper in papers]
    own = head(papers, gold, True)
    return {"encoder": encoder, "bar": round(_bar(gold), 3), "own": own, "any": head(papers, gold, False)}


def _bar(gold: Sequence[NDArray[np.bool_]]) -> float:
    """The log odds of the share of statements that readers challenged."""
    rate = _BAR * float(np.mean(np.concatenate(gold)))
    return float(np.log(rate / (1 - rate)))


def held_out(papers: Sequence[Paper], councils: Sequence[set[str]], how: str = "own") -> list[dict[str, Any]]:
    """For each challenge of a council that was held out, whether one of twelve picks quotes its proof. `how` is "own"
    or "any" (the head), or "random" (statements drawn, quoted with what stands beside like the others).
    """
    gold = {id(paper): wanted(paper) for paper in papers}
    found = []
    random = np.random.default_rng(0)
    for group in councils:
        learnt = [paper for paper in papers if paper.council not in group]
        least = -np.inf if how == "random" else _bar([gold[id(p)] for p in learnt])
        made = None if how == "random" else Linear.read(head(learnt, [gold[id(p)] for p in learnt], how == "own"))
        for paper in (p for p in papers if p.council in group):
            report = paper.report
            scores = made.score(features(report, how == "own")) if made else random.random(len(report.statements))
            shown = [one.text for challenge in pick(scores, report, FIRST, least) for one in challenge.proofs]
            found += [
                {"paper": paper.name, "council": paper.council, "found": _shown(case.quotes, shown)}
                for case in paper.challenges
            ]
    return found


def table(said: Sequence[dict[str, Any]]) -> dict[str, linear.Estimate]:
    """The share of challenges found in twelve questions."""
    found = np.array([one["found"] for one in said], float)
    return {"found in twelve": linear.estimate([one["paper"] for one in said], linear.share(found))}


def _shown(quotes: Sequence[str], shown: Sequence[str]) -> bool:
    return any(covers(text, quote, _HALF) or covers(quote, text, _HALF) for text in shown for quote in quotes)
