"""The answer path as a list: each step has a name, can be left out, and tells what it changed."""

import pytest

from rag.ask.pipeline import NEEDED, OPTIONAL, STEPS
from rag.assistant import Assistant
from rag.values import Answer

QUESTION = "How many children were home educated in Northmere?"


def test_every_step_has_a_name_of_its_own_and_says_what_it_does():
    names = [s.name for s in STEPS]
    assert len(set(names)) == len(names)
    assert all(s.run.__doc__ for s in STEPS)
    assert set(names) >= NEEDED
    assert len(set(OPTIONAL)) == len(OPTIONAL)
    assert not NEEDED & set(OPTIONAL)


@pytest.mark.parametrize("name", OPTIONAL)
@pytest.mark.parametrize("question", [QUESTION, "zebra quantum flux"])
def test_any_step_can_be_left_out(library, name, question):
    answer = Assistant(library, without=[name]).ask(question)
    assert isinstance(answer, Answer)
    assert name not in [t.step for t in answer.trace]
    assert answer.text


def test_the_trace_tells_in_order_which_steps_changed_what(assistant):
    trace = assistant.ask(QUESTION).as_json()["trace"]
    told = {t["step"]: t["changed"] for t in trace}
    order = [s.name for s in STEPS if s.name in told]
    assert list(told) == order
    assert told["retrieve"] == ["found"]
    assert told["choose"] == ["quotes"]
    assert "refuse" not in told
    assert all(t["ms"] >= 0 for t in trace)


def test_a_question_without_words_ends_the_path(assistant):
    answer = assistant.ask("?!")
    assert answer.status == "clarify"
    assert [t.step for t in answer.trace] == ["ask back"]
