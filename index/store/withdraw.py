"""Withdrawing documents: text, vectors, file and quotes in saved work, at once and for good."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from index.store.catalogue.writer import Writer
from index.store.stores import Stores


@dataclass(frozen=True)
class Withdrawal:
    """What is being withdrawn, for those who keep quotes of it: its sha256, path, ids of its parts."""

    document_id: str
    document: str
    item_ids: frozenset[str]
    passage_ids: frozenset[str]


OnWithdraw = Callable[[Withdrawal], None]
"""Removes what a caller keeps of a withdrawn document. It may be called twice for the same one (after a
crash).
"""


def withdraw(
    stores: Stores, writer: Writer, sha256: str, on_withdraw: Iterable[OnWithdraw] = ()
) -> Withdrawal:
    """Withdraw one document. It is hidden first, so nobody finds it from then on even if the rest is
    interrupted.
    """
    writer.hide(sha256)
    done = finish_withdrawals(stores, writer, on_withdraw)
    return next(withdrawal for withdrawal in done if withdrawal.document_id == sha256)


def finish_withdrawals(
    stores: Stores, writer: Writer, on_withdraw: Iterable[OnWithdraw] = ()
) -> list[Withdrawal]:
    """Remove every trace of the hidden documents: quotes kept by others first, then rows, vectors, file."""
    callbacks = tuple(on_withdraw)
    withdrawals = []
    for document in stores.catalogue.going():
        items, passages = stores.catalogue.parts(document.id)
        withdrawal = Withdrawal(document.id, document.path, frozenset(items), frozenset(passages))
        for callback in callbacks:
            callback(withdrawal)
        withdrawals.append(withdrawal)
    stores.vectors.isolate()
    build = stores.vectors.create()
    stores.vectors.add(build, *stores.catalogue.next_vectors())
    writer.erase(**{stores.build_key: build})
    stores.drop_strays()
    return withdrawals
