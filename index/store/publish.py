"""What changes what is visible: documents published or withdrawn for good, what a killed process left mended.

Publishing makes the vector build that holds the staged documents, checks it, and swaps it in. Withdrawing hides a
document first, so nobody finds it from then on even if the rest is interrupted."""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.faults import IndexDamaged
from index.store.catalogue.manifest import FILE, forget_damaged
from index.store.catalogue.schema import REREADING
from index.store.catalogue.writer import UNSWEPT, Writer
from index.store.stores import Stores
from index.store.vectors import VectorStore

_log = logging.getLogger(__name__)
_SAME = 1e-4  # cosine distance below which two passages are the same text to the model
_BATCH = 500
_WIDE = 1000  # neighbours looked among for what the first few do not show
_STRAYS = 1000  # records of which one may be out of the approximate search's reach
BUILT = "built the vector store anew from the catalogue"
EXACT = "exact"  # noted where more are: what is near is then worked out from the catalogue's vectors

Progress = Callable[[str, str, int, int], None]
"""Called with the document, the stage (read, embed, check …), how much is done, and of how much."""


@dataclass(frozen=True)
class Withdrawal:
    """What is being withdrawn, for those who keep quotes of it: its sha256, path, ids of its parts."""

    document_id: str
    document: str
    item_ids: frozenset[str]
    passage_ids: frozenset[str]


OnWithdraw = Callable[[Withdrawal], None]
"""Removes what a caller keeps of a withdrawn document. It may be called twice for the same one (after a crash)."""


def publish(stores: Stores, writer: Writer, progress: Progress | None = None, anew: bool = False) -> None:
    """Show all staged documents at once, checked, in a build that grew or is made `anew`. Raises IndexDamaged. While
    papers are read again none is shown in the place of another: what was set right goes over by the papers of both."""
    if stores.catalogue.replacements() and stores.catalogue.meta(REREADING):
        return
    stores.heed()
    new_ids, new_vectors = stores.catalogue.vectors(statuses=("staged",))
    all_ids, all_vectors = stores.catalogue.next_vectors()
    base, kept = stores.build, len(all_ids) - len(new_ids)
    grows = base is not None and not anew and not stores.catalogue.replacements() and stores.vectors.count(base) == kept
    problem = _made(stores, writer, base, new_ids, new_vectors, len(all_ids), progress) if grows else "not tried"
    if problem:
        problem = _made(stores, writer, None, all_ids, all_vectors, len(all_ids), progress)
    if problem:
        raise IndexDamaged(problem, "Run `scrutiny verify --repair`.")
    stores.drop_strays()


def _made(
    stores: Stores,
    writer: Writer,
    base: str | None,
    ids: list[str],
    vectors: NDArray[np.float32],
    total: int,
    progress: Progress | None,
) -> str:
    """Make and publish a build in which each passage finds itself; else what speaks against it, in words."""
    build, exact = stores.made_of(ids, vectors, base), base is not None and stores.catalogue.meta(EXACT) == "yes"
    damaged, far = unfound(stores.vectors, build, ids, vectors, progress)
    lost = len(damaged) + (0 if base is None or exact else too_many(far, ids))
    lost = lost or len(ids) * (stores.vectors.count(build) != total)
    wordless = len(stores.catalogue.unfound_words(("staged",)))
    if not lost and not wordless:
        dimensions = {"dimensions": str(vectors.shape[1])} if len(vectors) else {}
        noted = {EXACT: "yes" if exact or too_many(far, ids) else "no"}
        writer.publish(**{stores.build_key: build}, **dimensions, **noted)
        return ""
    stores.vectors.discard(build)
    problem = f"{wordless} passages do not find themselves by their words and {lost} by their vectors, of {len(ids)}."
    _log.warning("A build failed its check: %s", problem)
    return problem


def unfound(
    store: VectorStore, build: str, ids: Sequence[str], vectors: NDArray[np.float32], progress: Progress | None = None
) -> tuple[list[str], list[str]]:
    """Ids of records not held as they were given; and of those held that their own vector does not find (no tie)."""
    lost: list[int] = []
    for start in range(0, len(ids), _BATCH):
        places = range(start, min(start + _BATCH, len(ids)))
        lost += _missed(store, build, ids, vectors, places, 4)
        if progress:
            progress("", "check", places.stop, len(ids))
    again = [lost[n : n + _BATCH] for n in range(0, len(lost), _BATCH)]
    lost = [n for places in again for n in _missed(store, build, ids, vectors, places, _WIDE)]
    held = store.held(build, [ids[n] for n in lost]) if lost else {}
    damaged = {n for n in lost if ids[n] not in held or _cosine(held[ids[n]], vectors[n]) < 1 - _SAME}
    return [ids[n] for n in sorted(damaged)], [ids[n] for n in lost if n not in damaged]


def too_many(far: Sequence[str], ids: Sequence[str]) -> int:
    """How many records the search does not reach, 0 where they are so few (one in a thousand) that their words do."""
    return len(far) if len(far) > len(ids) // _STRAYS else 0


def _missed(
    store: VectorStore, build: str, ids: Sequence[str], vectors: NDArray[np.float32], places: Sequence[int], k: int
) -> list[int]:
    """Which of these records are not among the `k` nearest of their own vector, as near as can be."""
    return [
        n
        for n, near in zip(places, store.query(build, vectors[list(places)], k), strict=True)
        if dict(near).get(ids[n], 0.0) < 1 - _SAME and not (near and near[-1][1] > 1 - _SAME)
    ]


def _cosine(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other) + 1e-9))


def finish_withdrawals(stores: Stores, writer: Writer, on_withdraw: Sequence[OnWithdraw]) -> list[Withdrawal]:
    """Remove every trace of the hidden documents: quotes kept by others first, then rows, vectors, file."""
    withdrawals = []
    for document in stores.catalogue.going():
        items, passages = stores.catalogue.parts(document.id)
        withdrawal = Withdrawal(document.id, document.path, frozenset(items), frozenset(passages))
        for callback in on_withdraw:
            callback(withdrawal)
        withdrawals.append(withdrawal)
    forget_damaged(stores.data_dir)
    ids, vectors = stores.catalogue.vectors()
    build, noted = stores.made_of(ids, vectors), {}
    gone = sum(len(withdrawal.passage_ids) for withdrawal in withdrawals)
    if stores.catalogue.meta(EXACT) == "yes" and gone > len(ids) // _STRAYS:  # few do not change what is in reach
        damaged, far = unfound(stores.vectors, build, ids, vectors)
        noted[EXACT] = "yes" if damaged or too_many(far, ids) else "no"
    writer.erase(**{stores.build_key: build}, **noted)
    stores.drop_strays()
    return withdrawals


def recover(stores: Stores, writer: Writer, on_withdraw: Sequence[OnWithdraw], left: bool) -> None:
    """Finish withdrawals and, unless somebody else is at it, documents that were `left` stored but not published, which
    are whole; remove the rest."""
    withdrawn = stores.catalogue.going()
    staged = stores.catalogue.documents("staged")
    if withdrawn:
        _log.warning("Finishing the withdrawal of %d documents that was interrupted.", len(withdrawn))
        finish_withdrawals(stores, writer, on_withdraw)
    elif stores.catalogue.meta(UNSWEPT):
        writer.sweep()
    with suppress(IndexDamaged), writer.transaction():  # what a change that was not committed told of goes
        pass
    damaged, before = left and _build_is_missing(stores), stores.build
    if left and (staged or damaged):
        if staged:
            _log.warning("Publishing %d documents that were stored and not yet shown.", len(staged))
        if damaged:
            _log.warning("The vector store was damaged or incomplete and is built anew.")
        publish(stores, writer)
        stores.mended.extend([BUILT] * (damaged and stores.build != before))  # while papers are read again it waits
    stores.drop_strays()


def needs_mending(stores: Stores) -> bool:
    """Whether a killed process left something. Also true while another process is writing."""
    return bool(
        stores.catalogue.going()
        or stores.catalogue.documents("staged")
        or _build_is_missing(stores)
        or stores.catalogue.meta(UNSWEPT)
        or not (stores.data_dir / FILE).exists()
        or any(stores.strays())
    )


def _build_is_missing(stores: Stores) -> bool:
    """Or is not as it was written."""
    build = stores.build
    if build is None:
        return bool(stores.catalogue.documents())
    return not stores.vectors.holds(build)
