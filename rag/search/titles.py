"""The papers that words name by their titles: by what tells a title from others, and of a regular paper the newest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from index.language.periods import long_date
from index.language.vocabulary import groups
from index.values import StoredItem
from rag.search.query import Concept, Vocabulary, analyse, stems

_OF_ANY = (  # words that tell no paper's title from another's
    "report paper annual update quarter council county children young people services service committee progress "
    "review plan strategy statutory response local authority department family families work future agency role"
)
ALIKE = 0.6  # share of the telling words of two titles, all told, that both have: one paper of two meetings


def titled(wanted: str, items: Sequence[StoredItem], vocabulary: Vocabulary | None = None) -> list[StoredItem]:
    """The items whose titles and meetings have every word of `wanted`, or others for the same.

    Words that any title may have ("report") count for nothing, and there must be one that does not.
    """
    concepts = telling(wanted, vocabulary)
    titles = [(item, _said(item)) for item in items if concepts]
    return [item for item, has in titles if all(any(has.issuperset(way) for way, _ in c.ways) for c in concepts)]


def telling(wanted: str, vocabulary: Vocabulary | None = None) -> list[Concept]:
    """What `wanted` says besides the words that any title may have."""
    every = analyse(wanted, vocabulary or _everyday()).concepts
    return [c for c in every if not all(s in _plain() for s in c.ways[0][0])]


def newest(found: Sequence[StoredItem]) -> list[StoredItem]:
    """The newest of the papers whose titles say least besides what was wanted, where they are one regular paper; else
    all of `found`.
    """
    words = {i.id: {s for s in stems(i.title) if s.isalpha()} - _plain() for i in found}
    least = min(words.values(), key=len, default=set())
    alike = [i for i in found if len(words[i.id] & least) >= ALIKE * len(words[i.id] | least)]
    others = [i for i in found if i not in alike and len(words[i.id]) <= len(least)]
    return list(found) if others or not alike else [max(alike, key=lambda i: i.meeting_date or date.min)]


def _said(item: StoredItem) -> set[str]:
    return set(stems(f"{item.title} {long_date(item.meeting_date) if item.meeting_date else ''}"))


@cache
def _everyday() -> Vocabulary:
    return Vocabulary(groups(), {})


@cache
def _plain() -> frozenset[str]:
    """Stems that tell no title from another."""
    return frozenset(stem for word in _OF_ANY.split() for stem in stems(word))
