"""Order of the tests: those in a real browser last, for its event loop stays in the process once it has begun. And
records that are added in a process of their own (`index.store.vectors.isolation`) are so in one forked from one that
has imported everything and opened nothing, which is there at once; the tests of that itself start it as it is
(the marker `as_it_is`).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("e2e") is not None)


@pytest.fixture(autouse=True)
def isolated_at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    embedded = sys.modules.get("index.store.vectors.embedded")
    if embedded is None or request.node.get_closest_marker("as_it_is"):
        return

    def add(folder: Path, build: str, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        from index.faults import IndexDamaged  # late: the process that hands out the tests needs none of it
        from tests.ingesting import add_to_build, finish, processes

        if finish(processes().Process(target=add_to_build, args=(folder, build, list(ids), vectors))):
            raise IndexDamaged("The vector store could not be made anew.", "Start again.")

    monkeypatch.setattr(embedded, "add_isolated", add)
