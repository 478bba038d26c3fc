"""The register of a library: every commitment with its status, in date order, kept from one generation to the next."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date

from index.store.library import Library
from index.values import StoredItem
from rag.memory.commitment import Commitment
from rag.memory.find import in_minutes, in_report
from rag.memory.kept import Earlier, read_earlier, read_kept, write_kept
from rag.memory.status import Evidence
from rag.search.corpus import Corpora, Corpus, corpora_of

_REPORTS = ("report", "appendix", "supplement")


class Register:
    """The commitments of a library. Worked out once for each state of it and kept beside the index. Thread-safe."""

    def __init__(self, library: Library, corpora: Corpora | None = None) -> None:
        self._library = library
        self._corpora = corpora or corpora_of(library)
        self._lock = threading.Lock()
        self._current: tuple[str, tuple[Commitment, ...]] | None = None

    def all(self) -> tuple[Commitment, ...]:
        """Every commitment, oldest first, as the papers held now give it."""
        generation = self._library.generation
        with self._lock:
            if self._current is None or self._current[0] != generation:
                found = read_kept(self._library, generation)
                if found is None:
                    found = build(self._library, self._corpora.current(), generation)
                self._current = (generation, found)
            return self._current[1]

    def ready(self) -> bool:
        """Whether `all` would answer at once, without working the register out."""
        generation = self._library.generation
        with self._lock:
            if self._current is None or self._current[0] != generation:
                found = read_kept(self._library, generation)
                if found is None:
                    return False
                self._current = (generation, found)
            return True

    def entry(self, id: str) -> Commitment | None:
        """The commitment with this id; None when it is not there (any more)."""
        return next((c for c in self.all() if c.id == id), None)

    def open(self, on: date | None = None, reports: bool = False) -> list[Commitment]:
        """Commitments of minutes with something still to do that were due by `on` (the last meeting held), or have
        no date; with `reports` also what reports say will be given to members."""
        last = on or max((i.meeting_date for i in self._library.items() if i.meeting_date), default=None)
        due = [c for c in self.all() if is_open(c) and (c.due is None or last is None or c.due <= last)]
        return [c for c in due if reports or c.source == "minutes"]

    def about(self, text: str, limit: int = 10) -> list[Commitment]:
        """The commitments still open that are about what `text` is about, best first."""
        from rag.memory.topic import about

        return about(text, self.open(reports=True), self._corpora.current(), limit)


def open_register(library: Library) -> Register:
    """The register of an open library, the same for all who ask."""
    return library.shared(Register)


def is_open(commitment: Commitment) -> bool:
    """Whether something is still to be done: no soft words, nothing kept, nothing that was only noted."""
    return commitment.kind != "soft" and commitment.status in ("partly", "no evidence in the papers held")


def build(library: Library, corpus: Corpus, generation: str) -> tuple[Commitment, ...]:
    """Every commitment of a library, worked out and kept for this generation.

    What was kept for an earlier one is built on where papers have only been added since: they alone are read.
    """
    items = [i for i in corpus.items if i.copy_of is None]
    ids = {i.id for i in items}
    earlier = read_earlier(library)
    if not earlier.items <= ids:
        earlier = Earlier(frozenset(), {})
    evidence = Evidence(library, corpus, ids - earlier.items)
    before = {c.id: c for found in earlier.commitments.values() for c, _ in found}
    found: dict[str, tuple[Commitment, str]] = {}
    for item in sorted(items, key=_order):
        known = earlier.commitments.get(item.id, [])
        reread = item.id not in earlier.items or any(waits_for_a_date(c) for c, _ in known)
        for commitment, lead in _of_item(library, item, items) if reread else known:
            found.setdefault(commitment.id, (commitment, lead))
    judged = [(evidence.judged(c, lead, before.get(c.id)), lead) for c, lead in found.values()]
    write_kept(library, generation, [i.id for i in items], judged)
    return tuple(c for c, _ in judged)


def waits_for_a_date(commitment: Commitment) -> bool:
    """Whether it is due at the next meeting, and the papers read did not tell when that would be."""
    return commitment.due is None and "next meeting" in commitment.due_words.lower()


def _order(item: StoredItem) -> tuple[date, str, int]:
    return item.meeting_date or date.min, item.document, item.ordinal


def _of_item(library: Library, item: StoredItem, items: Sequence[StoredItem]) -> list[tuple[Commitment, str]]:
    if item.kind == "minutes":
        held = [i.meeting_date for i in items if i.meeting_date and i.committee == item.committee]
        return list(in_minutes(item, library.passages(item.id), held, library.embedding))
    if item.kind in _REPORTS:
        return [(c, "") for c in in_report(item, library.passages(item.id))]
    return []
