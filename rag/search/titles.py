"""The papers that words name by their titles: by what tells a title from others, of a regular paper the newest; and the
one that a person means by an id, a title or a part of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from rapidfuzz import fuzz, process, utils

from index.faults import NotFound
from index.language.periods import long_date
from index.values import StoredItem
from rag.search.query import Concept, Vocabulary, analyse, stems

_OF_ANY = (  # words that tell no paper's title from another's
    "report paper annual update quarter council county children young people services service committee progress "
    "review plan strategy statutory response local authority department family families work future agency role"
)
CLOSE_ENOUGH = 88  # of 100: a typo or a dropped word, not another report
ALIKE = 0.6  # share of the telling words of two titles, all told, that both have: one paper of two meetings


def find_paper(wanted: str, items: Sequence[StoredItem], newest: bool = False) -> StoredItem:
    """The one item meant by `wanted`: an id, a title, "title, date" where a title comes back at meetings, or the words
    that tell its title from others ("the admissions paper").

    Reports are looked through first, so that an appendix of the same name does not make a title ambiguous. With
    `newest` a paper that comes back at meetings is the newest one.

    Raises:
        NotFound: when nothing is like it, or several papers are; the hint says which are near.
    """
    for item in items:
        if item.id == wanted:
            return item
    reports = [item for item in items if item.kind == "report"]
    for pool in (reports, list(items)):
        found = _matching(wanted, pool)
        if newest and len(found) > 1 and telling(wanted):
            found = _newest(found)
        if len(found) == 1:
            return found[0]
        if found:
            near = "; ".join(f"{_name(item)} [{item.id}]" for item in found[:5])
            raise NotFound(f"{len(found)} papers are called like “{wanted}”.", f"Give the id of one: {near}.")
    names = [_name(item) for item in reports]
    near_names = [name for name, _, _ in process.extract(wanted, names, processor=utils.default_process, limit=3)]
    hint = f"The nearest are: {'; '.join(near_names)}." if near_names else "Add papers with: scrutiny index FOLDER"
    raise NotFound(f"There is no paper called “{wanted}”.", hint)


def _matching(wanted: str, items: Sequence[StoredItem]) -> list[StoredItem]:
    """The items that pass the strictest of four tests that any item passes: same, part of, nearly the same, has the
    words that tell it from others.
    """
    clean = utils.default_process(wanted)
    if not clean:
        return []
    named = [(item, utils.default_process(item.title), utils.default_process(_name(item))) for item in items]
    same = [item for item, title, name in named if clean in (title, name)]
    part = [item for item, _, name in named if clean in name]
    near = [
        item
        for item, title, name in named
        if max(fuzz.token_sort_ratio(clean, title), fuzz.token_sort_ratio(clean, name)) >= CLOSE_ENOUGH
    ]
    return same or part or near or titled(wanted, items)


def others_words(wanted: str, found: StoredItem, items: Sequence[StoredItem]) -> str:
    """That `found` is the newest of the papers meant by `wanted`, and which the others are; "" where it is the one."""
    if wanted == found.id:
        return ""
    others = [i for i in _matching(wanted, [i for i in items if i.kind == found.kind]) if i.id != found.id]
    if not others:
        return ""
    return f"This is the newest paper of that name; there are also: {'; '.join(map(_name, others[:3]))}."


def titled(wanted: str, items: Sequence[StoredItem]) -> list[StoredItem]:
    """The items whose titles and meetings have every word of `wanted`.

    Words that any title may have ("report") count for nothing, and there must be one that does not.
    """
    concepts = telling(wanted)
    titles = [(item, _said(item)) for item in items if concepts]
    return [item for item, has in titles if all(any(has.issuperset(way) for way, _ in c.ways) for c in concepts)]


def telling(wanted: str) -> list[Concept]:
    """What `wanted` says besides the words that any title may have."""
    return [c for c in analyse(wanted, Vocabulary({})).concepts if not all(s in _plain() for s in c.ways[0][0])]


def _newest(found: Sequence[StoredItem]) -> list[StoredItem]:
    """The newest of the papers whose titles say least besides what was wanted, where they are one regular paper; else
    all of `found`.
    """
    words = {i.id: {s for s in stems(i.title) if s.isalpha()} - _plain() for i in found}
    least = min(words.values(), key=len, default=set())
    alike = [i for i in found if len(words[i.id] & least) >= ALIKE * len(words[i.id] | least)]
    others = [i for i in found if i not in alike and len(words[i.id]) <= len(least)]
    return list(found) if others or not alike else [max(alike, key=lambda i: i.meeting_date or date.min)]


def _said(item: StoredItem) -> set[str]:
    return set(stems(_name(item)))


def _name(item: StoredItem) -> str:
    return f"{item.title}, {long_date(item.meeting_date)}" if item.meeting_date else item.title


@cache
def _plain() -> frozenset[str]:
    """Stems that tell no title from another."""
    return frozenset(stem for word in _OF_ANY.split() for stem in stems(word))
