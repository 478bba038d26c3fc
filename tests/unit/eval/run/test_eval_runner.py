"""A whole run generated into its folder, from indexing to the baseline, then scored."""

import json

import pytest

from eval.run import report, runner, scoring
from eval.run.folder import Plan, read_plan
from index.ingest.parse import parse
from tests.fakes import HashEmbedding

PAPER = """ABBEYDALE COUNTY COUNCIL

SWIMMING AND SPORTS COMMITTEE

11 JUNE 2024

SWIMMING LESSONS ANNUAL REPORT

REPORT OF THE DIRECTOR OF SPORT

Purpose

1. The purpose of this report is to tell the Committee about swimming lessons in 2023/24.

Lessons

2. The number of swimming lessons given in the year rose to 412, from 377 in the year before.

3. Lifeguards were trained at two of the three pools. The third pool will follow in September.
"""


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    root = tmp_path_factory.mktemp("eval")
    (root / "packs").mkdir()
    (root / "packs" / "june.txt").write_text(PAPER, encoding="utf-8")
    (root / "packs" / "broken.pdf").write_bytes(b"not a PDF at all")
    gold = {"report": "Swimming lessons annual report", "file": "june.txt", "meeting_date": "2024-06-11"}
    gold["quote"] = "The number of swimming lessons given in the year rose to 412"
    case = {"id": "a", "question": "How many swimming lessons were given in the year?", "kind": "figure"}
    files = {
        "questions": [case | {"gold": [gold], "must_contain": ["412"]}],
        "conversations": [{"id": "t", "turns": [{"question": case["question"], "gold": [gold]}]}],
        "prompts": [{"report": "Swimming lessons annual report", "prompt": "voices", "label": "silent"}],
    }
    for name, lines in files.items():
        (root / name).write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    plan = Plan(packs=root / "packs", **{name: root / name for name in files})
    said: list[str] = []
    facts = runner.run(plan, root, root / "index", HashEmbedding(), parse, baseline=True, say=said.append)
    return root, plan, facts, said


def test_the_facts_say_how_it_was_made(generated):
    root, _, facts, said = generated
    assert json.loads((root / "facts.json").read_text()) == facts
    assert facts["documents"] == 2
    assert facts["passages"] > 0
    assert [line.split(":")[0] for line in facts["not read"]] == ["broken.pdf"]
    assert set(facts["seconds"]) == {"index", "answers", "conversations", "drafts", "baseline"}
    assert len(said) == 5


def test_what_was_generated_can_be_scored(generated):
    root, plan, facts, _ = generated
    assert read_plan(root) == plan
    summary = scoring.score(root, plan).summary()
    assert set(summary) == {"answers", "baseline", "conversations", "drafts", "lead"}
    assert summary["answers"]["errors"] == summary["conversations"]["errors"] == 0
    assert summary["answers"]["success@1"] == summary["baseline"]["success@1"] == 1
    assert summary["answers"]["figures right"] == summary["answers"]["report@1"] == 1
    assert summary["answers"]["quotes verbatim"] == 1
    assert summary["drafts"]["label accuracy"] is not None
    assert "not read" in report.markdown(scoring.score(root, plan), facts, None)
