"""What those who listen are told of a reply, what asks for a draft, and which paper it names."""

from types import SimpleNamespace

import pytest

from app.parts.asking.answering import _answer, announcement, draft_request
from app.saved.records import AnswerRecord, FaultRecord, QuestionRecord
from app.server.background import Making
from rag.values import Answer
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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("draft questions for this report", ""),
        ("Draft questions", ""),
        ("Please draft some challenge questions for this paper.", ""),
        ("could you suggest a few questions about it?", ""),
        ("Draft questions for the Harbour Strategy", "Harbour Strategy"),
        ("draft questions on Ferry Performance, 4 June 2024 please", "Ferry Performance, 4 June 2024"),
        ("What should we ask about the “Harbour Strategy”?", "Harbour Strategy"),
        ("what questions could I ask", ""),
    ],
)
def test_asks_for_a_draft(text, name):
    assert draft_request(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "What questions did members raise about the ferry?",
        "How many questions were asked at the June meeting?",
        "What does the draft strategy say about questions?",
        "who drafted the questions",
        "",
        "?",
        "草案 问题",
    ],
)
def test_does_not(text):
    assert draft_request(text) is None


class Both:
    """An assistant with a language model, which says something else than the papers' own words."""

    def stream(self, question, turns=(), scope=None, use_llm=True, stop=lambda: False):
        yield Answer(question, "answered", "By the model." if use_llm else "By the papers.")


def test_the_papers_own_words_are_there_while_a_language_model_is_waited_for():
    shared = SimpleNamespace(library=SimpleNamespace(items=list), assistant=Both())
    question = QuestionRecord(text="?")
    making = Making(question, "", waits_for_llm=True)
    assert _answer(shared, [], question, making, True).text == "By the model."
    assert making.meanwhile.text == "By the papers."
    making = Making(question, "")
    assert _answer(shared, [], question, making, False).text == "By the papers."
    assert making.meanwhile is None
