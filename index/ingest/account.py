"""An account of what was read: every paper of every document, its place and counts, and what may be wrong with it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from index.store.catalogue.records import StoredDocument
from index.store.library import Library
from index.values import StoredItem

_DATED = ("report", "appendix", "minutes", "agenda")


@dataclass(frozen=True)
class ItemAccount:
    """Of one paper: `read_*` as read, `rows` of tables, charts `lost`, and `doubts` for a person to look at."""

    item: StoredItem
    read_title: str
    read_kind: str
    read_date: date | None
    rows: int
    lost: int
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class DocumentAccount:
    """Of one document, pages from 1: `bare_pages` hold text but no passage, `empty_pages` no text at all."""

    document: StoredDocument
    items: tuple[ItemAccount, ...]
    empty_pages: tuple[int, ...]
    bare_pages: tuple[int, ...]

    @property
    def doubts(self) -> int:
        """How many of its papers have something to look at."""
        return sum(bool(item.doubts) for item in self.items)


def account(library: Library) -> list[DocumentAccount]:
    """The account of every visible document, by path."""
    catalogue = library.stores.catalogue
    items: dict[str, list[StoredItem]] = {}
    for item in library.items():
        items.setdefault(item.document_id, []).append(item)
    files = {item.id: item.document for item in library.items()}
    read, empty, bare = catalogue.as_read(), catalogue.pages_without("text"), catalogue.pages_without("passage")
    found = []
    for document in library.documents():
        own = items.get(document.id, [])
        named = Counter((item.kind, item.title, item.parent_id) for item in own)
        accounts = []
        for item in own:
            title, kind, day, rows, lost = read.get(item.id, (item.title, item.kind, None, 0, 0))
            twice = named[item.kind, item.title, item.parent_id] > 1
            read_date = date.fromisoformat(day) if day else None
            accounts.append(ItemAccount(item, title, kind, read_date, rows, lost, _doubts(item, twice, files)))
        pages = tuple(empty.get(document.id, ())), tuple(bare.get(document.id, ()))
        found.append(DocumentAccount(document, tuple(accounts), *pages))
    return found


def _doubts(item: StoredItem, twice: bool, files: dict[str, str]) -> tuple[str, ...]:
    """What a person should look at, in words; nothing here is wrong for certain."""
    signs = (
        (item.kind in _DATED and item.meeting_date is None, "no meeting date was found"),
        (item.kind == "appendix" and item.parent_id is None, "the report it belongs to was not found"),
        (item.title in ("Untitled paper", "Record of decision", "Appendices"), "no title was found"),
        (twice, "another paper of this file has the same title"),
        (not item.passages, "it has no text that can be searched"),
        (item.replaced_by, f"a later version replaces it, in {files.get(item.replaced_by or '', 'another file')}"),
        (item.copy_of, f"the same paper stands, word for word, in {files.get(item.copy_of or '', 'another file')}"),
    )
    return tuple(words for holds, words in signs if holds)
