"""Thresholds are floors and ceilings over named figures, and an undefined figure keeps none."""

import pytest

from eval.measures.thresholds import failures, read
from index.faults import BadSetting, NotFound


def written(tmp_path, text: str):
    path = tmp_path / "thresholds.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_floors_ceilings_and_undefined_figures(tmp_path):
    bounds = read(
        written(
            tmp_path,
            '[answers.min]\n"success@5" = 0.6\nrr = 0.5\n[answers.max]\n"wrongly refused" = 0.1\n'
            '[drafts.min]\n"label accuracy" = 0.5\n',
        )
    )
    kept = {"answers": {"success@5": 0.6, "rr": 0.7, "wrongly refused": 0.1}, "drafts": {"label accuracy": 0.5}}
    assert failures(bounds, kept) == []
    broken = {"answers": {"success@5": 0.59, "rr": None, "wrongly refused": 0.2}}
    assert failures(bounds, broken) == [
        "answers: success@5 is 0.590, under 0.600",
        "answers: rr is undefined, under 0.500",
        "answers: wrongly refused is 0.200, over 0.100",
        "drafts: label accuracy is undefined, under 0.500",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[answer.min]\nrr = 1",
        "[answers.floor]\nrr = 1",
        "[answers.min]\nrr = 'x'",
        "[answers.min]\nrr = true",
        "answers = 1",
        "[answers]\nmin = 1",
        "not toml",
    ],
)
def test_what_is_not_a_threshold_is_refused(tmp_path, text):
    with pytest.raises(BadSetting):
        read(written(tmp_path, text))


def test_no_file(tmp_path):
    with pytest.raises(NotFound):
        read(tmp_path / "none.toml")
