"""Rows of tables: periods with their values, and what stands after them under the heads."""

from __future__ import annotations

import pytest

from index.language.periods import quarter_span
from rag.figures.rows import Heads, heads_of, read_row

OWN = quarter_span(2030, 2)
HEADS = heads_of(["Indicator Previous Value Latest Value Target Quartile (1 = top) Neighbour average"])


def read(line, heads=HEADS):
    return [(r.label, r.printed, r.period.text, r.target, r.quartile, r.neighbours) for r in read_row(line, OWN, heads)]


def test_two_periods_with_their_values():
    line = "Boats on time Quarter Q1 2030/31 84.1% Q2 2030/31 82.3% Decrease >90% Amber 3 87.3%"
    assert read(line) == [
        ("Boats on time", "84.1%", "Q1 2030/31", None, None, None),
        ("Boats on time", "82.3%", "Q2 2030/31", ">90%", 3, "87.3%"),
    ]


def test_cells_parted_by_pipes():
    line = "| Ferries | Boats on time | Q1 2030/31 | 84.1% | Q2 2030/31 | 82.3% | Worse | >90% | 3 | 87.3% |"
    assert [r[:3] for r in read(line)] == [
        ("Boats on time", "84.1%", "Q1 2030/31"),
        ("Boats on time", "82.3%", "Q2 2030/31"),
    ]
    assert read(line)[1][3:] == (">90%", 3, "87.3%")


def test_a_bare_quarter_is_told_from_the_paper():
    assert read("% boats on time (end of quarter) Q2 82.3%  (high is good) >90% 3 87.3%") == [
        ("% boats on time (end of quarter)", "82.3%", "Q2 2030/31", ">90%", 3, "87.3%")
    ]


def test_a_count_in_brackets_goes_with_its_share():
    (found,) = read_row("Boats late in harbour Q1 3% (420) (low is good) <1.9% 2 2.6%", OWN, HEADS)
    assert (found.printed, found.count) == ("3%", 420)


def test_what_is_not_available_is_no_value():
    assert [r[1] for r in read("Boats on time Q1 2030/31 N/A Q2 2030/31 82.3% N/A >90% N/A N/A")] == ["82.3%"]
    assert read("Boats on time Q2 N/A (high is good) >97.2% N/A 89.8%") == []


def test_no_quartile_without_its_head():
    heads = Heads(values=True, quartile=False, neighbours=False)
    assert read("Boats on time Q1 2030/31 84.1% Q2 2030/31 82.3% >90% 3 87.3%", heads)[1][4:] == (None, None)


@pytest.mark.parametrize(
    "line",
    [
        "In Q1 2030/31 84 boats were late, and in Q2 2030/31 82.",
        "2. The share of boats on time rose (2029/30 92%, 2030/31 94%)",
        "Trend of boats 2018 2019 2020",
        "Spending on boats 2030/31 £000 2031/32 £000",
        "Grant for boats 2030/31 17.2 2030/31 18.1",
        "Boats 2030 412",
        "Plans for 2030/31 31",
    ],
)
def test_what_is_no_row(line):
    assert read(line) == []
