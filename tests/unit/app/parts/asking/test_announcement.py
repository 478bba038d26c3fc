"""What those who listen to the page are told says what kind of reply is there."""

import pytest

from app.parts.asking.answering import announcement
from app.saved.records import AnswerRecord, FaultRecord
from tests.unit.app.exports.test_briefing import CITATION, DRAFT

NOTICE = "Stopped. Nothing was kept."


@pytest.mark.parametrize(
    ("status", "citations", "said"),
    [
        ("answered", (CITATION,), "The answer is there, with 1 quote."),
        ("partial", (CITATION, CITATION), "A part of the answer is there, with 2 quotes."),
        ("not_found", (), "The papers held do not say it."),
        ("nearest", (CITATION,), "The papers do not say it; what comes nearest is there, with 1 quote."),
        ("clarify", (), "The assistant asks back what is meant."),
        ("stopped", (), NOTICE),
    ],
)
def test_an_answer(status, citations, said):
    answer = AnswerRecord(question="?", status=status, text="", citations=citations, notice=NOTICE)
    assert announcement(answer) == said


def test_a_draft_and_a_fault():
    assert announcement(DRAFT) == "The draft is there."
    assert announcement(FaultRecord(message="Busy.")) == announcement(None) == "This could not be answered."
