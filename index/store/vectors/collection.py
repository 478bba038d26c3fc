"""What both kinds of Chroma share: how a collection is made, filled and asked."""

from __future__ import annotations

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
_WIDTH = 200  # ef: how many candidates a search keeps; at the default some of a few thousand are not found
HNSW: CreateCollectionConfiguration = {
    "hnsw": {
        "space": "cosine",
        "ef_construction": 200,
        "ef_search": _WIDTH,
        "max_neighbors": 32,
        # Written out at every batch, the least Chroma takes: else whoever first asks a small build begins its files.
        "batch_size": 2,
        "sync_threshold": 2,
    }
}


def settings() -> Settings:
    """Chroma's settings: it calls nobody."""
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


def missing(build: str) -> IndexDamaged:
    """The fault of a build that is not there."""
    return IndexDamaged(f"The vector store has lost its build {build}.", "Run `scrutiny verify --repair`.")


def upsert(collection: Collection, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
    """Add or change records, in batches below Chroma's limit."""
    for start in range(0, len(ids), BATCH):
        collection.upsert(ids=list(ids[start : start + BATCH]), embeddings=vectors[start : start + BATCH])


def nearest(collection: Collection, vectors: NDArray[np.float32], k: int) -> list[list[tuple[str, float]]]:
    """For each vector, the `k` nearest ids and their cosine similarities, best first."""
    if not len(vectors) or k <= 0:
        return [[] for _ in vectors]
    found = collection.query(query_embeddings=vectors, n_results=k, include=["distances"])
    distances = found["distances"] or []
    return [
        [(id, 1.0 - distance) for id, distance in zip(ids, near, strict=True)]
        for ids, near in zip(found["ids"], distances, strict=True)
    ]
