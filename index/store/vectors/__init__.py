"""The vector stores: Chroma embedded in this process, or a Chroma server by address."""

from index.store.vectors.builds import VectorStore
from index.store.vectors.embedded import EmbeddedChroma
from index.store.vectors.server import ChromaServer

__all__ = ["ChromaServer", "EmbeddedChroma", "VectorStore"]
