"""Retrieval measures of ranked passages against gold quotes, by ir-measures, and recall within a budget of words.

A passage is relevant when it covers a gold quote (`eval.measures.text.covers`). A case's *needs* are its gold quotes
when all of them are wanted, and a single need that any of them meets otherwise. A passage gains one for each need it is
the first to meet, and nothing for meeting it again, so that overlapping passages earn no credit twice and a perfect
ranking has nDCG 1. The needs that no passage meets stay in the ideal ranking as passages never retrieved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ir_measures
from ir_measures import RR, Measure, Success, nDCG

from eval.answers.cases import Case
from eval.measures.text import covers, words

DEPTH = 20  # passages of an answer that are scored, which is how many an answer prints

BUDGETS = (250, 1000, 2000)  # words a reader, or an LLM's context, has room for

MEASURES: dict[str, Measure] = {
    "success@1": Success @ 1,
    "success@3": Success @ 3,
    "success@5": Success @ 5,
    "success@10": Success @ 10,
    "rr": RR,
    "ndcg@10": nDCG @ 10,
}


@dataclass(frozen=True)
class Ranking:
    """The passages one case got, best first."""

    case: Case
    passages: tuple[str, ...]


def needs(case: Case) -> tuple[tuple[str, ...], ...]:
    """The case's needs, each the quotes of which any one meets it. No gold, no need."""
    quotes = tuple(gold.quote for gold in case.gold)
    if case.needs_all:
        return tuple((quote,) for quote in quotes)
    return (quotes,) if quotes else ()


def gains(ranking: Ranking) -> tuple[list[int], int]:
    """For each passage the number of needs it is the first to meet, and the number of needs that none meets."""
    open_needs = list(needs(ranking.case))
    gained = []
    for passage in ranking.passages[:DEPTH]:
        met = [need for need in open_needs if any(covers(passage, quote) for quote in need)]
        open_needs = [need for need in open_needs if need not in met]
        gained.append(len(met))
    return gained, len(open_needs)


def recall_within(ranking: Ranking, budget: int) -> float:
    """The share of needs met by the passages that fit in `budget` words; the first passage always counts."""
    used, kept = 0, list[str]()
    for passage in ranking.passages[:DEPTH]:
        size = len(words(passage))
        if kept and used + size > budget:
            break
        used += size
        kept.append(passage)
    met = [any(covers(passage, quote) for passage in kept for quote in need) for need in needs(ranking.case)]
    return sum(met) / len(met)


def score(rankings: Sequence[Ranking]) -> Mapping[str, dict[str, float]]:
    """Every measure of each case that has gold, by case id. A case with no passages scores 0."""
    scored: dict[str, dict[str, float]] = {}
    judged: dict[str, dict[str, int]] = {}
    run: dict[str, dict[str, float]] = {}
    for ranking in rankings:
        if not ranking.case.gold:
            continue
        key = ranking.case.id
        gained, missed = gains(ranking)
        judged[key] = {f"p{at}": gain for at, gain in enumerate(gained) if gain}
        judged[key] |= {f"missed{at}": 1 for at in range(missed)}
        run[key] = {f"p{at}": float(-at) for at in range(len(gained))}
        scored[key] = dict.fromkeys(MEASURES, 0.0)
        scored[key] |= {f"recall@{budget}w": recall_within(ranking, budget) for budget in BUDGETS}
    if scored:
        names = {measure: name for name, measure in MEASURES.items()}
        for metric in ir_measures.iter_calc(list(names), judged, run):
            scored[metric.query_id][names[metric.measure]] = float(metric.value)
    return scored
