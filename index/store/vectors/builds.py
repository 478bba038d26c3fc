"""What the library needs of a vector store, and what both kinds of Chroma share: how builds are made, filled and asked.

A *build* is one collection of ids and vectors, filled once and then never changed: an ingest makes a new build beside
the one in use and the catalogue swaps them in one transaction. Measured on chromadb 1.5.9: a collection with many
deletes loses live records and frees no disk, and a process does not see what another writes into a collection it has
open; builds that never change have neither trouble. Chroma is given no texts and no metadata."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.faults import IndexDamaged

if TYPE_CHECKING:
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection
    from chromadb.config import Settings

BATCH = 4000  # Chroma refuses more than 5,461 at once
HNSW: CreateCollectionConfiguration = {
    "hnsw": {
        "space": "cosine",
        "ef_construction": 200,
        "ef_search": 200,  # candidates a search keeps; at the default some of a few thousand are not found
        "max_neighbors": 32,
        # Written out at every batch, the least Chroma takes: else whoever first asks a small build begins its files,
        # with what stands in that process's memory.
        "batch_size": 2,
        "sync_threshold": 2,
    }
}


class VectorStore(ABC):
    """A vector store. `key` tells stores apart; `hint` says what a person can do when it fails."""

    key: str
    hint: str

    @abstractmethod
    def create(self, base: str | None = None) -> str:
        """A new build, with the records of the build `base` if given; its name."""

    def add(self, build: str, ids: Sequence[str], vectors: NDArray[np.float32], apart: bool = False) -> None:  # noqa: ARG002
        """Add records to a build that is not in use yet; an id that is there already gets the new vector. `apart`, its
        files hold nothing but its records, whatever this process has in memory (a server's are not ours)."""
        upsert(self._collection(build), ids, vectors)

    def count(self, build: str) -> int | None:
        """How many records a build has, None if there is no such build."""
        return self._collection(build).count() if build in self.builds() else None

    def query(self, build: str, vectors: NDArray[np.float32], k: int) -> list[list[tuple[str, float]]]:
        """For each vector the `k` nearest ids and cosines, best first. Raises IndexDamaged without the build."""
        collection = self._collection(build)
        if not len(vectors) or k <= 0:
            return [[] for _ in vectors]
        found = collection.query(query_embeddings=vectors, n_results=k, include=["distances"])
        distances = found["distances"] or []
        return [
            [(id, 1.0 - distance) for id, distance in zip(ids, near, strict=True)]
            for ids, near in zip(found["ids"], distances, strict=True)
        ]

    def held(self, build: str, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors that a build holds under these ids, as given or at unit length; without those it lacks."""
        found = self._collection(build).get(ids=list(ids), include=["embeddings"])
        return dict(zip(found["ids"], np.asarray(found["embeddings"], np.float32), strict=True))

    @abstractmethod
    def builds(self) -> set[str]:
        """The names of all builds of this library."""

    def holds(self, build: str) -> bool:
        """Whether there is such a build, as it was written."""
        return build in self.builds()

    @abstractmethod
    def discard(self, build: str) -> None:
        """Remove a build and free its disk."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what is open."""

    @abstractmethod
    def _collection(self, build: str) -> Collection:
        """A build as Chroma has it. Raises IndexDamaged where it is not there."""


def settings() -> Settings:
    """Chroma's settings: it calls nobody."""
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


def missing(build: str) -> IndexDamaged:
    """The fault of a build that is not there."""
    return IndexDamaged(f"The vector store has lost its build {build}.", "Run `scrutiny verify --repair`.")


def upsert(collection: Collection, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
    """Add or change records, in batches below Chroma's limit; a lone one twice: of one Chroma writes out no index."""
    for start in range(0, len(ids), BATCH):
        some = list(ids[start : start + BATCH])
        for _ in range(1 + (len(some) == 1)):
            collection.upsert(ids=some, embeddings=vectors[start : start + BATCH])
