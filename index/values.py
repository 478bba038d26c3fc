"""The values that cross modules of `index`: what was read, the items in it, and the passages cut from them.

Offsets are character offsets into `Reading.text`, which is the page texts joined by form feeds ("\\f"), so that a
passage can always be proved against what was read. `None` means unknown; nothing here is ever a guess."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

ItemKind = Literal[
    "agenda", "guidance", "minutes", "report", "appendix", "decision", "questions", "supplement", "other"
]
PassageKind = Literal["prose", "list", "row", "heading"]
PartKind = Literal["prose", "list", "row", "head", "heading", "contents", "front"]

# What a passage's context says of it besides where it stands. In its text, words struck out stand between "~~" and
# words inserted between "++", as far as the paper shows both readings.
LOST_NOTE = "[names a chart or picture that is not in the text]"
STRUCK_NOTE = "[words between ~~ are struck out]"
INSERTED_NOTE = "[words between ++ are inserted]"
RECOGNISED_NOTE = "[recognised from a picture of the page]"


@dataclass(frozen=True)
class Page:
    """One page as read. `number` is the PDF page (1-based), None for text packs, which have lost their pages."""

    number: int | None
    text: str
    stamped: str | None = None  # the number stamped on the pack ("5" on PDF page 7)
    printed: str | None = None  # the paper's own number, where it prints one
    recognised: bool = False  # the text was recognised from a picture of the page, and may be wrong


@dataclass(frozen=True)
class Lost:
    """A chart, map, diagram or picture that a page shows and the text has not. `page` is the index of its page from 0,
    `caption` the line that names it ("" where none does), and `at` that line's offset in `Reading.text`."""

    page: int
    caption: str
    at: int | None = None


@dataclass(frozen=True)
class Bookmark:
    """An entry of a PDF's outline, or a heading style of a Word file: depth from 0, and the 1-based page."""

    title: str
    depth: int
    page: int | None


@dataclass(frozen=True)
class Reading:
    """What a reader made of one file: its pages in order, its outline, its metadata and what it could not read."""

    pages: tuple[Page, ...]
    outline: tuple[Bookmark, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()

    @property
    def text(self) -> str:
        """The page texts joined by form feeds; the text that every offset points into."""
        return "\f".join(page.text for page in self.pages)


@dataclass(frozen=True)
class Contact:
    """An officer whom a paper gives for contact, as printed. A post, number or address it does not give is None."""

    name: str
    role: str | None
    phone: str | None
    email: str | None


@dataclass(frozen=True)
class Listed:
    """A line of what a paper lists as belonging with it: an agenda its items, a report its appendices. `label` is the
    number or letter as printed ("7", "Appendix A"; "" for none), `pages` stamped pages ("49-56")."""

    label: str
    title: str
    pages: str | None = None


@dataclass(frozen=True)
class Item:
    """One paper in a pack: agenda, guidance, minutes, report, appendix …. `ordinal` is its place in the document from
    0; `parent` the ordinal of the report an appendix belongs to. `meeting_date` is the meeting the paper is for, but
    for minutes the meeting minuted. `start`/`end` are offsets."""

    ordinal: int
    title: str
    kind: ItemKind
    start: int
    end: int
    parent: int | None = None
    committee: str | None = None
    meeting_date: date | None = None
    author: str | None = None
    agenda_number: str | None = None
    first_page: int | None = None
    last_page: int | None = None
    pack_pages: str | None = None  # "49-56", as stamped
    contacts: tuple[Contact, ...] = ()
    lists: tuple[Listed, ...] = ()


@dataclass(frozen=True)
class Turn:
    """Where a passage runs on to another page: its text from `offset` on stands there."""

    offset: int
    page: int | None
    pack_page: str | None
    printed_page: str | None


@dataclass(frozen=True)
class Cell:
    """A cell of a row: its words, where they stand in the text, and the heads of its column ("" where none)."""

    text: str
    start: int
    end: int
    head: str = ""


@dataclass(frozen=True)
class Part:
    """What one unit of the paper gave to a passage's text, from `start` to `end`: a paragraph, a list item, a row, the
    heads of a table's columns, a heading, a line of contents or of the block that names the paper.

    `paragraph` is the number of the paragraph it belongs to, as printed but for a full stop; `body` is where the words
    after the unit's own number begin (`start` where it has none here). Of a row, `cells` are its cells (none where its
    line is not parted into any) and `table` is the table's title."""

    start: int
    end: int
    kind: PartKind
    body: int
    paragraph: str | None = None
    cells: tuple[Cell, ...] = ()
    table: str = ""


@dataclass(frozen=True)
class Passage:
    """A chunk of an item, the unit of retrieval.

    `text` is the source's own words (white space squeezed, furniture left out); `joints` are offsets in `text` where
    furniture was left out, so that no quote is taken across one. `context` is what a reader would need to understand
    it alone (paper, heading path, column heads, introducing sentence); it is indexed with the text, never quoted.
    `page`, `pack_page` and `printed_page` are those it begins on, `turns` those it runs on to; `parts` are the units
    that its text is made of, a line each."""

    item: int  # ordinal of the item
    ordinal: int  # place in the document, from 0
    kind: PassageKind
    text: str
    context: str
    section: str | None  # heading path, " › " between levels
    paragraph: str | None
    start: int
    end: int
    page: int | None = None
    pack_page: str | None = None
    printed_page: str | None = None
    joints: tuple[int, ...] = ()
    turns: tuple[Turn, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class ParsedDocument:
    """A whole document ready to be stored: the reading, its items, and its passages in order."""

    reading: Reading
    items: tuple[Item, ...]
    passages: tuple[Passage, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class StoredItem:
    """An item as the catalogue knows it. `id` is stable for the same content; `parent` is the parent's title or "".

    A paper published apart from its meeting's other papers has its parent, committee, date and agenda number from
    them. `replaces` and `replaced_by` are ids: of the version that this one takes the place of, and of the one that
    takes its place. `copy_of` is the id of the same paper, word for word, in another file of the meeting. `corrected`
    names the fields that a person has set right."""

    id: str
    document_id: str  # sha256 of the file
    document: str  # the file's path within the folder indexed
    ordinal: int
    title: str
    parent: str
    parent_id: str | None
    kind: ItemKind
    committee: str | None
    meeting_date: date | None
    author: str | None
    agenda_number: str | None
    first_page: int | None
    last_page: int | None
    pack_pages: str | None
    passages: int
    contacts: tuple[Contact, ...] = ()
    lists: tuple[Listed, ...] = ()
    replaces: str | None = None
    replaced_by: str | None = None
    copy_of: str | None = None
    corrected: tuple[str, ...] = ()
    read_committee: str | None = None

    @property
    def named_by(self) -> str:
        """The committee as the papers name it, "" for none: what people keep hangs on it, whatever is set right."""
        return (self.committee or "") if self.read_committee is None else self.read_committee


def appendices_of(item: StoredItem, items: Iterable[StoredItem]) -> list[StoredItem]:
    """Those of the items that are the item's appendices, or theirs, in the order given."""
    given, own = list(items), {item.id}
    while below := {other.id for other in given if other.parent_id in own} - own:
        own |= below
    return [other for other in given if other.id in own and other.id != item.id]


@dataclass(frozen=True)
class StoredPassage:
    """A passage with its id and its item, as retrieval returns it. Passages with the same `same_as` say the same in
    nearly the same words and with the very same figures (a cover and its appendix, a paper published twice); it is None
    for one that nothing repeats."""

    id: str
    item: StoredItem
    ordinal: int
    kind: PassageKind
    text: str
    context: str
    section: str | None
    paragraph: str | None
    page: int | None
    pack_page: str | None
    printed_page: str | None
    joints: tuple[int, ...] = ()
    same_as: str | None = None
    turns: tuple[Turn, ...] = ()
