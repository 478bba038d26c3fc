"""The vector stores: Chroma embedded in this process, or a Chroma server by address.

A *build* is one collection of ids and vectors, filled once and then never changed: an ingest makes a new
build beside the one in use and the catalogue swaps them in one transaction. Measured on chromadb 1.5.9: a
collection with many deletes loses live records and frees no disk, and a process does not see what another
writes into a collection it has open; builds that never change have neither trouble. Chroma is given no texts
and no metadata.
"""

from __future__ import annotations

import shutil
import threading
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from index.faults import BadSetting, IndexDamaged

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

_COLLECTION = "passages"
_BATCH = 4000  # Chroma refuses more than 5,461 at once
_WIDTH = 200  # ef: how many candidates the search keeps; at the default some of a few thousand are not found
_HNSW = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": _WIDTH, "max_neighbors": 32}}


class VectorStore(Protocol):
    """What the library needs of a vector store. `key` tells stores apart; a build is named by the store."""

    key: str

    def create(self, base: str | None = None) -> str:
        """A new build, with the records of the build `base` if given; its name."""

    def add(self, build: str, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Add records to a build that is not in use yet; an id that is there already gets the new vector."""

    def count(self, build: str) -> int | None:
        """How many records a build has, None if there is no such build."""

    def query(self, build: str, vectors: NDArray[np.float32], k: int) -> list[list[tuple[str, float]]]:
        """For each vector, the `k` nearest ids and their cosine similarities, best first; fewer if there are
        fewer.

        Raises IndexDamaged where the build is not there.
        """

    def builds(self) -> set[str]:
        """The names of all builds of this library."""

    def discard(self, build: str) -> None:
        """Remove a build and free its disk."""

    def close(self) -> None:
        """Let go of what is open."""


class EmbeddedChroma:
    """Chroma in this process: each build is a folder of its own in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.key = "embedded"
        self._folder = folder
        self._open: dict[str, tuple[ClientAPI, Collection]] = {}
        self._lock = threading.RLock()

    def create(self, base: str | None = None) -> str:
        """A new folder, copied from the base's (which nobody writes, so its files are at rest)."""
        build = uuid.uuid4().hex
        self._folder.mkdir(parents=True, exist_ok=True)
        if base is not None:
            shutil.copytree(self._folder / base, self._folder / build)
        else:
            client = self._client(build)
            client.create_collection(_COLLECTION, configuration=_HNSW, embedding_function=None)
            client.close()
        return build

    def add(self, build: str, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """In batches below Chroma's limit."""
        with self._lock:
            _upsert(self._collection(build), ids, vectors)

    def count(self, build: str) -> int | None:
        """See VectorStore."""
        with self._lock:
            return self._collection(build).count() if build in self.builds() else None

    def query(self, build: str, vectors: NDArray[np.float32], k: int) -> list[list[tuple[str, float]]]:
        """See VectorStore. A build other than the last one asked for closes the last one."""
        with self._lock:
            for other in set(self._open) - {build}:
                self._release(other)
            return _nearest(self._collection(build), vectors, k)

    def builds(self) -> set[str]:
        """See VectorStore."""
        return {path.name for path in self._folder.iterdir()} if self._folder.is_dir() else set()

    def discard(self, build: str) -> None:
        """See VectorStore."""
        with self._lock:
            self._release(build)
            shutil.rmtree(self._folder / build, ignore_errors=True)

    def close(self) -> None:
        """See VectorStore."""
        with self._lock:
            for build in list(self._open):
                self._release(build)

    def _client(self, build: str) -> ClientAPI:
        import chromadb

        return chromadb.PersistentClient(str(self._folder / build), settings=_settings())

    def _collection(self, build: str) -> Collection:
        if build not in self._open:
            if not (self._folder / build).is_dir():  # opening a missing one would make an empty one
                raise _missing(build)
            from chromadb.errors import ChromaError

            client = self._client(build)
            try:
                self._open[build] = client, client.get_collection(_COLLECTION, embedding_function=None)
            except ChromaError as error:
                client.close()
                raise _missing(build) from error
        return self._open[build][1]

    def _release(self, build: str) -> None:
        if build in self._open:
            self._open.pop(build)[0].close()


class ChromaServer:
    """A Chroma server at `address` ("host:port" or a URL): each build is a collection named for `library`."""

    def __init__(self, address: str, library: str) -> None:
        parts = urlsplit(address if "//" in address else f"http://{address}")
        try:
            host, port = parts.hostname, parts.port
        except ValueError:
            host = port = None
        if not host or parts.scheme not in ("http", "https"):
            raise BadSetting(
                f"{address!r} is not the address of a Chroma server.", 'Write it as "host:port".'
            )
        self.key = f"server {host}:{port or 8000}"
        self._prefix = f"scrutiny-{library}-"
        import chromadb

        try:
            self._client = chromadb.HttpClient(
                host, port or 8000, ssl=parts.scheme == "https", settings=_settings()
            )
        except Exception as error:  # chromadb raises ValueError for a server that is not there
            raise BadSetting(
                f"There is no Chroma server at {address}: {error}",
                "Start one, or leave the address out to keep vectors in the data folder.",
            ) from error

    def create(self, base: str | None = None) -> str:
        """A new collection. A server cannot copy one, so a base's records are read and added."""
        build = self._prefix + uuid.uuid4().hex
        collection = self._client.create_collection(build, configuration=_HNSW, embedding_function=None)
        if base is not None:
            source = self._collection(base)
            for start in range(0, source.count(), _BATCH):
                batch = source.get(limit=_BATCH, offset=start, include=["embeddings"])
                _upsert(collection, batch["ids"], np.asarray(batch["embeddings"], np.float32))
        return build

    def add(self, build: str, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """In batches below Chroma's limit."""
        _upsert(self._collection(build), ids, vectors)

    def count(self, build: str) -> int | None:
        """See VectorStore."""
        return self._collection(build).count() if build in self.builds() else None

    def query(self, build: str, vectors: NDArray[np.float32], k: int) -> list[list[tuple[str, float]]]:
        """See VectorStore."""
        return _nearest(self._collection(build), vectors, k)

    def builds(self) -> set[str]:
        """See VectorStore."""
        return {
            found.name for found in self._client.list_collections() if found.name.startswith(self._prefix)
        }

    def discard(self, build: str) -> None:
        """See VectorStore."""
        if build in self.builds():
            self._client.delete_collection(build)

    def close(self) -> None:
        """See VectorStore."""
        self._client.close()

    def _collection(self, build: str) -> Collection:
        from chromadb.errors import NotFoundError

        try:
            return self._client.get_collection(build, embedding_function=None)
        except NotFoundError as error:
            raise _missing(build) from error


def _settings() -> object:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


def _missing(build: str) -> IndexDamaged:
    return IndexDamaged(f"The vector store has lost its build {build}.", "Run `scrutiny verify --repair`.")


def _upsert(collection: Collection, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
    for start in range(0, len(ids), _BATCH):
        collection.upsert(ids=list(ids[start : start + _BATCH]), embeddings=vectors[start : start + _BATCH])


def _nearest(collection: Collection, vectors: NDArray[np.float32], k: int) -> list[list[tuple[str, float]]]:
    if not len(vectors) or k <= 0:
        return [[] for _ in vectors]
    found = collection.query(query_embeddings=vectors, n_results=k, include=["distances"])
    distances = found["distances"] or []
    return [
        [(id, 1.0 - distance) for id, distance in zip(ids, near, strict=True)]
        for ids, near in zip(found["ids"], distances, strict=True)
    ]
