"""Token vectors: the encoder's own vector for each word piece of a text, made small enough to keep.

Late interaction (Khattab and Zaharia 2020) compares a question with a passage piece by piece. Here a piece's vector
is the model's last hidden state, brought to unit length, projected to `DIMENSIONS` by a fixed matrix of ±1 scaled by
1/sqrt(DIMENSIONS) (Achlioptas 2003), and brought to unit length again. The matrix is drawn from a hash, not from a
library's random numbers: it is the same with every version of everything, for ever.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 128
SCHEME = f"{DIMENSIONS} signs 1"  # what an index notes: change it when the same text would get other token vectors
_SEED = b"token vectors 1"


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
