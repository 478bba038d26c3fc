from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from prompts.agreed import AgreedPrompt, lists
from rag.drafting.coverage import judge
from rag.drafting.statements import Statement, statements_of
from tests.unit.rag.drafting.conftest import Papers

SEVEN = lists()[-1]

FULL = {
    "consultation": "1. Residents of all six villages were consulted between May and July. A questionnaire drew "
        "212 replies and three "
    "drop-in events were held. As a result of their comments nine changes were made to the draft.",
    "voices": "1. Young people were asked what they wanted from the van. Drivers and other staff were asked at "
        "a workshop. "
    "They asked for a later stop on Fridays.",
    "success": "1. By March 2033 the service aims to reach 70% of children in the villages (52% now), against a "
        "target of 60% this year.",
    "history": "1. The vans were run by a charity under a contract from 2019 until 2027. A review in 2026 found "
        "that the service had "
    "no records. It was brought in house in 2028 and the new service commenced on 3 May 2028.",
    "after_money": "1. A grant of £90,000 pays for the vans until March 2032. After that the cost will fall on "
        "the Council, "
    "which has agreed a budget for it.",
    "evaluated": "1. The new model replaces the commissioned service. The new service began in May. The old "
        "service was evaluated by a "
    "university in 2027. The evaluation found weak records and loyal staff in the service.",
    "evaluation_plan": "1. The college will evaluate the vans. An annual review will come to this Committee each May.",
}  # fmt: skip


def coverage(papers: Papers, prompt_id: str) -> str:
    library = papers.library
    return judge(SEVEN.prompt(prompt_id), statements_of(library, [library.item("r")])).coverage  # type: ignore[arg-type]


@pytest.mark.parametrize("prompt_id", FULL)
def test_a_prompt_is_answered_by_all_that_it_asks_for(prompt_id: str, report: Callable[..., Papers]) -> None:
    assert coverage(report(FULL[prompt_id]), prompt_id) == "answered"


@pytest.mark.parametrize("prompt_id", FULL)
def test_a_prompt_is_silent_in_a_report_on_something_else(prompt_id: str, report: Callable[..., Papers]) -> None:
    text = "1. The vans carry two thousand books each and stop at eleven villages. The doors are blue."
    assert coverage(report(text), prompt_id) == "silent"


@pytest.mark.parametrize(
    ("prompt_id", "text"),
    [
        ("consultation", "1. A survey of parents drew 40 replies."),
        ("consultation", "1. Readers were consulted and 200 replies came to the questionnaire. The draft was "
        "changed after comments: "
                         "two changes were made. Drivers were not consulted."),
        ("voices", "1. Parents were asked what they thought."),
        ("success", "1. The service is committed to increasing the number of readers."),
        ("after_money", "1. Grant funding for fuel has been lost."),
        ("evaluated", "1. The new model replaces the old contract. The new service began in May. The contract "
        "has not been evaluated."),
        ("evaluation_plan", "1. Progress will be monitored by the team."),
    ],
)  # fmt: skip
def test_part_of_what_is_asked_is_partly(prompt_id: str, text: str, report: Callable[..., Papers]) -> None:
    assert coverage(report(text), prompt_id) == "partly"


@pytest.mark.parametrize(
    ("prompt_id", "text"),
    [
        ("consultation", "1. A draft plan of the Council is out for consultation with residents."),
        ("consultation", "1. The Director of Finance has been consulted."),
        ("consultation", "1. A national survey of parents was published in May."),
        (
            "consultation",
            "1. If the target groups have not been consulted directly, have representatives been consulted?",
        ),
        ("after_money", "1. The budget is £90,000 a year."),
    ],
)
def test_what_only_looks_like_an_answer_is_none(prompt_id: str, text: str, report: Callable[..., Papers]) -> None:
    assert coverage(report(text), prompt_id) == "silent"


def test_what_stands_far_apart_is_not_one_answer(report: Callable[..., Papers]) -> None:
    parts = [part.strip() + "." for part in FULL["consultation"].removeprefix("1. ").split(". ")]
    filler = [f"The van of route {n} was cleaned and then it was parked." for n in range(90)]
    texts = [parts[0], *filler, parts[1], *filler, parts[2]]
    assert coverage(report(*texts), "consultation") == "partly"


def test_a_prompt_on_a_change_does_not_apply_where_nothing_changes(report: Callable[..., Papers]) -> None:
    library = report("1. The vans ran as they always have.").library
    judged = judge(SEVEN.prompt("evaluated"), statements_of(library, [library.item("r")]))  # type: ignore[arg-type]
    assert (judged.coverage, judged.applies) == ("silent", False)


def test_the_order_of_prompts_changes_nothing(papers: Papers) -> None:
    papers.add("r", *(text.replace("1. ", f"{n}. ") for n, text in enumerate(FULL.values(), 1)))
    statements = statements_of(papers.library, [papers.library.item("r")])  # type: ignore[arg-type]
    one = {p.id: judge(p, statements).coverage for p in SEVEN.prompts}
    for order in itertools.islice(itertools.permutations(SEVEN.prompts), 0, 5040, 997):
        assert {p.id: judge(p, statements).coverage for p in order} == one


def test_an_unknown_prompt_is_never_more_than_partly(report: Callable[..., Papers]) -> None:
    library = report("1. The drivers keep a record of every breakdown of a vehicle.").library
    statements: list[Statement] = statements_of(library, [library.item("r")])  # type: ignore[arg-type]
    asked = AgreedPrompt("own", "What record is kept of vehicle breakdown?")
    assert judge(asked, statements).coverage == "partly"
    assert (
        judge(AgreedPrompt("own2", "Which lighthouse keepers approved of trombones?"), statements).coverage == "silent"
    )
