"""What a library keeps in memory, from one generation of the index to the next: only what changed is read again."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from index.faults import NotFound
from index.store.catalogue import Catalogue

_Made = TypeVar("_Made")
V = TypeVar("V")


class Kept:
    """Values by name, each made again only when the generation has changed. Threads may share it."""

    def __init__(self) -> None:
        self._values: dict[Hashable, tuple[str, object]] = {}
        self._locks: dict[Hashable, threading.RLock] = {}  # what is made may be made of other values kept

    def get(self, name: Hashable, generation: str, make: Callable[[_Made | None], _Made]) -> _Made:
        """The value of this generation; `make` is given an earlier one, or None. Who asks meanwhile waits."""
        with self._locks.setdefault(name, threading.RLock()):
            kept = self._values.get(name)
            if kept is None or kept[0] != generation:
                kept = self._values[name] = (generation, make(cast(_Made, kept[1]) if kept else None))
            return cast(_Made, kept[1])


class Recent(Generic[V]):
    """The values of the `size` keys asked for last. Threads may share it."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[str, V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str, make: Callable[[], V]) -> V:
        """The value of `key`, made if it is not remembered."""
        return self.all([key], lambda _: {key: make()})[key]

    def all(self, keys: Iterable[str], make: Callable[[list[str]], Mapping[str, V]]) -> dict[str, V]:
        """The values of `keys`, in order; `make` is asked once, outside the lock, for those not remembered."""
        wanted = list(dict.fromkeys(keys))
        with self._lock:
            known = {key: self._values[key] for key in wanted if key in self._values}
            for key in known:
                self._values.move_to_end(key)
        missing = [key for key in wanted if key not in known]
        made = make(missing) if missing else {}
        with self._lock:
            self._values.update(made)
            while len(self._values) > self._size:
                self._values.popitem(last=False)
        known.update(made)
        return {key: known[key] for key in wanted if key in known}


class KeptVectors:
    """Unit vectors, a row each, of the passages that are keys of `homes`; its values are the ids of their items."""

    def __init__(self, homes: Mapping[str, str], matrix: NDArray[np.float32]) -> None:
        self._ids = list(homes)
        self._matrix = matrix
        self._rows = {id: n for n, id in enumerate(self._ids)}
        self._by_item: dict[str, list[int]] = {}
        for n, item in enumerate(homes.values()):
            self._by_item.setdefault(item, []).append(n)

    @classmethod
    def after(cls, before: "KeptVectors | None", catalogue: Catalogue) -> "KeptVectors":
        """Those of the visible passages; only the vectors that were not there `before` are read."""
        homes, known = catalogue.homes(), {id: before._matrix[n] for id, n in before._rows.items()} if before else {}
        known |= catalogue.vectors_of([id for id in homes if id not in known])
        homes = {id: item for id, item in homes.items() if id in known}
        return cls(homes, np.array([known[id] for id in homes], np.float32))

    def nearest(self, vector: NDArray[np.float32], k: int, items: Collection[str]) -> list[tuple[str, float]]:
        """Ids and cosine similarities of the `k` passages of these `items` nearest to a unit `vector`, best first."""
        rows = np.array(sorted(n for item in set(items) for n in self._by_item.get(item, ())), np.intp)
        if not len(rows):
            return []
        scores = (self._matrix @ vector)[rows] if 2 * len(rows) > len(self._ids) else self._matrix[rows] @ vector
        best = np.argsort(-scores, kind="stable")[:k]
        return [(self._ids[rows[n]], float(scores[n])) for n in best]


def vectors_in_order(ids: Sequence[str], catalogue: Catalogue) -> NDArray[np.float32]:
    """The vectors of these passages, a row each, in this order. NotFound if one is not there."""
    found = catalogue.vectors_of(ids)
    if missing := [id for id in ids if id not in found]:
        raise NotFound(f"There is no passage {missing[0]!r} in the index.", "Its paper was changed or withdrawn.")
    return np.array([found[id] for id in ids], np.float32) if ids else np.zeros((0, 0), np.float32)
