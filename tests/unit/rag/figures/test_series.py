"""A question of no period begins with its measure's newest value, a comparison with the values compared."""

import pytest

from index.faults import LlmFault
from rag.assistant import Assistant
from rag.check import check_answer
from rag.figures import open_ledger
from rag.values import Scope

NOW = "What percentage of crossings are made on time?"


def asked(ferries, question, scope=None):
    open_ledger(ferries)
    answer = Assistant(ferries).ask(question, scope=scope)
    assert check_answer(answer) == answer
    return answer


def test_the_newest_value_leads_and_the_earlier_ones_follow_each_with_its_quote(ferries):
    answer = asked(ferries, NOW)
    said = answer.sentences[0]
    assert said.text.startswith("Crossings made on time, latest in the papers held: 82.3% (Q2 2030/31) [1]; earlier: ")
    assert "84.1% (Q1 2030/31) [2], 80.5% (Q4 2029/30) [3]" in said.text
    quotes = {c.n: c.quote for c in answer.citations}
    assert [value in quotes[n] for n, value in enumerate(("82.3%", "84.1%", "80.5%"), 1)] == [True] * 3
    assert not answer.sentences[1].text.startswith("8")  # no other value leads the first quote
    assert any("different figures" in s.text and "83.2%" in s.text for s in answer.sentences)  # what the text has


def test_a_comparison_tells_the_periods_compared_in_order_of_time(ferries):
    said = asked(ferries, "How has the share of crossings made on time changed between Q4 2029/30 and Q2 2030/31?")
    assert said.sentences[0].text == "Crossings made on time: 80.5% (Q4 2029/30) [1], then 82.3% (Q2 2030/31) [2]."
    said = asked(ferries, "Compare the share of crossings made on time in September 2030 and December 2030")
    assert "84.1% (Q1 2030/31) [1], then 82.3% (Q2 2030/31) [2]." in said.sentences[0].text


def test_since_a_period_tells_from_there_to_the_newest(ferries):
    since = asked(ferries, "How has the share of crossings made on time changed since Q4 2029/30?").sentences[0].text
    assert since == (
        "Crossings made on time: 80.5% (Q4 2029/30) [1], then 84.1% (Q1 2030/31) [2], then 82.3% (Q2 2030/31) [3]."
    )
    within = asked(ferries, "How has the share of crossings made on time changed in Q1 2030/31?").sentences[0].text
    assert "84.1%" in within
    assert "82.3%" not in within


@pytest.mark.parametrize(
    "question",
    [
        "What percentage of crossings were made on time in Q1 2030/31?",  # its own period is enough
        "How many crossings are made on time?",  # the measure is a share, no number
        "What percentage of late crossings are made on time by season ticket holders?",
        "What percentage are on time?",
        "Why were crossings late?",
    ],
)
def test_where_no_measure_is_surely_meant_the_quotes_begin(ferries, question):
    assert "latest in the papers held" not in asked(ferries, question).text


def test_only_the_papers_chosen_are_told_of(ferries):
    september = min(i.meeting_date for i in ferries.items() if i.meeting_date)
    said = asked(ferries, NOW, Scope(meetings=(september,))).sentences[0]
    assert "latest in the papers held: 84.1% (Q1 2030/31) [1]" in said.text
    assert "Q2" not in said.text


def test_what_changed_between_two_reports_is_told_by_the_measures_that_moved_most(ferries):
    answer = asked(ferries, "What changed between the Q4 2029/30 and Q2 2030/31 performance reports?")
    said = [s.text for s in answer.sentences]
    assert said[0].startswith("Lifebelts checked: 61.0% (Q4 2029/30) [1], then 70.0% (Q2 2030/31) [2].")
    assert said[1].startswith("Complaints answered within 10 days: 71.0% (Q4 2029/30) [3], then 73.9%")
    assert not answer.dropped
    assert "61.0%" not in asked(ferries, "What changed about skippers between Q4 2029/30 and Q2 2030/31?").text


def test_a_language_model_is_shown_the_newest_value_too(ferries, monkeypatch):
    shown = []

    def out_of_reach(llm, question, citations, *_, **__):
        shown.extend(citations)
        raise LlmFault("The language model is out of reach.", "Start it.")

    monkeypatch.setattr("rag.ask.steps.compose_with_llm", out_of_reach)
    open_ledger(ferries)
    answer = Assistant(ferries, llm=object()).ask(NOW)
    assert [c.n for c in shown] == list(range(1, len(shown) + 1))
    assert "82.3%" in shown[0].quote
    assert answer.sentences[0].text.startswith("Crossings made on time, latest in the papers held: 82.3%")
