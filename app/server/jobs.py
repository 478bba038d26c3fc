"""Work that writes the index, done for the page by the `scrutiny` command in a process of its own.

So a hostile file cannot take the page down, a long ingest holds up nobody's chat, and there is one way in
which papers come and go: the page only reads, and sees a finished change as it sees any other process's. Setting a
paper right opens no file and writes a row: that is done here, for starting the command would be all of the wait.

One process reads papers at a time. An upload waits for its turn; the watched folder, which has nobody waiting for it,
tries later. Neither keeps a change waiting: the index is its own while a file is read (`index.ingest.ingest`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from app.process import given_umask
from app.settings import Settings, child_environment
from index.faults import Fault, IndexBusy

if TYPE_CHECKING:
    from index.store.corrections import Among
    from index.values import StoredItem

_KINDER = 10  # how much the watched folder's reading stands back behind whoever asks a question (`nice`)

_turn = threading.Lock()
_folder_readings: set[subprocess.Popen[str]] = set()
_fetches: set[subprocess.Popen[str]] = set()


def index_files(settings: Settings, files: Sequence[tuple[str, bytes]]) -> Iterator[dict[str, Any]]:
    """Index uploaded files, (name, bytes) each as `safe_names` gives them, laid down at once; the line of each as it is
    done. Each is named to the command, which adds again what was withdrawn. Raises Fault with what that said when it
    could not.
    """
    folder = tempfile.TemporaryDirectory(prefix="scrutiny-upload-")
    places = [Path(folder.name) / name for name, _ in files]
    for place, (_, content) in zip(places, files, strict=True):
        place.write_bytes(content)

    def lines() -> Iterator[dict[str, Any]]:
        with folder, _turn:
            yield from _lines(settings, ["index", *map(str, places)])

    return lines()


def finish(settings: Settings) -> Iterator[dict[str, Any]]:
    """Do what an ingest that was cut off had still to do, and yield the lines. Raises Fault as `index_files` does."""
    with _turn:
        yield from _lines(settings, ["index"])


def index_folder(settings: Settings, folder: Path) -> Iterator[dict[str, Any]]:
    """Index a folder at low priority; the line of each document as it is done. Raises IndexBusy while other papers are
    read here, or when it was ended (the next goes on from there), and Fault as `index_files` does.
    """
    if not _turn.acquire(blocking=False):
        raise IndexBusy("Other papers are being read just now.", "It is tried again by itself.")
    try:
        yield from _lines(settings, ["index", str(folder)], _folder_readings, _KINDER)
    finally:
        _turn.release()


def fetch(
    settings: Settings, site: str = "", committees: Sequence[str] = (), since: date | None = None
) -> Iterator[dict[str, Any]]:
    """Fetch papers from the agenda system, and have what came read where no folder is watched; the command's lines, and
    one for each paper that could not be read. Raises Fault as `index_files` does, and when it was ended.
    """
    named = [f"--committee={name.strip()}" for name in committees if name.strip()]
    asked = [*named, *([f"--from={since.isoformat()}"] if since else [])]
    asked += [site if "://" in site else f"https://{site}"] if site else []
    came, fault = False, None
    try:
        for line in _lines(settings, ["fetch", *asked], _fetches):
            came = came or line["status"] in ("fetched", "changed")
            yield line
    except IndexBusy:
        fault = Fault("It was stopped.", "What had come by then is kept.")
    except Fault as found:
        fault = found
    if came and settings.watch is None:
        with _turn:
            for line in _lines(settings, ["index", str(settings.fetched)]):
                if line["status"] == "failed":
                    yield {"status": "failed", "what": line["document"], "why": line["error"]}
    if fault:
        raise fault


def end_fetches() -> None:
    """End the fetches that are under way: what they brought is whole, and the next goes on from there."""
    _end(_fetches)


def end_folder_readings() -> None:
    """End the reading of a folder that is under way: the index outlives that, and it is taken up again later."""
    _end(_folder_readings)


def _end(readings: set[subprocess.Popen[str]]) -> None:
    for process in tuple(readings):
        readings.discard(process)
        process.terminate()


def withdraw(settings: Settings, document_id: str, undo_days: int = 0) -> dict[str, Any]:
    """Withdraw the document of that sha256, for good without days to undo; the command's line. Raises Fault."""
    (line,) = _lines(settings, ["withdraw", "--yes", "--undo-days", str(undo_days), document_id])
    return line


def restore(settings: Settings, document_id: str) -> dict[str, Any]:
    """Bring back a document withdrawn with days to undo; the command's line. Raises Fault as `index_files` does."""
    (line,) = _lines(settings, ["restore", document_id])
    return line


def verify(settings: Settings) -> dict[str, Any]:
    """Check the index; the command's line, whether it is sound or not. Raises Fault as `index_files` does."""
    return next(_lines(settings, ["verify"]))


def remove_due(settings: Settings) -> list[dict[str, Any]]:
    """Remove for good what was withdrawn and is due; the command's lines. Raises Fault as `index_files` does."""
    return list(_lines(settings, ["withdraw"]))


def correct(settings: Settings, item_id: str, fields: Mapping[str, str], among: Among = "paper") -> StoredItem:
    """Set fields (title, kind, parent, committee, and date in ISO) of a paper right, or take all back with no fields,
    `among` others too; the paper as it then is. Raises as `index.store.corrections.correct` does.
    """
    from app.build import open_library  # imported late: what starts the server needs none of it
    from index.store.corrections import Correction, clear
    from index.store.corrections import correct as set_right

    day = date.fromisoformat(fields["date"]) if "date" in fields else None
    given = Correction(fields.get("title"), fields.get("kind"), day, fields.get("parent"), fields.get("committee"))
    with open_library(settings, make=False) as library:
        return set_right(library, item_id, given, among) if fields else clear(library, item_id, among)


def safe_name(name: str, otherwise: str) -> str:
    """The last part of a file name as a browser sent it, fit to be a file name here."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    clean = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(" .")
    return clean[-120:] or otherwise


def safe_names(names: Sequence[str]) -> list[str]:
    """Names for files that were sent together, of which none is another's."""
    found: list[str] = []
    for number, name in enumerate(names, 1):
        safe = safe_name(name, f"upload-{number}")
        found.append(f"{number}-{safe}" if safe in found else safe)
    return found


def _lines(
    settings: Settings, arguments: list[str], among: set[subprocess.Popen[str]] | None = None, kinder: int = 0
) -> Iterator[dict[str, Any]]:
    """Run `scrutiny ARGUMENTS --json` and yield its lines; its one-line fault becomes a Fault here. One that is `among`
    those that may be ended raises IndexBusy when it was; `kinder` lowers its priority.
    """
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
            umask=given_umask(),
        ) as process,
    ):
        assert process.stdout is not None
        if among is not None:
            among.add(process)
        if kinder:
            with suppress(AttributeError, OSError):  # not every system has priorities
                os.setpriority(os.PRIO_PROCESS, process.pid, kinder)
        try:
            for line in process.stdout:
                yield json.loads(line)
            failed, ended = process.wait() != 0, among is not None and process not in among
        finally:
            if among is not None:
                among.discard(process)
        if failed and ended:
            raise IndexBusy("It was ended.", "It is taken up again by itself.")
        if failed:
            errors.seek(0)
            said = [line for line in errors.read().splitlines() if line.startswith("scrutiny: ")]
            raise Fault(said[-1].removeprefix("scrutiny: ") if said else "The papers could not be read.")
