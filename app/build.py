"""The one place where objects are built from the settings.

What only answering needs (`rag`, an LLM's client) is imported when it is built: listing papers starts sooner so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.saved.chats import ChatStore, FeedbackStore
from app.saved.journals import ReplyStore, SpendingStore, StatusStore
from app.saved.lists import ListStore
from app.saved.restrictions import AccessStore
from app.saved.rulings import RulingStore
from app.saved.viewer import Viewer
from app.saved.watchstate import forget as forget_watched
from app.settings import Settings
from index.encoder import SentenceTransformerEmbedding
from index.faults import Fault, IndexBusy, Unreadable
from index.ingest.bounded import parse
from index.ingest.ingest import IngestLine, Parse, resume
from index.ingest.reread import is_outdated, reread
from index.store.aside import remove_due
from index.store.catalogue import Catalogue
from index.store.library import Library, complete
from index.store.publish import OnWithdraw, Withdrawal
from index.store.stores import BRIEF
from index.values import ParsedDocument

if TYPE_CHECKING:
    from rag.assistant import Assistant
    from rag.llm import Model
    from rag.llm.model import Queue

MEGABYTE = 1_000_000
REPLY_MARGIN = 4_000  # tokens of a model's window beyond those of a request

log = logging.getLogger(__name__)


def open_library(settings: Settings, make: bool = True, as_it_is: bool = False) -> Library:
    """The library of the data folder, made if it may be, or NotFound. One of an earlier version is read again first,
    unless it is wanted `as_it_is`, for a change that waits for no reading.
    """

    def forget(withdrawal: Withdrawal) -> None:
        from rag.figures.keep import FigureStore
        from rag.memory.register import forget as forget_register

        ChatStore(settings.data)  # feedback is looked for in its table, while the chats still quote the document
        for store in (FeedbackStore, ChatStore, RulingStore, ListStore, StatusStore, ReplyStore):
            store(settings.data).withdraw(withdrawal.document_id)
        forget_register(settings.data)
        forget_watched(settings.data)
        FigureStore(settings.data).delete()

    embedding = SentenceTransformerEmbedding(model_name=settings.embedding_model, cache_dir=settings.data / "models")
    if not as_it_is and is_outdated(settings.data):
        _read_again(settings, embedding, forget)
    where = settings.data, embedding, settings.chroma_address
    if not make:
        Library.open(*where, read_only=True, may_be_outdated=as_it_is).close()
    access = cache(lambda: AccessStore(settings.data))  # one, which works out once what follows which
    return Library.open(*where, on_withdraw=[forget], may_be_outdated=as_it_is, heed=lambda: access().follow())


def _read_again(settings: Settings, embedding: SentenceTransformerEmbedding, forget: OnWithdraw) -> None:
    """Bring an index of an earlier version up to this one, and say so: it takes a while, once."""

    def progress(document: str, stage: str, done: int, total: int) -> None:
        if stage != "check":
            log.warning("made by an earlier version: %d of %d is read again: %s", done + 1, total, document)

    parse = build_parse(settings)
    with suppress(Fault), closing(Catalogue(settings.data / "catalogue.sqlite3")) as catalogue:
        complete(catalogue)
        AccessStore(settings.data).follow()  # while links are whole, which change hands meanwhile
    for line in reread(settings.data, embedding, parse, settings.chroma_address, None, [forget], progress):
        if line.error:
            log.warning("%s: %s", line.document, line.error)
    AccessStore(settings.data).follow()


def clean(library: Library) -> None:
    """Remove for good what is due to go; it is hidden already, and waits while another process writes."""
    try:
        remove_due(library, wait=0.0)
    except Fault as fault:  # what was asked for is done
        if not isinstance(fault, IndexBusy):
            log.warning("what is due to be removed for good is still there: %s", fault)


def open_whole_library(settings: Settings, make: bool = False, cleaned: bool = True) -> Library:
    """The library, after what a killed ingest had still to do is done and what is due to go is gone, unless it need not
    be `cleaned`. Left alone while another process writes.
    """
    library = open_library(settings, make)
    if cleaned:
        clean(library)
    with suppress(IndexBusy):
        for line in finish_interrupted(settings, library, wait=0.0):
            log.warning("finished an interrupted ingest: %s %s", line.status, line.document)
    return library


def build_parse(settings: Settings) -> Parse:
    """The reader of files, bounded, which refuses those over the size that is set."""
    limit = settings.max_file_mb

    def parse_within(
        path: Path, count: Callable[[str], int], max_pieces: int = 256, name: str | None = None, given: str = ""
    ) -> ParsedDocument:
        size = path.stat().st_size
        if size > limit * MEGABYTE:
            raise Unreadable(
                f"{name or path.name} is too big ({size / MEGABYTE:.0f} MB; the limit is {limit} MB).",
                "Split it, or raise the setting max_file_mb.",
            )
        return parse(path, count, max_pieces, name, given)

    return parse_within


def was_cut_off(settings: Settings) -> bool:
    """Whether an ingest into the data folder has still files to do; no index is made to see that."""
    return _holds(settings, lambda catalogue: bool(catalogue.waiting()))


def is_due(settings: Settings, moment: datetime) -> bool:
    """Whether something that was withdrawn is to be removed for good by then; no index is made to see that."""
    return _holds(settings, lambda catalogue: any(one.due <= moment for one in catalogue.aside()))


def _holds(settings: Settings, look: Callable[[Catalogue], bool]) -> bool:
    with closing(Catalogue(settings.data / "catalogue.sqlite3")) as catalogue:
        return catalogue.made() and look(catalogue)


def finish_interrupted(settings: Settings, library: Library, wait: float = BRIEF) -> Iterator[IngestLine]:
    """Do what a killed ingest had still to do; nothing in the usual case. Raises IndexBusy as `resume` does."""
    if library.stores.catalogue.waiting():
        yield from resume(library, build_parse(settings), wait)


def build_assistant(settings: Settings, library: Library) -> Assistant:
    """The assistant over a library, with the LLM of the settings when there is one. Raises BadSetting when an LLM is
    asked for and its settings are not enough.
    """
    from rag.assistant import Assistant

    return Assistant(
        library, library.embedding, build_model(settings, library), settings.llm_timeout_s,
        answer_above=settings.answer_above,
    )  # fmt: skip


def build_model(settings: Settings, library: Library | None = None) -> Model | None:
    """The language model of the settings, None where there is none. Without a `library` nothing is known of restricted
    papers, and none is to be sent. Raises BadSetting when the settings of one are not enough.
    """
    from rag.llm import Model, build_llm

    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    llm = build_llm(
        settings.llm_provider, settings.llm_model, settings.llm_base_url, key, settings.llm_timeout_s,
        max(settings.llm_context, settings.llm_draft_context) + REPLY_MARGIN,
        headers=dict(_pairs(settings.llm_headers)), api_version=settings.llm_api_version,
    )  # fmt: skip
    if llm is None:
        return None
    return Model(
        llm, settings.llm_model, settings.llm_context, settings.llm_timeout_s, settings.llm_daily_tokens,
        settings.llm_meaning, settings.llm_draft_context, SpendingStore(settings.data), _withheld(settings, library),
        _queue(settings.llm_requests), replies=ReplyStore(settings.data),
    )  # fmt: skip


@cache
def _queue(places: int) -> Queue:
    """The one queue of this process: whoever may see which papers, all wait in it."""
    from rag.llm.model import Queue

    return Queue(places)


def _pairs(headers: str) -> Iterator[tuple[str, str]]:
    for pair in headers.split(";"):
        name, colon, value = pair.partition(":")
        if colon and name.strip():
            yield name.strip(), value.strip()


def _withheld(settings: Settings, library: Library | None) -> Callable[[], frozenset[str]]:
    """Tells which documents may go to no language model, asked anew for each request: the restricted ones."""
    if settings.llm_restricted or library is None:
        return frozenset

    access = AccessStore(settings.data)
    return lambda: access.hidden_from(Viewer())
