"""Features of candidate passages, and the heads that weigh them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from index.store.library import Library
from prompts.fitted import fitted
from rag.search.matching import weigh
from rag.search.query import analyse
from rag.search.ranking import FIRST, SECOND, SENTENCE, Attention, first_features, heads, late_interaction
from rag.search.reading import Alignment
from rag.search.retriever import Found, HybridRetriever
from tests.unit.rag.council import quick


def unit(*rows):
    matrix = np.array(rows, np.float32).reshape(-1, 2)
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def test_late_interaction_is_the_mean_of_best_matches():
    question = unit([1, 0], [0, 1])
    none = np.zeros((0, 2), np.float32)
    passages = {"both": unit([0, 1], [1, 0], [1, 1]), "one": unit([1, 0]), "none": none, "half": unit([1, 1])}
    found = late_interaction(question, passages)
    assert found == {"both": pytest.approx(1.0), "one": pytest.approx(0.5), "none": 0.0, "half": pytest.approx(2**-0.5)}
    assert list(found) == ["both", "one", "none", "half"]


def test_late_interaction_without_token_vectors_is_nothing():
    empty = np.zeros((0, 2), np.float32)
    assert late_interaction(empty, {"a": unit([1, 0])}) == {"a": 0.0}
    assert late_interaction(unit([1, 0]), {"a": empty}) == {"a": 0.0}
    assert late_interaction(unit([1, 0]), {}) == {}


ROWS = arrays.arrays(np.float32, st.tuples(st.integers(0, 4), st.just(3)), elements=st.floats(-1, 1, width=32))


@quick
@given(ROWS, st.lists(ROWS, max_size=5))
def test_all_at_once_is_one_by_one(question, matrices):
    found = late_interaction(question, {str(n): m for n, m in enumerate(matrices)})
    for n, matrix in enumerate(matrices):
        alone = (question @ matrix.T).max(axis=1).mean() if len(question) and len(matrix) else 0.0
        assert found[str(n)] == pytest.approx(float(alone), abs=1e-5)


def test_the_heads_that_ship_weigh_the_features_that_are_taken():
    shipped = heads()
    assert (shipped.first.names, shipped.second.names, shipped.sentence.names) == (FIRST, SECOND, SENTENCE)


def test_a_feature_can_be_left_out():
    less = heads().without(["late", "sentence late"])
    assert less.first.weights[FIRST.index("late")] == less.second.weights[SECOND.index("sentence late")] == 0
    assert less.sentence.weights[SENTENCE.index("late")] == 0
    assert less.first.weights[FIRST.index("words")] == heads().first.weights[FIRST.index("words")]


QUESTION = np.eye(2, 128, dtype=np.float32)


def aligned(*best: list[float]) -> Alignment:
    mean = np.zeros((len(best), 128), np.float32)
    mean[:, 1] = 0.25
    return Alignment(np.array(best, np.float32), mean)


def test_what_is_heeded_is_what_a_sentence_has_to_match():
    first, second = QUESTION
    heeds_the_first = Attention(50 * first, 2 * second)
    assert heeds_the_first.features(aligned([0.9, 0.1], [0.2, 0.9]), QUESTION).tolist() == [
        pytest.approx([0.9, 0.5]),
        pytest.approx([0.2, 0.5]),
    ]


def test_with_another_encoder_all_tokens_are_heeded_alike():
    assert Attention.none().features(aligned([0.2, 0.8]), QUESTION).tolist() == [pytest.approx([0.5, 0.0])]
    assert not heads("another").attention.heed.any()
    assert heads(fitted("ranking")["encoder"]).attention.heed.tolist() == heads().attention.heed.tolist()


def test_a_question_without_tokens_has_nothing_to_heed():
    nothing = Alignment(np.zeros((1, 0), np.float32), np.zeros((1, 128), np.float32))
    assert heads().attention.features(nothing, np.zeros((0, 128), np.float32)).tolist() == [[0.0, 0.0]]


@pytest.fixture(scope="module")
def find(library: Library):
    retriever = HybridRetriever(library)
    return lambda question, **more: retriever.find(question, **more)


def best(found: Found) -> dict[str, float]:
    return found.features[found.retrieved[0].passage.id]


def test_the_best_candidate_by_words_has_one(find):
    found = find("puppet theatre driftwood")
    assert best(found)["words"] == 1.0
    assert best(found)["coverage"] == pytest.approx(1.0)
    assert all(0 <= f["words"] <= 1 and 0 <= f["coverage"] <= 1 + 1e-6 for f in found.features.values())


def test_words_in_the_context_count_for_less(find):
    """The appendix's title stands only in the context of its passage, if at all."""
    found = find("Data appendix")
    assert 0 < max(f["coverage"] for f in found.features.values()) < 1


def test_without_candidates_there_are_no_features(find, library):
    found = find("puppets")
    concepts = weigh(analyse("puppets", found.corpus.vocabulary), found.corpus)
    assert first_features(found.query, concepts, found.scoped, found.corpus, [], {}, {}).shape == (0, len(FIRST))
