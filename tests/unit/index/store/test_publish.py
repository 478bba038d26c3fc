"""A build's check: what the approximate search misses is damage only where the store does not hold it as given.
Where it misses too much, what is near is worked out without it.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.ingest.ingest import ingest
from index.store.catalogue import manifest
from index.store.catalogue.rereading import Rereading
from index.store.catalogue.schema import connect
from index.store.catalogue.writer import Writer
from index.store.corrections import Correction, correct
from index.store.library import Library
from index.store.publish import EXACT, too_many, unfound
from index.store.stores import Stores
from index.store.vectors import EmbeddedChroma
from index.store.verify import verify
from tests.fakes import HashEmbedding, parse_blocks
from tests.unit.index.conftest import visible


class _Every(set[str]):
    """A set that holds everything."""

    def __contains__(self, one: object) -> bool:
        return True


class Blind(EmbeddedChroma):
    """A store whose search never reaches some records."""

    def __init__(self, folder: Path, unreached: set[str]) -> None:
        super().__init__(folder)
        self._unreached = unreached

    def query(self, build: str, vectors: NDArray[np.float32], k: int) -> list[list[tuple[str, float]]]:
        near = super().query(build, vectors, min(k, 40))
        return [[(id, score) for id, score in found if id not in self._unreached] for found in near]


@pytest.fixture(scope="module")
def records() -> tuple[list[str], NDArray[np.float32]]:
    vectors = np.random.default_rng(4).normal(size=(1500, 16)).astype(np.float32)
    return [str(n) for n in range(len(vectors))], vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize(
    ("unreached", "given", "lost", "many"),
    [
        (set(), {}, [], 0),
        ({"7"}, {}, [], 0),  # one in a thousand is out of the search's reach, and held as given
        ({"7"}, {"7": "8"}, ["7"], 0),  # held, but under another's vector
        ({"7", "900"}, {}, [], 2),  # too many: the graph is no good
    ],
)
def test_one_in_a_thousand_may_be_out_of_reach(tmp_path, records, unreached, given, lost, many):
    ids, vectors = records
    stored = vectors.copy()
    for one, other in given.items():
        stored[int(one)] = vectors[int(other)]
    store = Blind(tmp_path, unreached)
    build = store.create()
    store.add(build, ids, stored)
    damaged, far = unfound(store, build, ids, vectors)
    assert (damaged, too_many(far, ids)) == (lost, many)
    store.close()


def test_the_manifest_gets_a_line_a_paper_is_whole_when_shown_and_none_by_who_only_reads(tmp_path, packs, monkeypatch):
    written, write, data = [], manifest.write, tmp_path / "data"
    with Library.open(data, HashEmbedding()) as library:
        monkeypatch.setattr(manifest, "write", lambda *given: written.append(write(*given)))
        lines = ingest([packs], library, parse_blocks)
        for count in (1, 2, 3):
            next(lines)
            text = (data / manifest.FILE).read_text()
            assert [one["status"] for one in manifest.read(data)["documents"]] == ["staged"] * count
            assert len(text.split("\n")) == 2 + count
            (data / manifest.FILE).write_text(text[:-9])  # cut off, as by a kill: the others are read
            assert len(manifest.read(data)["documents"]) == count - 1
            (data / manifest.FILE).write_text(text)
        assert len(list(lines)) == 1
        assert len(written) == 2  # when it began and when they were shown
        with closing(Writer(library.stores.catalogue.path)) as writer:
            rows, id = Rereading(writer), library.documents()[0].id
            assert (rows.stale(), rows.is_stale(id), len(rows.embedded(id))) == ([], False, 6)
            rows.keep(id)
        assert len(written) == 2
        assert {one["path"] for one in manifest.read(tmp_path / "data")["documents"]} == set(visible(library))


def test_what_the_manifest_tells_of_a_change_that_was_not_made_is_named_and_goes(tmp_path, packs):
    with Library.open(tmp_path / "data", HashEmbedding()) as library:
        list(ingest([packs], library, parse_blocks))
        file, catalogue = tmp_path / "data" / manifest.FILE, library.stores.catalogue.path
        before = file.read_text()
        with closing(connect(catalogue, write=True)) as rows:  # and it ends before that is committed
            rows.execute("BEGIN")
            rows.execute("INSERT INTO withdrawn VALUES ('a', 'b')")
            manifest.write(rows, file.parent)
        assert [problem.split(",")[0] for problem in verify(library).problems] == [manifest.FILE]
        assert verify(library, repair=True).repaired == ("wrote the second copy of names and corrections again",)
        assert file.read_text() == before
        file.write_text(before.replace("ready", "reAdy", 1))
        library.withdraw("0 fostering.txt")  # as at any change
        assert verify(library).sound


def test_two_may_write_the_manifest_at_once(tmp_path):
    """Of a catalogue, and of the one that is made in its place."""

    def change(name: str) -> None:
        with closing(Writer(tmp_path / name)) as writer:
            for n in range(40):
                with writer.transaction() as connection:
                    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, n))

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(change, ("catalogue.sqlite3", ".catalogue.sqlite3.new"))) == [None, None]
    assert [row["value"] for row in manifest.read(tmp_path)["meta"]] == ["39"]


def test_a_second_copy_that_is_gone_is_named_beside_a_paper_that_could_not_be_read_again(tmp_path, packs):
    with Library.open(tmp_path / "data", HashEmbedding()) as library:
        list(ingest([packs], library, parse_blocks))
        with closing(connect(library.stores.catalogue.path, write=True)) as rows:
            rows.execute("UPDATE documents SET page_count = 0 WHERE path LIKE '1 %'")
        assert len(verify(library).problems) == 1
        (tmp_path / "data" / manifest.FILE).write_text("gone")
        assert [problem.split(",")[0] for problem in verify(library).problems][1:] == [manifest.FILE]


def test_a_build_that_is_not_as_it_was_written_is_made_anew_at_the_start_and_that_is_said(
    tmp_path, packs, monkeypatch, caplog
):
    with Library.open(tmp_path / "data", HashEmbedding()) as library:
        list(ingest([packs], library, parse_blocks))
        build = library.stores.build
    file = max((tmp_path / "data" / "vectors" / build).rglob("*.bin"), key=lambda path: path.stat().st_size)
    changed = bytearray(file.read_bytes())
    changed[-1] ^= 1
    file.write_bytes(changed)
    with Library.open(tmp_path / "data", HashEmbedding()) as library:
        assert library.stores.build != build
        report = verify(library)
        assert report.sound
        assert report.repaired == ("built the vector store anew from the catalogue",)
    assert "The vector store was damaged" in caplog.text
    assert "Publishing" not in caplog.text
    looked = []
    made_of = EmbeddedChroma._made_of
    monkeypatch.setattr(EmbeddedChroma, "_made_of", lambda *given: looked.append(given) or made_of(*given))
    with Library.open(tmp_path / "data", HashEmbedding()) as library:
        assert verify(library).repaired == ()
        correct(library, library.items()[0].id, Correction(title="Another"))
    assert len(looked) == 1


def test_all_of_a_build_is_on_the_disk_before_it_is_named(tmp_path, records, monkeypatch):
    synced = set()
    monkeypatch.setattr(os, "fsync", lambda file: synced.add(os.fstat(file).st_ino))
    store = EmbeddedChroma(tmp_path)
    build = store.create()
    store.add(build, records[0][:9], records[1][:9])
    assert {path.stat().st_ino for path in (tmp_path, tmp_path / build, *(tmp_path / build).rglob("*"))} <= synced
    assert [path.name for path in (tmp_path / build).glob("*.txt")] == ["made-of.txt"]
    store.close()


def test_papers_that_the_search_does_not_reach_are_shown_and_found(tmp_path: Path, packs: Path) -> None:
    with Library.open(tmp_path / "data", HashEmbedding()) as library:
        blind = Blind(tmp_path / "data" / "vectors", _Every())
        library.stores = Stores(library.stores.data_dir, library.stores.catalogue, blind)
        assert {line.status for line in ingest([packs], library, parse_blocks)} == {"added"}
        assert library.stores.catalogue.meta(EXACT) == "yes"
        assert len(visible(library)) == 4
        ids = [passage.id for passage in library.all_passages()]
        for id, vector in zip(ids, library.passage_vectors(ids), strict=True):
            assert library.search_vectors(vector, 1)[0][0] == id
        assert verify(library).sound
    with Library.open(tmp_path / "data", HashEmbedding()) as library:  # and what comes after goes on from there
        (packs / "more.txt").write_text("# More\n\nThe harbour was dredged in 2031.", encoding="utf-8")
        assert [line.status for line in ingest([packs / "more.txt"], library, parse_blocks)] == ["added"]
        assert verify(library).sound
        assert library.stores.catalogue.meta(EXACT) == "yes"
        library.withdraw("more.txt")  # the search reaches all that is left
        assert library.stores.catalogue.meta(EXACT) == "no"
        assert verify(library).sound
