"""Which route is taken: the export when it is there and whole, the general route whatever goes wrong."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.encoder import SentenceTransformerEmbedding, fast, general
from index.encoder import model as encoder
from index.encoder.embedding import embed_query, embed_texts
from index.encoder.general import TorchRoute, load
from index.faults import BadSetting

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
