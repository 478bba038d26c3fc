import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.faults import IndexDamaged
from index.ingest.ingest import IngestLine, resume
from index.ingest.reread import reread
from index.store.catalogue.writer import Writer
from index.store.library import Library
from index.store.remake import make_again
from index.store.verify import VerifyReport, verify
from tests.fakes import HashEmbedding, parse_blocks
from tests.unit.index.conftest import visible

Index = Callable[..., list[IngestLine]]


@pytest.fixture
def full(packs: Path, library: Library, index: Index) -> Library:
    index(packs)
    return library


def change(library: Library, sql: str) -> None:
    """As something would that knows nothing of checksums."""
    connection = sqlite3.connect(library.stores.catalogue.path)
    connection.create_function("checksum", -1, lambda *_: 0)
    connection.executescript(
        f"CREATE TEMP TABLE kept AS SELECT * FROM sums; {sql}; DELETE FROM sums; INSERT INTO sums SELECT * FROM kept"
    )
    connection.close()


def use_build(library: Library, build: str) -> None:
    with closing(Writer(library.stores.catalogue.path)) as writer, writer.transaction() as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key LIKE 'vectors:%'", (build,))


def mended(library: Library) -> VerifyReport:
    """What `scrutiny verify --repair` does."""
    if make_again(library.stores.data_dir):
        list(reread(library.stores.data_dir, HashEmbedding(), parse_blocks))
    return verify(library, repair=True)


def build(library: Library) -> Path:
    return library.stores.data_dir / "vectors" / str(library.stores.build)


def drop_build(library: Library) -> None:
    library.stores.vectors.close()
    shutil.rmtree(build(library))


def scramble_build(library: Library) -> None:
    library.stores.vectors.close()
    for path in build(library).rglob("*"):
        if path.is_file():
            path.write_bytes(b"\xff" * (path.stat().st_size or 100))


def lose_records(library: Library) -> None:
    ids, vectors = library.stores.catalogue.vectors()
    smaller = library.stores.vectors.create()
    library.stores.vectors.add(smaller, ids[:-3], vectors[:-3])
    use_build(library, smaller)


def swap_records(library: Library) -> None:
    ids, vectors = library.stores.catalogue.vectors()
    swapped = library.stores.vectors.create()
    library.stores.vectors.add(swapped, ids, vectors[::-1])
    use_build(library, swapped)


def lose_file(library: Library) -> None:
    library.file_path(library.documents()[0].id).unlink()


def change_file(library: Library) -> None:
    library.file_path(library.documents()[1].id).write_text("other bytes")


def test_a_sound_index_is_told_so(full: Library) -> None:
    report = verify(full)
    assert report.sound
    assert (report.documents, report.items, report.passages, report.pages) == (4, 4, 24, 4)
    assert (report.found_by_words, report.found_by_vector, report.bare_pages) == (24, 24, {})
    assert report.as_json()["sound"] is True


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda library: change(library, "DELETE FROM words WHERE rowid < 4"), "not found by their words"),
        (lambda library: change(library, "DELETE FROM vectors WHERE passage < 4"), "vectors 3 of"),
        (lambda library: change(library, "UPDATE vectors SET vector = zeroblob(256)"), "vectors 24 of"),
        (lambda library: change(library, "UPDATE vectors SET vector = x'00' WHERE passage = 2"), "vectors 2 of 0 f"),
        (lambda library: change(library, "UPDATE token_vectors SET tokens = x'01' WHERE passage = 3"), "vectors 3 of"),
        (lambda library: change(library, "UPDATE passages SET text = 'Zebedee' WHERE key = 4"), "passages 1 4 of"),
        (lambda library: change(library, "UPDATE passages SET item = 2 WHERE key = 4"), "passages 1 4 of"),
        (lambda library: change(library, "UPDATE passages SET page = 9 WHERE key = 4"), "passages 1 4 of"),
        (lambda library: change(library, "UPDATE statements SET body = '[]' WHERE passage = 4"), "statements 4 of"),
        (lambda library: change(library, "UPDATE items SET title = 'Zebedee' WHERE key = 1"), "items 1 1"),
        (lambda library: change(library, "UPDATE pages SET text = 'Zebedee' WHERE document = 1"), "pages 1 0"),
        (lambda library: change(library, "UPDATE documents SET path = 'Zebedee' WHERE key = 1"), "documents 1"),
        (lambda library: change(library, "UPDATE bands SET band = 7 WHERE passage = 4"), "bands 4 of"),
        (lambda library: change(library, "UPDATE meta SET value = 7 WHERE key = 'generation'"), "meta generation"),
        (lambda library: change(library, "DROP INDEX passages_item"), "its tables are not made"),
        (lambda library: change(library, "UPDATE words_content SET c1 = 'zebedee' WHERE id = 4"), "malformed"),
        (lambda library: (library.stores.data_dir / "manifest.json").write_text("{}"), "manifest.json"),
        (drop_build, "no build"),
        (scramble_build, "vector store"),
        (lose_records, "holds 21 passages, the catalogue 24"),
        (swap_records, "not found by their vector"),
        (lose_file, "is missing or changed"),
        (change_file, "is missing or changed"),
    ],
)
def test_damage_is_found_and_mended(full: Library, damage: Callable[[Library], None], problem: str) -> None:
    shown = visible(full)
    damage(full)
    before = verify(full)
    assert any(problem in told for told in before.problems), before.problems
    after = mended(full)
    assert after.sound, after.problems
    assert visible(full) == shown
    assert verify(full).sound


def test_a_repair_takes_away_nothing_that_it_cannot_replace(full: Library, packs: Path) -> None:
    change_file(full)
    changed = full.documents()[1]
    (packs / changed.path).unlink()
    assert not verify(full, repair=True).sound
    assert full.file_path(changed.id).read_text() == "other bytes"


def test_a_file_that_is_lost_everywhere_stays_a_problem(full: Library, packs: Path) -> None:
    lose_file(full)
    (packs / full.documents()[0].path).unlink()
    after = verify(full, repair=True)
    assert [problem for problem in after.problems if "missing" in problem]
    assert after.repaired == ()


def test_vectors_are_rebuilt_without_embedding_again(
    full: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> list[float]:
        raise AssertionError("embedded again")

    monkeypatch.setattr(HashEmbedding, "_get_text_embedding", refuse)
    drop_build(full)
    assert verify(full, repair=True).sound
    drop_build(full)
    with Library.open(tmp_path / "data", HashEmbedding()) as again:  # a start notices by itself too
        assert verify(again).sound


def test_papers_left_over_a_build_that_is_not_as_written_are_shown_at_the_next_start(
    full: Library, tmp_path: Path
) -> None:
    shown = visible(full)
    with closing(Writer(full.stores.catalogue.path)) as writer, writer.transaction() as connection:
        connection.execute("UPDATE documents SET status = 'staged' WHERE key = 1")
    full.stores.vectors.close()
    records = next(build(full).rglob("data_level0.bin"))
    records.write_bytes(records.read_bytes()[:-1] + b"~")
    with Library.open(tmp_path / "data", HashEmbedding()) as again:
        assert visible(again) == shown
        assert verify(again).sound


def test_a_reader_says_what_to_do_about_a_lost_build(full: Library, tmp_path: Path) -> None:
    drop_build(full)
    with (
        Library.open(tmp_path / "data", HashEmbedding(), read_only=True) as reader,
        pytest.raises(IndexDamaged, match="verify --repair"),
    ):
        reader.search_vectors(full.passage_vectors([full.stores.catalogue.passages()[0].id])[0], 3)


def test_strays_of_a_killed_process_are_removed_at_the_next_start(full: Library, tmp_path: Path) -> None:
    (full.stores.data_dir / "files" / ".123.tmp").write_text("half a copy")
    (full.stores.data_dir / "files" / "0badc0de").write_text("copied, never stored")
    full.stores.vectors.create()
    assert any(full.stores.strays())
    Library.open(tmp_path / "data", HashEmbedding()).close()
    assert not any(full.stores.strays())


def test_a_catalogue_killed_while_it_was_made_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "catalogue.sqlite3").write_bytes(b"")
    with Library.open(tmp_path / "data", HashEmbedding()) as library:
        assert library.documents() == []


def test_there_is_nothing_to_resume_after_a_whole_ingest(full: Library) -> None:
    assert list(resume(full, parse_blocks)) == []
