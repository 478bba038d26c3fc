"""What the library needs of a vector store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class VectorStore(Protocol):
    """What the library needs of a vector store. `key` tells stores apart; a build is named by the store."""

    key: str
    hint: str  # what a person can do when the store fails

    def create(self, base: str | None = None) -> str:
        """A new build, with the records of the build `base` if given; its name."""

    def add(self, build: str, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Add records to a build that is not in use yet; an id that is there already gets the new vector."""

    def isolate(self) -> None:
        """See from now on that the files of a build hold nothing but its records, whatever this process has in memory:
        a withdrawn document may be.
        """

    def count(self, build: str) -> int | None:
        """How many records a build has, None if there is no such build."""

    def query(self, build: str, vectors: NDArray[np.float32], k: int) -> list[list[tuple[str, float]]]:
        """For each vector, the `k` nearest ids and their cosine similarities, best first; fewer if there are
        fewer.

        Raises IndexDamaged where the build is not there.
        """

    def builds(self) -> set[str]:
        """The names of all builds of this library."""

    def discard(self, build: str) -> None:
        """Remove a build and free its disk."""

    def close(self) -> None:
        """Let go of what is open."""
