"""Finding, recognising and counting with models; nothing here loads one."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from llama_index.core import MockEmbedding

from index.digest import digest
from index.encoder import SentenceTransformerEmbedding, fast
from index.encoder import model as models
from index.encoder.embedding import counter, embed_texts, identity
from index.encoder.pieces import counter as pieces
from index.faults import BadSetting


def test_the_packaged_model_is_the_one_expected() -> None:
    models.check_packaged.cache_clear()
    models.check_packaged()
    assert identity(SentenceTransformerEmbedding()) == "all-MiniLM-L6-v2 53aa51172d14"


def test_other_weights_in_the_package_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    models.check_packaged.cache_clear()
    monkeypatch.setattr(models, "digest", lambda path: "0" * 64)
    with pytest.raises(BadSetting, match=r"digest differs.*again"):
        models.check_packaged()


def test_a_missing_package_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "_PACKAGE", "no_such_package_anywhere")
    with pytest.raises(BadSetting, match="not installed"):
        models.packaged_folder()


@pytest.fixture
def model(tmp_path: Path) -> Path:
    made = tmp_path / "here" / "model"
    made.mkdir(parents=True)
    (made / "config.json").write_text("{}")
    (made / "model.safetensors").write_bytes(b"weights" * 1000)
    return made


def test_a_folder_is_known_by_what_is_in_it(model: Path, tmp_path: Path) -> None:
    first = models.model_identity(str(model))
    assert first.startswith("model ")
    shutil.copytree(model, tmp_path / "there" / "model")
    assert models.model_identity(str(tmp_path / "there" / "model")) == first
    (model / "model.safetensors").write_bytes(b"Weights" * 1000)
    assert models.model_identity(str(model)) != first


def test_a_name_that_is_no_folder_is_left_to_the_hub() -> None:
    assert models.model_folder("someone/some-model") is None
    assert models.model_identity("someone/some-model") == "someone/some-model"


def test_word_pieces_are_counted_as_the_model_reads_them() -> None:
    count = pieces(models.packaged_folder())
    assert (count(""), count("hello world"), count("hello " * 1000)) == (2, 4, 1002)
    assert SentenceTransformerEmbedding().count("hello world") == 4


@pytest.mark.parametrize("content", [None, "no json", "{}"])
def test_a_model_without_a_tokenizer_is_a_fault(model: Path, content: str | None) -> None:
    if content is not None:
        (model / "tokenizer.json").write_text(content)
    with pytest.raises(BadSetting, match="no tokenizer that can be read"):
        pieces(model)


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """A folder that looks like an export."""
    for name in (fast.MODEL, fast.WEIGHTS, fast.TOKENS):
        (tmp_path / name).write_text(name)
    files = {name: digest(tmp_path / name) for name in (fast.MODEL, fast.WEIGHTS, fast.TOKENS)}
    fast.Manifest("this model", 256, 0, "", "", files).write(tmp_path)
    return tmp_path


def test_a_whole_export_is_valid(exported: Path) -> None:
    manifest = fast.valid(exported, "this model")
    assert manifest is not None
    assert manifest.max_length == 256


@pytest.mark.parametrize("name", [fast.MODEL, fast.WEIGHTS, fast.TOKENS, fast.MANIFEST])
@pytest.mark.parametrize("content", [None, "", "[]", '{"identity": 1}'])
def test_a_damaged_export_is_not_used(exported: Path, name: str, content: str | None) -> None:
    if content is None:
        (exported / name).unlink()
    else:
        (exported / name).write_text(content)
    assert fast.valid(exported, "this model") is None


def test_an_export_of_another_model_is_not_used(exported: Path) -> None:
    assert fast.valid(exported, "another model") is None


def test_any_embedding_of_llama_index_will_do() -> None:
    other = MockEmbedding(embed_dim=8)
    assert identity(other) == "MockEmbedding unknown"
    assert counter(other)("three short words") == 8
    assert embed_texts(other, ["a", "b"]).shape == (2, 8)
    assert np.allclose(np.linalg.norm(embed_texts(other, ["a"]), axis=1), 1)
