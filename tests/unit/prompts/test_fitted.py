"""The fitted heads are plain numbers that can be read, each with a card."""

import json

import numpy as np
import pytest

from prompts.fitted import Linear, fitted, logistic, table
from tests.places import ROOT


def test_a_head_scores_standardised_features():
    head = Linear.read(table(("a", "b"), [1.0, 0.0], [2.0, 1.0], [0.5, -1.0], 0.25))
    assert head.score([[3.0, 1.0]]).tolist() == [0.5 - 1.0 + 0.25]
    assert head.odds([[3.0, 1.0]])[0] == pytest.approx(logistic(-0.25))
    assert head.slope("a") == 0.25 == head.score([[2.0, 0.0]])[0] - head.score([[1.0, 0.0]])[0]


@pytest.mark.parametrize("name", ["coverage", "challenges", "ranking", "likeliest", "answerable"])
def test_weights_are_small_plain_and_have_a_card(name):
    path = ROOT / "prompts" / "weights" / f"{name}.json"
    assert path.stat().st_size < 100_000
    assert json.loads(path.read_text(encoding="utf-8")) == fitted(name)
    card = path.with_suffix(".md").read_text(encoding="utf-8")
    assert all(f"## {part}" in card for part in ("Data", "Figures", "Limits"))


def test_probabilities_never_overflow():
    assert np.isfinite(logistic([-1e6, 1e6])).all()
