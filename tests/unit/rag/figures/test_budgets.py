"""Budgets in tables: three columns told by their arithmetic and their heads, or none."""

from dataclasses import replace

import pytest

from index.language.statements import Statement
from index.values import Cell
from rag.figures.budgets import budgets


def table(heads, *rows, lead="", title=""):
    """The statements of a table with cells under heads."""
    made = [Statement("p", 0, len(lead), lead, "prose")] if lead else []
    for cells in rows:
        said, at = [], 0
        for head, cell in zip(heads, cells, strict=True):
            said.append(Cell(cell, at, at + len(cell), head))
            at += len(cell) + 1
        made.append(Statement("p", 0, at - 1, "\t".join(cells), "row", cells=tuple(said), table=title))
    return made


def lines(text, above=""):
    """The statements of a flattened table, with a line above."""
    made = [Statement("p", 0, len(above), above, "head")] if above else []
    return [*made, *(Statement("p", 0, len(row), row, "row", table=above) for row in text.splitlines())]


def read(statements):
    return [[(line.label, line.budget, line.outturn, line.over) for line in one.lines] for one in budgets(statements)]


@pytest.mark.parametrize(
    ("heads", "rows"),
    [
        (
            ("Service £000", "Budget", "Forecast", "Variance"),
            (("Vans", "950", "640", "(310)"), ("Stock", "80", "95", "15")),
        ),
        (
            ("Service £000", "Forecast", "Variance", "Budget"),
            (("Vans", "640", "-310", "950"), ("Stock", "95", "+ 15", "80")),
        ),
        (  # the difference the other way round, and a share beside
            ("Service £000", "Revised budget", "Variance %", "Projected", "Over/(under) variance"),
            (("Vans", "950", "-33%", "640", "310"), ("Stock", "80", "19%", "95", "(15)")),
        ),
        (  # last year's outturn stands before the budget
            ("Service", "Outturn 2030/31 £000", "Budget £000", "Forecast outturn £000", "Variance £000"),
            (("Vans", "900", "950", "640", "(310)"), ("Stock", "70", "80", "95", "15")),
        ),
    ],
)
def test_columns_are_told_in_any_order(heads, rows):
    assert read(table(heads, *rows)) == [[("Vans", 950e3, 640e3, -310e3), ("Stock", 80e3, 95e3, 15e3)]]


@pytest.mark.parametrize(
    ("heads", "rows"),
    [
        (
            ("Service £000", "Budget", "Forecast", "Variance"),
            (("Vans", "950", "640", "250"), ("Stock", "80", "95", "11")),
        ),
        (("Service", "Budget", "Forecast", "Variance"), (("Vans", "950", "640", "310"), ("Stock", "80", "95", "15"))),
        (("Service £000", "Budget", "Grant", "Net"), (("Vans", "950", "640", "310"), ("Stock", "80", "65", "15"))),
        (
            ("Service £000", "Budget 2030", "Budget 2031", "Variance"),
            (("Vans", "950", "640", "310"), ("Stock", "8", "9", "1")),
        ),
        (  # parts of a difference
            ("Service £m", "Budget", "Variance", "Real variance", "Moved to next year variance"),
            (("Vans", "9.5", "-1.2", "0.3", "-1.5"), ("Stock", "8.0", "-0.4", "0.2", "-0.6")),
        ),
        (("Service £000", "Budget", "Forecast", "Variance"), (("Vans", "950", "0", "950"), ("Stock", "80", "0", "80"))),
    ],
)
def test_what_does_not_add_up_or_is_not_named_is_no_budget(heads, rows):
    assert read(table(heads, *rows)) == []


def test_a_row_that_does_not_add_up_is_left_out():
    rows = [(f"Branch {letter}", "100", "120", "20") for letter in "ABCDE"]
    found = read(table(("Branch £000", "Budget", "Forecast", "Variance"), *rows, ("Branch F", "100", "190", "20")))
    assert [label for label, *_ in found[0]] == [label for label, *_ in rows]


def test_rows_without_cells_end_with_their_columns_and_keep_their_names():
    text = (
        "B01 Branch Roofs 3,000 40 2,400 (600) 1% 80%\nProgramme B02 Mobile Libraries 5,000 300 6,500 1,500 6% 130%\n"
    )
    text += "B03 Stock and 600 60 700 100 10% 117%\nTotal for Libraries 8,600 400 9,600 1,000 5% 112%"
    above = "Spend by programme to date Ref Scheme Budget Forecast Variance £000s"
    (found,) = budgets(lines(text, above))
    assert [line.label for line in found.lines] == [
        "B01 Branch Roofs Programme",
        "B02 Mobile Libraries",
        "",
        "Total for Libraries",
    ]
    assert [line.sums for line in found.lines] == [False, False, False, True]
    assert found.forecast


@pytest.mark.parametrize(
    "heads",
    [
        ("Service £000", "2029/30 Actual", "2030/31 Budget", "Variation"),
        ("Service £000", "2029/30 Budget", "2030/31 Forecast", "Variation"),
        ("Service £000", "Annual budget", "Actual to date", "Variance"),
        ("Service £000", "Budget", "Actual YTD", "Variance"),
        ("Service £000", "Budget", "Actual April to June", "Variance"),
        ("Service £000", "Budget", "Q1 actual", "Variance"),
        ("Service £000", "Budget", "Contractual pay", "Variance"),
        ("Service £000", "Planning", "Actual", "Variance"),
        ("Service £000", "Budgeted posts", "Actual posts", "Variance"),
        ("Service (£)", "Budget", "Actual", "Variance"),
    ],
)
def test_columns_of_two_times_or_of_no_money_are_no_budget(heads):
    rows = (("Vans", "640", "950", "310"), ("Stock", "80", "95", "15"))
    assert read(table(heads, *rows)) == []


@pytest.mark.parametrize(
    "above", ["£000 Budget Actual to date Variance", "£000 2029/30 Budget 2030/31 Forecast Variance"]
)
def test_lines_above_a_table_that_name_two_times_tell_no_budget(above):
    assert read(lines("Vans 950 640 (310)\nStock 80 95 15", above)) == []


def test_columns_of_one_time_are_a_budget():
    heads = ("Service £000", "Budget to 30 June", "Actual to 30 June", "Variance")
    assert read(table(heads, ("Vans", "950", "640", "(310)"), ("Stock", "80", "95", "15")))


def test_the_unit_of_another_table_is_none_of_this_one():
    rows = table(
        ("Service", "Budget", "Forecast", "Variance"), ("Vans", "950", "640", "310"), ("Stock", "80", "95", "15")
    )
    assert read([replace(row, heading="Spending in £000") for row in rows]) == []


def test_what_is_ahead_is_told_by_the_head_of_what_is_set_against_the_budget():
    rows = (("Roofs", "640", "950", "310"), ("Vans", "80", "95", "15"))
    (found,) = budgets(table(("Scheme £000", "Project budget", "Outturn", "Variance"), *rows))
    assert not found.forecast


def test_the_three_stand_near_each_other_however_wide_a_table_is():
    row = " ".join(["7"] * 9)
    text = "\n".join(f"Vans {950 + n} {row} {640 + n} (310)" for n in range(4))
    assert read(lines(text, "£000 Budget Forecast Variance")) == []
    wide = "\n".join(f"Branch {' '.join(str(n * k % 97 + 3) for k in range(1, 41))}" for n in range(1, 60))
    assert read(lines(wide, "£000 Budget Forecast Variance")) == []


def test_a_row_is_a_sum_though_a_part_of_it_does_not_add_up_and_above_its_parts_as_well():
    rows = [("Vans", "950", "640", "(310)"), ("Stock", "80", "95", "15"), ("Rent", "70", "97", "27")]
    rows += [("Books", "60", "60", "0"), ("Fuel", "40", "30", "10"), ("Pay", "50", "45", "99")]
    total = ("Net cost", "1,250", "967", "(283)")
    heads = ("Service £000", "Budget", "Forecast", "Variance")
    for made in ([*rows, total], [total, *rows]):
        (found,) = budgets(table(heads, *made))
        assert [line.label for line in found.lines if line.sums] == ["Net cost"]


def test_the_order_in_which_heads_above_a_table_name_columns_is_one_or_nothing_is_told():
    text = "Vans 950 640 (310)\nStock 80 95 15"
    assert read(lines(text, "£000 Budget Forecast Variance"))[0][0] == ("Vans", 950e3, 640e3, -310e3)
    assert read(lines(text, "£000 Actual Budget Variance"))[0][0] == ("Vans", 640e3, 950e3, 310e3)
    assert read(lines(text, "£000 Actual Budget Variance Budget Actual Variance")) == []
    assert read(lines(text, "Budget Forecast Variance")) == []  # in what is it counted?


def test_savings_are_told_by_what_heads_them():
    rows = (("Rent", "(400)", "(150)", "250"), ("Fuel", "(90)", "(60)", "30"))
    (found,) = budgets(table(("Saving £000", "Savings target", "Forecast", "Variance"), *rows))
    assert found.savings
    (other,) = budgets(table(("Saving £000", "Budget", "Forecast", "Variance"), *rows))
    assert not other.savings


def test_what_a_row_says_besides_goes_on_in_rows_without_figures():
    heads = ("Service £000", "Budget", "Forecast", "Variance", "Reason")
    rows = table(heads, ("Vans", "950", "640", "(310)", "Two posts are vacant"), ("Stock", "80", "95", "15", "Paper"))
    rows.insert(1, Statement("p", 0, 28, "A third post is vacant too.", "row"))
    (found,) = budgets(rows)
    assert found.lines[0].notes == ("Two posts are vacant", "A third post is vacant too.")
