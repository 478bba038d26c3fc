"""Questions wished for in a chat: what is understood, and what is given."""

import pytest

from rag.draft.request import Wish, wish_of, wished_questions


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


def asked(library, wish, given=()):
    return wished_questions(library, wish, [i for i in library.items() if i.document == "vans.txt"], given)


def test_questions_on_a_report_by_its_title(reports):
    found = asked(reports, Wish("travelling libraries", 3))
    assert [q.rank for q in found] == [1, 2, 3]
    assert all(q.citations for q in found)


def test_only_money(reports):
    found = asked(reports, Wish(money=True))
    assert found
    assert all("£" in " ".join(c.quote for c in q.citations) or q.prompt_id == "after_money" for q in found)


def test_to_the_lead_member(reports):
    assert {q.to for q in asked(reports, Wish(to="the Lead Member"))} == {"the Lead Member"}


def test_what_was_given_is_not_given_again(reports):
    first = asked(reports, Wish(count=2))
    given = {q.text for q in first}
    assert not given & {q.text for q in asked(reports, Wish(count=2), given)}


def test_nothing_bears_on_it(reports):
    assert asked(reports, Wish("submarine cables")) == []
