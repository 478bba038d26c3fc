"""Figures from sentences: the measure's value, what it is compared with, and what is no value of it."""

from __future__ import annotations

import pytest

from index.language.periods import named_periods, quarter_span
from rag.figures.prose import Before, _blank, read_sentence

OWN = quarter_span(2030, 2)


def read(*sentences):
    before, found = Before(), []
    for sentence in sentences:
        said, before = read_sentence(sentence, OWN, before)
        found += said
    return [(s.name, s.figure.amount.printed, s.period.text if s.period else None, s.follows) for s in found]


def test_each_of_several_times_is_left_out_whole():
    text = "In 2029/30 and in 2030/31 boats on time"
    assert _blank(text, named_periods(text, None), 0, len(text)).split() == ["and", "boats", "on", "time"]


def test_a_measure_called_by_name():
    assert read("9. The percentage of boats on time increased to 28.4% in quarter 2 (47 boats).") == [
        ("boats on time", "28.4%", "Q2 2030/31", None)
    ]


def test_what_a_value_is_compared_with_is_of_the_same_measure():
    said = read(
        "The percentage of boats on time was 19.6% at the end of quarter 2 compared to 19.3% in the previous quarter."
    )
    assert said == [("boats on time", "19.6%", "Q2 2030/31", None), ("", "19.3%", "Q1 2030/31", 0)]
    said = read(
        "The percentage of boats on time was 67.2% (174 boats).", "This is an improvement from 63.9% (161 boats) at Q1."
    )
    assert said[1] == ("", "63.9%", "Q1 2030/31", 0)
    said = read("The percentage of boats on time was 91.6%.", "This is similar performance to Q1 (91.5%).")
    assert said[1][1:3] == ("91.5%", "Q1 2030/31")
    said = read("Boats on time were 2.1% of cases.", "This is lower than the end of quarter 1 (13 boats, 2.8%).")
    assert said[-1][1:3] == ("2.8%", "Q1 2030/31")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("2.1 Attendance was 93.4% in 2030/31.", [("Attendance", "93.4%", "2030/31", None)]),
        (
            "1.5 Complaints fell from 412 in 2029/30 to 305 in 2030/31.",
            [("Complaints", "412", "2029/30", None), ("", "305", "2030/31", 0)],
        ),
        ("Overall, ferry use rose to 3.4 million in 2030/31.", [("ferry use", "3.4 million", "2030/31", None)]),
        ("Ferry use rose from 3.1 million to 3.4 million.", []),  # of no time that is told
        ("It was 93.4% in 2030/31.", [("It", "93.4%", "2030/31", None)]),  # which the ledger's names leave out
    ],
)
def test_a_short_subject_names_its_measure_where_the_time_is_printed(sentence, told):
    assert read(sentence) == told


def test_a_season_carries_to_the_next_sentence():
    said = read(
        "During the Autumn term, the percentage of boats full was 95.8%.", "The percentage of rafts full was 77.6%."
    )
    assert [s[2] for s in said] == ["Autumn 2029", "Autumn 2029"]


@pytest.mark.parametrize(
    "sentence",
    [
        "This is a decrease of 5.4% compared to the end of the previous quarter.",
        "The figure is 0.4% higher than quarter 1.",
        "The average for statistical neighbours was 88.0%.",
        "It compares with the national average, 90.2%.",
        "The target is 90%.",
        "Boats carried 3 or more crates.",
        "Was the percentage of boats 12%?",
        "The Covid-19 years were hard for boats.",
    ],
)
def test_what_is_no_value(sentence):
    assert read(sentence) == []


def test_things_counted_on_a_day_are_a_measure():
    assert read("At 31 March 2030 there were 583 boats in harbour, 22 more than a year earlier.")[0] == (
        "boats in harbour",
        "583",
        "31 March 2030",
        None,
    )


def test_a_period_that_is_not_printed_is_not_dated():
    said, _ = read_sentence("The percentage of boats on time was 84.1%.", OWN, Before())
    assert (said[0].period, said[0].dated) == (OWN, False)
