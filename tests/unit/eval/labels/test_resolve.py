"""What a reader wrote is kept without the paper's words and found again where the paper is."""

import json

import pytest

from eval.answers.cases import Case
from eval.drafts.cases import ChallengeCase, PromptCase
from eval.labels.resolve import READERS, SHAPES, kept, path_of, resolve
from eval.measures.gold import read
from tests.bench.keeprows import kept_row

PAPER = "Ferry report\n\nThe ferry carried 1,204 people in May, 12% more. Nobody asked the crew.\nIt may cost £5.\n"
LABELS = [
    {
        "file": "a/ferry.txt",
        "prompt": "voices",
        "label": "partly",
        "applies": True,
        "quotes": ["Nobody asked the crew."],
    },
    {"file": "a/ferry.txt", "prompt": "climate", "label": "silent", "applies": False, "quotes": []},
    {"file": "a/ferry.txt", "prompt": "cost", "label": "partly", "quotes": ["It may cost £5.", "It may cost £6."]},
    {"file": "a/gone.txt", "prompt": "voices", "label": "silent", "quotes": []},
]
CHALLENGES = [
    {"id": "r01-h01", "file": "a/ferry.txt", "kind": "gap", "quotes": ["Nobody asked the crew"], "hook": "Unasked."}
]
QUESTIONS = [
    {"id": "1", "question": "How many in May?", "kind": "figure", "file": "a/ferry.txt", "near": [],
     "gold": [{"quote": "carried 1,204 people in May, 12% more", "page": None}], "value": "1,204; 12%"},
    {"id": "2", "question": "And in June?", "kind": "unanswerable", "file": "a/ferry.txt", "gold": [],
     "value": None, "near": ["1,204 people in May"]},
    {"id": "3", "question": "What sank?", "kind": "lookup", "file": "a/ferry.txt", "value": None,
     "gold": [{"quote": "The boat sank.", "page": 2}]},
]  # fmt: skip


@pytest.fixture
def papers(tmp_path):
    (tmp_path / "a").mkdir()
    for name in ("ferry.txt", "gone.txt"):
        (tmp_path / "a" / name).write_text(PAPER, encoding="utf-8")
    return tmp_path


@pytest.fixture
def rows(papers):
    written = {"prompts": LABELS, "challenges": CHALLENGES, "questions": QUESTIONS}
    return [kept_row(kind, row, papers) for kind, of in written.items() for row in of]


def test_the_kept_rows_have_none_of_the_papers_words(rows):
    text = json.dumps([row.model_dump() for row in rows])
    for word in ("crew", "1,204", "1204", "Unasked", "£5", "sank."):
        assert word not in text


def test_cases_come_back_with_their_quotes(rows, papers):
    (papers / "a" / "gone.txt").unlink()
    said: list[str] = []
    found = resolve(papers, rows, said.append)
    assert said == ["a/gone.txt is not there.", "Left out: 1 rows of 1 files."]
    assert [(case.prompt, case.applies, case.quotes) for case in found.prompts] == [
        ("voices", True, ("Nobody asked the crew",)),
        ("climate", False, ()),
        ("cost", True, ("It may cost £5",)),
    ]
    assert found.challenges == [
        ChallengeCase(id="r01-h01", report="", quotes=("Nobody asked the crew",), kind="gap", file="a/ferry.txt")
    ]
    assert [(case.id, case.must_contain, case.near) for case in found.asked["questions"]] == [
        ("1", ("1,204", "12%"), ()),
        ("2", (), ("1,204 people in May",)),
    ]
    assert (found.sought, len(found.lost)) == (7, 2)


def test_another_file_of_the_name_is_left_out(rows, papers):
    (papers / "a" / "gone.txt").write_text("Another", encoding="utf-8")
    said: list[str] = []
    resolve(papers, rows, said.append)
    assert said[0] == "a/gone.txt is not the file that was read."


def test_they_are_written_as_gold_cases(rows, papers, tmp_path):
    found = resolve(papers, rows, lambda _: None)
    found.write(tmp_path / "out")
    assert list(read(tmp_path / "out" / "questions.jsonl", Case)) == found.asked["questions"]
    assert list(read(tmp_path / "out" / "prompts.jsonl", PromptCase)) == found.prompts
    assert list(read(tmp_path / "out" / "challenges.jsonl", ChallengeCase)) == found.challenges


@pytest.mark.parametrize("kind", READERS)
def test_what_is_kept_here_is_in_shape(kind):
    rows = kept(kind)
    assert len(rows) > 50
    assert {type(row) for row in rows} == {SHAPES[kind]}
    assert all(path_of(kind, reader).is_file() for reader in READERS[kind])
