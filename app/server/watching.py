"""The one folder that a server watches: begun with the server, and known to every page."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import partial

from app.server import jobs
from app.server.watch import Index, Watch
from app.settings import Settings
from index.store.catalogue import Catalogue
from index.store.catalogue.rows import StoredDocument

_lock = threading.Lock()
_watches: dict[Settings, Watch] = {}


def watching(settings: Settings) -> Watch | None:
    """The watch over the folder of the settings, begun if it is not under way; None where none is to be watched.

    It looks in the background for as long as this process lives, and never keeps it from ending.
    """
    if settings.watch is None:
        return None
    with _lock:
        if settings not in _watches:
            watch = Watch(settings.watch, index_of(settings), settings.watch_seconds)
            threading.Thread(target=watch.run, name="watching", daemon=True).start()
            _watches[settings] = watch
        return _watches[settings]


def index_of(settings: Settings) -> Index:
    """The index of the settings' data folder, which need not be made yet."""
    catalogue = Catalogue(settings.data / "catalogue.sqlite3")

    def id() -> str:
        return catalogue.meta("library") or "" if catalogue.made() else ""

    def documents() -> Sequence[StoredDocument]:
        return catalogue.documents() if catalogue.made() else []

    return Index(settings.data, id, documents, partial(jobs.index_folder, settings))
