"""Withdrawing a document so that it can be brought back for a while: hidden at once, removed for good when due."""

from contextlib import suppress
from datetime import UTC, datetime

from index.faults import NotFound
from index.store.catalogue.records import StoredDocument
from index.store.library import Library
from index.store.publish import publish
from index.store.stores import Stores, named


def set_aside(library: Library, document: str, due: datetime) -> StoredDocument:
    """Hide a document (path or sha256) until `bring_back`, or until it is `due`: then it goes for good. IndexBusy."""
    if due.tzinfo is None:
        raise ValueError("due needs a time zone")
    with library.writing() as writer:
        stores = library.stores
        *later, found = stores.going(document)
        for one in later:
            writer.set_aside(one.id, due)
        writer.set_aside(found.id, due, **{stores.build_key: _build_without(stores, found.id)})
        stores.drop_strays()
        return found


def bring_back(library: Library, document: str) -> StoredDocument:
    """Make a document that was set aside (path or sha256) visible again. Raises IndexBusy; NotFound if it is gone."""
    with library.writing() as writer:
        try:
            aside = [one.document for one in library.stores.catalogue.aside()]
            earlier = library.stores.catalogue.replacements("withdrawn").values()
            found = named(document, [one for one in aside if one.path != document or one.id not in earlier])
        except NotFound as fault:
            hint = "It was removed for good, or never withdrawn. Add the file again if it is missing."
            raise NotFound(f"{document!r} cannot be brought back.", hint) from fault
        writer.unhide(found.id)
        publish(library.stores, writer)
        return found


def remove_due(library: Library, now: datetime | None = None, wait: float | None = None) -> list[StoredDocument]:
    """Remove for good what was set aside and is due; what was removed. IndexBusy as `Library.withdraw`."""
    moment = now or datetime.now(UTC)
    due = [one.document for one in library.stores.catalogue.aside() if one.due <= moment]
    for document in due:
        with suppress(NotFound):  # another process was quicker
            library.withdraw(document.id, wait)
    return due


def _build_without(stores: Stores, sha256: str) -> str:
    """A vector build of all that is visible but this document."""
    gone = set(stores.catalogue.parts(sha256)[1])
    ids, vectors = stores.catalogue.vectors()
    rows = [place for place, id in enumerate(ids) if id not in gone]
    return stores.made_of([ids[place] for place in rows], vectors[rows])
