"""The ledger of the ferry committee: every printed value, its period, what differs, and how it is kept."""

from __future__ import annotations

import shutil

from index.store.library import Library
from index.store.visible import VisibleLibrary
from rag.figures import open_ledger
from rag.figures.keep import FILE, FigureStore
from rag.figures.ledger import find
from rag.figures.values import citations, conflicts_of, equal
from tests.fakes import HashEmbedding


def values(library, words):
    (indicator,) = find(open_ledger(library), words)
    return [(v.period.text if v.period else None, v.printed, v.source) for v in indicator.values]


def test_every_printed_value_with_its_period(ferries):
    assert values(ferries, "crossings made on time") == [
        ("Q4 2029/30", "80.5%", "clause"),
        ("Q4 2029/30", "80.5%", "row"),
        ("Q1 2030/31", "84.1%", "named"),
        ("Q1 2030/31", "84.1%", "row"),
        ("Q1 2030/31", "85.6%", "clause"),
        ("Q1 2030/31", "84.1%", "row"),
        ("Q2 2030/31", "83.2%", "named"),
        ("Q2 2030/31", "82.3%", "row"),
    ]
    assert values(ferries, "season tickets") == [("Summer 2030", "1,204", "named")]


def test_a_sentence_without_a_name_is_of_the_measure_whose_words_it_has(ferries):
    assert ("Q2 2030/31", "73.9%", "clause") in values(ferries, "complaints answered")


def test_target_and_count_as_printed(ferries):
    (indicator,) = find(open_ledger(ferries), "crossings made on time")
    last = indicator.values[-1]
    assert last.target == ">90%"
    assert indicator.values[2].count == 410


def test_every_quote_stands_in_its_passage(ferries):
    every = [v for i in open_ledger(ferries).indicators for v in i.values]
    cited = citations(ferries, every)
    assert len(cited) == len(every)
    assert all(c.quote in c.passage.text for c in cited)


def test_what_differs_is_side_by_side(ferries):
    ledger = open_ledger(ferries)
    found = {(c.first.printed, c.second.printed, c.kind) for i in ledger.indicators for c in conflicts_of(i, i.values)}
    assert found == {("83.2%", "82.3%", "conflict"), ("84.1%", "85.6%", "restated")}


def test_what_differs_is_found_for_a_question(ferries):
    ledger = open_ledger(ferries)

    def about(question):
        return [conflict for i in find(ledger, question) for conflict in conflicts_of(i, i.values)]

    (found,) = about("What percentage of crossings were made on time in Q2 2030/31?")
    assert {found.first.printed, found.second.printed} == {"83.2%", "82.3%"}
    assert about("How many lifebelts were checked?") == []
    assert about("Who is the harbour master?") == []


def test_one_number_rounded_differently_is_no_conflict():
    assert equal("93.48", 93.48, "93.5%", 93.5)
    assert equal("749.0", 749.0, "749", 749)
    assert not equal("93.4%", 93.4, "93.5%", 93.5)


def test_a_period_among_the_words_narrows_the_values(ferries):
    (indicator,) = find(open_ledger(ferries), "crossings on time Q2 2030/31")
    assert {v.printed for v in indicator.values} == {"83.2%", "82.3%"}
    assert find(open_ledger(ferries), "submarines") == []


def test_the_ledger_is_kept_and_made_again_after_a_withdrawal(ferry_data, tmp_path):
    shutil.copytree(ferry_data, tmp_path / "own")
    with Library.open(tmp_path / "own", HashEmbedding()) as library:
        ledger = open_ledger(library)
        kept = FigureStore(library.stores.data_dir).ledger(library.generation)
        assert kept is not None
        assert kept.indicators == ledger.indicators
        library.withdraw("december.txt")
        again = open_ledger(library)
        assert {v.paper.document for i in again.indicators for v in i.values} == {"september.txt"}
        store = FigureStore(library.stores.data_dir)
        store.delete()
        assert not (tmp_path / "own" / FILE).exists()
        assert store.ledger(library.generation) is None


def test_a_damaged_file_is_done_without(ferry_data, tmp_path):
    shutil.copytree(ferry_data, tmp_path / "own")
    (tmp_path / "own" / FILE).write_bytes(b"no database")
    with Library.open(tmp_path / "own", HashEmbedding()) as library:
        assert open_ledger(library).indicators


def test_a_hidden_document_has_no_figures_and_leaves_the_kept_ones_alone(ferry_data, tmp_path):
    shutil.copytree(ferry_data, tmp_path / "own")
    with Library.open(tmp_path / "own", HashEmbedding()) as library:
        whole = open_ledger(library)
        some = VisibleLibrary(library, [library.document("september.txt").id])
        seen = open_ledger(some)
        assert {v.paper.document for i in seen.indicators for v in i.values} == {"september.txt"}
        store = FigureStore(library.stores.data_dir)
        assert store.ledger(library.generation).indicators == whole.indicators
        assert store.ledger(some.generation).indicators == seen.indicators
