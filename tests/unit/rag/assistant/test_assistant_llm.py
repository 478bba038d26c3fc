"""With an LLM that is up, down, slow or lying: its words are checked, or the papers' own are shown with a notice."""

import json
from contextlib import contextmanager
from dataclasses import replace

import pytest

from index.faults import LlmFault, NotFound
from index.store.library import Library
from rag.assistant import Assistant
from rag.check import check_answer
from rag.llm import build_llm
from rag.values import Sentence
from tests.llmserver import Plan, close, connected, lines

QUESTION = "How many children were home educated in Northmere?"
TRUE = "There were 312 children home educated at the end of the year. {0}"


@contextmanager
def asking(library: Library, plan: Plan, timeout: float = 30.0, provider: str = "ollama"):
    with connected(provider, plan, timeout) as (llm, server):
        yield Assistant(library, llm=llm, llm_timeout=timeout), server


def own_words(library: Library):
    """The answer without an LLM, but for its times."""
    return replace(Assistant(library).ask(QUESTION), timings_ms={})


@pytest.mark.parametrize("provider", ["ollama", "openai"])
def test_its_words_are_used_where_the_papers_prove_them(library, provider):
    with asking(library, Plan(lines(TRUE)), provider=provider) as (assistant, server):
        *sentences, answer = assistant.stream(QUESTION)
    assert answer.status == "answered"
    assert answer.text == "There were 312 children home educated at the end of the year."
    assert [s.text for s in sentences] == [answer.text]
    assert "312 children" in answer.citations[0].quote
    assert (answer.notice, answer.question) == ("", QUESTION)
    assert answer.passages == own_words(library).passages
    assert check_answer(answer) == answer
    assert "312 children" in server.sent()


def test_a_lie_beside_the_truth_is_dropped_and_told(library):
    with asking(library, Plan(lines(TRUE, "There were 999 of them in Southmere. {0}"))) as (assistant, _):
        answer = assistant.ask(QUESTION)
    assert answer.status == "partial"
    assert "999" not in answer.text
    assert "999" in answer.dropped[0]
    assert "left out" in answer.notice


DOWN = {
    "lies": (Plan(lines("There were 999 children. {0}", "Southmere had none. [QQQ9]")), "could be proved"),
    "invented keys": (Plan(lines("There were 312 children home educated. [ZZZ2]")), "could be proved"),
    "silence": (Plan(lines("")), ""),
    "an error": (Plan(status=500), "HTTP 500"),
    "a refused key": (Plan(status=401), "refused the key"),
    "no such model": (Plan(status=404), "HTTP 404"),
    "nonsense": (Plan(raw=b"<html>busy</html>"), "could not be read"),
    "a broken line": (Plan(lines(TRUE), cut_after=2), ""),
    "slow": (Plan(lines(TRUE), hang_after=1), "within 1 second"),
}


@pytest.mark.parametrize("fault", DOWN)
def test_otherwise_the_papers_own_words_answer_and_the_reader_is_told(library, fault):
    plan, words = DOWN[fault]
    with asking(library, plan, 1.0 if fault == "slow" else 60.0) as (assistant, server):
        answer = assistant.ask(QUESTION)
        assert server.requests
    assert words in answer.notice
    assert "This answer is made of the papers' own words." in answer.notice
    assert replace(answer, notice="", dropped=(), timings_ms={}) == own_words(library)
    assert bool(answer.dropped) == (words == "could be proved")  # what it wrote in vain is told all the same


def test_a_server_that_is_not_there(library):
    llm = build_llm("ollama", "scripted", "http://127.0.0.1:9", timeout=5.0)
    answer = Assistant(library, llm=llm).ask(QUESTION)
    close(llm)
    assert "cannot be reached" in answer.notice
    assert replace(answer, notice="", timings_ms={}) == own_words(library)


def test_sentences_shown_before_a_fault_are_replaced_by_the_final_answer(library):
    plan = Plan(lines(TRUE, "Eleven of them wept. {0}"), cut_after=11)
    with asking(library, plan) as (assistant, _):
        *sentences, answer = assistant.stream(QUESTION)
    assert all(isinstance(s, Sentence) for s in sentences)
    assert sentences[0].text == TRUE.replace(" {0}", "")
    assert answer.sentences == own_words(library).sentences
    assert "broke off" in answer.notice


def test_nothing_from_the_llm_is_a_refusal_with_the_nearest_passages(library):
    with asking(library, Plan(lines("NOTHING: the sources do not say"))) as (assistant, _):
        answer = assistant.ask(QUESTION)
    assert (answer.status, answer.citations) == ("not_found", ())
    assert answer.passages
    assert answer.notice


def test_no_llm_is_asked_without_words(library):
    with asking(library, Plan(lines(TRUE))) as (assistant, server):
        answer = assistant.ask("???")
        assert server.requests == []
    assert (answer.status, answer.notice) == ("clarify", "")


def test_an_llm_is_asked_also_where_the_rules_would_refuse(library):
    with asking(library, Plan(lines("NOTHING"))) as (assistant, server):
        answer = assistant.ask("zebra quantum flux")
    assert answer.status == "not_found"
    assert len(server.requests) <= 1


@pytest.fixture
def report(library: Library) -> str:
    return next(i.id for i in library.items() if i.document == "june.txt" and i.kind == "report")


def test_a_draft_without_its_llm_is_the_draft_and_the_reader_is_told(library, report):
    plain = Assistant(library).draft(report)
    assert plain.questions
    with asking(library, Plan(status=500)) as (assistant, server):
        draft = assistant.draft(report)
        assert server.requests
    assert "HTTP 500" in draft.notice
    assert "The questions are as drafted without it." in draft.notice
    assert replace(draft, notice=plain.notice) == plain


def test_a_draft_may_be_asked_for_without_the_llm(library, report):
    with asking(library, Plan(status=500)) as (assistant, server):
        assert assistant.draft(report, use_llm=False) == Assistant(library).draft(report)
        assert server.requests == []


def test_a_draft_of_no_paper_is_a_fault(library):
    with pytest.raises(NotFound):
        Assistant(library).draft("no such paper")


def test_a_summary_is_of_one_report_and_needs_a_model(library):
    report = next(i.id for i in library.items() if i.document == "march.txt" and i.kind == "report")
    with asking(library, Plan(lines(TRUE.replace("{0}", "{1}")))) as (assistant, server):
        told = assistant.summary(report)
        assert told.sentences
        assert "Elective Home Education Annual Report" in server.sent()
        with pytest.raises(NotFound):
            assistant.summary("no such report")
    with pytest.raises(LlmFault, match="No language model"):
        Assistant(library).draft(report, wish="harder")


def test_a_wish_is_a_draft_of_only_such_questions(library):
    report = next(i.id for i in library.items() if i.document == "march.txt" and i.kind == "report")
    question = "312 children were home educated: who visits them?"
    said = json.dumps({"questions": [{"question": question, "quotes": ["312 children were home educated"]}]})
    with asking(library, Plan(lambda _: [said]), provider="openai") as (assistant, server):
        draft = assistant.draft(report, wish="what would residents ask?")
        assert "what would residents ask?" in server.sent()
    assert [q.text for q in draft.questions] == [question]
    assert draft.prompts == ()
