"""What was still to come by a day that had gone by: told by dates and grammar, right or silent."""

from datetime import date

import pytest

from rag.draft.findings.overdue import overdue, told
from rag.draft.material.report import statements_of
from tests.statements import prose

MEETING = date(2031, 11, 4)


@pytest.fixture
def passage(reports, item_of):
    return statements_of(reports, [item_of("vans.txt")])[0].passage


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("The new libraries will be drawn up by August 2031.", True),
        ("The library drivers will be trained in July 2031.", True),
        ("A Readers Fair will be held on 3 May 2031.", True),
        ("The Hythe tender, agreed in spring, will be let by the end of June 2031.", True),
        ("The new library will be drawn up by March 2032.", False),  # ahead
        ("The new library will be drawn up by the end of October 2031.", False),  # the papers were out by then
        ("The new library was to be drawn up by August 2031.", False),  # told as past
        ("The libraries will not be ready by August 2031.", False),  # it says so itself
        ("The new libraries will replace those which broke down in May 2031.", False),  # of another verb
        ("The library plan was agreed in May 2031 and will be carried out in stages.", False),  # the day comes first
        ("The libraries will cost more than they did in June 2031.", False),
        ("The library readers will have until July 2031 to reply.", False),
        ("The new library will be drawn up by August 2027.", False),  # an older paper that is appended
        ("The library costs will be met in 2030/31.", False),  # a year's budget
        ("The library plan will be put to members on 4 November 2030.", False),  # the meeting, as all can see
        ("The library plan will be put to Cabinet on 2 December 2030.", False),  # soon after it, by the same slip
        ("The second round of sketches will be drawn up by August 2031.", False),  # of what is not said
        ("Choices on later stages will be made by August 2031.", False),
        ("The outcome of the trial will be sent to Cabinet by August 2031.", False),
        ("This library will be finished by the end of July 2031.", False),  # it leans on the sentence before
    ],
)
def test_a_day_gone_by_is_asked_after_where_the_report_speaks_of_it_as_ahead(passage, text, gone):
    found = list(overdue(prose(passage, text), MEETING))
    assert bool(found) is gone
    assert not list(overdue(prose(passage, text), None))
    if found:
        assert found[0].proofs[0].text == text
        assert found[0].said["words"] in text


@pytest.mark.parametrize(
    "done",
    [
        "The new timetable for the library vans was drawn up by the drivers in July 2031.",
        "Drivers have had the library vans' timetable since 1 September 2031.",
        "A timetable for the new library vans begins in January 2032.",
    ],
)
def test_what_another_sentence_may_tell_is_not_asked(passage, done):
    text = "The new timetable for the library vans will be drawn up by July 2031."
    assert told(text, prose(passage, text, done))
    assert not list(overdue(prose(passage, text, done), MEETING))
    assert not told(text, prose(passage, text, "The library in the square is open on Sundays."))


def test_what_a_cover_and_its_appendix_both_say_is_asked_once(passage):
    text = "The new library will be drawn up by August 2031."
    assert len(list(overdue(prose(passage, text, text), MEETING))) == 1
