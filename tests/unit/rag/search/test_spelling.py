"""Misspelt words are also looked for as the words of the papers nearest to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.search.query import SAME, Speller, Vocabulary, analyse, respelt
from tests.unit.rag.council import quick

WORDS = ["independ", "puppet", "theatr", "lighthous", "boat", "ferri", "siân", "twr"]


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("pupet", "puppet"),
        ("puppett", "puppet"),
        ("pupept", "puppet"),
        ("lighthuse", "lighthous"),
        ("lihgthouz", "lighthous"),
        ("boet", None),  # too short to tell
        ("tuppet", None),  # another first letter
        ("zebra", None),
        ("p4ppet", None),
        ("", None),
        ("sian", "siân"),  # by its accents alone, however short
        ("tŵr", "twr"),
        ("thèâtre", None),
    ],
)
def test_the_nearest_word_of_the_papers(slip, meant):
    assert Speller(WORDS).nearest(slip) == meant


def test_only_a_word_that_no_paper_has_and_that_has_no_other_way_is_mended():
    vocabulary = Vocabulary({"PTA": ["Puppet Theatre Association"]})
    query = Speller(WORDS).mend(analyse("pupet of the PTA by the lighthouse", vocabulary), ["pupet", "pta"], whole)
    ways = {c.surface: c.ways for c in query.concepts}
    assert query.text == "puppet of the PTA by the lighthouse"
    assert ways["pupet"] == ((("pupet",), 1.0), (("puppet",), SAME))
    assert len(ways["PTA"]) == 2
    assert len(ways["lighthouse"]) == 1


def whole(word):
    """Whether an encoder that knows these words has it in one piece."""
    return word in {"puppet", "theatre", "independent", "independence", "boats"}


@pytest.mark.parametrize(
    ("typed", "kept", "word"),
    [
        ("pupept", 1, "puppet"),
        ("thaetre", 1, "theatre"),
        ("THAETRE", 1, "theatre"),
        ("Thaetre", 1, ""),  # it may be a name
        ("independance", 8, "independence"),
        ("theatre", 1, ""),
        ("lighthuse", 1, ""),  # no word that the encoder knows
    ],
)
def test_a_slip_is_mended_as_it_is_written_where_that_is_sure(typed, kept, word):
    assert respelt(typed, whole, {stem: n for n, stem in enumerate(WORDS)}, kept) == word


@quick
@given(st.text())
def test_any_word_is_read(word):
    assert Speller(WORDS).nearest(word) in (None, *WORDS)
