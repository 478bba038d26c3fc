"""What a meeting has before it is told from the catalogue, each paper by what it says it is for."""

import pytest

from rag.check import check_answer
from rag.values import Scope
from tests.unit.rag.council import JUNE


@pytest.mark.parametrize(
    "question",
    ["Which papers are on the agenda?", "what is this meeting about", "list the reports for the next meeting"],
)
def test_the_newest_meetings_papers(assistant, question):
    answer = assistant.ask(question)
    assert [c.passage.item.title for c in answer.citations] == ["School Crossing Patrols Review"]
    assert answer.notice == (
        "These are the reports held for the meeting of the Northmere Scrutiny Committee on 8 June 2032."
    )
    assert answer.text.startswith("School Crossing Patrols Review: “1. Northmere had 39")


@pytest.mark.parametrize(
    ("question", "scope"),
    [
        ("What was on the agenda in June 2031?", None),
        ("what is this meeting about", Scope(meetings=(JUNE,))),
    ],
)
def test_the_meeting_named_or_chosen(assistant, question, scope):
    answer = assistant.ask(question, scope=scope)
    titles = ["School Crossing Patrols Review", "Performance Report Quarter 4 2030/31"]
    assert [c.passage.item.title for c in answer.citations] == titles
    assert all(s.text.startswith(f"{title}: “") for s, title in zip(answer.sentences, titles, strict=True))
    assert check_answer(answer) == answer


@pytest.mark.parametrize(
    "question",
    ["What was said about home education at the meeting?", "What did the meeting decide about the lighthouse club?"],
)
def test_other_questions_are_answered_as_ever(assistant, question):
    assert "reports held for" not in assistant.ask(question).notice


def test_where_no_paper_is_held_it_is_answered_as_ever(assistant):
    assert "reports held" not in assistant.ask("what is on the agenda", scope=Scope(kinds=("minutes",))).notice
