"""The vector stores: Chroma embedded in this process, or a Chroma server by address.

A *build* is one collection of ids and vectors, filled once and then never changed: an ingest makes a new build
beside the one in use and the catalogue swaps them in one transaction. Measured on chromadb 1.5.9: a collection
with many deletes loses live records and frees no disk, and a process does not see what another writes into a
collection it has open; builds that never change have neither trouble. Chroma is given no texts and no metadata.
"""

from index.store.vectors.embedded import EmbeddedChroma
from index.store.vectors.server import ChromaServer
from index.store.vectors.store import VectorStore

__all__ = ["ChromaServer", "EmbeddedChroma", "VectorStore"]
