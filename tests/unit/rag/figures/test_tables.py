"""Tables: periods with their values and what stands after them; values under heads that are periods."""

from __future__ import annotations

import pytest

from index.language.periods import quarter_span
from index.language.rows import cell_spans
from index.language.statements import Statement
from index.values import Cell
from rag.figures.tables import Columns, promises_values, read_row

OWN = quarter_span(2030, 2)
PROMISED = promises_values(["Indicator Previous Value Latest Value Target Quartile (1 = top) Neighbour average"])


def row(line, heads=()):
    """A line as a row: its cells, where pipes part any, under these heads."""
    spans = cell_spans(line)
    named = [*heads, *[""] * (len(spans) - len(heads))]
    cells = tuple(Cell(line[a:b], a, b, head) for (a, b), head in zip(spans, named, strict=True))
    return Statement("p", 0, len(line), line, "row", cells=cells if len(cells) > 1 else ())


def read(line, promised=PROMISED):
    found = read_row(row(line), OWN, promised)
    return [(r.label, r.amount.printed, r.period.text, r.target) for r in found]


def test_two_periods_with_their_values():
    line = "Boats on time Quarter Q1 2030/31 84.1% Q2 2030/31 82.3% Decrease >90% Amber 3 87.3%"
    assert read(line) == [
        ("Boats on time", "84.1%", "Q1 2030/31", None),
        ("Boats on time", "82.3%", "Q2 2030/31", ">90%"),
    ]


def test_cells_parted_by_pipes():
    line = "| Ferries | Boats on time | Q1 2030/31 | 84.1% | Q2 2030/31 | 82.3% | Worse | >90% | 3 | 87.3% |"
    assert [r[:3] for r in read(line)] == [
        ("Boats on time", "84.1%", "Q1 2030/31"),
        ("Boats on time", "82.3%", "Q2 2030/31"),
    ]
    assert read(line)[1][3:] == (">90%",)


def test_a_bare_quarter_is_told_from_the_paper():
    assert read("% boats on time (end of quarter) Q2 82.3%  (high is good) >90% 3 87.3%") == [
        ("% boats on time (end of quarter)", "82.3%", "Q2 2030/31", ">90%")
    ]


def test_a_count_in_brackets_goes_with_its_share():
    (found,) = read_row(row("Boats late in harbour Q1 3% (420 of 14,000) (low is good) <1.9% 2 2.6%"), OWN, PROMISED)
    assert (found.amount.printed, found.count, found.base) == ("3%", 420, 14_000)


def test_what_is_not_available_is_no_value():
    assert [r[1] for r in read("Boats on time Q1 2030/31 N/A Q2 2030/31 82.3% N/A >90% N/A N/A")] == ["82.3%"]
    assert read("Boats on time Q2 N/A (high is good) >97.2% N/A 89.8%") == []


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
        "832002 1 Boat of wood 17 May 2030 143 5 October 2030 224",
        "4170 Boat of wood Q1 2030/31 143 Q2 2030/31 224",
    ],
)
def test_what_is_no_row(line):
    assert read(line) == []


def columns(*lines, heads=()):
    reader = Columns()
    for line in lines:
        reader.read(row(line, heads))
    return [(c.label, c.amount.printed, c.period.text) for c in reader.cells()]


def test_cells_under_the_heads_of_their_columns():
    heads = ("Measure", "2028/29", "2029/30")
    assert columns("Boats on time | 91% | 93.5%", "Boats lost | – | 2", heads=heads) == [
        ("Boats on time", "91%", "2028/29"),
        ("Boats on time", "93.5%", "2029/30"),
        ("Boats lost", "2", "2029/30"),
    ]
    assert columns("Cost of boats | 17 | 18", heads=("Line", "2028/29 £000", "2029/30 £000")) == []
    assert columns("Boats on time | 17 | 18", heads=("Line", "2029/30", "2028/29")) == []


def test_a_flattened_row_ends_with_a_value_for_each_head():
    found = columns(
        "Kind of crossing 2028-29 2029-30",
        "Crossings by night 61 76",
        "A sentence ends the table.",
        "Boats of wood 1 2",
    )
    assert found == [("Crossings by night", "61", "2028/29"), ("Crossings by night", "76", "2029/30")]


@pytest.mark.parametrize(
    "lines",
    [
        ("2029/30 2028/29", "Crossings by night 61 76"),
        ("2028/29 2029/30", "Boats aged over 4 61 76"),
        ("2028/29 2029/30", "Total 61 76"),
        ("The boats of 2028/29 and of 2029/30 were better than those that came before them.", "Boats by night 61 76"),
        ("2028/29 2029/30", "Boats by night 61 76", "2028/29 2029/30", "Boats by night 62 77"),
    ],
)
def test_what_is_not_sure_is_left_alone(lines):
    assert columns(*lines) == []
