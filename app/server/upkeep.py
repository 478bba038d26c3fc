"""What a server does by itself: it finishes an ingest that was cut off, and removes for good what was withdrawn, once
the days to undo that are over.
"""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime

from app.build import is_due, was_cut_off
from app.server import jobs
from app.settings import Settings
from index.faults import Fault

EVERY = 60.0  # seconds between two looks; what is due stays hidden meanwhile

log = logging.getLogger(__name__)


def start_upkeep(settings: Settings) -> None:
    """Finish what was cut off, and look for what is due, in the background for as long as this process lives."""
    threading.Thread(target=_keep, args=(settings,), name="upkeep", daemon=True).start()


def finish(settings: Settings) -> list[str]:
    """Do what an ingest that was cut off had still to do, in a process of its own, and say what became of it.

    Once for each start of a server: a file that ends its reader every time is not tried for ever. Raises Fault when it
    cannot be done.
    """
    if not was_cut_off(settings):
        return []
    return [f"{line['status']} {line['document']}" for line in jobs.finish(settings)]


def remove_due(settings: Settings, now: datetime | None = None) -> list[str]:
    """Remove for good what is due by now, and say which documents went.

    Whether there is anything is read from the catalogue, which costs nothing; the command does the work. Raises Fault
    when it cannot (another process is writing, …): the next look tries again.
    """
    if not is_due(settings, now or datetime.now(UTC)):
        return []
    return [str(line["document"]) for line in jobs.remove_due(settings)]


def _keep(settings: Settings) -> None:
    try:
        for line in finish(settings):
            log.warning("finished an ingest that was cut off: %s", line)
    except Fault as fault:
        log.warning("an ingest that was cut off could not be finished: %s", fault)
    pause = threading.Event()
    while not pause.wait(EVERY):
        try:
            for document in remove_due(settings):
                log.info("removed for good: %s", document)
        except Fault as fault:
            log.warning("what was withdrawn could not be removed: %s", fault)
