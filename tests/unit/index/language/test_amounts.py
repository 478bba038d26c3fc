"""Figures of a text: money, shares, counts, in digits and in words; and what only looks like one."""

import pytest

from index.language.amounts import amounts, numbers, parts_of, plain, whole


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It cost £1.2 million, £68K and £32.3m.", [(1_200_000, "£"), (68_000, "£"), (32_300_000, "£")]),
        ("A fall of -0.1% on $653,200", [(-0.1, "%"), (653_200, "$")]),
        ("84.1 per cent of 1,204 boats", [(84.1, "%"), (1204, "")]),
        ("2 percentage points more in 2030", []),
        ("paragraph 7, aged 1 to 4, within 6 weeks, 4 to 6 weeks, 12 June, June 12", []),
        ("Telephone 0116 496 0305 about 12 boats, or 007 £5", [(12, ""), (5, "£")]),
        ("at 18:30, in 10/12, from 4-6 boats, the 3rd pier", []),
    ],
)
def test_what_measures(text, found):
    assert [(a.value, a.unit) for a in amounts(text)] == found


def test_words_and_ordinals_are_numbers_too():
    said = numbers("Twenty-one boats and four hundred oars, the third pier, 2 percentage points; no one, one of them")
    assert [(n.value, n.unit) for n in said] == [(21, ""), (400, ""), (3, "ordinal"), (2, "points")]


def test_places_are_those_of_the_text():
    text = "Only <20.8% of £4,000."
    assert [text[a.start : a.end] for a in amounts(text)] == ["<20.8%", "£4,000"]
    assert amounts(text)[0].sign == "<"


def test_a_part_of_a_whole():
    text = "612 of 692 boats, 9 boats out of 12, and 3 of the crew"
    found = parts_of(text, numbers(text))
    assert [(a.value, b.value) for a, b in found] == [(612, 692), (9, 12)]


def test_a_cell_that_is_a_figure():
    assert [(c and c.value) for c in map(whole, ("£1,204", " 84.1 %", "2030", "n/a", "4 of 5", "3rd"))] == [
        1204,
        84.1,
        2030,
        None,
        None,
        None,
    ]
    assert plain(1204.0, "£") == "£1,204"
