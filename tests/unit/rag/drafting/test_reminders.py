"""Whom questions are for: reminders that apply, contact officers, clarification and patch, lead members, partners."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index.values import Contact
from rag.drafting import draft
from rag.drafting.addressee import partner_in
from rag.drafting.reminders import contacts_for, for_the_officer, reminders_for, touches_other_councils
from rag.drafting.statements import statements_of
from tests.unit.rag.drafting.conftest import Papers

OFFICER = Contact("Ada Quill", "Head of Libraries", "01632 960 111", "ada@books.example")


@pytest.mark.parametrize(
    ("day", "count"), [(date(2031, 3, 4), 2), (date(2022, 3, 8), 2), (date(2021, 11, 2), 0), (date(2016, 11, 7), 0)]
)
def test_reminders_apply_from_the_meeting_that_printed_them(papers: Papers, day: date, count: int) -> None:
    papers.add("r", "1. The vans ran.", meeting_date=day)
    assert len(reminders_for(papers.library, papers.library.item("r"))) == count  # type: ignore[arg-type]


def test_the_contact_officers_are_the_reports_own(papers: Papers) -> None:
    papers.add("r", "1. The vans ran.").add("a", "1.1 Text.", kind="appendix", parent="r")
    item, passages = papers.library.papers["r"]
    papers.library.papers["r"] = replace(item, contacts=(OFFICER,)), passages
    assert contacts_for(papers.library, "a") == (OFFICER,)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "officer"),
    [
        ("What does TLS stand for?", True),
        ("Which page has the table of routes?", True),
        ("When will the van come to my ward?", True),
        ("Why did the visits fall?", False),
        ("What has been done about the wards without a library?", False),
    ],
)
def test_clarification_and_patch_matters_are_for_the_officer(question: str, officer: bool) -> None:
    assert for_the_officer(question) is officer


def test_a_matter_of_other_councils_is_known() -> None:
    assert touches_other_councils(["Why?", "The parish councils pay for fuel."])
    assert not touches_other_councils(["The County Council pays for fuel."])


@pytest.mark.parametrize(
    ("text", "partner"),
    [
        ("1. A new pathway is being designed by the ICB for next year.", "the NHS partners"),
        ("1. The police will look into the theft of the vans.", "the Police"),
        ("1. The vans were repaired in the spring of the year.", None),
    ],
)
def test_a_partner_who_is_to_act_can_be_asked(text: str, partner: str | None, papers: Papers) -> None:
    papers.add("r", text)
    (statement,) = statements_of(papers.library, papers.library.items())  # type: ignore[arg-type]
    assert partner_in(statement) == partner


def test_questions_say_whom_they_are_for_and_extras_that_they_are_extras(papers: Papers) -> None:
    papers.add(
        "r", "1. The grant of £40,000 that paid for the vans ended in March 2031.", "2. There was a petition of 90."
    )
    made = draft(papers.library, "r")  # type: ignore[arg-type]
    assert 5 <= len(made.questions) <= 12
    assert {q.to for q in made.questions} <= {"the Director", "the Lead Member"}
    assert {q.delivery for q in made.questions} <= {"meeting", "written", "officer"}
    extras = {p.id for p in made.prompts if p.extra}
    assert extras == {"cost", "delivery_risks", "options", "partners", "equality"}
    assert all("extra" in q.why for q in made.questions if q.prompt_id in extras and "“" not in q.text)
