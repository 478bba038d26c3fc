"""Tables whose heads are periods: a value for each head, in pipes or flattened, and nothing that is not sure."""

from __future__ import annotations

import pytest

from rag.figures.columns import Columns


def read(*lines):
    columns = Columns()
    for n, line in enumerate(lines):
        columns.read(line, ("p", n))
    return [(c.label, c.printed, c.period.text) for c in columns.cells()]


def test_cells_parted_by_pipes_under_their_heads():
    assert (
        read("Measure | 2028/29 | 2029/30 | Remark", "Boats on time | 91% | 93.5% | good", "Boats lost | – | 2 |") == []
    )
    assert read("Measure | 2028/29 | 2029/30", "Boats on time | 91% | 93.5%", "Boats lost | – | 2") == [
        ("Boats on time", "91%", "2028/29"),
        ("Boats on time", "93.5%", "2029/30"),
        ("Boats lost", "2", "2029/30"),
    ]


def test_a_flattened_row_ends_with_a_value_for_each_head():
    found = read(
        "Kind of crossing 2028-29 2029-30",
        "Crossings by night 61 76",
        "A sentence ends the table.",
        "Boats of wood 1 2",
    )
    assert found == [("Crossings by night", "61", "2028/29"), ("Crossings by night", "76", "2029/30")]


@pytest.mark.parametrize(
    "lines",
    [
        ("Line | 2028/29 £000 | 2029/30 £000", "Cost of boats | 17 | 18"),
        ("2029/30 2028/29", "Crossings by night 61 76"),
        ("2028/29 2029/30", "Boats aged over 4 61 76"),
        ("2028/29 2029/30", "Total 61 76"),
        ("The boats of 2028/29 and of 2029/30 were better than those that came before them.", "Boats by night 61 76"),
        ("2028/29 2029/30", "Boats by night 61 76", "2028/29 2029/30", "Boats by night 62 77"),
    ],
)
def test_what_is_not_sure_is_left_alone(lines):
    assert read(*lines) == []
