"""Names of measures: one measure however it is called, and never two rows of one table."""

from __future__ import annotations

from rag.figures.grouping import Grouping
from rag.figures.names import Names, bare_labels, cleaned, definition_of, shown

NAMES = Names({"FSC": ("ferry safety certificate",)})


def group(*named):
    grouping = Grouping(lambda stem: 0.5 if stem in ("boat", "crew") else 3.0)
    return [grouping.add(NAMES.key(name), "%", table) for name, table in named]


def test_a_name_is_cleaned_of_what_is_said_of_every_measure():
    assert cleaned("The % of boats with a FSC (end of quarter) (low = good)") == "boats with a FSC"
    assert shown("‘percentage of boats on time’") == "Boats on time"
    assert NAMES.key("boats with a FSC") == NAMES.key("The percentage of boats with a ferry safety certificate")
    assert NAMES.key("boats checked within twelve months") == NAMES.key("Boats checked within 12 mths")


def test_an_added_word_is_the_same_measure_another_word_is_not():
    assert group(("boats checked for leaks", None), ("crew boats checked for leaks", None)) == [0, 0]
    assert group(("boats checked for leaks", None), ("boats checked for fire", None)) == [0, 1]


def test_other_numbers_are_another_measure():
    assert group(("boats checked in 2 years", None), ("boats checked in 3 years", None)) == [0, 1]


def test_rows_of_one_table_are_never_one_measure():
    assert group(("boats checked for leaks", "a"), ("crew boats checked for leaks", "a")) == [0, 1]


def test_a_group_of_rows_is_no_part_of_a_name():
    labels = [
        ("a", "Safe at sea Boats checked for leaks"),
        ("a", "Safe at sea Rafts with a lamp"),
        ("a", "Boats that sank in port"),
        ("b", "People get home Late boats met"),
    ]
    bare = bare_labels(labels, NAMES, ["late boats met"])
    assert bare_labels([("c", "Spending on Late boats met")], NAMES, ["late boats met"]) == [
        "Spending on Late boats met"
    ]
    assert bare == ["Boats checked for leaks", "Rafts with a lamp", "Boats that sank in port", "Late boats met"]


def test_what_a_name_says_of_how_it_counts():
    assert definition_of("Boats checked within 12 months") == "within 12 months"
    assert definition_of("Boats with 3 or more leaks (old definition)") == "3 or more; old definition"
    assert definition_of("Boats on time") is None


def test_rows_of_one_name_in_two_groups_keep_their_groups_names():
    rows = ["Late boats", "Boats that sank"]
    labels = [("a", f"{group} {row}") for group in ("Ferries at sea", "Trawlers at sea") for row in rows]
    assert bare_labels(labels, NAMES, []) == [label for _, label in labels]


def test_labels_in_title_case_and_groups_that_end_in_a_small_word_are_whole():
    titled = ["Ferry Dock Late Rate", "Ferry Dock Lost Rate", "Tram Depot Late Rate", "Tram Depot Lost Rate"]
    assert bare_labels([("a", label) for label in titled], NAMES, []) == titled
    mixed = ["Boats in Port with a lamp", "Boats in Repair with a crew", "rafts with a lamp that burns at night"]
    assert bare_labels([("a", label) for label in mixed], NAMES, []) == mixed
