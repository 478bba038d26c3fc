"""The account of what was read: counts, pages, what to look at, and what was read before it was set right."""

from datetime import date

from index.ingest.account import account
from index.store.corrections import Correction, correct
from index.values import LOST_NOTE, Item, Page, ParsedDocument, Passage, Reading


def parsed(*items, pages=("One.",), passages=()):
    reading = Reading(tuple(Page(n, text) for n, text in enumerate(pages, 1)), warnings=("Page 2 is a picture.",))
    return ParsedDocument(reading, items, passages)


def passage(n, item, kind="prose", context="Paper"):
    return Passage(item, n, kind, f"Words of passage {n} of the paper.", context, None, None, 0, 4)


def make(index, folder, found):
    folder.mkdir()
    (folder / "pack.txt").write_text("x")
    index(folder, parse=lambda *_: found)


def test_counts_pages_and_doubts(index, library, tmp_path):
    found = parsed(
        Item(0, "Report", "report", 0, 2, meeting_date=date(2031, 3, 4)),
        Item(1, "Appendix A – Lamps", "appendix", 2, 3),
        Item(2, "Report", "report", 3, 4),
        pages=("One.", "", "Notice"),
        passages=(passage(0, 0), passage(1, 0, "row"), passage(2, 0, "row", f"Paper {LOST_NOTE}"), passage(3, 1)),
    )
    make(index, tmp_path / "p", found)
    (document,) = account(library)
    assert (document.empty_pages, document.bare_pages, document.document.warnings) == (
        (2,),
        (3,),
        ("Page 2 is a picture.",),
    )
    assert [(one.rows, one.lost) for one in document.items] == [(2, 1), (0, 0), (0, 0)]
    same, bare = "another paper of this file has the same title", "it has no text that can be searched"
    assert [one.doubts for one in document.items] == [
        (same,),
        ("the report it belongs to was not found",),
        (same, bare),
    ]
    assert document.doubts == 3


def test_what_was_read_is_kept_beside_what_was_set_right(index, library, tmp_path):
    make(index, tmp_path / "p", parsed(Item(0, "Rport", "report", 0, 4), passages=(passage(0, 0),)))
    correct(library, library.items()[0].id, Correction(title="Report", meeting_date=date(2031, 3, 4)))
    ((one,),) = [document.items for document in account(library)]
    assert (one.item.title, one.read_title, one.read_kind, one.read_date) == ("Report", "Rport", "report", None)
    assert one.doubts == ()


def test_versions_and_copies_name_the_file_that_counts(index, library, tmp_path):
    words = [
        f"Sentence {n} of the report tells of harbour {n * 7} and of its lights in month {n % 12}." for n in range(40)
    ]

    def parse(path, count, most=256, name=None):
        late = (
            [Item(0, "Agenda supplement", "supplement", 0, 1, meeting_date=date(2031, 3, 4))]
            if "2" in path.name
            else []
        )
        report = Item(len(late), "Harbour Lights", "report", 1, 4, meeting_date=date(2031, 3, 4))
        said = [*words, "It is now in May."] if late or "3" in path.name else words
        own = tuple(Passage(report.ordinal, n, "prose", text, "Paper", None, None, 0, 4) for n, text in enumerate(said))
        return parsed(*late, report, passages=own)

    folder = tmp_path / "p"
    folder.mkdir()
    for name in ("1 lights", "2 lights", "3 lights updated"):
        (folder / f"{name}.txt").write_text(name)
    index(folder, parse=parse)
    doubts = {document.document.path: document.items[-1].doubts for document in account(library)}
    assert doubts == {
        "1 lights.txt": ("a later version replaces it, in 2 lights.txt",),
        "2 lights.txt": (),
        "3 lights updated.txt": ("the same paper stands, word for word, in 2 lights.txt",),
    }
