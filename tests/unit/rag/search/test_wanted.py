"""What kind of thing a question asks for, and whether a sentence holds one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.search.wanted import TYPED, holds, read_want
from tests.unit.rag.council import quick

KINDS = {
    "How many puppets were carved?": "count",
    "Of the puppets we had, how many were carved?": "count",
    "What percentage of visits were late?": "share",
    "What share of the visits was late in June 2031?": "share",
    "How many working days were lost?": "span",
    "How long has the ferry been late?": "span",
    "How much does a puppet cost?": "money",
    "how much was spent on boats": "money",
    "What is the rent of the lighthouse?": "money",
    "How much money went to the club?": "money",
    "the cost per child": "text",
    "How much time is left?": "number",
    "puppet rate": "text",
    "Puppets, Q2 2030/31": "number",
    "When does the ferry go?": "date",
    "By what date must it be done?": "date",
    "Who carved the puppets?": "person",
    "Which school carved the most?": "text",
    "Why did the roof leak?": "text",
    "Explain the delay": "text",
    "List the villages": "text",
    "Did the roof leak?": "yes_no",
    "Is it true that two clubs are to close?": "yes_no",
    "Did anyone raise the cost of boats?": "yes_no",
    "What did she say when we asked how it went?": "text",
    "What about the clubs by school?": "text",
    "children who look after a parent": "text",
    "the lighthouse club": "text",
    "": "text",
}
THINGS = {"the cost per child", "puppet rate", "the lighthouse club", "children who look after a parent"}
GUESSED = {*THINGS, "Puppets, Q2 2030/31", ""}


@pytest.mark.parametrize("question", KINDS)
def test_the_kind_of_answer_wanted(question):
    want = read_want(question)
    assert want.kind == KINDS[question]
    assert want.explicit == (question not in GUESSED)


HOLD = [
    ("How much does it cost?", "The club was given £4,200.", True),
    ("How much does it cost?", "It took 1.2 million.", True),
    ("How much does it cost?", "41 puppets toured in May 2031.", False),
    ("What share was late?", "In all 41 of 60 were late.", True),
    ("What share was late?", "They were 12% of the whole.", True),
    ("What share was late?", "They toured.", False),
    ("How many puppets?", "There were 41.", True),
    ("How many puppets?", "None was carved.", True),
    ("How many puppets?", "Three were carved.", True),
    ("How many puppets?", "They toured in May 2031.", False),
    ("How many puppets?", "12. They toured in 2030/31.", False),
    ("How many puppets?", "4.2 They toured.", False),
    ("How many puppets?", "At Key Stage 4 they toured.", False),
    ("How many puppets?", "It rose by 3.2%.", False),
    ("How many days?", "They were away for three weeks.", True),
    ("How many days?", "There were 41.", False),
    ("How long?", "It takes 28 days.", True),
    ("When is it?", "They tour on 4 May 2031.", True),
    ("When is it?", "They tour the villages.", False),
    ("Who told Northmere?", "It was Mrs Quill.", True),
    ("Who told Northmere?", "The puppets told Northmere.", False),
    ("Who told Northmere?", "Everybody knew.", False),
    ("Why?", "The roof leaked.", True),
    ("Tell me of boats", "The roof leaked.", True),
]


@pytest.mark.parametrize(("question", "sentence", "expected"), HOLD)
def test_a_sentence_holds_the_kind_of_thing(question, sentence, expected):
    assert holds(read_want(question), sentence) is expected


@quick
@given(st.sampled_from(list(KINDS)) | st.text(), st.text())
def test_any_sentence_is_read(question, sentence):
    want = read_want(question)
    assert holds(want, sentence) in (True, False)
    assert want.typed == (want.kind in TYPED)
