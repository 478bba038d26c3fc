"""A model whose replies lie in a folder: what is there is answered, what is not is written down, both are counted."""

import json

import pytest

from eval.cli import _only
from eval.run.folder import Plan
from eval.run.gate import beside
from eval.run.recorded import RULE, recorded
from eval.run.scoring import Scores
from index.faults import LlmFault
from index.store.library import Library
from rag.assistant import Assistant
from rag.llm.client import stream_reply
from tests.fakes import HashEmbedding
from tests.unit.rag import council

QUESTION = "How many children were home educated in Northmere?"


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "data", HashEmbedding()) as opened:
        council.index(opened, council.write(tmp_path / "packs"))
        yield opened


def test_a_request_is_written_down_and_its_reply_read_ever_after(tmp_path):
    model, tokens = recorded(tmp_path, 4000)
    with pytest.raises(LlmFault):
        "".join(stream_reply(model, "be brief", "hello"))
    (asked,) = tmp_path.glob("*.request.txt")
    assert asked.read_text() == f"be brief{RULE}hello"
    asked.with_name(asked.name.replace("request", "reply")).write_text("well\n")
    assert "".join(stream_reply(model, "be brief", "hello")) == "well"
    assert tokens.facts()["answer"]["requests"] == 2


def test_the_same_question_makes_the_same_request(tmp_path, library):
    for _ in range(2):
        Assistant(library, llm=recorded(tmp_path / "box", 4000)[0]).ask(QUESTION)
    assert len(list((tmp_path / "box").glob("*.request.txt"))) == 1


def test_a_written_reply_names_its_source_by_words_of_it(tmp_path, library):
    says = "There were 312 children home educated at the end of the year. [“312 children were home”]"
    lines = [{"asks": f"Question: {QUESTION}", "says": says}, {"asks": "You check sentences", "says": "1: yes"}]
    (tmp_path / "written.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    answer = Assistant(library, llm=recorded(tmp_path, 4000)[0]).ask(QUESTION)
    assert answer.status == "answered"
    assert "312 children" in answer.citations[0].quote


def test_both_runs_stand_side_by_side(tmp_path):
    for name in ("without", "with"):
        (tmp_path / name).mkdir()
        line = {"id": "a", "status": "answered", "text": "Two words", "dropped": [{"text": "x", "reason": "twice"}]}
        (tmp_path / name / "answers.jsonl").write_text(json.dumps(line | {"sentences": [{"text": "Two words"}]}) + "\n")
    spent = {"answer": {"requests": 2, "sent": 20, "received": 4}}
    (tmp_path / "with" / "facts.json").write_text(json.dumps({"tokens": spent}))
    figures, dropped = beside((tmp_path / "without", Scores()), (tmp_path / "with", Scores()))
    assert ("words of an answer, or of a question", "2.000", "2.000") in figures.rows
    assert figures.rows[-1][-1] == "answer 10 + 2 × 2"
    assert dropped.rows == (("a", "x", "twice"),)


def test_the_command_asks_without_and_with_the_replies_of_a_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("index.encoder.SentenceTransformerEmbedding", lambda **_: HashEmbedding())
    (tmp_path / "packs").mkdir()
    told = "312 children were home educated in Northmere at the end of March 2031, against 268 a year before."
    (tmp_path / "packs" / "report.txt").write_text(f"Home Education Annual Report\n\n4 March 2031\n\n1. {told}\n")
    case = {"id": "a", "question": QUESTION, "asker": "member", "kind": "figure", "answer": "312", "seed": "",
            "must_contain": ["312"], "gold": [{"report": "Home Education Annual Report", "doc_kind": "report",
            "meeting_date": "2031-03-04", "quote": told, "file": "report.txt", "page": None}]}  # fmt: skip
    (tmp_path / "questions.jsonl").write_text(json.dumps(case) + "\n")
    said = "312 children were home educated. [“312 children”]\nIt cost £9m. [“312 children”]"
    lines = [{"asks": f"Question: {QUESTION}", "says": said}, {"asks": "check sentences against", "says": "1: yes"}]
    (tmp_path / "written.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    _only(Plan(packs=tmp_path / "packs", questions=tmp_path / "questions.jsonl"), tmp_path / "run", None, tmp_path,
          None, 4_000)  # fmt: skip
    with_one = json.loads((tmp_path / "run" / "with" / "answers.jsonl").read_text())
    assert with_one["text"].startswith("312 children were home educated.")
    assert any("It cost £9m." in str(dropped) for dropped in with_one["dropped"])
    shown = capsys.readouterr().out
    assert "Without a language model and with one" in shown
    assert "It cost £9m." in shown
