"""Embedding: texts to unit vectors, with any sentence-transformers model."""

from index.embed.model import SentenceTransformerEmbedding

__all__ = ["SentenceTransformerEmbedding"]
