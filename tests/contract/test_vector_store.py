"""What every vector store must do, asked of each: Chroma in this process, and a real Chroma server."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.faults import BadSetting, IndexDamaged
from index.ingest.ingest import ingest
from index.store.library import Library
from index.store.vectors import ChromaServer, EmbeddedChroma, VectorStore, builds, isolation
from index.store.verify import verify
from tests.contract.conftest import free_port
from tests.fakes import HashEmbedding, parse_blocks

pytestmark = pytest.mark.as_it_is


@pytest.fixture(params=["embedded", "server"])
def address(request: pytest.FixtureRequest) -> str | None:
    return None if request.param == "embedded" else request.getfixturevalue("chroma_address")


@pytest.fixture
def store(address: str | None, tmp_path: Path) -> Iterator[VectorStore]:
    made: VectorStore
    made = ChromaServer(address, tmp_path.name.strip("_")) if address else EmbeddedChroma(tmp_path / "vectors")
    yield made
    made.close()


def points(number: int, seed: int = 0) -> tuple[list[str], NDArray[np.float32]]:
    vectors = np.random.default_rng(seed).normal(size=(number, 16)).astype(np.float32)
    return [f"{seed}-{n}" for n in range(number)], vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_the_nearest_are_found_with_their_cosine(store: VectorStore) -> None:
    ids, vectors = points(300)
    build = store.create()
    store.add(build, ids, vectors)
    question = vectors[7] + 0.2 * vectors[8]
    question /= np.linalg.norm(question)
    exact = vectors @ question
    (near,) = store.query(build, question[None, :], 10)
    assert [id for id, _ in near] == [ids[n] for n in np.argsort(-exact)[:10]]
    assert [score for _, score in near] == pytest.approx(sorted(exact, reverse=True)[:10], abs=1e-5)


def test_what_is_held_is_as_it_was_given(store: VectorStore) -> None:
    ids, vectors = points(20)
    build = store.create()
    store.add(build, ids, vectors)
    held = store.held(build, [ids[3], "nobody", ids[1]])
    assert held.keys() == {ids[3], ids[1]}
    assert held[ids[3]] == pytest.approx(vectors[3], abs=1e-6)


def test_many_questions_are_answered_in_order(store: VectorStore) -> None:
    ids, vectors = points(50)
    build = store.create()
    store.add(build, ids, vectors)
    assert [near[0][0] for near in store.query(build, vectors, 1)] == ids


def test_fewer_than_asked_for_is_all_there_is(store: VectorStore) -> None:
    ids, vectors = points(3)
    build = store.create()
    assert store.query(build, vectors[:1], 5) == [[]]
    store.add(build, ids, vectors)
    assert {id for id, _ in store.query(build, vectors[:1], 5)[0]} == set(ids)
    assert store.query(build, vectors[:1], 0) == [[]]
    assert store.query(build, vectors[:0], 5) == []


def test_more_than_one_batch_is_taken(store: VectorStore) -> None:
    ids, vectors = points(5600)
    build = store.create()
    store.add(build, ids, vectors)
    assert store.count(build) == 5600
    assert store.query(build, vectors[-1:], 1)[0][0][0] == ids[-1]


def test_adding_again_keeps_the_new_vector(store: VectorStore) -> None:
    build = store.create()
    store.add(build, ["a", "b"], points(2)[1])
    store.add(build, ["a"], points(1, seed=5)[1])
    assert store.count(build) == 2
    assert store.query(build, points(1, seed=5)[1], 1)[0][0] == ("a", pytest.approx(1.0, abs=1e-5))


def test_a_build_on_a_base_has_its_records_and_leaves_it_alone(store: VectorStore) -> None:
    base, (ids, vectors) = store.create(), points(20)
    store.add(base, ids, vectors)
    more, others = points(10, seed=1)
    store.query(base, vectors[:1], 1)  # the base is open and in use
    build = store.create(base)
    store.add(build, more, others)
    assert (store.count(base), store.count(build)) == (20, 30)
    assert [near[0][0] for near in store.query(build, np.vstack([vectors, others]), 1)] == ids + more
    assert store.query(base, others[:1], 1)[0][0][0] in ids


def test_an_isolated_build_finds_the_same_and_can_be_built_on(store: VectorStore) -> None:
    ids, vectors = points(2500)
    plain = store.create()
    store.add(plain, ids, vectors)
    build = store.create()
    store.add(build, ids, vectors, apart=True)
    (own,), (same,) = store.query(build, vectors[:1], 3), store.query(plain, vectors[:1], 3)
    assert [(id, pytest.approx(score, abs=1e-5)) for id, score in same] == own
    assert store.count(build) == 2500
    more, others = points(10, seed=1)
    larger = store.create(build)
    store.add(larger, more, others, apart=True)
    assert (store.count(larger), store.count(build)) == (2510, 2500)


def test_records_that_cannot_be_added_apart_are_told_of_with_the_reason(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(IndexDamaged, match="made anew: The vector store has lost its build of no name") as raised:
        isolation.add_isolated(tmp_path / "vectors", "of no name", *points(2))
    assert "Start again" in raised.value.hint
    assert "exit code 1: Traceback" in caplog.text


def test_a_process_that_is_ended_while_it_adds_is_told_of_by_what_ended_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "python").write_text("#!/bin/sh\nkill -9 $$\n")
    (tmp_path / "python").chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(IndexDamaged, match="made anew: its process was ended by SIGKILL"):
        isolation.add_isolated(tmp_path / "vectors", "of no name", *points(2))
    assert "exit code -9: nothing was said" in caplog.text


@pytest.mark.parametrize("numbers", [(0,), (1,), (1, 1), (3,), (5,), (2, 1)])
def test_who_asks_a_build_writes_nothing_into_its_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, numbers: tuple[int, ...]
) -> None:
    monkeypatch.setattr(builds, "BATCH", 4)  # five end in a batch of one
    store = EmbeddedChroma(tmp_path / "vectors")
    build = store.create()
    for seed, number in enumerate(numbers):
        store.add(build, *points(number, seed))
    asking, files = EmbeddedChroma(tmp_path / "vectors"), index_files(tmp_path)
    ids = points(numbers[0])[0]
    assert asking.count(build) == sum(numbers)
    assert asking.query(build, points(1)[1], 9)[0][:1] == [(id, pytest.approx(1.0)) for id in ids[:1]]
    assert asking.held(build, ids or ["0-0"]).keys() == set(ids)
    asking.close()
    assert index_files(tmp_path) == files
    assert EmbeddedChroma(tmp_path / "vectors").holds(build)


def test_an_index_that_was_not_written_out_is_not_opened(tmp_path: Path) -> None:
    store = EmbeddedChroma(tmp_path / "vectors")
    build, (ids, vectors) = store.create(), points(1)
    store._collection(build).upsert(ids=ids, embeddings=vectors)  # as an earlier version left a build of one passage
    store.close()
    asking, files = EmbeddedChroma(tmp_path / "vectors"), index_files(tmp_path)
    assert files
    assert asking.count(build) is None
    with pytest.raises(IndexDamaged, match="not as it was written"):
        asking.query(build, vectors, 1)
    assert index_files(tmp_path) == files


def index_files(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {one.name: (one.stat().st_mtime_ns, one.read_bytes()) for one in folder.glob("vectors/*/*/*")}


def test_builds_are_listed_and_discarded(store: VectorStore) -> None:
    one, other = store.create(), store.create()
    assert store.builds() == {one, other}
    store.discard(one)
    store.discard(one)
    assert store.builds() == {other}
    assert store.count(one) is None
    with pytest.raises(IndexDamaged, match="verify --repair"):
        store.query(one, points(1)[1], 1)
    assert store.builds() == {other}  # asking for a lost build makes none


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    (tmp_path / "packs").mkdir()
    for name in ("one", "two", "three"):
        blocks = "\n\n".join(f"Paragraph {n} of {name} tells {name}{n}." for n in range(5))
        (tmp_path / "packs" / f"{name}.txt").write_text(f"# {name}\n\n{blocks}")
    return tmp_path / "packs"


@pytest.fixture
def opened(address: str | None, tmp_path: Path) -> Callable[..., Library]:
    return lambda **more: Library.open(tmp_path / "data", HashEmbedding(), address, **more)


def test_a_library_lives_in_every_store(packs: Path, opened: Callable[..., Library]) -> None:
    with opened() as library:
        assert {line.status for line in ingest([packs], library, parse_blocks)} == {"added"}
        assert verify(library).sound
        (packs / "one.txt").write_text("# one\n\nAll is new.")
        assert [line.status for line in ingest([packs], library, parse_blocks)].count("replaced") == 1
        assert verify(library).sound
        library.withdraw("two.txt")
    with opened(read_only=True) as reader:
        report = verify(reader)
        assert report.sound
        assert report.passages == 6
        assert len(reader.stores.vectors.builds()) == 1


def test_a_library_moves_between_stores_without_embedding_again(
    packs: Path, tmp_path: Path, chroma_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(tmp_path / "data", HashEmbedding()) as library:
        list(ingest([packs], library, parse_blocks))
    monkeypatch.setattr(HashEmbedding, "_get_text_embedding", lambda *_: pytest.fail("embedded again"))
    for address in (chroma_address, None):
        with Library.open(tmp_path / "data", HashEmbedding(), address) as library:
            assert verify(library).sound


@pytest.mark.parametrize("address", ["", "no port:x", "ftp://here", "host:99999999"])
def test_an_address_that_is_none_is_a_fault(address: str) -> None:
    with pytest.raises(BadSetting):
        ChromaServer(address, "library")


def test_a_server_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="no Chroma server at 127"):
        Library.open(tmp_path / "data", HashEmbedding(), f"127.0.0.1:{free_port()}")
