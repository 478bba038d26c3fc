"""Finds the indicators that a person means, in their own words: "home ed", "EET", "kids' teeth Q2 2023/24"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.language.periods import Named, named_periods
from index.language.tokens import fold
from index.language.vocabulary import groups
from rag.figures.conflicts import conflicting
from rag.figures.ledger import Ledger
from rag.figures.names import Names
from rag.figures.values import Indicator
from rag.search.query import Concept, Vocabulary, analyse, stems

_MOST = 0.6  # of the words asked for that an indicator must have, when none has all


def find(ledger: Ledger, words: str) -> list[Indicator]:
    """The indicators meant by `words`, those that say it in fewest words first; empty when none is.

    An indicator's id names that one. A period among the words leaves only the values of times inside it, and those
    that conflict with them.
    """
    named = ledger.indicator(words.strip())
    if named:
        return [named]
    periods = named_periods(words, None)
    asked = words
    for p in periods:
        asked = asked[: p.start] + " " * (p.end - p.start) + asked[p.end :]
    query = analyse(asked, Vocabulary(groups(), ledger.abbreviations))
    names = Names(ledger.abbreviations)
    concepts = [c for c in query.concepts if names.stems(c.surface)]  # "figure", "percentage" say nothing of which
    scored = []
    for indicator in ledger.indicators:
        held = _stems(indicator, names)
        share = sum(_has(concept, held) for concept in concepts) / max(1, len(concepts))
        scored.append((share, -len(held), indicator))
    best = max((share for share, _, _ in scored), default=0.0)
    if best < _MOST:
        return []
    scored = [s for s in scored if s[0] >= best]
    said = fold(asked).strip()
    literal = [s for s in scored if any(said in fold(name) for name in {s[2].name, *(v.name for v in s[2].values)})]
    scored = literal or scored
    chosen = [indicator for _, _, indicator in sorted(scored, key=lambda s: (-s[1], s[2].name))]
    return [kept for kept in (_within(i, periods) for i in chosen) if kept.values] if periods else chosen


def _stems(indicator: Indicator, names: Names) -> frozenset[str]:
    every = {indicator.name, *(v.name for v in indicator.values)}
    return frozenset(s for name in every for s in (*names.stems(name), *stems(name)))


def _has(concept: Concept, held: frozenset[str]) -> bool:
    return any(set(way) <= held for way, weight in concept.ways if weight > 0.5)


def _within(indicator: Indicator, periods: Sequence[Named]) -> Indicator:
    kept = [
        v for v in indicator.values if v.period and any(p.span.start <= v.period.end <= p.span.end for p in periods)
    ]
    kept += [c for v in kept for c in conflicting(v, indicator.values) if c not in kept]
    return replace(indicator, values=tuple(sorted(set(kept), key=lambda v: v.id)))
