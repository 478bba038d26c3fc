"""Tables as CSV: cells are quoted where they need it, and none is a formula."""

import csv
import io

import pytest

from app.exports.texts import csv_text


@pytest.mark.parametrize("text", ["=1+1", "+44 1632", "-5% on last year", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(text):
    assert list(csv.reader(io.StringIO(csv_text(["words"], [[text]]), newline=""))) == [["words"], [f"'{text}"]]


def test_numbers_stay_numbers_and_nothing_is_empty():
    assert csv_text(["a", "b", "c"], [(-4.5, None, "x, “y”")]) == 'a,b,c\r\n-4.5,,"x, “y”"\r\n'


def test_lines_end_as_they_are_asked_to():
    assert csv_text(["a"], [["b"], ["c"]], "\n") == "a\nb\nc\n"
