"""Which files an ingest has to look at: the paths given, folders walked, in an order that never changes."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.faults import NotFound
from index.ingest.zipped import SUFFIX as ZIP
from index.store.catalogue.rows import Origin

_log = logging.getLogger(__name__)
SUFFIXES = frozenset({".pdf", ".docx", ".txt", ".md", ".markdown", ".html", ".htm"})


def walk(paths: Iterable[Path]) -> list[tuple[Origin, bool]]:
    """Every file to index, each once, and whether it was named itself (rather than found in a folder).

    In a folder, hidden files and folders and types that no reader reads are skipped. Raises NotFound for a
    path that is not there, before anything is read.
    """
    found: dict[str, tuple[Origin, bool]] = {}
    for given in [Path(path) for path in paths]:
        path = given.expanduser().resolve()  # however it is spelt, it is one place
        if path.is_dir():
            for file in _files(path):
                origin = Origin(_text(file), _text(file.relative_to(path)), _text(path))
                found.setdefault(origin.source, (origin, False))
        elif path.is_file():
            found[_text(path)] = (Origin(_text(path), path.name, _text(path.parent)), True)
        else:
            raise NotFound(f"There is no file or folder {given}.", "Check the path.")
    return list(found.values())


def _files(folder: Path) -> Iterator[Path]:
    skipped = []
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if name.startswith(".") or not path.is_file():
                continue
            if path.suffix.lower() in SUFFIXES | {ZIP}:
                yield path
            else:
                skipped.append(name)
    if skipped:
        _log.warning("Skipped in %s, not types that can be read: %s", folder, ", ".join(skipped))


def _text(path: Path) -> str:
    """A path as text that can be stored; bytes that are no text become question marks."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")
