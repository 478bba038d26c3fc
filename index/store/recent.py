"""A bounded memory of what was asked for most recently."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

V = TypeVar("V")


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
        """The values of `keys`, in their order. `make` is asked once for those that are not remembered, outside the
        lock (two threads may both make one); what it does not give is left out.
        """
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
