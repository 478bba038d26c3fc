"""Example questions are about the newest papers, and each has something to find."""

import pytest

from app.parts.asking.examples import examples
from app.parts.asking.scope import Picked
from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from rag.assistant import Assistant
from rag.figures import open_ledger
from tests.fakes import HashEmbedding
from tests.ledgerpacks import write_ledger_packs


@pytest.fixture(scope="module")
def ferries(tmp_path_factory):
    packs, data = tmp_path_factory.mktemp("ferries"), tmp_path_factory.mktemp("ferries-data")
    write_ledger_packs(packs)
    with Library.open(data, HashEmbedding()) as library:
        list(ingest([packs], library, parse))
        yield library


def texts(library, **picked):
    return [question.text for question in examples(library, Picked(**picked))]


def test_the_newest_report_and_a_figure_are_asked_about(ferries):
    purpose = "What is the purpose of “Quarter 2 2030/31 Ferry Performance Report”?"
    draft = "Draft questions for Quarter 2 2030/31 Ferry Performance Report, 11 December 2030"
    assert texts(ferries) == [purpose, draft]  # nobody has worked the figures out yet
    open_ledger(ferries)
    figure, *others = texts(ferries)
    assert others == [purpose, draft]
    assert figure.startswith("What was “")


def test_each_is_answered_from_what_it_names(ferries):
    open_ledger(ferries)
    figure, purpose, _ = examples(ferries, Picked())
    answer = Assistant(ferries).ask(figure.text)
    assert figure.text.split("“")[1].split("”")[0].lower() in answer.sentences[0].text.lower()
    answer = Assistant(ferries).ask(purpose.text, (), Picked.of_question(purpose).scope(ferries.items()))
    assert answer.status == "answered"
    assert "This report tells the Committee how the ferries ran" in answer.citations[0].quote


def test_only_of_the_papers_picked(ferries):
    september = next(i.id for i in ferries.items() if "Quarter 1" in i.title)
    assert "Draft questions for Quarter 1 2030/31 Ferry Performance Report, 10 September 2030" in texts(
        ferries, paper=(september,)
    )
    assert texts(ferries, meeting=("2001-01-01",)) == []
