"""The stores of one index, as those who change them need them, and the lock that makes one process their writer."""

import logging
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from index.digest import digest, sync
from index.faults import Fault, IndexBusy, NotFound
from index.store.catalogue import Catalogue
from index.store.catalogue.records import StoredDocument
from index.store.vectors import VectorStore

_log = logging.getLogger(__name__)
PATIENCE = 30.0  # seconds that a change waits for papers that are just being stored
BRIEF = 2.0  # seconds to wait for one who may only be mending
LONGEST = 3600.0  # seconds that who reads papers in waits, between two of them, for whoever changes the index meanwhile
_LEAST = 8  # digits of a sha256 that name a document


@contextmanager
def writing(data_dir: Path, wait: float | None = None) -> Iterator[None]:
    """Hold the writer's lock for the block. Raises IndexBusy where another does after `wait` seconds (PATIENCE)."""
    with _alone(data_dir / "writer.lock", PATIENCE if wait is None else wait, "writing"):
        yield


@contextmanager
def reading_in(data_dir: Path, wait: float = BRIEF) -> Iterator[None]:
    """Be the one who reads papers in for the block; the writer's lock is taken only to store what was read."""
    with _alone(data_dir / "reading.lock", wait, "reading papers into"):
        yield


@contextmanager
def _alone(file: Path, wait: float, doing: str) -> Iterator[None]:
    lock = FileLock(file)
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise IndexBusy(
            f"Another process is {doing} the index in {file.parent}.",
            "Wait until it has finished, then try again; reading works meanwhile.",
        ) from None
    try:
        yield
    finally:
        lock.release()


def named(name: str, documents: Iterable[StoredDocument]) -> StoredDocument:
    """The document with this path, or sha256, or 8 or more of its first digits. Raises NotFound for none or many."""
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


@dataclass(frozen=True)
class Stores:
    """The data folder, the catalogue for reading, and the vector store."""

    data_dir: Path
    catalogue: Catalogue
    vectors: VectorStore
    heed: Callable[[], None] = lambda: None  # for who keeps which follows which: before papers go, and once they came
    mended: list[str] = field(default_factory=list)  # what was not as it was written, and is, in words

    def heed_after(self) -> None:
        """`heed`, of a change that is made: a fault is only noted, and the next change heeds before it begins."""
        try:
            self.heed()
        except Fault as fault:
            _log.warning("which papers follow which is not noted yet: %s", fault)

    def going(self, name: str, others: Iterable[StoredDocument] = ()) -> list[StoredDocument]:
        """The one of this name, shown, being read in or of `others`; before it the one that is about to replace it."""
        shown, staged = [*self.catalogue.documents(), *others], self.catalogue.documents("staged")
        before, there = self.catalogue.replacements(), {document.id for document in shown}
        alone = [one for one in staged if one.path != name or before.get(one.id) not in there]
        found = named(name, [*shown, *alone])
        return [*(one for one in staged if before.get(one.id) == found.id), found]

    @property
    def build_key(self) -> str:
        """Under which the catalogue notes the build in use of this vector store."""
        return f"vectors:{self.vectors.key}"

    @property
    def build(self) -> str | None:
        """The build in use."""
        return self.catalogue.meta(self.build_key)

    def made_of(self, ids: Sequence[str], vectors: NDArray[np.float32], base: str | None = None) -> str:
        """A new build of these records beside those of `base`; once a paper was withdrawn, whose words this process may
        have in memory, by one that never had them."""
        build = self.vectors.create(base)
        self.vectors.add(build, ids, vectors, bool(self.catalogue.withdrawn()))
        return build

    def file_path(self, sha256: str) -> Path:
        """Where the index keeps its copy of a document."""
        return self.data_dir / "files" / sha256

    def keep(self, source: Path) -> str:
        """Copy a file into the index; its sha256, computed from the bytes copied. Complete or not there at all."""
        folder = self.data_dir / "files"
        folder.mkdir(exist_ok=True)
        copy = folder / f".{os.getpid()}.tmp"
        with source.open("rb") as original, copy.open("wb") as out:
            shutil.copyfileobj(original, out, 1 << 20)
            out.flush()
            os.fsync(out.fileno())
        copy.chmod(0o600)
        sha256 = digest(copy)
        copy.replace(self.file_path(sha256))
        sync(folder)
        return sha256

    def strays(self) -> tuple[list[Path], set[str]]:
        """The files that belong to no document, and the builds that are not in use."""
        known = {one.id for status in ("ready", "staged", "withdrawn") for one in self.catalogue.documents(status)}
        folder = self.data_dir / "files"
        files = [path for path in folder.iterdir() if path.name not in known] if folder.is_dir() else []
        return files, self.vectors.builds() - {self.build}

    def drop_strays(self) -> None:
        """Remove the files that belong to no document, and the builds that are not in use."""
        files, builds = self.strays()
        for path in files:
            path.unlink()
        for build in builds:
            self.vectors.discard(build)
