import errno
from collections.abc import Callable
from pathlib import Path

import chromadb
import pytest

import index.ingest.ingest
from index.faults import Fault, IndexBusy, NotFound, Unreadable
from index.ingest.ingest import IngestLine, ingest
from index.language.tokens import tokens
from index.store.library import Library
from index.store.stores import writing
from index.store.vectors import builds
from index.store.verify import verify
from index.values import Item, Page, ParsedDocument, Passage, Reading
from tests.fakes import parse_blocks
from tests.unit.index.conftest import visible

Index = Callable[..., list[IngestLine]]


def statuses(lines: list[IngestLine]) -> dict[str, str]:
    return {line.document: line.status for line in lines}


def test_a_folder_is_added_and_then_unchanged(packs: Path, library: Library, index: Index) -> None:
    first = index(packs)
    assert first[0].as_json() == {
        "document": "0 fostering.txt",
        "status": "added",
        "items": 1,
        "passages": 6,
        "pages": 1,
        "error": None,
    }
    assert set(statuses(first).values()) == {"added"}
    shown, generation, build = visible(library), library.generation, library.stores.build
    again = index(packs)
    assert set(statuses(again).values()) == {"unchanged"}
    assert [line.passages for line in again] == [line.passages for line in first]
    assert (visible(library), library.generation, library.stores.build) == (shown, generation, build)


def test_a_changed_file_replaces_its_passages(packs: Path, library: Library, index: Index) -> None:
    index(packs)
    changed = packs / "1 transport.txt"
    changed.write_text("# The transport report\n\nEverything about buses is new.", encoding="utf-8")
    assert statuses(index(packs))["1 transport.txt"] == "replaced"
    assert visible(library)["1 transport.txt"] == ["Everything about buses is new."]
    assert len(library.documents()) == 4
    assert not library.search_words(["cases0"], 10, [i.id for i in library.items() if "transport" in i.title])
    assert len(list((library.stores.data_dir / "files").iterdir())) == 4
    assert verify(library).sound


def test_a_changed_file_that_cannot_be_read_leaves_the_old_text(packs: Path, library: Library, index: Index) -> None:
    index(packs)
    shown = visible(library)
    (packs / "1 transport.txt").write_text(" ")
    assert statuses(index(packs))["1 transport.txt"] == "failed"
    assert visible(library) == shown


def test_a_moved_file_is_the_same_file(packs: Path, library: Library, index: Index) -> None:
    index(packs)
    before = library.stores.catalogue.passages()
    (packs / "late").mkdir()
    (packs / "0 fostering.txt").rename(packs / "late" / "paper.txt")
    assert set(statuses(index(packs)).values()) == {"unchanged"}
    assert [d.path for d in library.documents()] == [
        "1 transport.txt", "2 early help.txt", "3 attendance.txt", "late/paper.txt",
    ]  # fmt: skip
    assert {passage.id for passage in library.stores.catalogue.passages()} == {passage.id for passage in before}


def test_files_that_swap_their_names_swap_their_paths(packs: Path, library: Library, index: Index) -> None:
    index(packs)
    one, other = packs / "0 fostering.txt", packs / "1 transport.txt"
    one_text, other_text = one.read_text(), other.read_text()
    one.write_text(other_text)
    other.write_text(one_text)
    assert set(statuses(index(packs)).values()) == {"unchanged"}
    assert library.items()[0].title == "The transport report"
    assert library.items()[0].document == "0 fostering.txt"


def test_the_same_bytes_twice_are_one_document(packs: Path, library: Library, index: Index) -> None:
    (packs / "9 copy.txt").write_bytes((packs / "0 fostering.txt").read_bytes())
    lines = {line.document: line for line in index(packs)}
    copy = lines["9 copy.txt"]
    assert (copy.status, copy.error) == ("unchanged", "skipped: it is the same, byte for byte, as 0 fostering.txt")
    assert lines["0 fostering.txt"].error is None
    index(packs)
    assert [d.path for d in library.documents()] == sorted(
        path.name for path in packs.iterdir() if path.name != "9 copy.txt"
    )


def test_a_copy_takes_over_when_the_first_is_changed(packs: Path, library: Library, index: Index) -> None:
    (packs / "9 copy.txt").write_bytes((packs / "0 fostering.txt").read_bytes())
    index(packs)
    (packs / "0 fostering.txt").write_text("# New\n\nNew words.")
    assert statuses(index(packs))["0 fostering.txt"] == "added"
    assert {d.path for d in library.documents()} >= {"0 fostering.txt", "9 copy.txt"}


def test_one_bad_file_never_fails_the_folder(packs: Path, library: Library, index: Index) -> None:
    def parse(path: Path, *args: object, **more: object) -> ParsedDocument:
        if "transport" in path.name:
            raise RuntimeError("a reader fell over")
        if "attendance" in path.name:
            raise Unreadable("The file is encrypted.", "Save it without a password.")
        return parse_blocks(path, len)

    (packs / "5 empty.txt").write_text("")
    lines = index(packs, parse=parse)
    assert [line.status for line in lines] == ["added", "failed", "added", "failed", "failed"]
    assert "a reader fell over" in (lines[1].error or "")
    assert lines[3].error == "The file is encrypted. Save it without a password."
    assert len(list((library.stores.data_dir / "files").iterdir())) == 2


def test_a_parser_that_contradicts_itself_is_one_failed_file(packs: Path, index: Index) -> None:
    def parse(path: Path, *args: object, **more: object) -> ParsedDocument:
        whole = parse_blocks(path, len)
        return ParsedDocument(whole.reading, (), whole.passages)

    assert set(statuses(index(packs, parse=parse)).values()) == {"failed"}


@pytest.mark.parametrize("odd", ["before\x00after needle", "\ud800 needle", "\U0001f600 needle \u202e"])
def test_odd_characters_hide_nothing_and_stop_nothing(
    tmp_path: Path, packs: Path, library: Library, index: Index, odd: str
) -> None:
    def parse(path: Path, *args: object, **more: object) -> ParsedDocument:
        whole = parse_blocks(path, len)
        if "fostering" not in path.name:
            return whole
        item = Item(0, "Odd", "other", 0, 30)
        passage = Passage(0, 0, "prose", odd, "Odd", None, None, 0, 30)
        return ParsedDocument(Reading((Page(None, odd),)), (item,), (passage,))

    lines = index(packs, parse=parse)
    assert [line.status for line in lines[1:]] == ["added"] * 3
    if lines[0].status == "added":
        (found,) = library.search_words(["needl"], 5)
        assert library.passage(found[0]).text == odd
    else:
        assert "surrogates" in (lines[0].error or "")
    assert verify(library).sound


def test_more_than_chroma_takes_at_once(packs: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    client = chromadb.EphemeralClient(builds.settings())
    assert client.get_max_batch_size() >= builds.BATCH
    monkeypatch.setattr(builds, "BATCH", 5)  # of 24 passages
    assert len(list(ingest([packs], library, parse_blocks))) == 4
    assert verify(library).found_by_vector == 24


def test_documents_are_published_in_groups(packs: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.ingest.ingest, "_FIRST_GROUP", 7)
    seen = [len(library.documents()) for _ in ingest([packs], library, parse_blocks)]
    assert seen == [0, 2, 2, 4]  # all by the last line: on a busy machine a question came between that and publishing
    assert verify(library).sound


def test_what_is_not_whole_is_not_found(packs: Path, library: Library) -> None:
    run = ingest([packs], library, parse_blocks)
    next(run)
    with Library.open(library.stores.data_dir, library.embedding, read_only=True) as reader:
        for seen in (library, reader):
            assert seen.search_words(tokens("fostering report"), 10) == []
            assert seen.items() == []
            assert seen.documents() == []
    list(run)
    assert len(library.search_words(tokens("fostering"), 10)) == 6


def test_a_run_that_is_given_up_keeps_what_was_done(packs: Path, library: Library) -> None:
    run = ingest([packs], library, parse_blocks)
    next(run)
    next(run)
    run.close()
    assert len(library.documents()) == 2
    assert library.stores.catalogue.waiting() == []


def test_paths_that_are_not_there_are_told_first(packs: Path, library: Library, index: Index) -> None:
    with pytest.raises(NotFound):
        index(packs, packs / "nowhere")
    assert library.documents() == []


def test_two_writers_are_refused(packs: Path, library: Library, index: Index, no_patience: None) -> None:
    with writing(library.stores.data_dir), pytest.raises(IndexBusy, match="Another process"):
        index(packs)
    index(packs)


def test_progress_tells_each_stage(packs: Path, library: Library) -> None:
    told: list[tuple[str, str, int, int]] = []
    list(ingest([packs], library, parse_blocks, lambda *step: told.append(step)))
    assert {stage for _, stage, _, _ in told} == {"look", "read", "embed", "check"}
    assert all(done <= total for _, _, done, total in told)


def test_every_passage_is_found_by_words_and_vector(packs: Path, library: Library, index: Index) -> None:
    index(packs)
    for passage in library.stores.catalogue.passages():
        assert passage.id in dict(library.search_words(tokens(passage.text), 3))
        vector = library.passage_vectors([passage.id])[0]
        assert library.search_vectors(vector, 1)[0][0] == passage.id


def test_a_full_disk_ends_an_ingest_with_its_own_words(
    packs: Path, library: Library, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    index(packs / "0 fostering.txt")
    monkeypatch.setattr("index.store.stores.Stores.keep", full)
    monkeypatch.setattr("index.ingest.ingest.is_full", lambda _: True)
    with pytest.raises(Fault, match="is full"):
        index(packs)
    assert [document.path for document in library.documents()] == ["0 fostering.txt"]
    assert library.stores.catalogue.waiting() == []
