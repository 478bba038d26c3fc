"""What the index needs to know of an embedding, for any LlamaIndex `BaseEmbedding`.

Ours (`index.encoder.SentenceTransformerEmbedding`) say it themselves; for others it is worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray

from index.encoder.tokenvectors import none, unit
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
    return unit(np.asarray(embedding.get_text_embedding_batch(list(texts)), np.float32))


def embed_query(embedding: BaseEmbedding, text: str) -> NDArray[np.float32]:
    """The unit vector of a question."""
    return unit(np.asarray([embedding.get_query_embedding(text)], np.float32))[0]


def has_tokens(embedding: BaseEmbedding) -> bool:
    """Whether it gives token vectors: whether it has `encode_passages`, `encode_question` and `token_spans`."""
    return all(hasattr(embedding, name) for name in ("encode_passages", "encode_question", "token_spans"))


def embed_passages(
    embedding: BaseEmbedding, texts: Sequence[str]
) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
    """A unit vector for each text, a row each, and its token matrix (empty where the embedding gives none)."""
    if not texts or not has_tokens(embedding):
        return embed_texts(embedding, texts), [none() for _ in texts]
    vectors, tokens = embedding.encode_passages(list(texts))  # type: ignore[attr-defined]
    return unit(vectors), tokens


def embed_question(embedding: BaseEmbedding, text: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The unit vector of a question, and its token matrix (empty where the embedding gives none)."""
    if not has_tokens(embedding):
        return embed_query(embedding, text), none()
    vector, tokens = embedding.encode_question(text)  # type: ignore[attr-defined]
    return unit(vector[None, :])[0], tokens


def token_spans(embedding: BaseEmbedding, text: str) -> list[tuple[int, int]]:
    """The character offsets of what the rows of a passage's token matrix stand for, in their order."""
    return list(embedding.token_spans(text)) if has_tokens(embedding) else []  # type: ignore[attr-defined]
