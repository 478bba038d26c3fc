"""What every embedding must do, asked of each: the fake, the general route by torch, the fast route by OpenVINO."""

from __future__ import annotations

import asyncio
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.encoder import SentenceTransformerEmbedding
from index.encoder.embedding import Embedding, counter, embed_query, embed_texts, identity
from index.encoder.llamaindex import LlamaIndexEmbedding
from tests.fakes import HashEmbedding

TEXTS = [
    "The committee asked how many children waited for a place.",
    "Buses were late in the winter term.",
    "4.2 % of pupils (168) were absent – “severely”.",
    "",
    "word " * 2000,
    "Plant kwotas gofal \U0001f600 子ども",
]


@pytest.fixture(scope="session")
def torch_route() -> SentenceTransformerEmbedding:
    return SentenceTransformerEmbedding()


@pytest.fixture(scope="session")
def fast_route(models: Path) -> SentenceTransformerEmbedding:
    return SentenceTransformerEmbedding(cache_dir=models)


@pytest.fixture(params=["fake", "torch_route", "fast_route"])
def embedding(request: pytest.FixtureRequest) -> Embedding:
    return HashEmbedding() if request.param == "fake" else request.getfixturevalue(request.param)


def near(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(np.sum(one * other, axis=-1).min())


def test_vectors_have_unit_length_and_depend_on_the_text(embedding: Embedding) -> None:
    vectors = embed_texts(embedding, TEXTS)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)
    assert np.linalg.matrix_rank(vectors) == len(TEXTS)


def test_a_text_has_one_vector_whatever_stands_beside_it(embedding: Embedding) -> None:
    together, backwards = embed_texts(embedding, TEXTS), embed_texts(embedding, TEXTS[::-1])[::-1]
    alone = np.vstack([embed_texts(embedding, [text]) for text in TEXTS])
    assert near(together, backwards) > 0.99999
    assert near(together, alone) > 0.99999


def test_a_question_is_near_to_what_answers_it(embedding: Embedding) -> None:
    scores = embed_texts(embedding, TEXTS[:3]) @ embed_query(embedding, "how many children waited?")
    assert int(np.argmax(scores)) == 0


def test_llama_index_may_ask_in_every_way(embedding: Embedding) -> None:
    asked = LlamaIndexEmbedding(embedding)
    one = np.array(asked.get_text_embedding(TEXTS[0]))
    assert near(one, embed_texts(embedding, TEXTS[:1])[0]) > 0.99999
    assert near(one, embed_texts(asked, TEXTS[:1])[0]) > 0.99999
    assert near(one, np.array(asyncio.run(asked.aget_text_embedding(TEXTS[0])))) > 0.99999
    question = np.array(asyncio.run(asked.aget_query_embedding("who?")))
    assert near(question, embed_query(embedding, "who?")) > 0.99999


def test_nothing_to_embed_is_nothing(embedding: Embedding) -> None:
    assert len(embed_texts(embedding, [])) == 0


def test_pieces_are_counted(embedding: Embedding) -> None:
    count = counter(embedding)
    assert count("") == 2
    assert count("one two three") == 5
    assert count("word " * 2000) == 2002


def test_the_identity_is_the_same_each_time(embedding: Embedding) -> None:
    assert identity(embedding) == identity(embedding)


def test_the_routes_agree(torch_route: Embedding, fast_route: Embedding) -> None:
    assert identity(torch_route) == identity(fast_route)
    assert near(embed_texts(torch_route, TEXTS), embed_texts(fast_route, TEXTS)) > 0.9999
    assert near(embed_query(torch_route, TEXTS[0]), embed_query(fast_route, TEXTS[0])) > 0.9999
