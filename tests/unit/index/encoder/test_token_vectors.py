"""Token vectors: made small, stored beside each vector, restored, and gone with their paper."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from llama_index.core.base.embeddings.base import BaseEmbedding

from index.checksums import teach
from index.encoder.embedding import DIMENSIONS, embedded_text, none, pack, project, unpack
from index.faults import IndexMismatch
from index.ingest.ingest import IngestLine, ingest
from index.ingest.reread import reread
from index.store.kept import Recent
from index.store.library import Library
from index.store.remake import make_again
from index.store.verify import verify
from tests.fakes import HashEmbedding, parse_blocks

Index = Callable[..., list[IngestLine]]


class Plain(BaseEmbedding):
    """Somebody's own embedding, which knows nothing of token vectors."""

    model_name: str = "plain"

    def _get_text_embedding(self, text: str) -> list[float]:
        return HashEmbedding()._get_text_embedding(text)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def stored(library: Library) -> int:
    connection = sqlite3.connect(library.stores.catalogue.path)
    found = connection.execute("SELECT count(*) FROM token_vectors").fetchone()[0]
    connection.close()
    return int(found)


def test_projected_rows_keep_their_angles() -> None:
    rows = np.random.default_rng(1).normal(size=(40, 384)).astype(np.float32)
    rows[20:] = rows[:20] + 0.3 * rows[20:]
    small = project(rows)
    assert small.shape == (40, DIMENSIONS)
    assert np.linalg.norm(small, axis=1) == pytest.approx(np.ones(40), abs=1e-5)
    exact = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    assert np.abs(small @ small.T - exact @ exact.T).max() < 0.4
    assert np.sum(small[:20] * small[20:], axis=1).min() > 0.9
    one = project(np.eye(1, 384, dtype=np.float32))[0]
    assert np.abs(one) == pytest.approx(np.full(DIMENSIONS, DIMENSIONS**-0.5))
    assert (
        "".join("-+"[int(n > 0)] for n in one[:16]) == "--+-+++--+-+--+-"
    )  # the same for ever, or old indexes are wrong


def test_packing_uses_the_whole_range_and_loses_little() -> None:
    matrices = [project(np.random.default_rng(n).normal(size=(n, 384)).astype(np.float32)) for n in (3, 1, 7)]
    packed = [pack(matrix) for matrix in [*matrices, none()]]
    assert [len(blob) for blob in packed] == [3 * DIMENSIONS, DIMENSIONS, 7 * DIMENSIONS, 0]
    assert np.abs(np.frombuffer(packed[0], np.int8).reshape(3, -1)).max(axis=1).tolist() == [127] * 3
    restored = unpack(packed)
    assert [matrix.shape for matrix in restored] == [(n, DIMENSIONS) for n in (3, 1, 7, 0)]
    for before, after in zip(matrices, restored, strict=False):
        assert np.sum(before * after, axis=1).min() > 0.999
        assert np.linalg.norm(after, axis=1) == pytest.approx(np.ones(len(after)), abs=1e-5)
    assert unpack([]) == []
    assert not unpack([pack(np.zeros((2, DIMENSIONS), np.float32))])[0].any()


def test_each_passage_has_a_row_a_token_and_knows_where_it_stands(packs: Path, library: Library, index: Index) -> None:
    index(packs)
    ids = [passage.id for passage in library.stores.catalogue.passages()]
    matrices = library.token_vectors([*ids, "unknown"])
    assert list(matrices) == ids
    for passage in library.stores.catalogue.passages():
        spans, text = library.token_spans(passage), embedded_text(passage)
        assert len(spans) == len(matrices[passage.id])
        vector, tokens = library.embed_question(text[slice(*spans[-1])])
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
        assert float(matrices[passage.id][-1] @ tokens[0]) > 0.999
    assert library.token_vectors(ids[:1])[ids[0]] == pytest.approx(matrices[ids[0]])
    assert library.token_vectors([]) == {}


def test_withdrawing_removes_them(packs: Path, library: Library, index: Index) -> None:
    index(packs)
    gone = library.stores.catalogue.passages()[0]
    assert len(library.token_vectors([gone.id])) == 1
    assert stored(library) == len(library.stores.catalogue.passages())
    library.withdraw(gone.item.document)
    assert stored(library) == len(library.stores.catalogue.passages())
    assert library.token_vectors([gone.id]) == {}


def test_lost_ones_are_made_again(packs: Path, library: Library, index: Index) -> None:
    index(packs)
    ids = [passage.id for passage in library.stores.catalogue.passages()]
    before = {id: matrix.copy() for id, matrix in library.token_vectors(ids).items()}
    connection = sqlite3.connect(library.stores.catalogue.path)
    connection.create_function("checksum", -1, lambda *_: 0)
    connection.execute("CREATE TEMP TABLE kept AS SELECT * FROM sums")
    connection.execute("DELETE FROM token_vectors WHERE passage % 2")
    connection.execute("INSERT OR IGNORE INTO sums SELECT * FROM kept")
    connection.commit()
    connection.close()
    assert any("token_vectors 1 of" in problem for problem in verify(library).problems)
    assert make_again(library.stores.data_dir)
    assert list(reread(library.stores.data_dir, HashEmbedding(), parse_blocks))
    assert verify(library).sound
    with Library.open(library.stores.data_dir, HashEmbedding()) as again:
        after = again.token_vectors(ids)
    assert all(after[id] == pytest.approx(before[id]) for id in ids)


def test_an_embedding_without_any_does_all_else(packs: Path, tmp_path: Path) -> None:
    with Library.open(tmp_path / "plain", Plain()) as library:
        list(ingest([packs], library, parse_blocks))
        passage = library.stores.catalogue.passages()[0]
        vector, tokens = library.embed_question(passage.text)
        assert tokens.shape == library.token_vectors([passage.id])[passage.id].shape == (0, DIMENSIONS)
        assert library.token_spans(passage) == []
        assert library.search_vectors(vector, 3)
        assert verify(library).sound


@pytest.mark.parametrize(
    ("key", "value", "hint"),
    [
        ("schema", "99", "another version"),
        ("schema", "older", "another version"),
        ("token vectors", "older", "token vectors 'older'"),
    ],
)
def test_an_index_made_otherwise_says_what_to_run(
    packs: Path, tmp_path: Path, library: Library, index: Index, key: str, value: str, hint: str
) -> None:
    index(packs)
    connection = sqlite3.connect(library.stores.catalogue.path)
    teach(connection)
    connection.execute("UPDATE meta SET value = ? WHERE key = ?", (value, key))
    connection.commit()
    connection.close()
    with pytest.raises(IndexMismatch, match=hint) as fault:
        Library.open(tmp_path / "data", HashEmbedding())
    assert "scrutiny index PATH --data NEW_FOLDER" in fault.value.hint


def test_what_is_asked_for_most_recently_is_remembered() -> None:
    asked: list[list[str]] = []

    def make(keys: list[str]) -> dict[str, int]:
        asked.append(keys)
        return {key: len(key) for key in keys if key != "?"}

    recent: Recent[int] = Recent(2)
    assert recent.all(["a", "bb", "?", "a"], make) == {"a": 1, "bb": 2}
    assert recent.all(["bb", "a"], make) == {"bb": 2, "a": 1}
    assert recent.get("ccc", lambda: 3) == 3
    assert list(recent.all(["bb", "a"], make).values()) == [2, 1]
    assert asked == [["a", "bb", "?"], ["bb"]]
