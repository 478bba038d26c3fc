from __future__ import annotations

from datetime import date

import pytest

from rag.ask.conversation import resolve
from rag.values import Scope, Turn

ADOPTED = "How many children in care were adopted in 2021/22?"
TEETH = "What did the minutes of September 2021 say about dental checks?"
PLANS = "What does the Q1 2021/22 scorecard show for repeat plans?"
CARERS = "How many foster carers left?"

FOLLOW_UPS = [
    (ADOPTED, "and for care leavers?", "How many children in care were adopted in 2021/22, for care leavers?"),
    (ADOPTED, "What about boys?", "How many boys in care were adopted in 2021/22?"),
    (ADOPTED, "what about the year before?", "How many children in care were adopted in 2020/21?"),
    (ADOPTED, "two years later?", "How many children in care were adopted in 2023/24?"),
    (ADOPTED, "and in 2023?", "How many children in care were adopted in 2023?"),
    (ADOPTED, "2020/21?", "How many children in care were adopted in 2020/21?"),
    (ADOPTED, "why?", "Why – about children in care were adopted in 2021/22?"),
    (ADOPTED, "who said that", "Who said that – about children in care were adopted in 2021/22?"),
    (ADOPTED, "by when?", "By when – about children in care were adopted in 2021/22?"),
    (ADOPTED, "Which page?", "Which page – about children in care were adopted in 2021/22?"),
    (
        ADOPTED,
        "is that better than before",
        "Is that better than before – about children in care were adopted in 2021/22?",
    ),
    (
        ADOPTED,
        "was that more than the year before?",
        "Was that more – about children in care were adopted in 2021/22 and 2020/21?",
    ),
    (
        ADOPTED,
        "How does that compare with 2019/20?",
        "How does that compare with 2019/20 – about children in care were adopted in 2021/22?",
    ),
    (ADOPTED, "is there a target?", "Is there a target – about children in care were adopted in 2021/22?"),
    (ADOPTED, "and the reason?", "The reason – about children in care were adopted in 2021/22?"),
    (ADOPTED, "Did it improve?", "Did it improve – about children in care were adopted in 2021/22?"),
    (ADOPTED, "What was it in 2019?", "What was it in 2019 – about children in care were adopted?"),
    (
        ADOPTED,
        "How many of those were girls?",
        "How many of those were girls – about children in care were adopted in 2021/22?",
    ),
    (ADOPTED, "And how many foster carers left?", "How many foster carers left, 2021/22?"),
    (TEETH, "and home education?", "What did the minutes of September 2021 say about home education?"),
    (TEETH, "how about in March 2022?", "What did the minutes of March 2022 say about dental checks?"),
    (TEETH, "Why?", "Why – about minutes of September 2021 say about dental checks?"),
    (PLANS, "and the previous quarter?", "What does the Q4 2020/21 scorecard show for repeat plans?"),
    (PLANS, "and the next quarter?", "What does the Q2 2021/22 scorecard show for repeat plans?"),
    (PLANS, "and for teeth?", "What does the Q1 2021/22 scorecard show for teeth?"),
    (PLANS, "same for Q3 2022/23", "What does the Q3 2022/23 scorecard show for repeat plans?"),
    (CARERS, "and in 2022?", "How many foster carers left in 2022?"),
    (CARERS, "what else did she say?", "What else did she say – about foster carers left?"),
    ("Who was consulted on short breaks?", "and on early help?", "Who was consulted on early help?"),
    ("How many ferries were late in 2031?", "What about buses?", "How many buses were late in 2031?"),
    ("How many ferries were late in 2031?", "and the buses?", "How many buses were late in 2031?"),
    ("How much did the ferry cost?", "And a bus?", "How much did a bus cost?"),
    ("How many boats has Saltmouth got?", "And Tidewell?", "How many boats has Tidewell got?"),
    (
        "How did Councillor Quill vote on the Pier Road bus lane?",
        "And Councillor Farthing?",
        "How did Councillor Farthing vote on the Pier Road bus lane?",
    ),
    ("What did Mrs Quill say about tides?", "And Mr Reed?", "What did Mr Reed say about tides?"),
    ("What did Mrs Quill say about tides?", "And SEND?", "What did Mrs Quill say about SEND?"),
    ("How many places in day care were lost?", "and night care?", "How many places in night care were lost?"),
    ("How many skippers left?", "What about cooks?", "How many cooks left?"),
    ("How many boats were there in 2031?", "Why?", "Why – about boats in 2031?"),
    ("How many boats were mended?", "out of how many?", "Out of how many – about boats were mended?"),
    ("How many out of town moorings were let?", "Why?", "Why – about out of town moorings were let?"),
    ("How many over 85s sail?", "Why?", "Why – about over 85s sail?"),
    ("Which no fault collisions were there?", "Why?", "Why – about no fault collisions?"),
    ("How many long boats were there?", "Why?", "Why – about long boats?"),
    ("How long do repairs take?", "Why?", "Why – about repairs take?"),
]

WHOLE = [
    "What is the Virtual School?",
    "What is a CPP?",
    "dyslexia?",
    "How long does it take to assess a child for an EHCP?",
    "Is it true that two homes are to close?",
    "Do we help grown up adopted people track down their birth mum?",
    "Did we agree that parents would be told about the closure?",
    "How many plans that were late in 2022 were for girls?",
    "Is there a plan to reopen the children's centres?",
    "Which schools have crumbly concrete and what happens to them next?",
    "Who chairs the fostering panel?",
    "What did Mrs Adeyemi say about home ed last March?",
    "In Q2 2021/22 what was the target for repeat plans?",
    "For how many months did the pilot run in the north?",
    "Why did the number of foster carers fall in 2020/21?",
    "List the schools that were inspected in 2023",
    "Draft questions for this report",
    "Thanks!",
    "hello",
    "???",
    "",
    "什么是预算？",
]


@pytest.mark.parametrize(("before", "asked", "expected"), FOLLOW_UPS)
def test_a_follow_up_becomes_standalone(before: str, asked: str, expected: str) -> None:
    assert resolve(asked, [Turn(before)]) == expected


@pytest.mark.parametrize("asked", WHOLE)
def test_a_question_that_stands_alone_is_left_as_it_is(asked: str) -> None:
    assert resolve(asked, [Turn(ADOPTED, "125 were.")]) == asked


@pytest.mark.parametrize("asked", [f[1] for f in FOLLOW_UPS] + WHOLE)
def test_the_first_question_is_left_as_it_is(asked: str) -> None:
    assert resolve(asked, []) == asked


@pytest.mark.parametrize(("before", "asked", "expected"), FOLLOW_UPS)
def test_what_the_follow_up_follows_stands_alone(before: str, asked: str, expected: str) -> None:
    assert resolve(before, [Turn(WHOLE[0])]) == before


def test_a_chain_carries_on_from_what_was_understood() -> None:
    turns = [Turn(ADOPTED), Turn("and the year before?"), Turn("why?"), Turn("and in 2018/19?")]
    assert resolve("who said that?", turns) == "Who said that – about children in care were adopted in 2018/19?"
    assert resolve("And how many foster carers left?", turns[:2]) == "How many foster carers left, 2020/21?"


def test_a_new_subject_is_put_to_the_last_question_that_named_one() -> None:
    asked = ("How many ferries were late in 2031?", "And the year before?", "Is that better or worse?")
    turns = [Turn(question) for question in asked]
    assert resolve("What about buses?", turns) == "How many buses were late?"
    turns = [*turns, Turn("What about buses?")]
    assert resolve("how much did that cost", turns) == "How much did that cost – about buses were late?"
    assert resolve("And buses?", [Turn("How many ferries were late in 2031?")]) == "How many buses were late in 2031?"
    back = [Turn("Who chairs the pier board?"), Turn("And the fishery?")]
    assert resolve("And the tide board?", back) == "Who chairs the tide board?"


def test_what_was_asked_without_the_chat_is_not_read_with_it() -> None:
    alone = Turn("and boats?", scope=Scope(ignored=("chat",)))
    assert resolve("why?", [Turn(ADOPTED), alone]) == "Why – about boats?"


def test_a_new_topic_replaces_the_old_one() -> None:
    assert "adopted" not in resolve("why?", [Turn(ADOPTED), Turn("How many schools closed in 2019?")])


def test_that_report_is_the_one_report_cited() -> None:
    turn = Turn(ADOPTED, "125 were.", reports=("Adoption Annual Report",))
    assert resolve("What else does that report say?", [turn]).startswith(
        "What else does the report “Adoption Annual Report” say"
    )
    two = Turn(ADOPTED, "125 were.", reports=("One Report", "Another Report"))
    assert "One Report" not in resolve("What else does that report say?", [two])


def test_the_scope_of_the_answer_gives_a_period_that_the_question_did_not() -> None:
    turn = Turn(CARERS, "12 did.", scope=Scope(periods=("2021/22",)))
    assert resolve("and the year before?", [turn]) == "How many foster carers left, 2020/21?"
    met = Turn(CARERS, "12 did.", scope=Scope(meetings=(date(2021, 11, 2),)))
    assert resolve("and the year before?", [met]) == "How many foster carers left, 2 November 2020?"
    assert resolve("and the year before?", [Turn(CARERS)]) == "How many foster carers left, the year before?"


def test_a_very_long_question_is_left_alone() -> None:
    long = "and for " + "care leavers " * 4000
    assert resolve(long, [Turn(ADOPTED)]) == long.strip()
    assert resolve("why?", [Turn("children " * 4000)]) == "why?"


REPLY = Turn(
    "What changed?",
    "Boats, 3 May 2031: “The boat sank in March.” [1]\n\nBoats, paragraph 4: “Nine villages saw puppets.” [2]",
)


@pytest.mark.parametrize(
    ("question", "standalone"),
    [
        ("Tell me more about the second one", "Tell me more about Nine villages saw puppets"),
        ("What is behind the last point?", "What is behind Nine villages saw puppets?"),
        ("explain quote 1", "explain The boat sank in March"),
        ("Tell me more about the fifth one", "Tell me more about the fifth one"),
    ],
)
def test_the_second_one_is_the_second_part_of_the_reply_before(question, standalone):
    assert resolve(question, [REPLY]) == standalone


def test_the_second_one_of_nothing_is_left_as_it_is():
    assert resolve("why the second one?", [Turn("What changed?", "Nothing.")]).startswith("why the second one?")
