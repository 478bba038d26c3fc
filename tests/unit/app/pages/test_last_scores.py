"""The last evaluation's figures come from its files, and are left out where there are none."""

import json

from app.pages.about import WORDS, last_scores


def run(folder, share):
    folder.mkdir(parents=True)
    answers = {"evidence cited": share, "p50 ms": 120.0, "something new": 0.5}
    (folder / "summary.json").write_text(json.dumps({"answers": answers}))
    (folder / "facts.json").write_text(json.dumps({"generated": "2025-01-02T10:00:00", "packs": "packs"}))


def test_the_newest_run_that_can_be_read(tmp_path):
    run(tmp_path / "2025-01-01", 0.4)
    run(tmp_path / "2025-01-02", 0.8)
    (tmp_path / "2025-01-03").mkdir()
    (tmp_path / "2025-01-03" / "summary.json").write_text("{broken")
    scores = last_scores(tmp_path)
    assert scores.figures == ((WORDS["answers", "evidence cited"], 0.8),)
    assert scores.median_ms == 120.0


def test_no_run_yet(tmp_path):
    assert last_scores(tmp_path / "none") is None
