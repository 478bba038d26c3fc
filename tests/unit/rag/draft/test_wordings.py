"""How questions are worded: few words of the paper's, then one thing asked."""

import pytest

from rag.draft.questions import asks, short


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The vans cost £120,000 a year.", "The vans cost £120,000 a year"),
        (
            "The vans cost more than was thought in the spring, and the Director has asked for another look at what "
            "the route as a whole could bear.",
            "The vans cost more than was thought in the spring, and the Director has asked for …",
        ),
    ],
)
def test_a_quote_is_cut_where_a_clause_ends(text, said):
    assert short(text) == said


def test_a_long_quote_without_a_mark_says_that_it_is_cut():
    assert short("word " * 40).endswith("…")


def test_whatever_is_asked_asks_one_thing():
    every = [ask for ways in asks().values() for ask in ways]
    assert all(ask.endswith("?") and ask.count("?") == 1 and len(ask.split()) <= 13 for ask in every)
    assert all(len(ways) > 1 for ways in asks().values())
