"""Watching a folder: papers that are put into it are read without anybody pressing anything.

The folder is looked at again and again, because the file shares of councils tell nobody of a change. A file counts as
changed when its size or time differs from when it was last read, and is read once two looks found it the same: until
then it may still be on its way. What disappears from the folder stays indexed."""

import logging
import os
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from app.saved.watchstate import Remembered, recall, remember
from app.server import jobs
from app.settings import Settings
from index.faults import Fault, IndexBusy, NotFound
from index.ingest.walk import ZIP, FolderLook, Stamp, look_into
from index.store.catalogue import Catalogue
from index.store.catalogue.records import StoredDocument

log = logging.getLogger(__name__)
Line = Mapping[str, Any]  # what `scrutiny index --json` says of a document

SOON = 2.0  # seconds until the next look at the start, and when somebody asked for one
PATIENCE = 20  # looks for which files that have settled wait for others that have not
LONGEST_PAUSE = 600.0  # seconds between two readings when one after another fails

_lock = threading.Lock()
_watches: "dict[Settings, Watch]" = {}


@dataclass(frozen=True)
class Watched:
    """What there is to tell of the folder at one moment. Paths are those within it, as the index writes them.

    `trouble` says why the folder could not be looked at, `closed` where in it nothing could be seen. `waiting` have
    changed and are still to be read, `reading` are being read, in order, and `done` of them are over. `lines` are
    those of the reading under way or else of the last, which ended at `read_at`; `fault` says why a reading ended
    early, `stopped_at` at which file. `failed` is why files could not be read."""

    folder: Path
    looked_at: datetime | None = None
    trouble: str = ""
    closed: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    read_at: datetime | None = None
    fault: str = ""
    stopped_at: str = ""
    failed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Index:
    """The index as watching needs it: its id, its documents, and how a folder is read into it (`read`: the line of each
    document; IndexBusy when others come first, any other Fault when it could not be read at all)."""

    data_dir: Path
    id: Callable[[], str]
    documents: Callable[[], Sequence[StoredDocument]]
    read: Callable[[Path], Iterator[Line]]


@dataclass
class _Reading:
    """One reading: what is to be read, and what came of it so far."""

    files: dict[str, Stamp]
    wanted: frozenset[str]
    lines: dict[str, Line]
    done: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)

    def take(self, line: Line) -> None:
        place = place_of(line["document"], self.files)
        if line["status"] == "failed":
            self.failed[line["document"]] = str(line["error"])
        if line["status"] in ("added", "replaced"):
            self.lines[line["document"]] = line
        elif place in self.wanted:
            self.lines.setdefault(line["document"], line)
        if place in self.wanted and place not in self.done:
            self.done.append(place)


class Watch:
    """One folder, watched: `look` is one look, `run` looks for ever."""

    def __init__(
        self, folder: Path, index: Index, seconds: float,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:  # fmt: skip
        self._index = index
        self._seconds = seconds
        self._now = now
        self._view = Watched(Path(os.path.realpath(folder)))
        self._known: Remembered | None = None
        self._files: dict[str, Stamp] | None = None  # as the last look found them
        self._unfinished: dict[str, Line] = {}  # of a reading that was interrupted
        self._waited = self._failures = self._pause = 0  # looks, readings, looks
        self._call = threading.Event()
        self._asked = False

    @property
    def view(self) -> Watched:
        """What there is to tell now. Any thread may ask."""
        return self._view

    def gone(self, documents: Sequence[StoredDocument]) -> list[StoredDocument]:
        """Those of the documents that were read in the folder and lie there no longer; none while that is unsure."""
        view, files = self._view, self._files
        if files is None or view.trouble or view.closed or view.waiting or view.reading:
            return []
        places = places_in(view.folder, documents)
        return [d for d in documents if d.id in places and place_of(places[d.id], files) not in files]

    def paths_of(self, ids: Collection[str]) -> set[str]:
        """The paths of the documents with these sha256, whoever may see them."""
        return {document.path for document in self._index.documents() if document.id in ids} if ids else set()

    def look_now(self) -> None:
        """Look as soon as may be, and try again what could not be read."""
        self._call.set()

    def run(self) -> None:
        """Look for ever. Whatever goes wrong is said, and tried again."""
        while True:
            try:
                pause = self.look()
            except Exception as error:
                log.exception("the watched folder could not be looked at")
                self._show(trouble=f"Something went wrong ({type(error).__name__}). It is tried again by itself.")
                pause = self._seconds
            self._call.wait(pause)

    def look(self) -> float:
        """Look once, and read what has changed and settled; the seconds until the next look."""
        self._asked = self._asked or self._call.is_set()
        self._call.clear()
        try:
            found = look_into(self._view.folder)
            known = self._known = self._known or self._recalled(found)
            if known.files and not (found.files or found.closed):
                raise NotFound(
                    "There is not one paper in the folder now.", "If it is on a share, the share may be offline."
                )
        except NotFound as fault:
            self._asked = False
            self._show(trouble=str(fault))
            return self._seconds
        before, files = self._files, found.with_closed(known.files)
        self._files = files
        changed = [path for path, stamp in files.items() if known.files.get(path) != stamp]
        failed = {document: why for document, why in known.failed.items() if place_of(document, files) in files}
        self._show(
            looked_at=self._now(), trouble="", closed=found.closed, waiting=tuple(changed), failed=tuple(failed.items())
        )
        again = {place_of(document, files) for document in failed} if self._asked else set()
        settled = [path for path in changed if before is not None and before.get(path) == files[path]]
        if self._is_time(changed, settled, again):
            self._read(files, frozenset(changed) | again)
        self._asked = self._asked and bool(changed)
        return min(SOON, self._seconds) if self._asked or (before is None and changed) else self._seconds

    def _is_time(self, changed: Collection[str], settled: Collection[str], again: Collection[str]) -> bool:
        """Whether to read now: something has settled, the rest has too or has had its time, and no pause is on."""
        if not settled and (changed or not again):
            return False
        if len(settled) < len(changed) and self._waited < PATIENCE:
            self._waited += 1
            return False
        if self._pause and not self._asked:
            self._pause -= 1
            return False
        return True

    def _read(self, files: dict[str, Stamp], wanted: frozenset[str]) -> None:
        reading = _Reading(files, wanted, self._unfinished)
        order = tuple(path for path in files if path in wanted)
        self._show(waiting=(), reading=order, done=(), lines=tuple(reading.lines.values()), fault="", stopped_at="")
        try:
            for line in self._index.read(self._as_indexed()):
                reading.take(line)
                self._show(done=tuple(reading.done), lines=tuple(reading.lines.values()))
        except IndexBusy:
            pass  # what had a line is stored for good, and found unchanged when it is read again
        except Fault as fault:
            left = [path for path in order if path not in reading.done]
            self._asked = False
            self._failures += 1
            self._pause = int(min(self._seconds * 2**self._failures, LONGEST_PAUSE) / self._seconds)
            self._show(fault=str(fault), stopped_at=left[0] if left else "")
        else:
            self._waited = self._failures = self._pause = 0
            self._unfinished, self._asked = {}, False
            lines, read_at = tuple(reading.lines.values()), self._now()
            known = self._known = Remembered(
                folder=str(self._view.folder), library=self._index.id(), files=files, failed=reading.failed,
                lines=lines, read_at=read_at,
            )  # fmt: skip
            self._show(lines=lines, read_at=read_at, failed=tuple(known.failed.items()))
            remember(self._index.data_dir, known)
        finally:
            self._show(reading=(), done=())

    def _recalled(self, found: FolderLook) -> Remembered:
        """What was remembered; where nothing was, the files that the index holds with the size and time they have."""
        folder, id = self._view.folder, self._index.id()
        known = recall(self._index.data_dir, str(folder), id)
        if known is not None:
            self._show(lines=known.lines, read_at=known.read_at)
            return known
        documents = self._index.documents()
        places = places_in(folder, documents)
        files = {}
        for document in documents:
            size, changed = found.files.get(places.get(document.id, ""), (-1, 0))
            if size == document.size and changed <= document.added_at.timestamp() * 1e9:
                files[places[document.id]] = (size, changed)
        return Remembered(folder=str(folder), library=id, files=files)

    def _as_indexed(self) -> Path:
        """The folder as the index spells it: only under the same name does a changed file replace what it was."""
        spelt = {document.folder for document in self._index.documents()}
        same = sorted(folder for folder in spelt if os.path.realpath(folder) == str(self._view.folder))
        return Path(same[0]) if same else self._view.folder

    def _show(self, **what: Any) -> None:
        self._view = replace(self._view, **what)


def watching(settings: Settings) -> Watch | None:
    """The watch over the folder of the settings, begun if it is not under way; None where none is to be watched. It
    looks in the background for as long as this process lives, and never keeps it from ending."""
    if settings.watch is None:
        return None
    with _lock:
        if settings not in _watches:
            watch = Watch(settings.watch, index_of(settings), settings.watch_seconds)
            threading.Thread(target=watch.run, name="watching", daemon=True).start()
            _watches[settings] = watch
        return _watches[settings]


def index_of(settings: Settings) -> Index:
    """The index of the settings' data folder, which need not be made yet."""
    index = Catalogue(settings.data / "catalogue.sqlite3")
    return Index(
        settings.data, lambda: (index.made() and index.meta("library")) or "",
        lambda: index.documents() if index.made() else [], partial(jobs.index_folder, settings),
    )  # fmt: skip


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
