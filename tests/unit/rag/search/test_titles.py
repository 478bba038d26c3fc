"""A paper is found by id, title, part of it or a typo, and two of a name are never mixed up."""

from datetime import date

import pytest

from index.faults import NotFound
from index.values import StoredItem
from rag.search.titles import find_paper, others_words


def item(id: str, title: str, kind: str = "report", day: date | None = date(2024, 6, 4)) -> StoredItem:
    return StoredItem(
        id=id,
        document_id="d",
        document="pack.pdf",
        ordinal=0,
        title=title,
        parent="",
        parent_id=None,
        kind=kind,
        committee=None,
        meeting_date=day,
        author=None,
        agenda_number=None,
        first_page=1,
        last_page=2,
        pack_pages=None,
        passages=3,
    )


ITEMS = [
    item("a", "Ferry Performance"),
    item("b", "Ferry Performance", day=date(2024, 9, 3)),
    item("c", "Harbour Strategy 2024 to 2029"),
    item("d", "Harbour Strategy 2024 to 2029", kind="appendix"),
    item("e", "Tide tables", kind="appendix"),
]


@pytest.mark.parametrize(
    ("wanted", "id"),
    [
        ("b", "b"),
        ("ferry performance, 3 September 2024", "b"),
        ("harbour strategy 2024 to 2029", "c"),
        ("Harbour strategy", "c"),
        ("harbor stratgy 2024 to 2029", "c"),
        ("tide tables", "e"),
    ],
)
def test_found(wanted, id):
    assert find_paper(wanted, ITEMS).id == id


def test_two_of_a_name_are_listed_with_their_ids():
    with pytest.raises(NotFound, match="2 papers are called like") as caught:
        find_paper("Ferry Performance", ITEMS)
    assert "4 June 2024 [a]" in caught.value.hint
    assert "3 September 2024 [b]" in caught.value.hint


@pytest.mark.parametrize("wanted", ["", "?!", "zoo keeping"])
def test_nothing_like_it(wanted):
    with pytest.raises(NotFound, match="no paper called"):
        find_paper(wanted, ITEMS)
    with pytest.raises(NotFound, match="scrutiny index"):
        find_paper(wanted, [])


REGULAR = [
    item("one", "Annual Report of the Harbour Pilots 2022/23", day=date(2023, 9, 5)),
    item("two", "Annual Report of the Harbour Pilots 2023/24", day=date(2024, 9, 3)),
    item("dredging", "Update on Dredging"),
]


@pytest.mark.parametrize(
    ("wanted", "id"), [("the dredging paper", "dredging"), ("pilots report", "two"), ("pilots report 2022", "one")]
)
def test_the_words_that_tell_a_title_are_enough_and_of_a_regular_paper_the_newest_is_meant(wanted, id):
    assert find_paper(wanted, REGULAR, newest=True).id == id


def test_the_newest_is_never_taken_among_papers_of_other_names():
    with pytest.raises(NotFound, match="papers are called like"):
        find_paper("harbour", [*REGULAR, item("p", "Harbour Police Review")], newest=True)
    with pytest.raises(NotFound, match="2 papers are called like"):
        find_paper("pilots report", REGULAR)


def test_a_reader_is_told_of_the_others():
    newest = find_paper("pilots report", REGULAR, newest=True)
    told = others_words("pilots report", newest, REGULAR)
    assert told == (
        "This is the newest paper of that name; there are also: "
        "Annual Report of the Harbour Pilots 2022/23, 5 September 2023."
    )
    assert others_words(newest.id, newest, REGULAR) == others_words("dredging", REGULAR[2], REGULAR) == ""
