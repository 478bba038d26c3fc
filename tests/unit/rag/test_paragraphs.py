"""The number of the paragraph a quote stands in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.values import Citation, paragraph_at
from tests.unit.rag.council import quick, stored

TWO = "34. The boats sank.\n35. The ferries were late.\n36) Nobody drowned."


def at(text, words, paragraph):
    return paragraph_at(stored(text, paragraph=paragraph), text.index(words))


@pytest.mark.parametrize(
    ("words", "paragraph"), [("The boats", "34"), ("35. The", "35"), ("late", "35"), ("Nobody", "36")]
)
def test_a_passage_may_hold_several_paragraphs(words, paragraph):
    assert at(TWO, words, "34") == paragraph


def test_figures_and_lists_are_no_paragraphs():
    assert at("4. There were:\n41 boats\n1. red\n2. blue\nand so on", "and so", "4") == "4"
    assert at("The boats sank.\n5. So did this.", "So did", None) is None
    assert at("(a) The boats sank.\n2. So did this.", "So did", "(a)") == "(a)"


def test_numbers_within_numbers():
    text = "3.1 Red boats.\n3.2 Blue boats.\n4 Ferries.\n3.9 Green boats."
    assert [at(text, w, "3.1") for w in ("Red", "Blue", "Ferries", "Green")] == ["3.1", "3.2", "3.2", "3.2"]


def test_a_citation_names_the_paragraph_of_its_quote():
    passage = stored(TWO, paragraph="34")
    late = Citation(1, passage, "The ferries were late.")
    assert late.paragraph == "35"
    assert late.as_json()["paragraph"] == "35"
    assert Citation(1, passage, "words that are not there").paragraph == "34"
    assert Citation(1, passage, TWO, focus="Nobody drowned.").paragraph == "36"
    assert Citation(1, stored("It sank."), "It sank.").paragraph is None


TEXTS = st.text() | st.lists(st.sampled_from(["3. ", "4) ", "5 ", "3.1 ", "\n", "boat", "٣ ", "² "])).map("".join)


@quick
@given(TEXTS, st.integers())
def test_any_text_is_read(text, offset):
    for paragraph in (None, "3", "3.1", "(iv)", "", "²", "٢"):
        assert paragraph_at(stored(text, paragraph=paragraph), offset) is None or paragraph is not None
