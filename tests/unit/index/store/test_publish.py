"""A build's check: what the approximate search misses is damage only where the store does not hold it as given."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.store.publish import unfound
from index.store.vectors import EmbeddedChroma


class Blind(EmbeddedChroma):
    """A store whose search never reaches some records."""

    def __init__(self, folder: Path, unreached: set[str]) -> None:
        super().__init__(folder)
        self._unreached = unreached

    def query(self, build: str, vectors: NDArray[np.float32], k: int) -> list[list[tuple[str, float]]]:
        near = super().query(build, vectors, min(k, 40))
        return [[(id, score) for id, score in found if id not in self._unreached] for found in near]


@pytest.fixture(scope="module")
def records() -> tuple[list[str], NDArray[np.float32]]:
    vectors = np.random.default_rng(4).normal(size=(1500, 16)).astype(np.float32)
    return [str(n) for n in range(len(vectors))], vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize(
    ("unreached", "given", "lost"),
    [
        (set(), {}, set()),
        ({"7"}, {}, set()),  # one in a thousand is out of the search's reach, and held as given
        ({"7"}, {"7": "8"}, {"7"}),  # held, but under another's vector
        ({"7", "900"}, {}, {"7", "900"}),  # too many: the graph is no good
    ],
)
def test_one_in_a_thousand_may_be_out_of_reach(tmp_path, records, unreached, given, lost):
    ids, vectors = records
    stored = vectors.copy()
    for one, other in given.items():
        stored[int(one)] = vectors[int(other)]
    store = Blind(tmp_path, unreached)
    build = store.create()
    store.add(build, ids, stored)
    assert set(unfound(store, build, ids, vectors)) == lost
    store.close()
