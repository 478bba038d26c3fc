"""What is said beside an answer: the same words elsewhere, a later version, marks on the page, a wide question."""

from types import SimpleNamespace

import numpy as np
import pytest

from index.values import RECOGNISED_NOTE, STRUCK_NOTE
from rag.ask import compose
from rag.ask.excerpts import Quote
from rag.search.query import Vocabulary, analyse
from rag.search.retriever import Found
from rag.search.scope import ScopeFinder
from rag.values import Citation, Retrieved
from tests.unit.rag.council import NEXT_JUNE, clue, paper, stored

BOATS, FERRY, CANOES = paper("boats", "Boat Review"), paper("ferry", "Ferry Plan"), paper("canoes", "Canoe Note")
LATER = paper("later", "Boat Review (revised)", meeting_date=NEXT_JUNE, replaces="old")
OLD = paper("old", "Boat Review", replaced_by="later")
ITEMS = (BOATS, FERRY, CANOES, LATER, OLD)


def found(question="Why did boats sink?", retrieved=()):
    return Found(
        query=analyse(question, Vocabulary({})),
        concepts=(),
        features={},
        meaning=np.zeros(384, np.float32),
        question_tokens=np.zeros((0, 128), np.float32),
        searched=ITEMS,
        reader=None,
        passages=(),
        table=np.zeros((0, 0)),
        corpus=SimpleNamespace(items=list(ITEMS)),
        scoped=ScopeFinder(ITEMS).find(question),
        retrieved=retrieved,
    )


def notices(found, citations, shown=None):
    return compose.notices(found, citations, citations if shown is None else shown)


def cite(item=BOATS, n=1, context=""):
    return Citation(n, stored("It sank.", item, id=f"{item.id}{n}", context=context), "It sank.")


def test_most_answers_need_no_notice():
    assert notices(found(), [cite(), cite(FERRY, 2), cite(CANOES, 3)]) == ""
    assert notices(found(), []) == ""


def test_a_later_version_is_named():
    said = notices(found(), [cite(OLD)])
    assert said == ("Boat Review, 10 June 2031 was replaced by a later version: Boat Review (revised), 8 June 2032.")


def test_the_same_words_elsewhere_are_named_of_what_is_shown():
    one, again = cite(), cite(FERRY)
    retrieved = (
        Retrieved(one.passage, 1, 1.0, (again.passage, again.passage)),
        Retrieved(cite(CANOES).passage, 2, 0.5),
    )
    said = "In the same words [1] stands also in Ferry Plan, 10 June 2031"
    assert notices(found(retrieved=retrieved), [one]) == f"{said}."
    assert notices(found(retrieved=retrieved), [one], []) == ""
    retrieved += tuple(Retrieved(cite(n=n).passage, n, 0.1, (again.passage,)) for n in (2, 3))
    retrieved += (Retrieved(cite(n=4).passage, 4, 0.1, (cite(CANOES).passage,)),)
    said = said.replace("[1] stands", "[1], [2] and [3] stand")
    cited = [one, *(cite(n=n) for n in (2, 3, 4))]
    assert notices(found(retrieved=retrieved), cited) == f"{said}; [4] stands also in Canoe Note, 10 June 2031."


def test_of_many_papers_with_the_same_words_one_is_named_and_the_same_paper_by_its_file():
    twice = cite(paper("again", "Boat Review"))
    others = tuple(cite(item).passage for item in (FERRY, CANOES, LATER))
    said = "In the same words [1] stands also in Ferry Plan, 10 June 2031 and 2 more."
    assert notices(found(retrieved=(Retrieved(cite().passage, 1, 1.0, others),)), [cite()]) == said
    said = f"In the same words [1] stands also in the file {twice.passage.item.document}."
    assert notices(found(retrieved=(Retrieved(cite().passage, 1, 1.0, (twice.passage,)),)), [cite()]) == said


def test_marks_on_the_page_are_told():
    said = notices(found(), [cite(context=STRUCK_NOTE), cite(FERRY, 2, STRUCK_NOTE), cite(CANOES, 3, RECOGNISED_NOTE)])
    assert "Words near [1] and [2] are struck out" in said
    assert "[3] stand on scanned pages" in said


def quoted(text, item=BOATS):
    return Quote(clue(stored(text, item, id=text)), 0, len(text))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many boats sank in 2031 and in 2035?", "There is nothing of 2035 in what was found."),
        ("How many boats sank in May 2030 and in 2031?", ""),
        ("How many boats sank in 2035?", "There is nothing of 2035 in these quotes."),
        ("How many sank in 2033 and in 2034?", "There is nothing of 2033 and 2034 in what was found."),
        ("Boats in 2035, and canoes in 2035?", ""),
    ],
)
def test_the_part_that_no_quote_can_answer_is_told(question, said):
    quotes = [quoted("Two boats sank in May 2030."), quoted("It took 3 weeks to raise them.", FERRY)]
    assert compose.lacking(found(question), quotes) == said
    assert compose.lacking(found(question), []) == ""
