"""Rows that print when something was to be and when it is now to be."""

import pytest

from rag.draft.findings.timetable import slipped
from rag.draft.material.report import statements_of
from tests.statements import prose, table

HEADS = ("Stage", "Original date", "Revised date")


@pytest.fixture
def passage(reports, item_of):
    return statements_of(reports, [item_of("vans.txt")])[0].passage


def test_the_last_stage_is_asked_after_where_it_has_moved(passage):
    rows = (("1. Design", "May 2031", "June 2031"), ("2. Delivery", "July 2031", "October 2031"))
    (found,) = slipped(table(passage, HEADS, *rows))
    assert found.said == {"name": "Delivery", "before": "July 2031", "now": "October 2031"}
    assert found.working == "October 2031 ends 92 days after July 2031"


def test_what_moved_most_is_asked_after_where_the_end_stands(passage):
    rows = (
        ("Design", "May 2031", "July 2031"),
        ("Tender", "July 2031", "July 2031"),
        ("Delivery", "May 2032", "May 2032"),
    )
    (found,) = slipped(table(passage, HEADS, *rows))
    assert (found.way, found.said["name"], found.said["last"]) == ("squeezed", "Design", "Delivery")
    assert (found.said["before"], found.said["now"], found.said["end"]) == ("May 2031", "July 2031", "May 2032")
    assert len(found.proofs) == 2


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        (("Stage", "Start", "End"), ("Delivery", "July 2031", "October 2031")),  # a beginning and an end
        (HEADS, ("Delivery", "July 2031", "Complete")),
        (HEADS, ("Delivery", "October 2031", "July 2031")),  # sooner
        (HEADS, ("Delivery", "3 July 2031", "8 July 2031")),  # by days
        (HEADS, ("", "July 2031", "October 2031")),
        (HEADS, ("Delivery", "July 2031", "The van comes in October 2031 with its driver")),
    ],
)
def test_other_rows_have_not_moved(passage, heads, row):
    assert not list(slipped(table(passage, heads, row)))


def test_stretches_of_time_need_no_head(passage):
    row = ("Delivery", "May to July 2031", "July to September 2031")
    (found,) = slipped(table(passage, ("Stage", "Date", "New"), row))
    assert found.said["now"] == "July to September 2031"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Delivery of the van is now in October 2031 and not July 2031, as its maker asked.", False),
        ("As the maker asked, delivery will be at the end of October 2031.", False),
        ("The van's delivery moved from July to October 2031.", False),
        ("Delivery was to be in July 2031.", True),  # not when it is now
        ("The drivers start in October 2031.", True),  # of something else
    ],
)
def test_what_a_sentence_of_the_report_tells_is_not_asked(passage, text, asked):
    rows = table(passage, HEADS, ("Delivery", "July 2031", "October 2031"))
    assert bool(list(slipped([*rows, *prose(passage, text)]))) is asked
