"""What a person sets right of what was read: a paper's title, kind, date or parent.

A correction is kept by the document's digest and the paper's place in it, counts at once and everywhere, and goes over
to a changed file where the same paper stands at the same place. A document withdrawn for good takes it with it."""

from dataclasses import dataclass
from datetime import date
from typing import get_args

from index.faults import BadSetting, NotFound
from index.store.library import Library
from index.values import ItemKind, StoredItem

_LONGEST = 300  # characters of a title


@dataclass(frozen=True)
class Correction:
    """What to set; a field that is None stays as it is. `parent` is an item's id, or "" for no parent."""

    title: str | None = None
    kind: str | None = None
    meeting_date: date | None = None
    parent: str | None = None


def correct(library: Library, item_id: str, correction: Correction) -> StoredItem:
    """Set fields of a paper right, for good; the paper as it then is. Raises NotFound, BadSetting or IndexBusy."""
    title = None if correction.title is None else " ".join(correction.title.split())
    if correction == Correction():
        raise BadSetting("There is nothing to correct.", "Give a title, a kind, a date or a parent.")
    if title is not None and not 0 < len(title) <= _LONGEST:
        raise BadSetting(f"A title has between 1 and {_LONGEST} characters.", "Give another one.")
    if correction.kind is not None and correction.kind not in get_args(ItemKind):
        raise BadSetting(f"{correction.kind!r} is not a kind of paper.", f"Choose of: {', '.join(get_args(ItemKind))}.")
    with library.writing() as writer:
        item = library.item(item_id)  # as it is once what an earlier writer left is mended
        if correction.parent:
            _check_parent(library, item, correction.parent)
        writer.correct(
            item.document_id, item.ordinal, title=title, kind=correction.kind,
            meeting_date=correction.meeting_date.isoformat() if correction.meeting_date else None,
            parent=correction.parent
        )
    return library.item(item_id)


def clear(library: Library, item_id: str) -> StoredItem:
    """Take back all that was set right of a paper: it is again as it was read. Raises as `correct` does."""
    with library.writing() as writer:
        item = library.item(item_id)
        writer.uncorrect(item.document_id, item.ordinal)
    return library.item(item_id)


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
