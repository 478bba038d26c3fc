"""A vague question for bad news about a paper is answered by what deserves a challenge in it."""

import pytest

from index.store.library import Library
from rag.assistant import Assistant
from rag.check import check_answer
from rag.values import Scope
from tests.fakes import HashEmbedding
from tests.unit.rag import council

PACKS = {
    "old.txt": """
# report | 2030-03-05 | Lamp Inspection Performance Report

1. Lamps lit on time fell to 61 % in the year, against a target of 90 %.
""",
    "new.txt": """
# report | 2031-03-04 | Lamp Inspection Performance Report

1. The purpose of this report is to present the performance of the lamp inspectors to the Committee.

2. Lamps lit on time fell to 71 % (142 of 200) in the year, against a target of 90 %, down from 80 % the year before.

3. There is a risk that the oil store floods, and the work on it has been delayed until 2033.

4. Conclusion. The report gives a summary of performance; it will continue to be monitored.

# report | 2031-03-04 | Puppet Theatre

1. The theatre toured nine villages.
""",
}


@pytest.fixture(scope="module")
def lamps(tmp_path_factory):
    packs, data = tmp_path_factory.mktemp("lamps"), tmp_path_factory.mktemp("lamps-data")
    with Library.open(data, HashEmbedding()) as library:
        council.index(library, council.write(packs, PACKS))
        yield Assistant(library)


@pytest.mark.parametrize(
    "question",
    [
        "anything worrying in the lamp inspection report?",
        "What is going wrong with lamp inspections?",
        "the bad news in the lamp report please",
    ],
)
def test_the_newest_paper_of_the_name_answers_with_its_challenges(lamps, question):
    answer = lamps.ask(question)
    assert answer.status == "answered"
    assert {c.passage.item.document for c in answer.citations} == {"new.txt"}
    assert any("71 %" in c.quote for c in answer.citations)
    assert not any("Conclusion" in c.quote or "purpose" in c.quote for c in answer.citations)
    assert check_answer(answer) == answer


def test_missed_targets_are_only_those(lamps):
    quotes = [c.quote for c in lamps.ask("which targets were missed in the lamp report?").citations]
    assert quotes
    assert not any("oil store" in quote for quote in quotes)


def test_a_paper_that_is_picked_need_not_be_named(lamps):
    picked = next(i for i in lamps.library.items() if i.document == "new.txt" and "Lamp" in i.title)
    answer = lamps.ask("anything to worry about?", scope=Scope(items=(picked.id,)))
    assert any("oil store" in c.quote for c in answer.citations)


@pytest.mark.parametrize(
    "question", ["anything worrying?", "What are the problems with oil?", "What does the lamp report say?"]
)
def test_other_questions_are_answered_as_ever(lamps, question):
    assert lamps.ask(question).citations != lamps.ask("anything worrying in the lamp inspection report?").citations
