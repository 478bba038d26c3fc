"""What asks for a draft, what does not, and which paper it names."""

import pytest

from app.parts.asking.draftrequest import draft_request


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
