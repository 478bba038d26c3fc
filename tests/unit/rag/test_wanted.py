"""Whether a sentence holds the kind of thing a question asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.wanted import holds, wants_money
from tests.unit.rag.council import quick


@pytest.mark.parametrize(
    "question",
    [
        "How much does a puppet cost?",
        "how much was spent on boats",
        "What is the rent of the lighthouse?",
        "the cost per child",
        "How much money went to the club?",
    ],
)
def test_questions_about_money(question):
    assert wants_money(question)
    assert holds("number", question, "The club was given £4,200.")
    assert holds("number", question, "It took 1.2 million.")
    assert holds("text", question, "Six pounds a week.")
    assert not holds("number", question, "41 puppets toured in May 2031.")


@pytest.mark.parametrize(
    "question", ["How many puppets cost over £5?", "How many boats?", "Who pays heed?", "How much time is left?", ""]
)
def test_questions_not_about_money(question):
    assert not wants_money(question)


def test_a_number_is_no_date_and_no_paragraphs_number():
    question = "How many puppets?"
    assert holds("number", question, "There were 41.")
    assert holds("number", question, "None was carved.")
    assert holds("number", question, "Three were carved.")
    assert not holds("number", question, "They toured in May 2031.")
    assert not holds("number", question, "12. They toured in 2030/31.")
    assert not holds("number", question, "4.2 They toured.")
    assert not holds("number", question, "They toured.")


def test_a_date_may_be_a_time_to_come():
    assert holds("date", "When?", "They tour on 4 May 2031.")
    assert holds("date", "When?", "They tour by the end of term.")
    assert not holds("date", "When?", "They tour the villages.")


def test_a_person_is_a_name_that_the_question_did_not_give():
    question = "Who told Northmere?"
    assert holds("person", question, "It was Mrs Quill.")
    assert not holds("person", question, "The puppets told Northmere.")
    assert not holds("person", question, "Everybody knew.")


def test_anything_may_be_a_reason_a_list_or_a_text():
    for kind in ("reason", "list", "text", "yes_no"):
        assert holds(kind, "Why?", "The roof leaked.")


@quick
@given(st.sampled_from(["number", "date", "person", "yes_no", "reason", "list", "text"]), st.text(), st.text())
def test_any_sentence_is_read(kind, question, sentence):
    assert holds(kind, question, sentence) in (True, False)
