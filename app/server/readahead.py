"""A new pack's reports, read by the language model before anybody opens them, where a setting says so.

One report at a time, the newest meeting's first: its draft, then its five lines. Both are kept, and never asked for
twice. At most half of a day's tokens go into this; the other half is for whoever asks."""

import logging
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.build import build_model, open_library
from app.settings import Settings
from index.faults import Fault, LlmFault
from index.store.library import Library

EVERY = 60.0  # seconds between two looks at whether papers are new
AFTER_FAULT = 600.0  # seconds until a server that failed is asked again
NEW = timedelta(days=7)  # since a paper was read in; what is older waits until it is opened

log = logging.getLogger(__name__)


def read_ahead(settings: Settings, library: Library, now: datetime | None = None) -> int:
    """Have the model draft for and sum up the newest reports; how many were drafted for. Raises LlmFault as it does."""
    from rag.assistant import Assistant
    from rag.figures import open_ledger
    from rag.memory.register import open_register

    model = build_model(settings, library)
    assert model is not None, "asked for only where a language model is set"
    model = replace(model, daily=(model.daily + 1) // 2)
    assistant = Assistant(library, llm=model)
    now = now or datetime.now(UTC)
    fresh = {document.id for document in library.documents() if now - document.added_at < NEW}
    reports = [one for one in assistant.reports() if one.document_id in fresh and not one.replaced_by]
    if reports:  # a request has lines of both; it is to be the same when the report is opened
        open_register(library).all()
        open_ledger(library)
    drafted = 0
    for report in reports:
        if report.document_id in model.withheld():
            continue
        if not assistant.draft(report.id, only_kept=True).by:
            model.may_spend()
            draft = assistant.draft(report.id)
            if not draft.by:
                raise LlmFault(draft.notice or "The language model made no draft.")
            log.info("read ahead: %s", report.title)
        with suppress(LlmFault):  # a summary that cannot be proved is not worth another try now
            assistant.summary(report.id)
        drafted += 1
    return drafted


def keep_reading_ahead(settings: Settings, pause: threading.Event | None = None) -> None:
    """Look for new papers for as long as this process lives, or until `pause` is set."""
    pause, done, wait = pause or threading.Event(), "", EVERY
    while not pause.wait(wait):
        wait = EVERY
        try:
            with open_library(settings, make=False) as library:
                if (now := library.generation) != done:
                    read_ahead(settings, library)
                    done = now
        except Exception as error:
            wait = AFTER_FAULT
            said = log.warning if isinstance(error, Fault) else log.exception
            said("reports could not be read ahead: %s", error)
