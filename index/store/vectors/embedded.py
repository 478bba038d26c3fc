"""Chroma in this process."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from index.checksums import totals
from index.digest import digest, sync, write_whole
from index.faults import DATABASE, IndexDamaged, is_full, storage_fault
from index.store.vectors.builds import HNSW, VectorStore, missing, settings
from index.store.vectors.isolation import add_isolated

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

_COLLECTION = "passages"
_CLIENTS = threading.Lock()  # Chroma's table of this process's clients, of every library, is not guarded
_SEAL, _WRITTEN, _AT_REST = "made-of.txt", "index_metadata.pickle", (".bin", ".pickle")
_RECORDS = "collections", "embeddings", "embeddings_queue", "max_seq_id", "segments"  # others are the library's own


class EmbeddedChroma(VectorStore):
    """Chroma in this process: each build is a folder of its own in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.key = "embedded"
        self.hint = "Run `scrutiny verify --repair`."
        self._folder = folder
        self._sound = set[str]()  # builds seen to be as they were written: what is long to work out is so once
        self._open: dict[str, tuple[Client, Collection]] = {}
        self._lock = threading.RLock()

    def create(self, base: str | None = None) -> str:
        """A new folder, copied from the base's (which nobody writes, so its files are at rest)."""
        build = uuid.uuid4().hex
        with self._room():
            self._folder.mkdir(parents=True, exist_ok=True)
            if base is not None:
                shutil.copytree(self._folder / base, self._folder / build)
            else:
                client = self._client(build)
                client.create_collection(_COLLECTION, configuration=HNSW, embedding_function=None)
                client.close()
        return build

    def add(self, build: str, ids: Sequence[str], vectors: NDArray[np.float32], apart: bool = False) -> None:
        """In batches below Chroma's limit; `apart` in a process of its own (`index.store.vectors.isolation`)."""
        with self._lock:
            if apart and len(ids):
                self._release(build)
                add_isolated(self._folder, build, ids, vectors)
                return
            with self._room():
                (self._folder / build / _SEAL).unlink(missing_ok=True)
                super().add(build, ids, vectors)
                self._release(build)
                for path in (*(self._folder / build).rglob("*"), self._folder / build, self._folder):
                    sync(path)
                write_whole(self._folder / build / _SEAL, self._made_of(build))

    @contextmanager
    def _room(self) -> Iterator[None]:
        """Tell a full disk from whatever Chroma says of it."""
        try:
            yield
        except Exception as error:
            if is_full(self._folder):
                raise storage_fault(OSError(errno.ENOSPC, str(error)), self._folder) from error
            raise

    def count(self, build: str) -> int | None:
        """See VectorStore. None too of one that is not as it was written."""
        with self._lock, suppress(IndexDamaged):
            return super().count(build)
        return None

    def query(self, build: str, vectors: NDArray[np.float32], k: int) -> list[list[tuple[str, float]]]:
        """See VectorStore. A build other than the last one asked for closes the last one."""
        with self._lock, self._room():
            for other in set(self._open) - {build}:
                self._release(other)
            # Chroma begins the index of a build without records when it is asked, in this process's memory.
            return super().query(build, vectors, k) if self._collection(build).count() else [[] for _ in vectors]

    def builds(self) -> set[str]:
        """See VectorStore."""
        return {path.name for path in self._folder.iterdir()} if self._folder.is_dir() else set()

    def holds(self, build: str) -> bool:
        """See VectorStore. It is not opened for that: Chroma begins anew, from this process's memory, an index that was
        not written out to its end."""
        seal = self._folder / build / _SEAL
        with suppress(OSError):
            begun = {path.parent for path in seal.parent.glob("*/header.bin")}
            if not super().holds(build) or any(not (path / _WRITTEN).exists() for path in begun):
                return False
            sealed = build not in self._sound and seal.exists()  # one without a seal is of an earlier version
            if not sealed or seal.read_text(errors="replace") == self._made_of(build):
                self._sound.add(build)
                return True
        return False

    def discard(self, build: str) -> None:
        """See VectorStore."""
        with self._lock:
            self._release(build)
            self._sound.discard(build)
            shutil.rmtree(self._folder / build, ignore_errors=True)

    def close(self) -> None:
        """See VectorStore."""
        with self._lock:
            for build in list(self._open):
                self._release(build)

    def _client(self, build: str) -> Client:
        import chromadb

        with _CLIENTS:
            return cast("Client", chromadb.PersistentClient(str(self._folder / build), settings=settings()))

    def _collection(self, build: str) -> Collection:
        if build not in self._open:
            if not (self._folder / build).is_dir():  # opening a missing one would make an empty one
                raise missing(build)
            from chromadb.errors import ChromaError

            if not self.holds(build):  # asked first: Chroma may end the process over damaged files
                raise IndexDamaged("The vector store is not as it was written.", self.hint)
            client = self._client(build)
            try:
                self._open[build] = client, client.get_collection(_COLLECTION, embedding_function=None)
            except ChromaError as error:
                client.close()
                raise missing(build) from error
        return self._open[build][1]

    def _made_of(self, build: str) -> str:
        """The digests of a build's files, and of its database, which opening changes, sums of the records."""
        folder = self._folder / build
        found = [f"{digest(path)} {path.name}" for path in sorted(folder.rglob("*")) if path.suffix in _AT_REST]
        with suppress(*DATABASE), closing(sqlite3.connect(folder / "chroma.sqlite3")) as connection:
            found += [f"{total} {table}" for table, total in totals(connection).items() if table in _RECORDS]
        return "\n".join(found)

    def _release(self, build: str) -> None:
        if build in self._open:
            with _CLIENTS:
                self._open.pop(build)[0].close()
