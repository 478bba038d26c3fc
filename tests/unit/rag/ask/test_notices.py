"""What is said beside an answer: the same words elsewhere, a later version, marks on the page, a wide question."""

from types import SimpleNamespace

import numpy as np

from index.values import RECOGNISED_NOTE, STRUCK_NOTE
from rag.ask.compose import notices
from rag.search.query import Vocabulary, analyse
from rag.search.retriever import Found
from rag.search.scope import ScopeFinder
from rag.values import Citation, Retrieved
from tests.unit.rag.council import NEXT_JUNE, paper, stored

BOATS, FERRY, CANOES = paper("boats", "Boat Review"), paper("ferry", "Ferry Plan"), paper("canoes", "Canoe Note")
LATER = paper("later", "Boat Review (revised)", meeting_date=NEXT_JUNE, replaces="old")
OLD = paper("old", "Boat Review", replaced_by="later")
ITEMS = (BOATS, FERRY, CANOES, LATER, OLD)


def found(question="Why did boats sink?", retrieved=()):
    return Found(
        query=analyse(question, Vocabulary((), {})),
        concepts=(),
        features={},
        question_tokens=np.zeros((0, 128), np.float32),
        searched=ITEMS,
        reader=None,
        passages=(),
        table=np.zeros((0, 0)),
        corpus=SimpleNamespace(items=list(ITEMS)),
        scoped=ScopeFinder(ITEMS).find(question),
        retrieved=retrieved,
    )


def cite(item=BOATS, n=1, context=""):
    return Citation(n, stored("It sank.", item, id=f"{item.id}{n}", context=context), "It sank.")


def test_most_answers_need_no_notice():
    assert notices(found(), [cite(), cite(FERRY, 2), cite(CANOES, 3)]) == ""
    assert notices(found(), []) == ""


def test_a_later_version_is_named():
    said = notices(found(), [cite(OLD)])
    assert said == ("Boat Review, 10 June 2031 was replaced by a later version: Boat Review (revised), 8 June 2032.")


def test_the_same_words_elsewhere_are_named():
    one, again = cite(), cite(FERRY)
    retrieved = (
        Retrieved(one.passage, 1, 1.0, (again.passage, again.passage)),
        Retrieved(cite(CANOES).passage, 2, 0.5),
    )
    said = "The same words stand also elsewhere: [1] in Ferry Plan, 10 June 2031"
    assert notices(found(retrieved=retrieved), [one]) == f"{said}."
    retrieved += tuple(Retrieved(cite(n=n).passage, n, 0.1, (again.passage,)) for n in (2, 3))
    retrieved += (Retrieved(cite(n=4).passage, 4, 0.1, (cite(CANOES).passage,)),)
    said = said.replace("[1]", "[1], [2] and [3]")
    cited = [one, *(cite(n=n) for n in (2, 3, 4))]
    assert notices(found(retrieved=retrieved), cited) == f"{said}; [4] in Canoe Note, 10 June 2031."


def test_marks_on_the_page_are_told():
    said = notices(found(), [cite(context=STRUCK_NOTE), cite(FERRY, 2, STRUCK_NOTE), cite(CANOES, 3, RECOGNISED_NOTE)])
    assert "Words near [1] and [2] are struck out" in said
    assert "[3] stand on scanned pages" in said


def test_a_wide_question_is_offered_ways_to_narrow_it():
    cites = [cite(), cite(FERRY, 2), cite(LATER, 3)]
    said = notices(found("boats"), cites)
    assert said == (
        "That is a wide question. Ask of one paper (Boat Review, Ferry Plan and Boat Review (revised)), "
        "or of one meeting (10 June 2031 and 8 June 2032)."
    )
    assert notices(found("boats"), cites[:2]) == ""
    assert notices(found("How many boats?"), cites) == ""
    assert notices(found("boats in 2031"), cites) == ""
