"""The sentences of the best passages as evidence, best first."""

from dataclasses import replace

import numpy as np
import pytest

from rag.search.evidence import distinct, gather
from rag.search.retriever import HybridRetriever
from tests.unit.rag.council import clue, stored


@pytest.fixture(scope="module")
def find(library):
    return HybridRetriever(library).find


def test_the_best_sentence_is_the_one_that_answers(find):
    found = find("How many children were home educated in Northmere?")
    clues = gather(found)
    assert clues[0].quote.startswith("At the end of the year 312 children were home educated in Northmere")
    assert clues[0].said.value == 1.0
    assert [c.score for c in clues] == sorted((c.score for c in clues), reverse=True)
    best = {r.passage.id for r in found.retrieved[:10]}
    assert {c.passage.id for c in clues} <= best
    assert all(c.quote in c.passage.text for c in clues)


def test_only_the_best_passages_give_evidence_and_what_goes_on_with_their_section(library, find, monkeypatch):
    found = find("crossing patrols")
    first = found.retrieved[0].passage
    later = library.passages(first.item.id, range(first.ordinal + 1, first.ordinal + 4))
    assert later
    assert {p.section for p in later} == {first.section}
    assert {c.passage.id for c in gather(found, passages=1)} == {first.id, *(p.id for p in later)}
    assert gather(found, passages=0) == []
    others = [replace(p, section="15. Any other business") for p in later]
    monkeypatch.setattr(library, "passages", lambda item, places: others)
    assert {c.passage.id for c in gather(found, passages=1)} == {first.id}


def test_an_embedding_without_token_vectors_still_finds_sentences(library, monkeypatch):
    monkeypatch.setattr(library, "token_vectors", lambda ids: {id: np.zeros((0, 128), np.float32) for id in ids})
    clues = gather(HybridRetriever(library).find("Why did the lighthouse club close?"))
    assert {c.said.late for c in clues} == {0.0}
    assert "lighthouse club" in clues[0].quote


def test_a_part_can_be_left_out(library, find):
    found = find("How many children were home educated?")
    plainer = HybridRetriever(library, without=["sentence together"]).rank(found)
    assert [c.score for c in gather(found)] != [c.score for c in gather(plainer)]


def test_clues_that_say_nearly_the_same_are_one():
    texts = {"a": "The boat sank in the old harbour.", "b": "The boat sank in the old harbour!", "c": "Nine villages."}
    first, second, other = (clue(stored(text, id=id)) for id, text in texts.items())
    assert [c.passage.id for c in distinct([first, second, other], 9)] == ["a", "c"]
    assert [c.passage.id for c in distinct([first, second, other], 1)] == ["a"]
    assert distinct([clue(stored("…")), clue(stored("—"))], 9) == []
