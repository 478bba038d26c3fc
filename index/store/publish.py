"""From staged to ready: make the vector build that holds the staged documents, check it, and swap it in."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.faults import IndexDamaged
from index.store.catalogue.writer import Writer
from index.store.stores import Stores
from index.store.vectors import VectorStore

_log = logging.getLogger(__name__)
_SAME = 1e-4  # cosine distance below which two passages are the same text to the model
_BATCH = 500

Progress = Callable[[str, str, int, int], None]
"""Called with the document, the stage (read, embed, check …), how much is done, and of how much."""


@dataclass(frozen=True)
class SelfCheck:
    """How many passages were looked for, and the ids of those that did not find themselves."""

    passages: int
    unfound_by_words: tuple[str, ...]
    unfound_by_vector: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Every passage finds itself, by words and by vector."""
        return not self.unfound_by_words and not self.unfound_by_vector


def publish(stores: Stores, writer: Writer, progress: Progress | None = None, anew: bool = False) -> SelfCheck:
    """Make all staged documents visible at once in both stores, checked; those they replace go in the same
    moment.

    The new build is a copy of the one in use with the new records; it is made `anew` where records must go.
    Raises IndexDamaged, with nothing changed, if passages do not find themselves even in a build made anew.
    """
    new_ids, new_vectors = stores.catalogue.vectors(statuses=("staged",))
    all_ids, all_vectors = stores.catalogue.next_vectors()
    base, kept = stores.build, len(all_ids) - len(new_ids)
    check = None
    if base is not None and not anew and not stores.catalogue.replacements() and stores.vectors.count(base) == kept:
        check = _make(stores, writer, base, (new_ids, new_vectors), len(all_ids), progress)
    if check is None or not check.passed:
        check = _make(stores, writer, None, (all_ids, all_vectors), len(all_ids), progress)
    if not check.passed:
        raise IndexDamaged(
            f"{len(check.unfound_by_words)} passages do not find themselves by their words and "
            f"{len(check.unfound_by_vector)} by their vectors, of {check.passages}.",
            "Run `scrutiny verify --repair`.",
        )
    stores.drop_strays()
    return check


def _make(
    stores: Stores,
    writer: Writer,
    base: str | None,
    records: tuple[list[str], NDArray[np.float32]],
    total: int,
    progress: Progress | None,
) -> SelfCheck:
    ids, vectors = records
    build = stores.vectors.create(base)
    stores.vectors.add(build, ids, vectors)
    lost = unfound(stores.vectors, build, ids, vectors, progress)
    if stores.vectors.count(build) != total:
        lost = lost or tuple(ids)
    check = SelfCheck(len(ids), tuple(stores.catalogue.unfound_words(("staged",))), lost)
    if check.passed:
        dimensions = {"dimensions": str(vectors.shape[1])} if len(vectors) else {}
        writer.publish(**{stores.build_key: build}, **dimensions)
    else:
        _log.warning("A build of %d vectors failed its check: %s", total, check)
        stores.vectors.discard(build)
    return check


def unfound(
    store: VectorStore,
    build: str,
    ids: Sequence[str],
    vectors: NDArray[np.float32],
    progress: Progress | None = None,
) -> tuple[str, ...]:
    """The ids of records that their own vector does not find. A tie with an equal text is a find."""
    lost: list[str] = []
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        for id, near in zip(batch, store.query(build, vectors[start : start + _BATCH], 4), strict=True):
            if id not in {found for found, _ in near} and not (near and near[-1][1] > 1 - _SAME):
                lost.append(id)
        if progress:
            progress("", "check", min(start + _BATCH, len(ids)), len(ids))
    return tuple(lost)
