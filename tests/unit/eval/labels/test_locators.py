"""A quote's locator finds it in any reader's text, and nothing else."""

import pytest

from eval.labels.locators import Locator, Text
from eval.measures.text import bare

PAGE = "The ferry carried 1,204 people in May.\n"
PAGE += "It cost £3.50 each \u2013 \u201c12% more\u201d.\f The \ufb01rst bo\u00adat sank."


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("The ferry carried 1,204", "The ferry carried 1,204"),
        ("in may. it cost", "in May. It cost"),
        ("£3.50 each - '12% more'", "£3.50 each \u2013 \u201c12% more"),
        ("first boat", "\ufb01rst bo\u00adat"),
        (PAGE, " ".join(PAGE.split())[:-1]),
    ],
)
def test_a_quote_is_found_whatever_the_layout(quote, words):
    assert Text(PAGE).quote(Locator.of(quote)) == words


def test_what_is_not_there_is_not_found():
    text = Text(PAGE)
    assert text.find(Locator.of("the ferry carried 1,205")) is None
    assert text.find(Locator.of(PAGE + " more")) is None
    assert Text("").find(Locator.of("a")) is None
    same_fingerprint = Locator(5, Locator.of("ferry").fingerprint, "0" * 16)
    assert text.find(same_fingerprint) is None


def test_the_first_of_two_places_is_taken():
    assert Text("in or in").find(Locator.of("in")) == (0, 2)


def test_a_locator_is_written_and_read_and_holds_no_words():
    locator = Locator.of("The ferry, 12 %")
    assert str(locator).startswith(f"{len(bare('The ferry, 12 %'))}-")
    assert Locator.read(str(locator)) == locator
    assert "ferry" not in str(locator)
    with pytest.raises(ValueError, match="no letter"):
        Locator.of(" \u2013 ")
    with pytest.raises(ValueError, match="no locator"):
        Locator.read("3-ff-00")
