"""A run's folder scored, shown and checked against thresholds, with generated answers made up by
hand.
"""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval import cli
from eval.measures.table import Table, figure
from eval.run import report, scoring
from eval.run.folder import Plan, read_plan

QUOTE = "The number of swimming lessons rose to 412 in the year"
OTHER = "Lifeguards were trained at two of the three pools"


def lines(path: Path, *values: dict) -> Path:
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    return path


def said(id: str, quote: str, status: str = "answered", report: str = "Swimming report", text: str = "412") -> dict:
    return {
        "id": id,
        "status": status,
        "text": text,
        "citations": [{"document": "june.txt", "report": report, "kind": "report", "quote": quote, "page": None}],
        "passages": [{"text": quote}],
        "sentences": [{"text": text, "cites": [1]}],
        "timings_ms": {"total": 7.4},
    }


@pytest.fixture
def folder(tmp_path) -> Path:
    """A generated run: two questions, one unanswerable, a chat, a labelled draft, and a worse baseline."""
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "june.txt").write_text(f"{QUOTE}. {OTHER}.", encoding="utf-8")
    gold = {"report": "Swimming report", "quote": QUOTE, "file": "june.txt", "meeting_date": "2024-06-11"}
    run = tmp_path / "run"
    run.mkdir()
    Plan(
        packs=tmp_path / "packs",
        questions=lines(
            tmp_path / "questions.jsonl",
            {"id": "a", "question": "How many lessons?", "kind": "figure", "gold": [gold], "must_contain": ["412"]},
            {"id": "b", "question": "Lessons | again?", "kind": "lookup", "gold": [gold]},
            {"id": "c", "question": "On the moon?", "kind": "unanswerable"},
        ),
        conversations=lines(
            tmp_path / "chats.jsonl",
            {"id": "t", "turns": [{"question": "Lessons?", "gold": [gold]}, {"question": "Why?", "gold": []}]},
        ),
        prompts=lines(
            tmp_path / "prompts.jsonl",
            {"report": "Swimming report", "prompt": "voices", "label": "partly", "quotes": [QUOTE]},
        ),
        challenges=lines(tmp_path / "hooks.jsonl", {"id": "h", "report": "Swimming report", "quotes": [OTHER]}),
    ).write(run)
    lines(run / "answers.jsonl", said("a", QUOTE), said("b", OTHER), said("c", "", status="not_found"))
    lines(run / "baseline.jsonl", said("a", OTHER, report=""), said("b", OTHER, report=""), said("c", OTHER, report=""))
    lines(run / "conversations.jsonl", said("t/1", QUOTE), said("t/2", OTHER))
    proof = [{"quote": OTHER}]
    lines(
        run / "drafts.jsonl",
        {
            "report": "The swimming",
            "document": "june.txt",
            "prompts": [{"id": "voices", "coverage": "silent", "citations": []}],
            "questions": [{"rank": 1, "citations": proof}],
        },
    )
    return run


def invoke(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(cli.app, [str(word) for word in words], env={"COLUMNS": "250"})
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def test_the_summary_has_every_section(folder):
    found = scoring.score(folder, read_plan(folder)).summary()
    assert json.loads((folder / "summary.json").read_text()) == found
    assert found["answers"]["success@5"] == 0.5
    assert found["answers"]["rightly refused"] == 1.0
    assert found["answers"]["page right"] is None
    assert found["answers"]["p50 ms"] == 7.4
    assert found["baseline"]["success@5"] == 0.0
    assert found["baseline"]["report@3"] is None
    assert found["lead"]["success@5"] == 0.5
    assert "report@3" not in found["lead"]
    assert found["conversations"]["success@5"] == 1.0
    assert found["conversations"]["rightly refused"] == 0.0
    assert found["drafts"]["label accuracy"] == 0.0
    assert found["drafts"]["challenges found in the first 12"] == 1.0


def test_what_was_not_generated_is_not_scored(folder):
    for name in ("baseline", "conversations", "drafts"):
        (folder / f"{name}.jsonl").unlink()
    scores = scoring.score(folder, read_plan(folder))
    assert set(scores.summary()) == {"answers"}
    assert [table.title.split(":")[0] for table in report.tables(scores)] == ["Questions"] * 3
    assert all(row[5:] == ("–",) * 4 for row in report.tables(scores)[0].rows)


def test_the_tables_say_where_cases_were_lost(folder):
    questions, kinds, _, chats, _, drafts, labels = report.tables(scoring.score(folder, read_plan(folder)))
    success = next(row for row in questions.rows if row[1] == "success@5")
    assert success[2:4] == ("2", "0.500")
    assert success[5:7] == ("0.000", "+0.500")
    assert success[8] == "1 / 0"
    assert list(kinds.rows) == [
        ("figure", "1", "1", "0", "0", "0", "0", "0"), ("lookup", "1", "0", "0", "1", "0", "0", "0"),
        ("unanswerable", "1", "1", "0", "0", "0", "0", "0"), ("all", "3", "2", "0", "1", "0", "0", "0")]  # fmt: skip
    assert [row[0] for row in chats.rows] == ["follow-up", "opening", "all"]
    assert ("label accuracy", "0.000") in drafts.rows
    assert ("partly", "0", "0", "1", "0") in labels.rows


def test_score_writes_the_report_and_prints_the_tables(folder):
    code, output = invoke("score", folder)
    assert code == 0
    assert "Questions: right, or lost at which stage" in output
    written = (folder / "report.md").read_text(encoding="utf-8")
    assert "| b | lookup | retrieve | Lessons \\| again? |" in written
    assert "threshold" not in written


def test_thresholds_decide_the_exit_code(folder, tmp_path):
    bounds = tmp_path / "bounds.toml"
    bounds.write_text('[answers.min]\n"success@5" = 0.5\n[lead.min]\n"success@5" = 0.1\n')
    assert invoke("score", folder, "--thresholds", bounds)[0] == 0
    assert "Every threshold holds." in (folder / "report.md").read_text(encoding="utf-8")
    bounds.write_text('[answers.min]\n"success@5" = 0.6\n"page right" = 0.1\n')
    code, output = invoke("score", folder, "--thresholds", bounds)
    assert code == 1
    assert "Under the thresholds: answers: success@5 is 0.500, under 0.600." in output
    assert "answers: page right is undefined" in output


def test_one_task_alone_is_scored_without_thresholds(folder, monkeypatch):
    """Generating is left out: what is in the folder is scored as the plan of the task says."""
    plans: list[Plan] = []

    def generated(plan, *_, baseline):
        assert not baseline
        plans.append(plan)
        return folder

    monkeypatch.setattr("eval.run.gate.generate", generated)
    whole = read_plan(folder)
    code, output = invoke("drafts", "--packs", whole.packs, "--prompts", whole.prompts)
    assert code == 0
    assert "label accuracy" in output
    assert "success@1" not in output
    code, output = invoke("answers", "--packs", whole.packs, "--questions", whole.questions)
    assert code == 0
    assert "success@1" in output
    assert "label accuracy" not in output
    assert [(plan.questions, plan.prompts, plan.challenges) for plan in plans] == [
        (None, whole.prompts, None),
        (whole.questions, None, None),
    ]


def test_faults_are_one_line_and_exit_code_two(folder, monkeypatch, capsys):
    (folder / "answers.jsonl").unlink()
    for words, message in (
        (("score", folder), "holds no answers"),
        (("score", folder / "nothing"), "holds no run"),
        (("generate", "--packs", folder), "belong together"),
    ):
        monkeypatch.setattr("sys.argv", ["eval", *(str(word) for word in words)])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        assert stop.value.code == cli.FAULT
        said = capsys.readouterr().err
        assert message in " ".join(said.split())
        assert "Traceback" not in said


def test_a_table_cannot_be_broken_by_what_it_shows():
    table = Table("T", ("a", "b"), (("x|y\nz", figure(None)),))
    assert table.markdown() == "## T\n\n| a | b |\n| --- | ---: |\n| x\\|y z | – |\n"
