"""The vectors of one generation of an index, kept in memory for exact answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.faults import NotFound
from index.values import StoredPassage


class KeptVectors:
    """Unit vectors, a row each, of the passages with these `ids`; `passages` tells the item of each."""

    def __init__(self, ids: Sequence[str], matrix: NDArray[np.float32], passages: Mapping[str, StoredPassage]) -> None:
        self._ids = ids
        self._matrix = matrix
        self._rows = {id: n for n, id in enumerate(ids)}
        self._by_item: dict[str, list[int]] = {}
        for n, id in enumerate(ids):
            if id in passages:  # not one of another generation, read a moment later
                self._by_item.setdefault(passages[id].item.id, []).append(n)

    def of(self, ids: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of these passages, a row each, in this order. NotFound if one is not there."""
        missing = [id for id in ids if id not in self._rows]
        if missing:
            raise NotFound(f"There is no passage {missing[0]!r} in the index.", "Its paper was changed or withdrawn.")
        return self._matrix[[self._rows[id] for id in ids]]

    def nearest(self, vector: NDArray[np.float32], k: int, items: Collection[str]) -> list[tuple[str, float]]:
        """Ids and cosine similarities of the `k` passages of these `items` nearest to a unit `vector`, best first."""
        rows = np.array(sorted(n for item in set(items) for n in self._by_item.get(item, ())), np.intp)
        if not len(rows):
            return []
        scores = (self._matrix @ vector)[rows] if 2 * len(rows) > len(self._ids) else self._matrix[rows] @ vector
        best = np.argsort(-scores, kind="stable")[:k]
        return [(self._ids[rows[n]], float(scores[n])) for n in best]
