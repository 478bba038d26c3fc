"""Opens the ledger of a library: from where it is kept, else made of what has changed since.

It is kept in one SQLite file in the data folder, which may be deleted at any time. Each document's mentions are kept
under its sha256, so that a new pack is the only one to be read, and the whole ledger under the library's generation, so
that it opens without any paper being read. The file is deleted when a document is withdrawn, and made anew.
"""

import json
import sqlite3
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import date
from math import log
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from index.language.vocabulary import learn
from index.store.library import Library
from index.store.visible import VisibleLibrary
from index.values import StoredItem
from rag.figures.ledger import Ledger, make_ledger
from rag.figures.mentions import mentions_of
from rag.figures.names import Names
from rag.figures.values import Mention, Paper

FILE = "figures.sqlite"
VERSION = 17  # of what is read and how it is kept: raise it with every change to either


@dataclass(frozen=True)
class Read:
    """What was read in one document: its mentions, and the abbreviations that it introduces."""

    mentions: tuple[Mention, ...]
    abbreviations: dict[str, tuple[str, ...]]


_LEDGER, _READ = TypeAdapter(Ledger), TypeAdapter(Read)


class FigureStore:
    """The kept figures of one data folder. A file that cannot be written is done without."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / FILE

    def ledger(self, generation: str) -> Ledger | None:
        """The ledger of that generation, or None."""
        body = self._get("SELECT body FROM ledger WHERE generation = ? AND version = ?", (generation, VERSION))
        return _LEDGER.validate_json(body) if body else None

    def holds(self, generation: str) -> bool:
        """Whether the ledger of that generation is kept."""
        return bool(self._get("SELECT 1 FROM ledger WHERE generation = ? AND version = ?", (generation, VERSION)))

    def keep_ledger(self, generation: str, ledger: Ledger) -> None:
        """Keep the ledger of a generation; a library of some documents only has generations of its own."""
        body = zlib.compress(_LEDGER.dump_json(ledger), 3)
        self._write(
            ("DELETE FROM ledger WHERE generation = ?", (generation,)),
            ("INSERT INTO ledger VALUES (?, ?, ?)", (generation, VERSION, body)),
        )

    def read(self, document_id: str) -> Read | None:
        """What was read in a document, or None."""
        body = self._get("SELECT body FROM document WHERE id = ? AND version = ?", (document_id, VERSION))
        return _READ.validate_json(body) if body else None

    def keep_read(self, document_id: str, read: Read) -> None:
        """Keep what was read in a document."""
        body = zlib.compress(_READ.dump_json(read), 3)
        self._write(("INSERT OR REPLACE INTO document VALUES (?, ?, ?)", (document_id, VERSION, body)))

    def forget_others(self, generation: str, document_ids: Iterable[str]) -> None:
        """Let go of documents that are no longer in the library, and of the ledgers of earlier generations."""
        kept, its = json.dumps(list(document_ids)), f"{generation}-"  # what those of some documents begin with
        self._write(
            ("DELETE FROM document WHERE id NOT IN (SELECT value FROM json_each(?))", (kept,)),
            ("DELETE FROM ledger WHERE generation <> ? AND substr(generation, 1, ?) <> ?", (generation, len(its), its)),
        )

    def delete(self) -> None:
        """Delete the file: a document was withdrawn."""
        for suffix in ("", "-wal", "-shm", "-journal"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def _get(self, query: str, values: tuple[Any, ...]) -> Any:
        if not self.path.is_file():
            return None
        with suppress(sqlite3.Error, zlib.error), closing(sqlite3.connect(self.path, timeout=5)) as connection:
            row = connection.execute(query, values).fetchone()
            return zlib.decompress(row[0]) if row and isinstance(row[0], bytes) else row
        return None

    def _write(self, *statements: tuple[str, tuple[Any, ...]]) -> None:
        with suppress(sqlite3.OperationalError):  # a folder that cannot be written, or another process writing
            try:
                self._run(statements)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                self.delete()  # damaged: made anew
                self._run(statements)

    def _run(self, statements: Iterable[tuple[str, tuple[Any, ...]]]) -> None:
        with closing(sqlite3.connect(self.path, timeout=5)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("CREATE TABLE IF NOT EXISTS document (id TEXT PRIMARY KEY, version INTEGER, body BLOB)")
            connection.execute("CREATE TABLE IF NOT EXISTS ledger (generation TEXT, version INTEGER, body BLOB)")
            with connection:
                for statement, values in statements:
                    connection.execute(statement, values)


def open_ledger(library: Library) -> Ledger:
    """The figures ledger of what the library holds now. Made when it is first asked for after an ingest."""
    return library.current(_open)


def kept_ledger(library: Library) -> Ledger | None:
    """The ledger of what the library holds now where it is kept already; None rather than make anybody wait."""
    return open_ledger(library) if FigureStore(library.stores.data_dir).holds(library.generation) else None


def _open(library: Library) -> Ledger:
    store, generation = FigureStore(library.stores.data_dir), library.generation
    kept = store.ledger(generation)
    if kept is not None:
        return kept
    read = _read_all(library, store)
    ledger = _made(library, read, library.items())
    store.keep_ledger(generation, ledger)
    if not isinstance(library, VisibleLibrary):
        store.forget_others(generation, read)
    return ledger


def ledger_with(library: Library, document: str, mentions: Sequence[Mention], items: Sequence[StoredItem]) -> Ledger:
    """The ledger as it would be with the `mentions` of one more document, or of one that is there already (its sha256),
    in its `items`; nothing of it is kept. Its names are read after all others.
    """
    read = _read_all(library, FigureStore(library.stores.data_dir))
    read[document] = Read(tuple(mentions), {})
    return _made(library, read, [*library.items(), *(replace(item, meeting_date=date.max) for item in items)])


def _read_all(library: Library, store: FigureStore) -> dict[str, Read]:
    by_document: dict[str, list[StoredItem]] = defaultdict(list)
    for item in library.items():
        by_document[item.document_id].append(item)
    return {document: _read(library, store, document, items) for document, items in by_document.items()}


def _made(library: Library, read: Mapping[str, Read], items: Sequence[StoredItem]) -> Ledger:
    papers = {item.id: paper_of(item) for item in items if item.copy_of is None}  # a copy says nothing of its own
    names = names_of(r.abbreviations for r in read.values())
    mentions = {document: r.mentions for document, r in read.items()}
    stems = {s for found in mentions.values() for m in found for s in names.stems(f"{m.name} {m.own}")}
    frequency, size = library.document_frequency(stems), sum(item.passages for item in library.items())
    return make_ledger(mentions, papers, names, lambda stem: log(1 + size / (1 + frequency.get(stem, 0))))


def _read(library: Library, store: FigureStore, document: str, items: list[StoredItem]) -> Read:
    kept = store.read(document)
    known = {item.id for item in items}
    if kept is not None and all(m.item_id in known for m in kept.mentions):
        return kept
    statements = {item.id: library.statements(item.id) for item in items}
    learnt = learn(s.text for own in statements.values() for s in own)
    read = Read(tuple(mentions_of(items, statements)), learnt)
    store.keep_read(document, read)
    return read


def paper_of(item: StoredItem) -> Paper:
    """The paper that an item is, as values keep it."""
    return Paper(item.id, item.document_id, item.document, item.title, item.parent, item.meeting_date)


def names_of(learnt: Iterable[dict[str, tuple[str, ...]]]) -> Names:
    """The reader of names, with the abbreviations of all documents, the long form in most of them first."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for found in learnt:
        for short, long in found.items():
            forms[short][long[0]] += 1
    return Names({short: [form for form, _ in counted.most_common()] for short, counted in sorted(forms.items())})
