"""Finding a document by what a person calls it."""

from __future__ import annotations

from collections.abc import Iterable

from index.faults import NotFound
from index.store.catalogue.rows import StoredDocument

_LEAST = 8  # digits of a sha256 that name a document


def named(name: str, documents: Iterable[StoredDocument]) -> StoredDocument:
    """The document with this path, or sha256, or the beginning (8 or more digits) of its sha256.

    Raises:
        NotFound: when none is called so, or more than one.
    """
    found = [
        document
        for document in documents
        if name in (document.path, document.id) or (len(name) >= _LEAST and document.id.startswith(name.lower()))
    ]
    if not found:
        raise NotFound(f"There is no document {name!r} in the index.", "`scrutiny reports` lists them.")
    if len(found) > 1:
        ids = ", ".join(document.id[:12] for document in found)
        raise NotFound(f"{len(found)} documents are called {name!r}.", f"Name one by its digest: {ids}.")
    return found[0]
