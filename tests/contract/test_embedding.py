"""What every embedding must do, asked of each: the fake, the general route by torch, the fast route by OpenVINO. Which
route is taken: the export when it is there and whole, the general route whatever goes wrong. In one file, for to import
torch takes a process ten seconds.
"""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.encoder import SentenceTransformerEmbedding, fast, general
from index.encoder import model as encoder
from index.encoder.embedding import Embedding, counter, embed_query, embed_texts, identity
from index.encoder.general import TorchRoute, load
from index.encoder.llamaindex import LlamaIndexEmbedding
from index.faults import BadSetting
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


PIECES = [
    "Fostering report › Costs\nIt cost £1.2m – “too much”.",
    "",
    "\n  Two  words ",
    "word " * 900,
    "子ども \U0001f600 x",
]


def test_both_routes_give_the_same_token_vectors(
    torch_route: SentenceTransformerEmbedding, fast_route: SentenceTransformerEmbedding
) -> None:
    vectors, tokens = torch_route.encode_passages(PIECES)
    fast_vectors, fast_tokens = fast_route.encode_passages(PIECES)
    assert vectors == pytest.approx(embed_texts(torch_route, PIECES), abs=1e-5)
    assert np.sum(vectors * fast_vectors, axis=1).min() > 0.9999
    for text, one, other in zip(PIECES, tokens, fast_tokens, strict=True):
        spans = fast_route.token_spans(text)
        assert torch_route.token_spans(text) == spans
        assert one.shape == other.shape == (len(spans), 128)
        assert np.sum(one * other, axis=1).min(initial=1.0) > 0.999
        assert all(text[start:end].strip() for start, end in spans)
    assert [len(matrix) for matrix in tokens[1:4]] == [0, 2, 254]
    first = PIECES[0]
    assert "".join(first[start:end] for start, end in fast_route.token_spans(first)) == "".join(first.split())


def test_a_question_is_nearest_to_its_own_words(fast_route: SentenceTransformerEmbedding) -> None:
    _, tokens = fast_route.encode_question("late buses")
    _, (matrix,) = fast_route.encode_passages(["Children waited for late buses in winter."])
    spans = fast_route.token_spans("Children waited for late buses in winter.")
    best = [spans[n] for n in np.argmax(tokens @ matrix.T, axis=1)]
    assert ["Children waited for late buses in winter."[start:end] for start, end in best] == ["late", "buses"]


FAST_START = """
import sys
from pathlib import Path
from index.encoder import SentenceTransformerEmbedding
import app.build, rag.assistant
model, cache = sys.argv[1:]
vector = SentenceTransformerEmbedding(model_name=model, cache_dir=Path(cache)).get_query_embedding("how many?")
print(len(vector), sorted({"torch", "openvino_telemetry", "llama_index.core"} & set(sys.modules)))
"""


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A model of one small layer with random weights, the packaged tokenizer, and a prompt for questions."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import AutoTokenizer, BertConfig, BertModel

    torch.manual_seed(7)
    made = tmp_path_factory.mktemp("tiny")
    bert = BertModel(BertConfig(hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64))
    bert.save_pretrained(made / "bert")
    AutoTokenizer.from_pretrained(encoder.packaged_folder()).save_pretrained(made / "bert")
    whole = Transformer(str(made / "bert"), max_seq_length=64)
    model = SentenceTransformer(modules=[whole, Pooling(32)], prompts={"query": "Question: "})
    model.save(str(made / "tiny"))
    return str(made / "tiny")


@pytest.fixture(scope="module")
def exported(tiny: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of exports, with the tiny model's in it."""
    models = tmp_path_factory.mktemp("models")
    assert isinstance(encoder.choose(tiny, models), fast.OpenVinoRoute)
    return models


def test_a_later_start_needs_neither_torch_nor_llama_index_and_calls_nobody(tiny: str, exported: Path) -> None:
    command = [sys.executable, "-c", FAST_START, tiny, exported]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout == "32 []\n"


def test_nothing_but_the_export_is_left_in_the_folder(exported: Path) -> None:
    (only,) = exported.iterdir()
    assert {path.name for path in only.iterdir()} == {fast.MODEL, fast.WEIGHTS, fast.TOKENS, fast.MANIFEST}


def test_the_export_reads_questions_and_long_texts_as_the_model_does(tiny: str, exported: Path) -> None:
    slow, quick = (SentenceTransformerEmbedding(model_name=tiny, cache_dir=cache) for cache in (None, exported))
    for text in ("who was asked?", "word " * 500):
        assert float(embed_query(slow, text) @ embed_query(quick, text)) > 0.9999
        assert float(embed_texts(slow, [text])[0] @ embed_texts(quick, [text])[0]) > 0.9999
    assert float(embed_query(quick, "asked") @ embed_texts(quick, ["asked"])[0]) < 0.9999
    assert slow.count("hello " * 500) == quick.count("hello " * 500) == 502


def test_a_damaged_export_is_made_again(tiny: str, exported: Path) -> None:
    (only,) = exported.iterdir()
    with (only / fast.WEIGHTS).open("r+b") as file:
        file.truncate(1000)
    assert isinstance(encoder.choose(tiny, exported), fast.OpenVinoRoute)
    assert fast.valid(only, encoder.model_identity(tiny)) is not None


def test_an_export_that_disagrees_is_not_used(
    tiny: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(general, "_AGREEMENT", 1.1)
    with caplog.at_level(logging.WARNING):
        route = encoder.choose(tiny, tmp_path / "models")
    assert isinstance(route, TorchRoute)
    assert "agree to" in caplog.text
    assert list((tmp_path / "models").iterdir()) == []


def test_without_openvino_the_general_route_serves(
    tiny: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(encoder, "_has_openvino", lambda: False)
    with caplog.at_level(logging.WARNING):
        route = encoder.choose(tiny, tmp_path / "models")
    assert isinstance(route, TorchRoute)
    assert "openvino is not installed" in caplog.text


def test_a_cache_that_cannot_be_written_is_no_fault(
    tiny: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "models").write_text("a file where the folder should be")
    with caplog.at_level(logging.WARNING):
        vector = embed_query(SentenceTransformerEmbedding(model_name=tiny, cache_dir=tmp_path / "models"), "who?")
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    assert "could not be exported" in caplog.text


def test_a_folder_without_a_model_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="cannot be loaded"):
        load(str(tmp_path))
