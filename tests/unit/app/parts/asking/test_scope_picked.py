"""What is picked to look in: to and from an address, the papers it comes to, and its words."""

from datetime import date

from app.parts.asking.scope import Chip, Picked, choices
from index.values import StoredItem


def item(id, kind="report", day=date(2024, 6, 4), document="pack", committee="Ferries", parent=None, title=None):
    return StoredItem(
        id, document, document, 0, title or f"Paper {id}", "", parent, kind, committee, day, None, None, 1, 2, None, 3
    )


ITEMS = [
    item("june"),
    item("june-app", "appendix", parent="june"),
    item("march-minutes", "minutes", date(2024, 3, 5)),
    item("sept", day=date(2024, 9, 3), document="later", committee="Harbours"),
    item("june-minutes", "minutes", day=date(2024, 6, 4), document="later", committee="Harbours"),
    item("guide", "guidance", day=date(2024, 9, 3), document="later", committee="Harbours"),
]


def test_nothing_picked_is_everything():
    assert Picked().ids(ITEMS) is None
    assert Picked().scope(ITEMS) is None
    assert Picked().words(ITEMS) == "all papers"


def test_a_meeting_is_its_pack_and_its_own_minutes_wherever_they_were_published():
    assert Picked(meeting=("2024-06-04",)).ids(ITEMS) == ("june", "june-app", "june-minutes")


def test_a_paper_comes_with_its_appendices_and_kinds_and_committees_narrow():
    assert Picked(paper=("june",)).ids(ITEMS) == ("june", "june-app")
    assert Picked(kind=("minutes",), committee=("Harbours",)).ids(ITEMS) == ("june-minutes",)
    assert Picked(kind=("minutes",), paper=("june",)).ids(ITEMS) == ()


def test_an_address_says_what_is_picked_and_what_is_not_there_is_left_out():
    picked = Picked(meeting=("2024-09-03",), kind=("report",))
    assert Picked.of_query(picked.query(), ITEMS) == picked
    assert Picked.of_query({"meeting": ["1999-01-01", "x"], "paper": ["gone"], "kind": ["report"]}, ITEMS) == Picked(
        kind=("report",)
    )


def test_a_chip_takes_one_thing_away():
    picked = Picked(meeting=("2024-09-03", "2024-06-04"), paper=("june",))
    chips = picked.chips(ITEMS)
    assert [chip.words for chip in chips] == ["3 September 2024", "4 June 2024", "Paper june (Jun 2024)"]
    assert picked.without(chips[0]) == Picked(meeting=("2024-06-04",), paper=("june",))
    assert picked.without(Chip("kind", "report", "")) == picked


def test_a_question_keeps_what_was_picked():
    picked = Picked(("2024-06-04",), ("report",), ("Ferries",), ("june",))
    assert Picked.of_question(picked.question("Why?")) == picked


def test_guidance_is_no_paper_to_pick():
    assert "guide" not in choices(ITEMS)["paper"]
    assert list(choices(ITEMS)["meeting"]) == ["2024-09-03", "2024-06-04", "2024-03-05"]


def test_what_a_question_named_can_be_kept_to():
    scope = {"meetings": ["2024-06-04", "1999-01-01"], "items": ["june"]}
    named = Picked(kind=("minutes",)).named(scope, ITEMS)
    assert [(chip.field, chip.value) for chip in named] == [("meeting", "2024-06-04"), ("paper", "june")]
    assert Picked().adding(named[0]) == Picked(meeting=("2024-06-04",))
    assert Picked().named({"items": ["june", "sept"]}, ITEMS) == []
