"""Intervals are seeded, hold the mean, and comparisons are paired by case."""

import pytest

from eval.measures.bootstrap import interval, paired
from eval.measures.rows import Row


def rows(*values: float | None, name: str = "m", weights: tuple[float, ...] = ()) -> list[Row]:
    return [
        Row(str(n), "k", "?", "right", {name: value}, {name: weights[n]} if weights else {})
        for n, value in enumerate(values)
    ]


def test_the_interval_holds_the_mean_and_is_the_same_each_time():
    got = interval(rows(*[0.0, 1.0] * 50), "m")
    assert got == interval(rows(*[0.0, 1.0] * 50), "m")
    assert 0.38 < got.low < 0.43
    assert 0.57 < got.high < 0.62


def test_no_spread_no_width_and_too_few_no_interval():
    assert interval(rows(1.0, 1.0, 1.0), "m") == interval(rows(1.0, 1.0), "m")
    assert interval(rows(1.0, None), "m") is None
    assert interval(rows(1.0, 0.0), "other") is None


def test_a_pair_is_the_same_case_in_both_runs():
    got = paired(rows(1.0, 1.0, 0.0, 1.0, None), rows(0.0, 1.0, 1.0, 0.0, 1.0), "m")
    assert (got.above, got.below, got.difference) == (2, 1, 0.25)
    assert got.interval.low <= 0.25 <= got.interval.high


def test_what_is_hard_for_both_cancels_out():
    hard = [float(n % 2) for n in range(40)]
    got = paired(rows(*hard), rows(*hard), "m")
    assert (got.interval.low, got.interval.high) == (0, 0)


def test_shares_are_weighted_by_what_they_count():
    got = paired(rows(1.0, 0.0, weights=(3, 1)), rows(0.0, 1.0, weights=(1, 1)), "m")
    assert got.difference == pytest.approx(0.25)
    assert paired(rows(1.0), rows(1.0), "m") is None
