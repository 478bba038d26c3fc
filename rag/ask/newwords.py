"""What a follow-up adds to the question before it ("and for boys?") must be in what answers it, or it is said that it
is not: the rest of the question is answered by the same quotes as before.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.language.periods import find_periods, without_periods
from index.language.tokens import tokens
from rag.ask.followup import content_words
from rag.ask.quotes import Quote, choose
from rag.search.evidence import Clue
from rag.search.query import Concept
from rag.search.retriever import Found

MOST = 2  # quotes put before the others


def new_first(
    found: Found, asked: str, before: str, quotes: Sequence[Quote], clues: Sequence[Clue]
) -> tuple[list[Quote], str]:
    """The quotes that have most of what `asked` adds to the question `before` first, and a sentence on what none of
    them has ("" for nothing). Periods are left to the scope.

    Where no quote has any of it, the best of `clues` that do come before them.
    """
    added = _added(found, asked, before)
    if not added or not quotes:
        return list(quotes), ""
    if not any(_has(c, _words(q)) for c in added for q in quotes):
        telling = [c for c in clues if any(_has(one, frozenset(tokens(c.quote))) for one in added)]
        shown = {q.clue.passage.id for q in quotes}
        quotes = [*(q for q in choose(telling, MOST) if q.clue.passage.id not in shown), *quotes]
    held = {id(q): [_has(c, _words(q)) for c in added] for q in quotes}
    ordered = sorted(quotes, key=lambda q: -sum(held[id(q)]))  # stable: as they were among equals
    missing = [c.surface for n, c in enumerate(added) if not any(held[id(q)][n] for q in quotes)]
    said = " or ".join(f"“{surface}”" for surface in missing)
    return ordered, f"None of these quotes speaks of {said}." if missing else ""


def _added(found: Found, asked: str, before: str) -> list[Concept]:
    bare = " ".join(content_words(without_periods(asked, find_periods(asked))))
    known, kept = set(tokens(before)), set(tokens(found.query.text))
    every = found.corpus.read(bare).concepts if bare else ()
    return [c for c in every if kept.issuperset(c.ways[0][0]) and not known.issuperset(c.ways[0][0])]


def _words(quote: Quote) -> frozenset[str]:
    return frozenset(tokens(f"{quote.clue.passage.context} {quote.text}"))


def _has(concept: Concept, words: frozenset[str]) -> bool:
    return any(words.issuperset(way) for way, _ in concept.ways)
