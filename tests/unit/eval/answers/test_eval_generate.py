"""Generating lines: each question once, turns with the turns before, a break kept as an error."""

import logging
from datetime import date

from eval.answers import generate
from eval.answers.cases import Case, Conversation, Turn
from eval.drafts.generate import drafts
from index.values import StoredItem, StoredPassage
from rag.drafted import Draft
from rag.values import Answer, Citation, Sentence

ITEM = StoredItem(
    id="i", document_id="d", document="a.txt", ordinal=0, title="Swimming", parent="", parent_id=None,
    kind="report", committee=None, meeting_date=date(2024, 6, 11), author=None, agenda_number=None,
    first_page=None, last_page=None, pack_pages=None, passages=1,
)  # fmt: skip
PASSAGE = StoredPassage("p", ITEM, 0, "prose", "Lessons rose.", "", None, None, None, None, None)


class FakeAssistant:
    """Says what it was asked and how many turns came before; breaks on "break"."""

    def __init__(self):
        self.turns = []

    def ask(self, question, turns=(), *, id=None):
        if question == "break":
            raise ZeroDivisionError("boom")
        self.turns.append(turns)
        said = f"{question} after {len(turns)}"
        return Answer(question, "answered", said, (Sentence(said, (1,)),), (Citation(1, PASSAGE, "Lessons"),), id=id)

    def draft(self, item_id):
        return Draft("Swimming", "a.txt", None, item_id, (), ())

    def reports(self):
        return [ITEM]


def test_answers_are_lines_with_their_sentences():
    ask = generate.asker(FakeAssistant())
    [line] = generate.answers(ask, [Case(id="1", question="q?", kind="k")])
    assert (line["id"], line["text"], line["status"]) == ("1", "q? after 0", "answered")
    assert line["sentences"] == [{"text": "q? after 0", "cites": [1]}]
    assert line["citations"][0]["quote"] == "Lessons"


def test_a_break_is_an_error_and_the_next_question_is_asked(caplog):
    cases = [Case(id="1", question="break", kind="k"), Case(id="2", question="on?", kind="k")]
    with caplog.at_level(logging.CRITICAL):
        found = list(generate.answers(generate.asker(FakeAssistant()), cases))
    assert [line["status"] for line in found] == ["error", "answered"]
    assert found[0] == {"id": "1", "status": "error", "text": "ZeroDivisionError: boom"}


def test_each_turn_knows_the_turns_before():
    assistant = FakeAssistant()
    chats = [Conversation(id=id, turns=(Turn(question="a?"), Turn(question="b?"))) for id in "xy"]
    found = list(generate.conversations(assistant, chats))
    assert [line["id"] for line in found] == ["x/1", "x/2", "y/1", "y/2"]
    assert [len(turns) for turns in assistant.turns] == [0, 1, 0, 1]
    [before] = assistant.turns[3]
    assert (before.question, before.answer, before.reports) == ("a?", "a? after 0", ("Swimming",))


def test_a_draft_for_each_report():
    [line] = drafts(FakeAssistant())
    assert (line["report"], line["document"]) == ("Swimming", "a.txt")
