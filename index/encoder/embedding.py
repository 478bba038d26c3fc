"""What the index needs of any embedding, and token vectors: the encoder's own vector for each word piece of a text,
made small enough to keep.

Ours (`index.encoder.SentenceTransformerEmbedding`) say it themselves; for others it is worked out.

Late interaction (Khattab and Zaharia 2020) compares a question with a passage piece by piece. Here a piece's vector is
the model's last hidden state, brought to unit length, projected to `DIMENSIONS` by a fixed matrix of ±1 scaled by
1/sqrt(DIMENSIONS) (Achlioptas 2003), and brought to unit length again. The matrix is drawn from a hash, not from a
library's random numbers: it is the same with every version of everything, for ever.
"""

import hashlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.values import Passage, StoredPassage

DIMENSIONS = 128
SCHEME = f"{DIMENSIONS} signs 1"  # what an index notes: change it when the same text would get other token vectors
_SEED = b"token vectors 1"
_BATCH = 256  # passages embedded at once
_PIECES_A_WORD = 2  # a careful guess where the embedding has no counter of its own


class Embedding(Protocol):
    """Texts to vectors. Any LlamaIndex `BaseEmbedding` is one; LlamaIndex is not imported for that, which takes longer
    than all else that a command begins with.
    """

    model_name: str

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        """A vector for each text."""

    def get_query_embedding(self, query: str) -> list[float]:
        """The vector of a question."""


def none() -> NDArray[np.float32]:
    """The token matrix of a text without token vectors: (0, DIMENSIONS)."""
    return np.zeros((0, DIMENSIONS), np.float32)


def project(hidden: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows of any width (n, width) as unit rows (n, DIMENSIONS)."""
    return unit(unit(hidden) @ _signs(hidden.shape[1]))


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each row at length 1; a row of zeros stays one."""
    return rows / _lengths(rows)


def pack(matrix: NDArray[np.float32]) -> bytes:
    """A token matrix (n, DIMENSIONS) as int8, each row scaled so that its greatest number becomes ±127."""
    greatest = np.abs(matrix).max(axis=1, keepdims=True, initial=0.0)
    return np.rint(matrix * (127 / np.where(greatest > 0, greatest, 1))).astype(np.int8).tobytes()


def unpack(blobs: Sequence[bytes]) -> list[NDArray[np.float32]]:
    """The token matrices of what `pack` gave, with unit rows; all are restored in one go."""
    lengths = [len(blob) // DIMENSIONS for blob in blobs]
    rows = np.frombuffer(b"".join(blobs), np.int8).reshape(-1, DIMENSIONS).astype(np.float32)
    rows /= _lengths(rows)  # in place: a copy costs as much as all the rest
    ends = np.cumsum(lengths)
    return [rows[end - length : end] for end, length in zip(ends.tolist(), lengths, strict=True)]


def _lengths(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """What to divide each row by, as a column."""
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    return np.where(lengths > 0, lengths, 1).astype(np.float32)[:, None]


@lru_cache(maxsize=4)
def _signs(width: int) -> NDArray[np.float32]:
    bits = np.unpackbits(np.frombuffer(hashlib.shake_256(_SEED).digest(width * DIMENSIONS // 8), np.uint8))
    return (bits.reshape(width, DIMENSIONS).astype(np.float32) * 2 - 1) / np.float32(DIMENSIONS**0.5)


def identity(embedding: Embedding) -> str:
    """A name that changes when the vectors would; found without loading the model."""
    return str(getattr(embedding, "identity", None) or f"{type(embedding).__name__} {embedding.model_name}")


def counter(embedding: Embedding) -> Callable[[str], int]:
    """The function that counts the word pieces of a text as the model reads it."""
    own: Callable[[str], int] | None = getattr(embedding, "count", None)
    return own or (lambda text: 2 + _PIECES_A_WORD * len(text.split()))


def embedded_text(passage: Passage | StoredPassage) -> str:
    """What is embedded for a passage: its context and its text."""
    return f"{passage.context}\n{passage.text}"


def embed_texts(embedding: Embedding, texts: Sequence[str]) -> NDArray[np.float32]:
    """A unit vector for each text, a row each."""
    if not texts:
        return np.zeros((0, 0), np.float32)
    return unit(np.asarray(embedding.get_text_embedding_batch(list(texts)), np.float32))


def embed_query(embedding: Embedding, text: str) -> NDArray[np.float32]:
    """The unit vector of a question."""
    return unit(np.asarray([embedding.get_query_embedding(text)], np.float32))[0]


def has_tokens(embedding: Embedding) -> bool:
    """Whether it gives token vectors: whether it has `encode_passages`, `encode_question` and `token_spans`."""
    return all(hasattr(embedding, name) for name in ("encode_passages", "encode_question", "token_spans"))


def embed_passages(
    embedding: Embedding, texts: Sequence[str]
) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
    """A unit vector for each text, a row each, and its token matrix (empty where the embedding gives none)."""
    if not texts or not has_tokens(embedding):
        return embed_texts(embedding, texts), [none() for _ in texts]
    vectors, tokens = embedding.encode_passages(list(texts))  # type: ignore[attr-defined]
    return unit(vectors), tokens


def embed_question(embedding: Embedding, text: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The unit vector of a question, and its token matrix (empty where the embedding gives none)."""
    if not has_tokens(embedding):
        return embed_query(embedding, text), none()
    vector, tokens = embedding.encode_question(text)  # type: ignore[attr-defined]
    return unit(vector[None, :])[0], tokens


def token_spans(embedding: Embedding, text: str) -> list[tuple[int, int]]:
    """The character offsets of what the rows of a passage's token matrix stand for, in their order."""
    return list(embedding.token_spans(text)) if has_tokens(embedding) else []  # type: ignore[attr-defined]


def embed(
    embedding: Embedding,
    passages: Sequence[Passage],
    known: dict[tuple[str, str], tuple[NDArray[np.float32], bytes]],
    progress: Callable[[int, int], None] = lambda *_: None,
) -> tuple[NDArray[np.float32], list[bytes]]:
    """The vectors of passages, a row each, and their packed token matrices; `known` ones are taken as they are."""
    new = [p for key, p in {(p.context, p.text): p for p in passages}.items() if key not in known]
    for start in range(0, len(new), _BATCH):
        progress(start, len(new))
        batch = new[start : start + _BATCH]
        vectors, tokens = embed_passages(embedding, [embedded_text(passage) for passage in batch])
        for passage, vector, matrix in zip(batch, vectors, tokens, strict=True):
            known[passage.context, passage.text] = vector, pack(matrix)  # unpacked, those of a large file are too many
    every = [known[passage.context, passage.text] for passage in passages]
    rows = np.stack([vector for vector, _ in every]) if every else np.zeros((0, 0), np.float32)
    return rows, [matrix for _, matrix in every]
