"""What is remembered of a watched folder while the server is down, in one small file of the data folder.

So a start costs one look: only what changed meanwhile is read, and a file that could not be read is not tried again.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from app.saved.records import Record
from index.digest import seal, unseal, write_whole
from index.ingest.walk import Stamp

FILE = "watched.json"


class Remembered(Record):
    """A folder's papers as last read into the index `library`, `lines` said of them, and why some `failed`."""

    folder: str
    library: str
    files: Mapping[str, Stamp] = {}
    failed: Mapping[str, str] = {}
    lines: tuple[Mapping[str, Any], ...] = ()
    read_at: datetime | None = None


def recall(data_dir: Path, folder: str, library: str) -> Remembered | None:
    """What is remembered of that folder and index; None when nothing is, or when it cannot be made out."""
    try:
        found = Remembered.model_validate_json(unseal((data_dir / FILE).read_text("utf-8")))
    except (OSError, ValueError):
        return None
    return found if (found.folder, found.library) == (folder, library) else None


def forget(data_dir: Path) -> None:
    """A paper was withdrawn, and its name may stand here. What is watched is looked through again at the next start."""
    for name in (FILE, f".{FILE}.tmp", f".{FILE}.new"):  # a write cut off, by this version or an earlier one
        (data_dir / name).unlink(missing_ok=True)


def remember(data_dir: Path, what: Remembered) -> None:
    """Keep it in the data folder; the file is the old one or the new one, never half of it."""
    write_whole(data_dir / FILE, seal(what.model_dump_json()))
