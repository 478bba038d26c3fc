"""Find the paper a person means by its id, its title, or the part of the title they typed."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils

from app.wording import date_words
from index.faults import NotFound
from index.values import StoredItem
from rag.search.titles import newest as newest_of
from rag.search.titles import telling, titled

CLOSE_ENOUGH = 88  # of 100: a typo or a dropped word, not another report


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
            found = newest_of(found)
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


def _name(item: StoredItem) -> str:
    return f"{item.title}, {date_words(item.meeting_date)}" if item.meeting_date else item.title
