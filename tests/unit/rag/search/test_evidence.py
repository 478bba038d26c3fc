"""Sentences as evidence: cut so that each stands in the source as it is, and scored each on its own."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.library import Library
from rag.search.evidence import Clue, distinct, gather, spans
from rag.search.retriever import HybridRetriever
from tests.unit.rag.council import quick, stored


def quotes(text, joints=()):
    passage = stored(text, joints=joints)
    return [passage.text[start:end] for start, end in spans(passage)]


def test_sentences_are_cut_at_their_ends_and_at_joints():
    assert quotes("The puppets toured. They were late.") == ["The puppets toured.", "They were late."]
    assert quotes("The puppets  toured.", (11,)) == ["The puppets", "toured."]
    assert quotes("The puppets toured. They were late.", (20,)) == ["The puppets toured.", "They were late."]
    assert quotes("The puppets toured.", (0, 19)) == ["The puppets toured."]
    assert quotes("") == quotes(" \n ") == []


TEXTS = st.text(max_size=200) | st.lists(
    st.sampled_from(["The boat sank.", "No.", "3", "\n", " ", "Cllr. Moss", "fell by 4.2%", "(a)", "…", "!", "\x00"])
).map(" ".join)


@quick
@given(TEXTS, st.sets(st.integers(0, 200)))
def test_spans_are_in_order_apart_whole_and_across_no_joint(text, joints):
    passage = stored(text, id=f"{text}{sorted(joints)}", joints=tuple(sorted(joints)))
    found = spans(passage)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))
    for start, end in found:
        assert passage.text[start:end] == passage.text[start:end].strip() != ""
        assert not any(start < joint < end for joint in joints)
    covered = "".join("".join(text[start:end].split()) for start, end in found)
    assert covered == "".join(text.split())


@pytest.fixture(scope="module")
def find(library: Library):
    retriever = HybridRetriever(library)
    return lambda question: retriever.find(question)


def test_the_best_sentence_is_the_one_that_answers(find, library):
    found = find("How many children were home educated in Northmere?")
    clues = gather(found, library)
    assert clues[0].quote.startswith("At the end of the year 312 children were home educated in Northmere")
    assert clues[0].value == 1.0
    assert [c.score for c in clues] == sorted((c.score for c in clues), reverse=True)
    best = {r.passage.id for r in found.retrieved[:10]}
    assert {c.passage.id for c in clues} <= best
    for clue in clues:
        assert 0 <= clue.covered <= clue.near <= 1 + 1e-6
        assert -1 <= clue.late <= 1 + 1e-6
        assert clue.quote in clue.passage.text


def test_only_the_best_passages_are_read(find, library):
    found = find("crossing patrols")
    assert {c.passage.id for c in gather(found, library, passages=1)} == {found.retrieved[0].passage.id}
    assert gather(found, library, passages=0) == []


def test_words_around_a_sentence_count_in_part(find, library):
    clues = {c.quote: c for c in gather(find("How many families refused the adviser?"), library)}
    refused = clues["Eleven families refused a visit."]  # the adviser stands in the sentence before it
    assert 0 < refused.covered < refused.near < 1


def test_an_embedding_without_token_vectors_still_finds_sentences(find, library, monkeypatch):
    found = find("Why did the lighthouse club close?")
    monkeypatch.setattr(library, "token_vectors", lambda ids: {id: np.zeros((0, 128), np.float32) for id in ids})
    clues = gather(found, library)
    assert {c.late for c in clues} == {0.0}
    assert "lighthouse club" in clues[0].quote


def test_a_clue_has_a_value_where_it_holds_what_is_asked_for(library):
    clues = gather(HybridRetriever(library).find("How many children were home educated?"), library)
    assert {c.value for c in clues if "312" in c.quote} == {1.0}
    assert {c.value for c in clues if "anxious child" in c.quote} == {0.0}
    assert {c.value for c in gather(HybridRetriever(library).find("Why home education?"), library)} == {0.0}


def test_a_value_counts_for_more_beside_what_it_is_asked_for(library):
    clues = gather(HybridRetriever(library).find("How many children were home educated?"), library)
    assert clues[0].together > 0.5
    assert {c.together for c in clues if not c.value} == {0.0}
    guessed = gather(HybridRetriever(library).find("home education rate"), library)
    assert {c.together for c in guessed} == {0.0}


def clue(text, id="p", score=1.0, start=0):
    return Clue(stored(text, id=id), start, len(text), 0.5, 0.5, 0.5, 0.0, 1.0, score)


def test_clues_that_say_nearly_the_same_are_one():
    same = [clue("The boat sank in the old harbour.", "a"), clue("The boat sank in the old harbour!", "b")]
    other = clue("Nine villages saw the puppets.", "c")
    assert [c.passage.id for c in distinct([*same, other], 9)] == ["a", "c"]
    assert [c.passage.id for c in distinct([*same, other], 1)] == ["a"]
    assert distinct([clue("…"), clue("—")], 9) == []
