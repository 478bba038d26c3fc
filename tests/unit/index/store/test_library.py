import gc
import stat
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.encoder.embedding import embed_query
from index.faults import IndexDamaged, IndexMismatch, NotFound
from index.ingest.ingest import IngestLine, ingest
from index.language.tokens import tokens
from index.store.library import Library
from index.store.settings import IndexSettings
from tests.fakes import HashEmbedding, parse_blocks
from tests.ingesting import finish, processes, run_ingest
from tests.unit.index.conftest import visible, write_packs

Index = Callable[..., list[IngestLine]]


def test_words_rank_the_passage_that_says_it(packs: Path, library: Library, index: Index) -> None:
    index(packs)
    best, score = library.search_words(tokens("What share of transport cases was 22.5 per cent?"), 5)[0]
    assert library.passage(best).text.startswith("Paragraph 3 of the transport report: 22.5%")
    assert score > 0


def test_words_of_the_context_count_as_much_as_asked(tmp_path: Path, library: Library, index: Index) -> None:
    (tmp_path / "a.txt").write_text("# Budget\n\nNothing of that here.")
    (tmp_path / "b.txt").write_text("# Other\n\nThe budget is told here.")
    index(tmp_path)
    first = [library.search_words(["budget"], 1, context_weight=weight)[0][0] for weight in (0.1, 20.0)]
    assert [library.passage(id).item.title for id in first] == ["Other", "Budget"]


def test_a_search_can_be_narrowed_to_items(packs: Path, library: Library, index: Index) -> None:
    index(packs)
    item = next(item for item in library.items() if "help" in item.title)
    own = {passage.id for passage in library.passages(item.id)}
    assert {id for id, _ in library.search_words(["report"], 50, [item.id])} == own
    vector = embed_query(library.embedding, "the transport report")
    assert {id for id, _ in library.search_vectors(vector, 50, [item.id])} == own
    assert library.search_words(["report"], 50, []) == []
    assert library.search_vectors(vector, 50, []) == []


def test_the_store_and_the_exact_search_agree(packs: Path, library: Library, index: Index) -> None:
    index(packs)
    vector = embed_query(library.embedding, "late cases of fostering")
    near = library.search_vectors(vector, 8)
    exact = library.search_vectors(vector, 8, [item.id for item in library.items()])
    assert [id for id, _ in near] == [id for id, _ in exact]
    assert [score for _, score in near] == pytest.approx([score for _, score in exact], abs=1e-5)


@pytest.mark.parametrize("words", [[], [""], ["nowhere-to-be-found"], ['"', "*", "NEAR(", "a OR b"]])
def test_any_words_can_be_asked(packs: Path, library: Library, index: Index, words: list[str]) -> None:
    index(packs)
    assert library.search_words(words, 5) == []


def test_a_pasted_page_of_words_can_be_asked(packs: Path, library: Library, index: Index) -> None:
    index(packs)
    page = [f"word{n}" for n in range(50_000)]
    assert library.search_words(["transport", *page], 5)


def test_word_frequencies(packs: Path, library: Library, index: Index) -> None:
    index(packs)
    assert library.document_frequency(["transport", "£3.2m", "nowhere"]) == {
        "transport": 6, "£3.2m": 4, "nowhere": 0,
    }  # fmt: skip


def test_passages_have_neighbours_within_their_item(packs: Path, library: Library, index: Index) -> None:
    index(packs)
    row = library.passages(library.items()[1].id)
    assert library.neighbours(row[2].id) == (row[1], row[3])
    assert library.neighbours(row[0].id) == (None, row[1])
    assert library.neighbours(row[-1].id) == (row[-2], None)
    item = row[0].item.id
    assert library.passages(item, range(row[1].ordinal, row[3].ordinal)) == row[1:3]
    assert library.passages(item, range(row[-1].ordinal + 1, row[-1].ordinal + 3)) == []


def test_everything_is_found_by_its_id(packs: Path, library: Library, index: Index) -> None:
    index(packs)
    item, passage, document = library.items()[0], library.stores.catalogue.passages()[0], library.documents()[0]
    assert library.item(item.id) == item
    assert library.passage(passage.id) == passage
    assert library.passages_by_id([passage.id, "nobody"]) == [passage]
    assert library.document(document.path) == library.document(document.id[:10]) == document
    assert library.file_path(document.id).read_bytes() == (packs / document.path).read_bytes()
    assert library.page_text(document.id, None) == (packs / document.path).read_text()
    two = [library.stores.catalogue.passages()[n].id for n in (3, 1)]
    vectors = library.passage_vectors(two)
    assert np.allclose(vectors[1], library.passage_vectors(two[1:])[0])


@pytest.mark.parametrize(
    "ask",
    [
        lambda library: library.item("x"),
        lambda library: library.passage("x"),
        lambda library: library.document("x"),
        lambda library: library.file_path("x"),
        lambda library: library.page_text("x", 1),
        lambda library: library.passage_vectors(["x"]),
        lambda library: library.neighbours("x"),
    ],
)
def test_what_is_not_there_is_a_fault(library: Library, ask: Callable[[Library], object]) -> None:
    with pytest.raises(NotFound):
        ask(library)


def test_two_documents_of_one_name_are_told_apart(tmp_path: Path, library: Library, index: Index) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "agenda.txt").write_text(f"# Agenda\n\nOf meeting {folder}.")
        index(tmp_path / folder)
    with pytest.raises(NotFound, match=r"2 documents are called 'agenda.txt'"):
        library.document("agenda.txt")


def test_an_empty_library_answers(library: Library) -> None:
    assert library.search_vectors(np.ones(64, np.float32) / 8, 5) == []
    assert library.search_words(["any"], 5) == []
    assert library.items() == []
    assert library.stores.catalogue.passages() == []


def test_reading_where_there_is_no_index_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no index"):
        Library.open(tmp_path / "data", HashEmbedding(), read_only=True)
    assert not (tmp_path / "data").exists()


def test_another_model_or_other_settings_are_refused(
    packs: Path, tmp_path: Path, library: Library, index: Index
) -> None:
    index(packs)
    with pytest.raises(IndexMismatch, match=r"'hash-64', not 'hash-32'.*scrutiny index"):
        Library.open(tmp_path / "data", HashEmbedding(dimensions=32))
    with pytest.raises(IndexMismatch, match="max_pieces=256"):
        Library.open(tmp_path / "data", HashEmbedding(), settings=IndexSettings(max_pieces=128), read_only=True)
    with pytest.raises(IndexMismatch, match="64 dimensions"):
        library.search_vectors(np.ones(32, np.float32), 3)


def test_an_index_without_documents_takes_any_model(tmp_path: Path, packs: Path, library: Library) -> None:
    with Library.open(tmp_path / "data", HashEmbedding(dimensions=32)) as other:
        assert {line.status for line in ingest([packs], other, parse_blocks)} == {"added"}


def test_a_file_that_is_no_catalogue_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite3").write_text("nothing of the kind " * 100)
    with pytest.raises(IndexDamaged, match="cannot be used"):
        Library.open(tmp_path, HashEmbedding())


def test_what_another_process_ingests_is_seen_at_once(tmp_path: Path, packs: Path) -> None:
    with Library.open(tmp_path / "data", HashEmbedding()) as reader:
        vector = embed_query(reader.embedding, "Paragraph 3 of the transport report")
        assert reader.search_vectors(vector, 3) == []
        for passages in (2, 5):
            write_packs(packs, passages)
            assert finish(processes().Process(target=run_ingest, args=(tmp_path / "data", packs))) == 0
            assert {len(texts) for texts in visible(reader).values()} == {passages}
            found = [id for id, _ in reader.search_vectors(vector, 50)]
            assert sorted(found) == sorted(passage.id for passage in reader.stores.catalogue.passages())


def test_many_threads_read_while_one_writes(tmp_path: Path, packs: Path, library: Library) -> None:
    list(ingest([packs], library, parse_blocks))
    vector = embed_query(library.embedding, "transport")

    def read(number: int) -> int:
        near = library.search_vectors(vector, 5)
        assert library.search_words(["transport"], 5)
        assert all(passage.text for passage in library.stores.catalogue.passages())
        return len(near)

    with ThreadPoolExecutor(4) as threads:
        reading = [threads.submit(read, number) for number in range(60)]
        for passages in (7, 8):
            list(ingest([write_packs(packs, passages)], library, parse_blocks))
        assert {done.result() for done in reading} == {5}


def test_what_is_made_for_a_library_is_made_once_and_goes_with_it(tmp_path):
    made = []

    class Heavy:
        def __init__(self, library: Library) -> None:
            self.library = library
            made.append(self)

    with Library.open(tmp_path / "data", HashEmbedding()) as library:
        first = library.shared(Heavy)
        assert library.shared(Heavy) is first
        assert made == [first]
        gone = weakref.ref(first)
    made.clear()
    del library, first
    gc.collect()
    assert gone() is None


def test_nobody_else_on_the_machine_reads_it(packs: Path, library: Library, index: Index) -> None:
    index(packs)
    data = library.stores.data_dir
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (data / "files").iterdir()} == {0o600}
