"""Which file of a watched folder a document was read from."""

import os
from collections.abc import Collection, Sequence
from pathlib import Path

from index.ingest.walk import ZIP
from index.store.catalogue.records import StoredDocument


def place_of(document: str, files: Collection[str]) -> str:
    """The file in the folder that a document is read from: of a member of a ZIP file, the ZIP file."""
    end = document.lower().find(f"{ZIP}/")
    return document if document in files or end < 0 else document[: end + len(ZIP)]


def places_in(folder: Path, documents: Sequence[StoredDocument]) -> dict[str, str]:
    """The paths within `folder`, however it is spelt, of the documents that were read there, by their sha256."""
    real = {name: os.path.realpath(name) for name in {document.folder for document in documents}}
    start = f"{folder}/".replace("//", "/")
    places = {document.id: f"{real[document.folder]}/{document.path}" for document in documents}
    return {id: path.removeprefix(start) for id, path in places.items() if path.startswith(start)}
