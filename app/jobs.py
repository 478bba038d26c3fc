"""Work that writes the index, done for the page by the `scrutiny` command in a process of its own.

So a hostile file cannot take the page down, a long ingest holds up nobody's chat, and there is one way in
which papers come and go: the page only reads, and sees a finished change as it sees any other process's.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from app.settings import Settings, child_environment
from index.faults import Fault


def index_files(settings: Settings, files: Sequence[tuple[str, bytes]]) -> Iterator[dict[str, Any]]:
    """Index uploaded files, (name, bytes) each, and yield the line of each document as it is done.

    Each is named to the command, which is how one that was withdrawn is added again.

    Raises:
        Fault: what the command said when it could not do the work at all (another process is writing, …).
    """
    with tempfile.TemporaryDirectory(prefix="scrutiny-upload-") as folder:
        places = []
        for number, (name, content) in enumerate(files):
            place = Path(folder) / safe_name(name, f"upload-{number + 1}")
            if place.exists():
                place = place.with_name(f"{number + 1}-{place.name}")
            place.write_bytes(content)
            places.append(str(place))
        yield from _lines(settings, ["index", *places])


def withdraw(settings: Settings, document_id: str, undo_days: int = 0) -> dict[str, Any]:
    """Withdraw the document with that sha256, for good unless there are days to undo it; the command's line.

    Raises Fault as `index_files` does.
    """
    return next(iter(list(_lines(settings, ["withdraw", "--yes", "--undo-days", str(undo_days), document_id]))))


def restore(settings: Settings, document_id: str) -> dict[str, Any]:
    """Bring back a document withdrawn with days to undo; the command's line. Raises Fault as `index_files` does."""
    return next(iter(list(_lines(settings, ["restore", document_id]))))


def remove_due(settings: Settings) -> list[dict[str, Any]]:
    """Remove for good what was withdrawn and whose days to undo are over; the command's lines.

    Raises Fault as `index_files` does.
    """
    return list(_lines(settings, ["withdraw"]))


def correct(settings: Settings, item_id: str, fields: Mapping[str, str]) -> dict[str, Any]:
    """Set fields (title, kind, date, parent) of a paper right, or take all back with no fields; the command's line.

    Raises Fault as `index_files` does.
    """
    options = [word for name, value in fields.items() for word in (f"--{name}", value)] or ["--clear"]
    return next(iter(list(_lines(settings, ["correct", item_id, *options]))))


def safe_name(name: str, otherwise: str) -> str:
    """The last part of a file name as a browser sent it, fit to be a file name here."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    clean = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(" .")
    return clean[-120:] or otherwise


def _lines(settings: Settings, arguments: list[str]) -> Iterator[dict[str, Any]]:
    """Run `scrutiny ARGUMENTS --json` and yield its lines; its one-line fault becomes a Fault here."""
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "app.cli", *arguments, "--json"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
            env=child_environment(settings),
        ) as process,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            yield json.loads(line)
        if process.wait() != 0:
            errors.seek(0)
            said = [line for line in errors.read().splitlines() if line.startswith("scrutiny: ")]
            raise Fault(said[-1].removeprefix("scrutiny: ") if said else "The papers could not be read.")
