"""What is worth raising: whole quotes of what is asserted, that the section round them does not answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from rag.drafting import draft
from rag.drafting.assertion import asserted, of_one_case, quotable
from rag.drafting.challenge import Challenge
from rag.drafting.papers import gather
from rag.drafting.places import excerpt
from rag.drafting.prepared import worth_raising
from rag.drafting.statements import statements_of
from rag.drafting.wordings import fitting
from tests.unit.rag.drafting.conftest import Papers


def raised(papers: Papers, sort: str) -> list[Challenge]:
    found = worth_raising(gather(papers.library, papers.library.item("r")))  # type: ignore[arg-type]
    return [c for c in found if c.sort == sort]


@pytest.mark.parametrize(
    "text",
    [
        "Any delays are followed up by the depot.",
        "The depot was told about routes, including delay and drift.",
        "The new rota helps drivers to avoid delays on the moor.",
        "Delays can require a second van.",
        "Drivers write to the depot if delays are reported.",
        "The library asked drivers for views concerning delays.",
    ],
)
def test_a_cue_counts_only_in_what_is_asserted(text: str, report: Callable[..., Papers]) -> None:
    assert "delay" not in asserted(text)
    assert raised(report(f"1. {text}"), "late") == []


def test_what_cannot_be_is_a_fact_though_what_may_be_is_none() -> None:
    assert "compared" in asserted("No branch can be compared with another")
    assert "compared" not in asserted("The branches can be compared")


@pytest.mark.parametrize(
    "text",
    [
        "19.Negative impacts for drivers.",
        "Negative impacts for drivers Are there negative impacts for drivers of the vans in winter or in summer",
        "Option 2: If there are no vans, go on to Section 4 of this form",
        "<p>Two vans were delayed in May.</p>",
        "and three vans were delayed in May.",
        "The vans that were delayed in May are:",
        "The vans were delayed in May and the",
        "I am sorry that the vans were delayed.",
        "We know that you waited for vans that were delayed.",
        "2 full time drivers 1 half time driver 1 clerk and a mechanic who was delayed",
    ],
)
def test_a_heading_a_form_or_a_piece_of_a_sentence_is_no_quote(text: str) -> None:
    assert not quotable(text)


def test_a_sentence_is_a_quote() -> None:
    assert quotable("Two vans were delayed in May.")
    assert quotable("Vans of the northern depot run on Sundays and on the feast days of every village.")


def test_one_case_is_not_picked_over(report: Callable[..., Papers]) -> None:
    assert of_one_case("One reader's family was left without a place: one child waited")
    assert not of_one_case("One family of 40, and 12 readers of 90, waited")
    assert raised(report("1. One parent raised concerns about the service and its staff."), "weakened") == []


def test_a_question_that_the_section_answers_is_not_asked(report: Callable[..., Papers]) -> None:
    asked = "What do those who left give as their reasons?"
    (silent,) = raised(report("1. In all 44 drivers resigned from the service."), "leaving")
    assert asked in [w.ask for _, w in fitting(silent)]
    told = report("1. In all 44 drivers resigned from the service.", "2. Reasons given were low pay and long roads.")
    (answered,) = raised(told, "leaving")
    assert asked not in [w.ask for _, w in fitting(answered)]


def test_a_question_fits_its_own_noun(report: Callable[..., Papers]) -> None:
    (backlog,) = raised(report("1. The depot has a backlog of requests."), "late")
    (waiting,) = raised(report("1. The waiting list for visits has been closed."), "late")
    assert next(w.ask for _, w in fitting(backlog)) == "How large is the backlog now?"
    assert [w.ask for _, w in fitting(waiting)] == ["How many are waiting now?"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("1. A one-off grant of £150,000 pays for two drivers.", True),
        ("1. The vans will stop at eleven villages under a new model.", False),
    ],
)
def test_the_money_question_is_asked_of_money_named(text: str, asked: bool, report: Callable[..., Papers]) -> None:
    made = draft(report(text).library, "r")  # type: ignore[arg-type]
    (coverage,) = [p for p in made.prompts if p.id == "after_money"]
    assert coverage.coverage == "silent"
    assert [q.prompt_id for q in made.questions].count("after_money") == asked
    assert any("a sum or a grant" in d.reason for d in made.dropped) != asked


def test_a_silence_is_asked_of_what_the_report_is_to_do(report: Callable[..., Papers]) -> None:
    papers = report("1. To inform members.", "2. It is proposed to close four of the stops.", "3. The vans are red.")
    made = draft(papers.library, "r")  # type: ignore[arg-type]
    (question,) = [q for q in made.questions if q.text.startswith("Paragraph 2 says")]
    assert "“It is proposed to close four of the stops”" in question.text
    assert [c.quote for c in question.citations] == ["It is proposed to close four of the stops."]
    assert "sentences and rows read" in question.why


def test_no_two_questions_begin_with_the_same_quote(report: Callable[..., Papers]) -> None:
    papers = report("1. It is proposed to close four stops.", "2. The budget for the vans is under pressure.")
    made = draft(papers.library, "r")  # type: ignore[arg-type]
    firsts = [q.citations[0].quote for q in made.questions if "“" in q.text]
    assert len(firsts) == len(set(firsts))


def test_an_excerpt_does_not_begin_with_what_hangs_on_the_words_before(report: Callable[..., Papers]) -> None:
    long = "1. " + "The vans of the northern depot, " + "old and slow and often in need of mending, " * 5
    papers = report(f"{long}and the drivers were late in the spring, which nobody had foreseen at all.")
    (statement,) = statements_of(papers.library, papers.library.items())  # type: ignore[arg-type]
    assert not excerpt(statement, ("late",)).startswith(("… and", "… which"))


@pytest.mark.parametrize(
    ("heading", "text", "asked"),
    [
        ("27. Northshire Swimming Pools", "Officers undertook to bring a note on the deep end and its tiles.", False),
        ("28. Travelling Libraries", "Officers undertook to bring a note on the fuel and its price.", True),
    ],
)
def test_a_promise_is_of_the_reports_own_subject(heading: str, text: str, asked: bool, papers: Papers) -> None:
    others = ("Northshire Roads", "Northshire Parks", "Northshire Ponds")
    papers.add("m", *(line for title in others for line in (f"## {title}", "The report was noted by all present.")),
               f"## {heading}", text, kind="minutes", title="Minutes", meeting_date=date(2031, 3, 4))  # fmt: skip
    papers.add("r", "1. The vans stopped at eleven villages.", title="Northshire Travelling Libraries")
    assert bool(raised(papers, "promise")) == asked
