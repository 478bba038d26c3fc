"""A tiny council for the tests of `rag`: its papers as text files, and a reader that makes items and passages of them.

A paper begins with `# kind | date | title | the report it is an appendix to`; a blank line ends a passage; `~` marks
where furniture was left out (a joint); `[p 5]` sets the page of what follows. Everything in it is made up.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import settings

from index.faults import Unreadable
from index.ingest.ingest import IngestLine, Parse, ingest
from index.store.library import Library
from index.values import Item, Page, ParsedDocument, Passage, Reading, StoredItem, StoredPassage
from rag.search.evidence import Clue
from rag.search.reading import Said

quick = settings(deadline=None, derandomize=True, max_examples=50)  # for properties: the same in every run

_TITLE = 9  # words: a longer numbered block of minutes is a paragraph
NOVEMBER, MARCH, JUNE, NEXT_JUNE = date(2030, 11, 12), date(2031, 3, 4), date(2031, 6, 10), date(2032, 6, 8)

PACKS = {
    "march.txt": """
# minutes | 2030-11-12 | Minutes of the meeting of 12 November 2030

14. A member asked after Mr Pike. The Director advised that the lighthouse club closed because its roof leaked.

15. RESOLVED that a report on crossing patrols would be provided to the next meeting.

# report | 2031-03-04 | Elective Home Education Annual Report 2029/30

[p 5]

1. This report tells members about children whose parents teach them at home.

2. Elective Home Education (EHE) grew again. At the end of the year 312 children were home educated in Northmere,
against 268 a year before. Most families wrote that an anxious child could not face school.

3. Mrs Quill, the adviser, visited 97 families. ~ Eleven families refused a visit.

# appendix | 2031-03-04 | Appendix A: Home Education Data | Elective Home Education Annual Report 2029/30

[p 9]

Children known to be home educated, by age: under seven 41, seven to eleven 120, over eleven 151.
""",
    "june.txt": """
# minutes | 2031-03-04 | Minutes of the meeting of 4 March 2031

21. Members discussed home education. It was noted that a leaflet for parents was in draft.

22. The Lead Member agreed to write to the Bishop about the lighthouse club.

# report | 2031-06-10 | School Crossing Patrols Review

[p 11]

1. Northmere had 46 crossing patrols in 2030/31, six fewer than the year before.

2. The patrols cost £212,000 in 2030/31. A patrol that leaves is not replaced.

3. The consultation with schools ran from 6 January 2031 to 28 February 2031 and drew 35 replies.

# report | 2031-06-10 | Performance Report Quarter 4 2030/31

[p 20]

7. In Quarter 4 2030/31 visits made in time fell to 81.5 % (132 of 162), against a target of 90 %.

8. Dental checks reached 74 % of children in care.
""",
    "next-june.txt": """
# report | 2032-06-08 | School Crossing Patrols Review

[p 3]

1. Northmere had 39 crossing patrols in 2031/32, seven fewer than the year before.

2. Wages came to £198,000. Two schools now train volunteers.
""",
    "notes.txt": """
# other | | Notes on the puppet theatre

The puppet theatre toured nine villages. The puppets were carved from driftwood by pupils.
""",
}


def write(folder: Path, packs: dict[str, str] = PACKS) -> Path:
    """The packs as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in packs.items():
        (folder / name).write_text(text.strip() + "\n", encoding="utf-8")
    return folder


def index(library: Library, *paths: Path, reader: Parse | None = None) -> list[IngestLine]:
    """Index them, with the reader below unless told otherwise."""
    return list(ingest(paths, library, reader or parse))


def parse(path: Path, count: Callable[[str], int], max_pieces: int = 256, name: str | None = None) -> ParsedDocument:
    """The reader of these files."""
    text = path.read_text(encoding="utf-8")
    items: list[Item] = []
    passages: list[Passage] = []
    page: int | None = None
    section: str | None = None
    for match in re.finditer(r"\S.*?(?=\n\s*\n|\s*\Z)", text, re.DOTALL):
        block = match.group()
        if block.startswith("# "):
            items.append(_item(block, items, match))
            page, section = None, None
        elif found := re.fullmatch(r"\[p (\d+)\]", block):
            page = int(found[1])
        elif not items:
            raise Unreadable("A passage stands before the first paper.", "Begin with a # line.")
        else:
            if items[-1].kind == "minutes" and re.match(r"\d+\. ", block):
                section = " ".join(block.split()) if len(block.split()) < _TITLE else None
            passages.append(replace(_passage(block, items[-1], len(passages), page, match), section=section))
    return ParsedDocument(Reading((Page(None, text),)), tuple(items), tuple(passages))


def _item(block: str, items: list[Item], match: re.Match[str]) -> Item:
    kind, when, title, *parent = (part.strip() for part in block[2:].split("|"))
    of = next((i.ordinal for i in items if parent and i.title == parent[0]), None)
    return Item(
        ordinal=len(items),
        title=title,
        kind=kind,  # type: ignore[arg-type]
        start=match.start(),
        end=match.end(),
        parent=of,
        committee="Northmere Scrutiny Committee",
        meeting_date=date.fromisoformat(when) if when else None,
    )


def _passage(block: str, item: Item, ordinal: int, page: int | None, match: re.Match[str]) -> Passage:
    pieces = [" ".join(piece.split()) for piece in block.split("~")]
    joints, at = [], 0
    for piece in pieces[:-1]:
        at += len(piece) + 1
        joints.append(at)
    number = re.match(r"(\d+)\. ", block)
    return Passage(
        item=item.ordinal,
        ordinal=ordinal,
        kind="prose",
        text=" ".join(pieces),
        context=item.title,
        section=None,
        paragraph=number[1] if number else None,
        start=match.start(),
        end=match.end(),
        page=page,
        pack_page=str(page - 2) if page else None,
        joints=tuple(joints),
    )


PAPER = StoredItem(
    id="paper",
    document_id="0" * 64,
    document="pack.txt",
    ordinal=0,
    title="Puppet Theatre Review",
    parent="",
    parent_id=None,
    kind="report",
    committee=None,
    meeting_date=JUNE,
    author=None,
    agenda_number=None,
    first_page=None,
    last_page=None,
    pack_pages=None,
    passages=1,
)


def paper(id: str, title: str, **more: object) -> StoredItem:
    """A report of June 2031 by that id, unless told otherwise."""
    return replace(PAPER, id=id, title=title, **more)  # type: ignore[arg-type]


def stored(text: str, item: StoredItem = PAPER, id: str = "p", **more: object) -> StoredPassage:
    """A passage with this text."""
    fields: dict[str, object] = {
        "ordinal": 0,
        "kind": "prose",
        "context": "",
        "section": None,
        "paragraph": None,
        "page": None,
        "pack_page": None,
        "printed_page": None,
    }
    return StoredPassage(id=id, item=item, text=text, **(fields | more))  # type: ignore[arg-type]


def clue(
    passage: StoredPassage,
    place: tuple[int, int] | None = None,
    score: float = 1.0,
    late: float = 1.0,
    near: float = 1.0,
) -> Clue:
    """A sentence of a passage (all of it, where no place is told) as evidence."""
    start, end = place or (0, len(passage.text))
    return Clue(passage, Said(start, end, late, late, near, near, near, 0.0, 0.0), score)
