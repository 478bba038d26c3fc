"""What a person sets right of what was read: a paper's title, kind, date, committee or parent.

A correction is kept by the document's digest and the paper's place in it, counts at once and everywhere, and goes over
to a changed file where the same paper stands at the same place. A document withdrawn for good takes it with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from index.faults import BadSetting, NotFound
from index.store.catalogue.records import SET_RIGHT
from index.store.library import Library
from index.values import ItemKind, StoredItem

Among = Literal["paper", "file", "name"]
"""The papers that are set right: one; of its file those that have the same committee, or date; all of its committee."""
_LONGEST = 300  # characters of a title or a committee's name
_SHARED: dict[str, tuple[str, ...]] = {"paper": (), "file": ("committee", "meeting_date"), "name": ("committee",)}


@dataclass(frozen=True)
class Correction:
    """What to set; a field that is None stays as it is. `parent` is an item's id, or "" for no parent."""

    title: str | None = None
    kind: str | None = None
    meeting_date: date | None = None
    parent: str | None = None
    committee: str | None = None


def correct(library: Library, item_id: str, correction: Correction, among: Among = "paper") -> StoredItem:
    """Set fields of a paper right, for good, and the committee (of its file's the date too) of those `among` which it
    is; the paper as it then is. Raises NotFound, BadSetting or IndexBusy."""
    if correction == Correction():
        raise BadSetting("There is nothing to correct.", "Give a title, a kind, a date, a committee or a parent.")
    named = {"title": correction.title, "committee": correction.committee}
    named = {name: value if value is None else " ".join(value.split()) for name, value in named.items()}
    for what, value in zip(("title", "committee's name"), named.values(), strict=True):
        if value is not None and not 0 < len(value) <= _LONGEST:
            raise BadSetting(f"A {what} has between 1 and {_LONGEST} characters.", "Give another one.")
    if correction.kind is not None and correction.kind not in get_args(ItemKind):
        raise BadSetting(f"{correction.kind!r} is not a kind of paper.", f"Choose of: {', '.join(get_args(ItemKind))}.")
    day = correction.meeting_date.isoformat() if correction.meeting_date else None
    fields = vars(correction) | named | {"meeting_date": day}
    with library.writing() as writer:
        item = library.item(item_id)  # as it is once what an earlier writer left is mended
        if correction.parent:
            _check_parent(library, item, correction.parent)
        given = {
            (one.document_id, one.ordinal): {name: fields[name] for name in names}
            for one, names in alike(library.items(), item, among)
            if any(fields[name] for name in names)
        }
        writer.correct(given | {(item.document_id, item.ordinal): fields})
    return library.item(item_id)


def alike(items: Iterable[StoredItem], item: StoredItem, among: Among) -> list[tuple[StoredItem, list[str]]]:
    """The other papers that `correct` sets right `among` which `item` is, and which of their fields."""
    near = [one for one in items if one.id != item.id and (among == "name" or one.document_id == item.document_id)]
    same = [(one, [name for name in _SHARED[among] if getattr(one, name) == getattr(item, name)]) for one in near]
    return [(one, names) for one, names in same if names and (among == "file" or item.committee)]


def clear(library: Library, item_id: str, among: Among = "paper") -> StoredItem:
    """Take back all that was set right of a paper: it is again as it was read; `among` others also their committee, or
    date, that was set right in the same way (`set_together`). Raises as `correct` does."""
    with library.writing() as writer:
        item = library.item(item_id)
        given = {(one.document_id, one.ordinal): names for one, names in set_together(library.items(), item, among)}
        writer.uncorrect(given | {(item.document_id, item.ordinal): SET_RIGHT})
    return library.item(item_id)


def set_together(items: Iterable[StoredItem], item: StoredItem, among: Among) -> list[tuple[StoredItem, list[str]]]:
    """The other papers `among` which the same was set right as of `item`, and what: of its file the committee and date;
    of its committee that alone, where both were read with the same."""
    near = [pair for pair in alike(items, item, among) if among == "file" or pair[0].named_by == item.named_by]
    found = [(one, [name for name in names if name in one.corrected and name in item.corrected]) for one, names in near]
    return [(one, names) for one, names in found if names]


def _check_parent(library: Library, item: StoredItem, parent: str) -> None:
    """Raise unless `parent` can be above `item`: there, and neither the paper itself nor below it."""
    above: StoredItem | None = library.item(parent)
    seen: set[str] = set()
    while above is not None and above.id not in seen:
        if above.id == item.id:
            raise BadSetting("A paper cannot belong to itself.", "Choose another parent.")
        seen.add(above.id)
        try:
            above = library.item(above.parent_id) if above.parent_id else None
        except NotFound:
            above = None
