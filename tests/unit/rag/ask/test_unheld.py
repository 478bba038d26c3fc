"""Minutes that are asked for and not held are said so first; then what other minutes have on it."""

import pytest

from rag.check import check_answer
from rag.values import Scope
from tests.unit.rag.council import JUNE

TOLD = "The minutes of 10 June 2031 are not among the papers held."


def test_what_other_minutes_have_follows(assistant):
    answer = assistant.ask("What do the minutes of 10 June 2031 say about the lighthouse club?")
    assert (answer.status, answer.sentences[0].text, answer.sentences[0].cites) == ("partial", TOLD, ())
    assert answer.text.startswith(TOLD)
    assert {c.passage.item.kind for c in answer.citations} == {"minutes"}
    assert check_answer(answer) == answer


def test_where_no_minutes_speak_of_it_that_is_all(assistant):
    answer = assistant.ask("What was resolved about zebras in June 2031?", scope=Scope(meetings=(JUNE,)))
    assert (answer.status, answer.citations) == ("not_found", ())
    assert answer.text.startswith(TOLD)


@pytest.mark.parametrize(
    "question",
    [
        "What was resolved at the meeting on 12 November 2030?",
        "What do the minutes of 4 March 2031 say about home education?",
        "What does the June 2031 report say of crossing patrols?",
        "How many minutes did a visit take in June 2031?",
        "What was resolved about crossing patrols?",
    ],
)
def test_not_where_they_are_held_or_none_are_asked_for(assistant, question):
    assert "are not among the papers held" not in assistant.ask(question).text
