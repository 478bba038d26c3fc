"""Questions wished for in a chat: what is understood, and what is given."""

import pytest

from rag.drafting.request import Wish, wish_of, wished_questions

REPORT = (
    "1. The purpose of this report is to present the work of the travelling libraries.",
    "2. The grant of £40,000 which paid for the vans ended in March 2031.",
    "3. Deaf children were not asked what they thought of the vans.",
    "4. There were 62 visits to villages in the year, down from 90 the year before.",
    "5. The stock was last reviewed in 2016. It has not been evaluated since.",
)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("What should I ask about young carers?", Wish("young carers")),
        ("what could we ask about the travelling libraries", Wish("travelling libraries")),
        ("Give me three questions on waiting lists", Wish("waiting lists", 3)),
        ("two questions for the Lead Member", Wish("", 2, "the Lead Member")),
        ("questions only about money please", Wish("", 6, "", True)),
        ("harder questions", Wish("", 6, "", False, True)),
    ],
)
def test_a_wish_is_understood(text, wish):
    assert wish_of(text) == wish


@pytest.mark.parametrize(
    "text", ["How many vans are there?", "harder", "only about money", "", "Who asked about the Lead Member's budget?"]
)
def test_no_wish(text):
    assert wish_of(text) is None


@pytest.mark.parametrize("text", ["harder", "only about money", "two for the Lead Member"])
def test_after_questions_a_word_is_enough(text):
    assert wish_of(text, after_questions=True) is not None


def asked(papers, wish, given=()):
    library = papers.library
    reports = [item for item in library.items() if item.kind == "report"]
    return wished_questions(library, wish, reports, given)


@pytest.fixture
def library(report):
    return report(*REPORT)


def test_questions_on_a_report_by_its_title(library):
    found = asked(library, Wish("travelling libraries", 3))
    assert len(found) == 3
    assert [q.rank for q in found] == [1, 2, 3]
    assert all(q.citations for q in found)


def test_only_money(library):
    found = asked(library, Wish(money=True))
    assert found
    assert all("£" in " ".join(c.quote for c in q.citations) or q.prompt_id == "after_money" for q in found)


def test_those_given_before_are_not_given_again(library):
    first = asked(library, Wish(count=2))
    more = asked(library, Wish(count=2), {q.text for q in first})
    assert not {q.text for q in first} & {q.text for q in more}


def test_to_the_lead_member(library):
    found = asked(library, Wish(count=2, to="the Lead Member"))
    assert len(found) == 2
    assert {q.to for q in found} == {"the Lead Member"}


def test_harder_leaves_the_prompts_aside(library):
    assert all(q.kind != "coverage" for q in asked(library, Wish(harder=True)))


def test_nothing_on_the_subject(library):
    assert asked(library, Wish("submarine cables")) == []
