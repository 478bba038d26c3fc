"""Periods of figures: as named, told from the paper's own, equal however they are written, and not ages."""

from __future__ import annotations

from datetime import date

import pytest

from index.language.periods import Span, named_periods, own_period, quarter_span

OWN = quarter_span(2030, 2)  # July to September 2030


def names(text: str, own: Span | None = OWN, carried: Span | None = None) -> list[str]:
    return [n.span.text for n in named_periods(text, own, carried)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at the end of quarter 2", ["Q2 2030/31"]),
        ("28.4% in Q1", ["Q1 2030/31"]),
        ("Q4 was lower", ["Q4 2029/30"]),
        ("July to September 2030", ["Q2 2030/31"]),
        ("Q3 2029/30 to Q1 2030/31", ["Q3 2029/30", "Q1 2030/31"]),
        ("at the end of the previous quarter", ["Q1 2030/31"]),
        ("the same quarter last year", ["Q2 2029/30"]),
        ("Summer Census 2030", ["Summer 2030"]),
        ("the 2029 Autumn term", ["Autumn 2029"]),
        ("in the Spring Term", ["Spring 2030"]),
        ("Sep 2030/31 and Mar 2030/31", ["September 2030", "March 2031"]),
        ("2030/31 Q1", ["Q1 2030/31"]),
        ("at 31 March 2030", ["31 March 2030"]),
        ("at the end of March", ["March 2030"]),
        ("in the first three months of 2030", []),
        ("aged 16-17 Dec 2029", ["December 2029"]),
        ("young people aged 16-17", []),
        ("in the last year", []),
        ("last year", ["Q2 2029/30"]),
    ],
)
def test_what_a_text_names(text, expected):
    assert names(text) == expected


def test_a_term_before_another_is_told_from_the_sentence_before():
    summer = named_periods("Summer 2030", None)[0].span
    assert names("the previous term", OWN, summer) == ["Spring 2030"]


def test_a_bare_quarter_has_no_year_in_a_paper_without_a_period():
    assert names("Q1", None) == []


def test_a_quarter_in_a_years_report_is_one_of_that_year():
    year = Span(date(2029, 4, 1), date(2030, 3, 31), "financial_year")
    assert names("in quarter 4", year) == ["Q4 2029/30"]


def test_a_point_in_time_is_one_however_it_is_written():
    day, month, quarter, year = (
        named_periods(text, None)[0].span for text in ("31 March 2030", "March 2030", "Q4 2029/30", "2029/30")
    )
    assert day.same(month)
    assert month.same(quarter)
    assert not quarter.same(year)


def test_the_period_of_a_paper():
    assert own_period(["Quarter 2 2030/31 Report", ""], "") == OWN
    assert own_period(["Strategy 2030-34"], "") is None
    assert own_period(["Ferry report"], "This covers the period 1 April 2030 to 30 September 2030.").text == (
        "April to September 2030"
    )
    assert own_period(["Visit of June 2030"], "") is None
