"""The baseline quotes its first three passages, says where they stand, and never refuses."""

import pytest

from eval.measures.source import SourcePage
from tests.fakes import HashEmbedding


@pytest.fixture(scope="module")
def baseline():
    from eval.answers.baseline import Baseline

    filler = " ".join(f"In room {n} the committee talked about the budget for road {n}." for n in range(60))
    return Baseline(
        [
            SourcePage("a.txt", None, filler),
            SourcePage("b.pdf", 1, "Swimming lessons rose to 412 in the year."),
            SourcePage("b.pdf", 2, " \n"),
            SourcePage("b.pdf", 3, "Skating rinks were closed for the winter."),
        ],
        HashEmbedding(),
    )


def test_it_quotes_three_passages_and_where_they_stand(baseline):
    got = baseline.ask("How many swimming lessons?", "q")
    assert (got["id"], got["status"]) == ("q", "answered")
    quote = "Swimming lessons rose to 412 in the year."
    assert got["citations"][0] == {"n": 1, "quote": quote, "report": "", "document": "b.pdf", "page": 1}
    assert len(got["citations"]) == len(got["sentences"]) == 3


def test_it_never_refuses_and_repeats_itself(baseline):
    first, again = baseline.ask("zebra", "1"), baseline.ask("zebra", "1")
    assert first["status"] == "answered"
    assert first["passages"] == again["passages"]


def test_long_pages_are_split(baseline):
    whole = [passage for passage in baseline.ask("budget for roads", "q")["passages"] if passage["page"] is None]
    assert len(whole) > 1
    assert all(len(passage["text"].split()) < 257 for passage in whole)
