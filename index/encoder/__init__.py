"""Embedding: texts to unit vectors, with any sentence-transformers model."""

from index.encoder.model import SentenceTransformerEmbedding

__all__ = ["SentenceTransformerEmbedding"]
