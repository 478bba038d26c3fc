"""Dates and periods as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.periods import find_periods
from tests.unit.rag.council import quick

TODAY = date(2031, 6, 10)

NAMED = [
    ("7 September 2030", "day", "2030-09-07", "2030-09-07"),
    ("7 Sept 2030", "day", "2030-09-07", "2030-09-07"),
    ("the 7th of September, 2030", "day", "2030-09-07", "2030-09-07"),
    ("7 SEP. 30", "day", "2030-09-07", "2030-09-07"),
    ("7/9/2030", "day", "2030-09-07", "2030-09-07"),
    ("07.09.30", "day", "2030-09-07", "2030-09-07"),
    ("2030-09-07", "day", "2030-09-07", "2030-09-07"),
    ("September 2030", "month", "2030-09-01", "2030-09-30"),
    ("Feb 2028", "month", "2028-02-01", "2028-02-29"),
    ("May 2030", "month", "2030-05-01", "2030-05-31"),
    ("Q1 2030/31", "quarter", "2030-04-01", "2030-06-30"),
    ("Q2 30/31", "quarter", "2030-07-01", "2030-09-30"),
    ("quarter three of 2030-31", "quarter", "2030-10-01", "2030-12-31"),
    ("Quarter 4 2030/2031", "quarter", "2031-01-01", "2031-03-31"),
    ("the first quarter of 2030/31", "quarter", "2030-04-01", "2030-06-30"),
    ("Q3 2030", "quarter", "2030-10-01", "2030-12-31"),
    ("spring 2030", "season", "2030-03-01", "2030-05-31"),
    ("autumn term 2030", "season", "2030-09-01", "2030-11-30"),
    ("winter 2030", "season", "2030-12-01", "2031-02-28"),
    ("2030/31", "financial_year", "2030-04-01", "2031-03-31"),
    ("30/31", "financial_year", "2030-04-01", "2031-03-31"),
    ("the 30/31 year", "financial_year", "2030-04-01", "2031-03-31"),
    ("2030‑31", "financial_year", "2030-04-01", "2031-03-31"),
    ("1999/00", "financial_year", "1999-04-01", "2000-03-31"),
    ("the academic year 2030/31", "academic_year", "2030-09-01", "2031-08-31"),
    ("school year 30-31", "academic_year", "2030-09-01", "2031-08-31"),
    ("2030", "year", "2030-01-01", "2030-12-31"),
    ("April to September 2030", "range", "2030-04-01", "2030-09-30"),
    ("October to February 2031", "range", "2030-10-01", "2031-02-28"),
    ("April 2029 to March 2031", "range", "2029-04-01", "2031-03-31"),
    ("1 April 2030 to 31 March 2031", "range", "2030-04-01", "2031-03-31"),
    ("2026-2031", "range", "2026-04-01", "2031-03-31"),
]


@pytest.mark.parametrize(("text", "precision", "start", "end"), NAMED, ids=[n[0] for n in NAMED])
def test_a_period_is_its_days_and_its_precision(text, precision, start, end):
    (period,) = find_periods(f"In the paper ({text}), as printed.")
    assert (period.precision, str(period.start), str(period.end)) == (precision, start, end)
    assert period.text in text


RECKONED = [
    ("last March", "2031-03-01", "2031-03-31"),
    ("in July", "2030-07-01", "2030-07-31"),
    ("since June", "2031-06-01", "2031-06-30"),
    ("last year", "2030-01-01", "2030-12-31"),
    ("this year", "2031-01-01", "2031-12-31"),
    ("7 November", "2030-11-07", "2030-11-07"),
    ("8 September", "2031-09-08", "2031-09-08"),  # the next meeting, already named
    ("29 February", None, None),  # in neither of the two years
]


@pytest.mark.parametrize(("text", "start", "end"), RECKONED, ids=[r[0] for r in RECKONED])
def test_a_period_without_its_year_is_reckoned_from_today_or_left_alone(text, start, end):
    assert find_periods(text) == ()
    found = find_periods(text, TODAY)
    assert [(str(p.start), str(p.end)) for p in found] == ([(start, end)] if start else [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "between 10-15 children",
        "24/7",
        "1/2 of them",
        "£2030",
        "2030%",
        "they may 20 times",
        "march on",
        "room 20301",
        "paragraph 4.2030.1",
        "2030x",
        "99/00",
        "young people aged 16-17",
        "at the age of 10-11",
        "16-17 year olds",
        "children of 16–17 years",
        "二〇三〇年",
    ],
)
def test_other_figures_are_no_periods(text):
    assert find_periods(text, TODAY) == ()


def test_a_date_that_does_not_exist_is_not_mended():
    """What is left of it may still name a month or a year; no day is made up."""
    assert [p.precision for p in find_periods("31 February 2030")] == ["month"]
    assert [p.precision for p in find_periods("32/13/2030")] == ["year"]


def test_a_longer_form_keeps_its_words():
    found = find_periods("Q2 2030/31, then 12 November 2030 and 2029/30; by May 2031 or 2032")
    assert [p.text for p in found] == ["Q2 2030/31", "12 November 2030", "2029/30", "May 2031", "2032"]
    assert [p.precision for p in found] == ["quarter", "day", "financial_year", "month", "year"]


def test_overlap_and_sameness():
    (year,), (quarter,), (spelt,) = map(find_periods, ("2030/31", "Q4 2030/31", "January to March 2031"))
    assert year.overlaps(quarter)
    assert quarter.overlaps(year)
    assert quarter.same(spelt)
    assert not quarter.same(year)
    assert not quarter.overlaps(find_periods("May 2031")[0])


PIECES = (
    st.sampled_from(["7", "31", "2030", "30/31", "2030-31", "Q1", "q4", "quarter", "two", "first", "of", "May", "may"])
    | st.sampled_from(["Sept.", "last", "in", "since", "this", "year", "to", "and", "-", "–", "/", ".", "spring"])
    | st.sampled_from(["academic", "school", "07/09/2030", "9999", "1/1/0001", "31/12/9999", "'", "٣", "²", "£", "%"])
)
TEXTS = st.text() | st.lists(PIECES).map(" ".join) | st.lists(PIECES).map("".join)


@quick
@given(TEXTS, st.none() | st.dates(min_value=date(2, 1, 1), max_value=date(9000, 1, 1)))
def test_any_text_is_read_and_periods_lie_in_it_in_order_and_apart(text, today):
    found = find_periods(text, today)
    end = 0
    for period in found:
        assert end <= period.span[0] < period.span[1] <= len(text)
        assert text[slice(*period.span)].strip() == period.text
        assert period.start <= period.end
        end = period.span[1]


@quick
@given(TEXTS)
def test_today_only_adds(text):
    """What is named with its year stays what it is; only times without one are new."""
    dated = find_periods(text)
    assert set(dated) <= set(find_periods(text, TODAY))


@quick
@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2089, 12, 31)))
def test_a_day_is_read_back_however_it_is_written(day):
    month = f"{day:%B}"
    for text in (f"{day.day} {month} {day.year}", f"{day.day}th {month[:3]} {day.year}", f"{day:%d/%m/%Y}", f"{day}"):
        (found,) = find_periods(text)
        assert (found.start, found.end, found.precision) == (day, day, "day")
