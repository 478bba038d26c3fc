"""Questions whether something was promised or done: exact words, what came of it, or that none was found."""

from __future__ import annotations

import pytest

from index.store.library import Library
from rag.memory.commitments.register import Register
from rag.memory.history.ask import asked
from rag.memory.history.promises import about_promises
from rag.memory.history.shared import corpora_of
from rag.values import Answer


def told(library: Library, question: str) -> Answer | None:
    register = Register(library)
    register.all()
    return about_promises(question, library, register, corpora_of(library))


def test_what_was_promised_and_what_a_later_paper_has_of_it(harbour):
    answer = told(harbour, "Did the Harbour Master ever come back on lamps that failed in storms?")
    assert answer.status == "answered"
    assert "undertook to provide a note on lamps that failed in storms.” [1]" in answer.text
    assert "A later paper has it, or says that it was done:" in answer.text
    assert "had been circulated to members.” [2]" in answer.text
    assert answer.dropped == ()


def test_what_was_not_done_is_in_the_later_papers_own_words(harbour):
    answer = told(harbour, "What was promised about mooring fees and was it done?")
    assert answer.status == "answered"
    assert "none says that it was done:" in answer.text
    assert "had not been.” [2]" in answer.text


def test_what_is_to_come_is_not_yet_due(harbour):
    assert "It is not yet due" in told(harbour, "What became of the map of wrecks?").text


def test_what_was_only_spoken_of_is_no_promise(harbour):
    answer = told(harbour, "Did anybody come back on gulls on the pier?")
    assert answer.status == "partial"
    assert answer.text.startswith("No promise on this was found in the minutes held. They say:")
    assert "gulls nested on the pier.” [1]" in answer.text


def test_what_no_minutes_have_is_said_with_what_was_searched(harbour):
    answer = told(harbour, "Did the Harbour Master ever report back on puppets?")
    assert (answer.status, answer.citations) == ("not_found", ())
    assert answer.text.endswith("Searched: the minutes of 2 meetings, 12 November 2030 to 4 March 2031.")


def test_without_minutes_none_are_held(empty):
    assert told(empty, "What became of the pier?").text.endswith("No minutes are held.")


@pytest.mark.parametrize(
    "question", ["How many lamps failed?", "What did we say about lamps?", "Who promised puppets?", ""]
)
def test_other_questions_are_answered_like_any_other(harbour, question):
    assert told(harbour, question) is None


def test_nobody_waits_for_the_register(harbour, monkeypatch):
    register = Register(harbour)
    monkeypatch.setattr(register, "ready", lambda: False)
    assert about_promises("What became of the map of wrecks?", harbour, register, corpora_of(harbour)) is None


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("did the director ever come back on lamp posts", "lamp posts"),
        ("What did we say about mooring fees and was it done?", "mooring fees"),
        ("Has anyone followed up the wrecks report?", "the wrecks report"),
        ("What was promised about the pier, and has it been kept?", "the pier"),
        ("what became of the map of wrecks", "the map of wrecks"),
    ],
)
def test_questions_whether_it_was_done(question, topic):
    found = asked(question)
    assert found is not None
    assert (found.sort, found.topic) == ("done", topic)


def test_boats_that_came_back_are_no_promise():
    assert asked("How many boats came back to the basin?") is None
