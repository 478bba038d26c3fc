"""What the index needs to know of an embedding, for any LlamaIndex `BaseEmbedding`.

Ours (`index.embed.SentenceTransformerEmbedding`) say it themselves; for others it is worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray

from index.values import Passage, StoredPassage

_PIECES_A_WORD = 2  # a careful guess where the embedding has no counter of its own


def identity(embedding: BaseEmbedding) -> str:
    """A name that changes when the vectors would; found without loading the model."""
    return str(getattr(embedding, "identity", None) or f"{type(embedding).__name__} {embedding.model_name}")


def counter(embedding: BaseEmbedding) -> Callable[[str], int]:
    """The function that counts the word pieces of a text as the model reads it."""
    own: Callable[[str], int] | None = getattr(embedding, "count", None)
    return own or (lambda text: 2 + _PIECES_A_WORD * len(text.split()))


def embedded_text(passage: Passage | StoredPassage) -> str:
    """What is embedded for a passage: its context and its text."""
    return f"{passage.context}\n{passage.text}"


def embed_texts(embedding: BaseEmbedding, texts: Sequence[str]) -> NDArray[np.float32]:
    """A unit vector for each text, a row each."""
    if not texts:
        return np.zeros((0, 0), np.float32)
    return _unit(np.asarray(embedding.get_text_embedding_batch(list(texts)), np.float32))


def embed_query(embedding: BaseEmbedding, text: str) -> NDArray[np.float32]:
    """The unit vector of a question."""
    return _unit(np.asarray([embedding.get_query_embedding(text)], np.float32))[0]


def _unit(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.where(lengths > 0, lengths, 1), np.float32)
