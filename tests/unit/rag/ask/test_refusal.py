"""When the papers do not answer, and how that is said."""

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from index.store.library import Library
from prompts.fitted import fitted
from rag.ask.answerable import judge, nothing, refused, searched
from rag.assistant import Assistant
from rag.search.matching import Weighed
from rag.search.query import Vocabulary, analyse
from rag.search.retriever import Found
from rag.search.scope import ScopeFinder
from rag.values import Retrieved
from tests.unit.rag import council
from tests.unit.rag.council import JUNE, NEXT_JUNE, paper, stored

BOATS = paper("boats", "Boat Review", meeting_date=JUNE)
FERRY = paper("ferry", "Ferry Plan", meeting_date=NEXT_JUNE)


def found(question, items=(BOATS, FERRY), chosen=None, late=None):
    """What was found; with `late`, how well the best passage matches word by word with the packaged encoder."""
    embedding = SimpleNamespace(identity=fitted("answerable")["encoder"] if late is not None else "another")
    best = () if late is None else (Retrieved(stored("It sank.", BOATS, id="best"), 1, 1.0, ()),)
    query = analyse(question, Vocabulary({}))
    return Found(
        corpus=SimpleNamespace(items=list(items), library=SimpleNamespace(embedding=embedding)),
        searched=tuple(items if chosen is None else chosen),
        scoped=ScopeFinder(items).find(question),
        query=query,
        concepts=tuple(Weighed(c, 1.0, tuple((((s, 1.0),), 1.0) for s in c.ways[0][0])) for c in query.concepts),
        meaning=np.ones(384, np.float32),
        question_tokens=np.ones((1, 128), np.float32),
        reader=None,
        passages=(),
        table=np.zeros((0, 0)),
        retrieved=best,
        features={"best": {"vector": 0.1, "late": late}} if best else {},
    )


def clue(text, item=BOATS, near=1.0, late=1.0):
    return council.clue(stored(text, item, id=text), near=near, late=late)


def reason(question, *clues, **more):
    one = found(question, **more)
    refusal = judge(one, clues)
    return refusal and refusal.reason


def test_an_answer_may_be_there():
    assert reason("How many boats?", clue("There were 41 boats.")) is None
    assert reason("Why?", clue("It sank.", near=0.0)) is None  # near in meaning, in other words
    assert reason("Why?", clue("It sank.", late=0.0)) is None


def test_no_papers_at_all():
    refusal = judge(found("boats", items=()), [])
    assert refusal.reason == "no_papers"
    assert "scrutiny index" in refusal.text


def test_a_choice_of_papers_that_leaves_none():
    refusal = judge(found("boats", chosen=()), [])
    assert refusal.reason == "no_such_papers"
    assert "None of the 2 papers" in refusal.text


def test_nothing_bears_on_it():
    assert reason("zebras", clue("It sank.", near=0.1, late=0.3)) == "nothing"
    assert reason("zebras") == "nothing"
    text = judge(found("What of the Zebras?"), []).text
    assert text == (
        "The papers held do not say anything on this. Searched: 2 papers of 10 June 2031 to 8 June 2032, for Zebras."
    )


def test_with_the_encoder_measured_on_words_alone_say_whether_anything_bears_on_it():
    far = clue("It sank.", near=0.0, late=0.3)
    assert reason("How many went down?", far, late=0.6) is None
    assert reason("What is the capital of France?", clue("The capital programme.", near=1.0), late=0.3) == "nothing"


def test_the_period_is_another():
    question = "Boats in 2025/26"
    assert reason(question, clue("There were 41.")) == "another_period"
    text = judge(found(question), [clue("There were 41.")]).text
    assert "nothing on this for 2025/26" in text
    assert text.endswith("They speak of it in Boat Review, 10 June 2031.")
    both = [clue("There were 39.", FERRY), clue("There were 41.")]
    assert judge(found(question), both).text.endswith("They speak of it in Boat Review, 10 June 2031.")  # the nearer
    assert reason(question, clue("There were 41 in 2025/26.")) is None  # printed in the passage
    assert reason("Boats in 2030/31", clue("There were 41.")) is None  # the meeting soon after
    assert reason("Boats since 2025/26", clue("There were 41.")) is None  # over the years


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("There were 41 boats at 31 May 2026, against 39 a year before.", "Boats in May 2025"),
        ("Boats fell to 41 in 2025/26, from 47 two years earlier.", "Boats in 2023/24"),
        ("In 2024/25 there were 41 boats, and 52 one year later.", "Boats in 2025/26"),
    ],
)
def test_a_time_told_from_another_is_of_it(sentence, asked):
    new = paper("new", "Boats again", meeting_date=date(2028, 6, 1))
    assert reason(asked, clue(sentence, new)) is None
    assert reason("Boats in 2021/22", clue(sentence, new)) == "another_period"


def test_a_paper_indexed_since_the_question_was_read_is_judged_by_what_it_prints():
    new = paper("new", "Boats again", meeting_date=date(2026, 6, 1))
    question = "Boats in 2025/26"
    assert reason(question, clue("There were 41.", new)) == "another_period"
    assert reason(question, clue("There were 41 in 2025/26.", new)) is None


def test_what_was_searched_is_said_as_it_was():
    assert searched(found("boats")).startswith("Searched: 2 papers of 10 June 2031 to 8 June 2032, for boats")
    assert searched(found("boats", items=(BOATS,))).startswith("Searched: Boat Review, 10 June 2031, for boats")
    assert searched(found("boats", chosen=(FERRY,))).startswith("Searched: Ferry Plan, 8 June 2032, for boats")
    same_day = (BOATS, paper("other", "Other"))
    assert searched(found("", items=same_day)) == "Searched: 2 papers of 10 June 2031."
    undated = tuple(paper(str(n), "Notes", meeting_date=None) for n in range(2))
    assert searched(found("boats", items=undated)) == "Searched: 2 papers, for boats."


def test_a_refusal_cites_nothing():
    one = found("zebras in 2031")
    answer = refused("zebras in 2031", one, nothing(one))
    assert (answer.status, answer.citations, answer.sentences) == ("not_found", (), ())
    assert answer.scope.periods == ("2031",)


@pytest.fixture
def poor(empty: Library, tmp_path) -> Assistant:
    """An assistant whose papers print no sum of money."""
    others = "\n\n".join(f"Paragraph about matter{n}, which is long{n} and dull{n}." for n in range(40))
    pack = f"# report | 2031-06-10 | Yearly Review\n\nKites cost more than before. Nine kites flew.\n\n{others}"
    council.index(empty, council.write(tmp_path / "kites", {"kites.txt": pack}))
    return Assistant(empty)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Were nine kites flown in 2019/20, or flew nine?", "nothing on this for 2019/20"),
        ("zebra quantum flux", "do not say anything on this"),
    ],
)
def test_a_refusal_end_to_end(poor, question, says):
    answer = poor.ask(question)
    assert answer.status == "not_found"
    assert says in answer.text
    assert "Searched: Yearly Review, 10 June 2031" in answer.text
    assert (answer.citations, answer.sentences) == ((), ())
    assert answer.passages
