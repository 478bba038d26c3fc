"""One look at a watched folder: the papers that lie in it, each with its size and when it was last changed."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.saved.watchstate import Stamp
from index.faults import NotFound
from index.ingest.walk import ZIP
from index.read.plain import SUFFIXES
from index.store.catalogue.records import StoredDocument

_ENDINGS = tuple(SUFFIXES | {ZIP})
_NO_FILE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)  # gone since it was listed, or a link that leads nowhere


@dataclass(frozen=True)
class FolderLook:
    """The papers in a folder, by their path within it, in the order in which they are read.

    `closed` are the sub-folders and files that could not be looked at just now: what lies there is not known.
    """

    files: Mapping[str, Stamp] = field(default_factory=dict)
    closed: tuple[str, ...] = ()

    def with_closed(self, before: Mapping[str, Stamp]) -> dict[str, Stamp]:
        """The papers, those of `before` included that lie where this look could not see."""
        hidden = tuple(f"{place}/" for place in self.closed)
        kept = {path: stamp for path, stamp in before.items() if path in self.closed or path.startswith(hidden)}
        return {**kept, **self.files}


def look_into(folder: Path) -> FolderLook:
    """Look at every file that `scrutiny index` would read; none is opened, and links to folders are not followed.

    Raises:
        NotFound: when the folder itself is not there or cannot be listed, as when a share is offline.
    """
    files: dict[str, Stamp] = {}
    closed: list[str] = []

    def unlisted(failure: OSError) -> None:
        place = _place(Path(failure.filename), folder)
        if place == ".":
            raise NotFound(
                f"The folder cannot be looked at ({failure.strerror}).",
                "If it is on a share, the share may be offline; it is tried again all the time.",
            ) from failure
        closed.append(place)

    for parent, folders, names in os.walk(folder, onerror=unlisted):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inside = _place(Path(parent), folder)
        for name in sorted(names):
            if name.startswith(".") or not name.lower().endswith(_ENDINGS):
                continue
            place = _text(name if inside == "." else f"{inside}/{name}")
            try:
                found = os.stat(f"{parent}{os.sep}{name}")  # noqa: PTH116 (a Path for each takes longer than the look)
            except OSError as error:
                if error.errno not in _NO_FILE:
                    closed.append(place)
                continue
            if stat.S_ISREG(found.st_mode):
                files[place] = (found.st_size, found.st_mtime_ns)
    return FolderLook(files, tuple(closed))


def _place(path: Path, folder: Path) -> str:
    return _text(path.relative_to(folder).as_posix())


def _text(path: str) -> str:
    """A path as the index writes it: bytes that are no text become question marks."""
    return os.fsencode(path).decode("utf-8", "replace")


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
