"""Example questions are about the newest papers, and each has something to find."""

import pytest

from app.parts.asking.examples import examples
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


def test_the_newest_report_and_the_measure_that_moved_most(ferries):
    newest = "What is worrying in “Quarter 2 2030/31 Ferry Performance Report”?"
    draft = "Draft questions for Quarter 2 2030/31 Ferry Performance Report, 11 December 2030"
    assert examples(ferries) == [newest, draft]  # nobody has worked the figures out yet
    open_ledger(ferries)
    moved, *others = examples(ferries)
    assert others == [newest, draft]
    assert moved.startswith("How have the figures for “")
    assert moved.split("“")[1].split("”")[0].lower() in Assistant(ferries).ask(moved).sentences[0].text.lower()


def test_only_of_the_papers_chosen(ferries):
    september = [i.id for i in ferries.items() if "Quarter 1" in i.title]
    assert "Draft questions for Quarter 1 2030/31 Ferry Performance Report, 10 September 2030" in examples(
        ferries, september
    )
    assert examples(ferries, ["nothing"]) == []
