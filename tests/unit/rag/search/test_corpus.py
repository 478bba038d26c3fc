"""What ranking knows of the whole index, for one state of it."""

from dataclasses import replace
from math import log

import pytest

from index.store.library import Library
from rag.search.corpus import Corpus, corpus_of, periods_of, words_of
from tests.unit.rag import council
from tests.unit.rag.council import stored


def test_it_knows_the_papers_and_their_words(library: Library):
    corpus = Corpus(library)
    assert [i.title for i in corpus.items] == [i.title for i in library.items()]
    assert corpus.size == len(library.stores.catalogue.passages())
    assert corpus.vocabulary.ways(("ehe",))  # introduced in a paper, and in the curated groups
    inverse = corpus.inverse_frequency(["patrol", "driftwood", "nowher"])
    assert corpus.frequency("patrol") > corpus.frequency("driftwood") == 1
    assert corpus.frequency("nowher") == 0
    assert inverse["patrol"] < inverse["driftwood"] < inverse["nowher"]


def test_the_inverse_frequency_is_the_books_and_never_negative(library: Library):
    corpus = Corpus(library)
    assert corpus.inverse(0) == pytest.approx(log(1 + (corpus.size + 0.5) / 0.5))
    assert corpus.inverse(corpus.size) == pytest.approx(log(1 + 0.5 / (corpus.size + 0.5)))
    assert corpus.inverse(10 * corpus.size) == corpus.inverse(corpus.size) > 0


def test_no_papers(empty: Library):
    corpus = Corpus(empty)
    assert (corpus.items, corpus.size, corpus.average_length) == ([], 1, 1.0)
    assert corpus.inverse_frequency(["puppet"])["puppet"] > 0


def test_a_corpus_is_kept_until_the_index_changes(own: Library, tmp_path):
    before = corpus_of(own)
    assert corpus_of(own) is before
    council.index(own, council.write(tmp_path / "more", {"more.txt": "# report | 2033-01-01 | Boats\n\nBoats float."}))
    after = corpus_of(own)
    assert after is not before
    assert len(after.items) == len(before.items) + 1


def test_words_and_periods_are_those_of_text_and_context():
    passage = stored("The puppets toured; the puppets rested in May 2031.", context="Tour of 2030/31", id="w")
    words = words_of(passage)
    assert words.text["puppet"] == 2
    assert words.length == sum(words.text.values())
    assert "2030/31" in words.context
    assert "puppet" not in words.context
    assert [p.text for p in periods_of(passage)] == ["2030/31", "May 2031"]
    assert words_of(passage) is words_of(stored(passage.text, context=passage.context, id="w"))


def test_the_name_of_the_body_stands_above_each_of_its_passages():
    board = replace(stored("").item, committee="Lighthouse Board")
    named = words_of(stored("The lamp was mended.", board, id="board"))
    assert {"lighthous", "board"} <= named.context
    assert not {"lighthous", "board"} & set(named.text)
    assert words_of(stored("The lamp was mended.", replace(board, committee=None), id="board")).context == frozenset()
