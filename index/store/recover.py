"""Mending what a killed process left, at the next start."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from index.store.catalogue.writer import UNSWEPT, Writer
from index.store.publish import publish
from index.store.stores import Stores
from index.store.withdraw import OnWithdraw, finish_withdrawals

_log = logging.getLogger(__name__)


def recover(stores: Stores, writer: Writer, on_withdraw: Iterable[OnWithdraw] = ()) -> None:
    """Finish documents that were stored but not published, finish withdrawals, and remove the rest.

    A document is staged in one transaction, with its vectors, after its file was copied; so whatever is
    staged is whole and can be published. Copies and builds that nothing names are removed.
    """
    withdrawn = stores.catalogue.going()
    staged = stores.catalogue.documents("staged")
    if withdrawn:
        _log.warning("Finishing the withdrawal of %d documents that was interrupted.", len(withdrawn))
        finish_withdrawals(stores, writer, on_withdraw)
    elif stores.catalogue.meta(UNSWEPT):
        writer.sweep()
    if staged or _build_is_missing(stores):
        _log.warning("Finishing an ingest that was interrupted: %d documents.", len(staged))
        publish(stores, writer)
    stores.drop_strays()


def needs_mending(stores: Stores) -> bool:
    """Whether a killed process left something. Also true while another process is writing."""
    return bool(
        stores.catalogue.going()
        or stores.catalogue.documents("staged")
        or _build_is_missing(stores)
        or stores.catalogue.meta(UNSWEPT)
        or any(stores.strays())
    )


def _build_is_missing(stores: Stores) -> bool:
    build = stores.build
    if build is None:
        return bool(stores.catalogue.documents())
    return build not in stores.vectors.builds()
