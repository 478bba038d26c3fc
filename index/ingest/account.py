"""An account of what was read: every paper of every document, its place and counts, and what may be wrong with it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from index.store.catalogue.records import StoredDocument
from index.store.library import Library
from index.values import ItemKind, StoredItem

_DATED = ("report", "appendix", "minutes", "agenda")


@dataclass(frozen=True)
class ItemAccount:
    """What was read of one paper. `read_*` are its title, kind and date as read, whatever was set right since. `rows`
    counts passages that are rows of tables, `lost` those that name a chart or picture the text has not; `doubts` say in
    words what a person should look at.
    """

    item: StoredItem
    read_title: str
    read_kind: str
    read_date: date | None
    rows: int
    lost: int
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class DocumentAccount:
    """What was read of one document. Pages are counted from 1, as in the file; `bare_pages` hold text but no passage
    (notices, furniture alone), `empty_pages` hold no text at all (pictures, scans, blank).
    """

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
    kind: ItemKind = item.kind
    doubts = []
    if kind in _DATED and item.meeting_date is None:
        doubts.append("no meeting date was found")
    if kind == "appendix" and item.parent_id is None:
        doubts.append("the report it belongs to was not found")
    if item.title in ("Untitled paper", "Record of decision", "Appendices"):
        doubts.append("no title was found")
    if twice:
        doubts.append("another paper of this file has the same title")
    if not item.passages:
        doubts.append("it has no text that can be searched")
    if item.replaced_by:
        doubts.append(f"a later version replaces it, in {files.get(item.replaced_by, 'another file')}")
    if item.copy_of:
        doubts.append(f"the same paper stands, word for word, in {files.get(item.copy_of, 'another file')}")
    return tuple(doubts)
