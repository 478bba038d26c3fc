"""Cases are read line by line, and a line out of shape is named, never left out."""

import pytest

from eval.answers.cases import Case, Conversation, questions
from eval.drafts.cases import PromptCase
from eval.measures.gold import read
from index.faults import NotFound, Unreadable


def written(tmp_path, *lines: str):
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_case_and_what_it_needs(tmp_path):
    got = questions(
        written(
            tmp_path,
            '{"id": "1", "question": "a\u2028b?", "kind": "list", "gold": [{"quote": "q", "extra": 1}]}',
            "",
            '{"id": "2", "question": "c?", "kind": "figure", "seed": "cross"}',
        )
    )
    assert [case.id for case in got] == ["1", "2"]
    assert got[0].needs_all
    assert got[1].needs_all
    assert not Case(id="3", question="?", kind="figure").needs_all


@pytest.mark.parametrize(
    ("line", "said"),
    [("{", "line 2"), ('{"id": "2", "kind": "k"}', "question"), ('{"id": "1", "question": "?", "kind": "k"}', "twice")],
)
def test_a_bad_line_is_named(tmp_path, line, said):
    with pytest.raises(Unreadable, match=said):
        questions(written(tmp_path, '{"id": "1", "question": "?", "kind": "k"}', line))


def test_a_label_outside_the_three_is_refused(tmp_path):
    with pytest.raises(Unreadable, match="label"):
        read(written(tmp_path, '{"report": "r", "prompt": "voices", "label": "maybe"}'), PromptCase)


def test_no_file(tmp_path):
    with pytest.raises(NotFound):
        questions(tmp_path / "none.jsonl")


def test_the_turns_of_a_conversation_are_cases(tmp_path):
    [chat] = read(
        written(
            tmp_path,
            '{"id": "c", "turns": [{"question": "a?"}, {"question": "b?", "kind": "figure"}, {"question": "d?"}]}',
        ),
        Conversation,
    )
    assert [(case.id, case.kind) for case in chat.cases()] == [
        ("c/1", "opening"),
        ("c/2", "figure"),
        ("c/3", "follow-up"),
    ]
