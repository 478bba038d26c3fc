"""Dates, bodies and titles as councils write them."""

from datetime import date

import pytest

from index.language.periods import find_dates, first_date, long_date
from index.papers.sheet import Words, human, is_body, mostly_capitals, tidy_body


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tuesday, 7 September 2031", date(2031, 9, 7)),
        ("on 30th-Jan-2031 at ten", date(2031, 1, 30)),
        ("9th January, 2031", date(2031, 1, 9)),
        ("1<sup>st</sup> April 2031", date(2031, 4, 1)),
        ("the 3rd of Sept. 2031", date(2031, 9, 3)),
        ("March 4, 2031", date(2031, 3, 4)),
        ("04/03/2031", date(2031, 3, 4)),
        ("2031-03-04", date(2031, 3, 4)),
        ("10 JUNE 2031CARE LEAVERS", date(2031, 6, 10)),
        ("31 February 2031", None),
        ("2 members in May", None),
        ("paragraph 12.3.2031a", None),
    ],
)
def test_dates(text, day):
    assert first_date(text) == day


def test_spans_and_order():
    text = "1 April 2030 to 31 March 2031"
    assert [text[start:end] for start, end, _ in find_dates(text)] == ["1 April 2030", "31 March 2031"]
    assert long_date(date(2031, 3, 4)) == "4 March 2031"


def test_bodies():
    assert is_body("Children and Families Overview and Scrutiny Committee")
    assert is_body("CABINET –")
    assert not is_body("COUNTY COUNCIL’S RESPONSE")
    assert not is_body("The committee met. It was the committee")
    assert tidy_body("a meeting of the Health  Board,") == "Health Board"


def test_titles():
    words = Words(["The SEND team and Kent’s schools met.", "ALL SHOUTED SEND", "the offer"])
    assert human("**THE SEND OFFER: KENT’S SCHOOLS AND THE NEXT STEPS –**", words) == (
        "The SEND Offer: Kent’s Schools and the Next Steps"
    )
    assert human("24/00096 - Plan for Schools.", words) == "Plan for Schools"
    assert not mostly_capitals("AB")
