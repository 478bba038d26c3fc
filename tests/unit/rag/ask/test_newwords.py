"""What a follow-up adds stands in the first quote, or it is said that no quote has it."""

from rag.values import Turn

BEFORE = Turn("How many crossing patrols were there in 2030/31?")


def test_what_no_quote_has_is_said(assistant):
    answer = assistant.ask("and for giraffes?", [BEFORE])
    assert "None of these quotes speaks of “giraffes”." in answer.notice


def test_what_a_quote_has_comes_first(assistant):
    answer = assistant.ask("and for dental checks?", [Turn("What share of visits was made in time in 2030/31?")])
    assert "Dental checks" in answer.citations[0].quote
    assert "None of these" not in answer.notice


def test_a_period_adds_nothing_but_itself(assistant):
    assert "None of these" not in assistant.ask("and in 2031/32?", [BEFORE]).notice
    assert "None of these" not in assistant.ask("How many puppets were carved?", [BEFORE]).notice
