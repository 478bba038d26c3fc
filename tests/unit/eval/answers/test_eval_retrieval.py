"""Retrieval measures on rankings whose values can be worked out by hand."""

from math import log2

import pytest

from eval.answers.cases import Case, Gold
from eval.answers.retrieval import Ranking, gains, recall_within, score

RED, BLUE = "red apples grow on tall trees", "blue whales swim in cold seas"
OTHER = "nothing of any use is here"


def case(*quotes: str, kind: str = "lookup") -> Case:
    return Case(id="c", question="?", kind=kind, gold=tuple(Gold(quote=quote) for quote in quotes))


def measured(a_case: Case, *passages: str) -> dict[str, float]:
    return score([Ranking(a_case, passages)])["c"]


def test_one_need_at_rank_two():
    got = measured(case(RED), OTHER, RED, RED)
    assert (got["success@1"], got["success@3"], got["success@5"], got["rr"]) == (0, 1, 1, 0.5)
    assert got["ndcg@10"] == pytest.approx(1 / log2(3))


def test_alternatives_are_one_need():
    assert measured(case(RED, BLUE), BLUE)["ndcg@10"] == 1
    assert measured(case(RED, BLUE), BLUE)["recall@250w"] == 1


def test_all_quotes_of_a_list_are_needed():
    got = measured(case(RED, BLUE, kind="list"), BLUE, OTHER, RED)
    assert got["ndcg@10"] == pytest.approx((1 + 1 / log2(4)) / (1 + 1 / log2(3)))
    assert got["recall@1000w"] == 1
    half = measured(case(RED, BLUE, kind="list"), BLUE)
    assert half["recall@1000w"] == 0.5
    assert half["ndcg@10"] == pytest.approx(1 / (1 + 1 / log2(3)))


def test_meeting_a_need_again_gains_nothing():
    assert gains(Ranking(case(RED, BLUE, kind="multi"), (RED, f"{RED} {BLUE}", BLUE))) == ([1, 1, 0], 0)
    assert gains(Ranking(case(RED, BLUE, kind="multi"), (f"{RED}. {BLUE}",))) == ([2], 0)
    assert measured(case(RED, BLUE, kind="multi"), f"{RED}. {BLUE}")["ndcg@10"] == 1


def test_the_first_passage_always_fits_the_budget():
    long = " ".join(["filler"] * 300)
    assert recall_within(Ranking(case(RED), (f"{long} {RED}", BLUE)), 250) == 1
    assert recall_within(Ranking(case(RED), (long, RED)), 250) == 0
    assert recall_within(Ranking(case(RED), (long, RED)), 1000) == 1


def test_nothing_retrieved_scores_nought_and_no_gold_is_not_scored():
    assert set(measured(case(RED)).values()) == {0.0}
    assert score([Ranking(case(), (RED,))]) == {}


def test_the_twenty_first_passage_is_not_looked_at():
    assert measured(case(RED), *[OTHER] * 20, RED)["rr"] == 0
    assert measured(case(RED), *[OTHER] * 19, RED)["rr"] == pytest.approx(1 / 20)
