"""What was still to come by a day that had gone by: told by dates and grammar, right or silent."""

from datetime import date

import pytest

from rag.draft.findings.overdue import overdue
from rag.draft.material.report import statements_of
from tests.statements import prose

MEETING = date(2031, 11, 4)


@pytest.fixture
def passage(reports, item_of):
    return statements_of(reports, [item_of("vans.txt")])[0].passage


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("The new timetable will be drawn up by August 2031.", True),
        ("The drivers will be trained in July 2031.", True),
        ("A fair for readers will be held on 3 May 2031.", True),
        ("The tender, agreed in spring, will be let by the end of June 2031.", True),
        ("The new timetable will be drawn up by March 2032.", False),  # ahead
        ("The new timetable will be drawn up by the end of October 2031.", False),  # the papers were out by then
        ("The new timetable was to be drawn up by August 2031.", False),  # told as past
        ("The vans will not be ready by August 2031.", False),  # it says so itself
        ("The new vans will replace those which broke down in May 2031.", False),  # of another verb
        ("The plan was agreed in May 2031 and will be carried out in stages.", False),  # the day comes first
        ("The vans will cost more than they did in June 2031.", False),
        ("Readers will have until July 2031 to reply.", False),
        ("The new timetable will be drawn up by August 2027.", False),  # an older paper that is appended
        ("The costs will be met in 2030/31.", False),  # a year's budget
        ("The plan will be put to members on 4 November 2030.", False),  # the meeting itself, as all can see
    ],
)
def test_a_day_gone_by_is_asked_after_where_the_report_speaks_of_it_as_ahead(passage, text, gone):
    found = list(overdue(prose(passage, text), MEETING))
    assert bool(found) is gone
    assert not list(overdue(prose(passage, text), None))
    if found:
        assert found[0].proofs[0].text == text
        assert found[0].said["words"] in text


def test_the_year_of_a_day_soon_after_the_meeting_is_doubted(passage):
    texts = ("The plan will be put to Cabinet on 2 December 2030.", "A fair for readers will be held on 3 May 2031.")
    slip, late = overdue(prose(passage, *texts), MEETING)
    assert (slip.way, late.way) == ("misdated", "")


def test_what_another_sentence_may_tell_is_not_asked(passage):
    done = "The new timetable for the vans was drawn up by the drivers in July 2031."
    assert not list(
        overdue(prose(passage, "The new timetable for the vans will be drawn up by July 2031.", done), MEETING)
    )


def test_what_a_cover_and_its_appendix_both_say_is_asked_once(passage):
    text = "The new timetable will be drawn up by August 2031."
    assert len(list(overdue(prose(passage, text, text), MEETING))) == 1


def test_what_leans_on_the_sentence_before_is_asked_under_its_heading(passage):
    texts = ("The stock is being counted.", "This will be finished by the end of July 2031.")
    assert not list(overdue(prose(passage, *texts), MEETING))
    (found,) = overdue(prose(passage, *texts, heading="Stock"), MEETING)
    assert found.said["where"] == "Under “Stock”, paragraph 2"
