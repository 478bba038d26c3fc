from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.faults import IndexBusy, NotFound
from index.ingest.ingest import IngestLine
from index.language.tokens import tokens
from index.store.aside import bring_back, remove_due, set_aside
from index.store.library import Library
from index.store.publish import Withdrawal
from index.store.stores import writing
from index.store.verify import verify
from tests.fakes import HashEmbedding
from tests.unit.index.conftest import visible

Index = Callable[..., list[IngestLine]]
NAME = "1 transport.txt"
DUE = datetime(2031, 5, 1, tzinfo=UTC)


@pytest.fixture
def indexed(packs: Path, library: Library, index: Index) -> Library:
    index(packs)
    return library


def found(library: Library, text: str) -> set[str]:
    """The documents that a search for these words, or for a vector of them, gives."""
    vector = library.embed_question(text)[0]
    hits = [*library.search_words(tokens(text), 50), *library.search_vectors(vector, 50)]
    return {passage.item.document for passage in library.passages_by_id(id for id, _ in hits)}


def test_what_is_set_aside_is_nowhere(indexed: Library) -> None:
    before, generation = indexed.document_frequency(["transport"])["transport"], indexed.generation
    ids = [p.id for p in indexed.stores.catalogue.passages() if p.item.document == NAME]
    gone = set_aside(indexed, NAME, DUE)
    assert before > 0
    assert indexed.generation != generation
    assert NAME not in visible(indexed)
    assert NAME not in found(indexed, "paragraph 3 of the transport report")
    assert not {p.id for p in indexed.stores.catalogue.passages()} & set(ids)
    assert not set(ids) & {id for id, _ in indexed.search_vectors(indexed.embed_question("transport")[0], 50)}
    assert indexed.document_frequency(["transport"])["transport"] == 0
    assert "transport" not in indexed.words()
    for closed in (lambda: indexed.document(gone.id), lambda: indexed.file_path(gone.id)):
        with pytest.raises(NotFound):
            closed()
    with pytest.raises(NotFound):
        indexed.page_text(gone.id, None)
    assert verify(indexed).sound


def test_what_is_left_finds_itself(indexed: Library) -> None:
    set_aside(indexed, NAME, DUE)
    for passage in indexed.stores.catalogue.passages():
        assert indexed.search_vectors(indexed.passage_vectors([passage.id])[0], 1)[0][0] == passage.id


def test_bringing_back_leaves_everything_as_it_was(indexed: Library) -> None:
    def state() -> tuple[object, ...]:
        frequencies = indexed.document_frequency(["transport", "report", "fostering"])
        return visible(indexed), indexed.items(), indexed.documents(), frequencies, sorted(indexed.words())

    before = state()
    set_aside(indexed, NAME, DUE)
    waiting = indexed.stores.catalogue.aside()
    assert [(one.document.path, one.due) for one in waiting] == [(NAME, DUE)]
    assert bring_back(indexed, waiting[0].document.id).path == NAME
    assert state() == before
    assert indexed.stores.catalogue.aside() == []
    assert NAME in found(indexed, "paragraph 3 of the transport report")
    assert verify(indexed).sound


def test_nobody_who_keeps_quotes_is_told_before_it_is_due(indexed: Library) -> None:
    told: list[Withdrawal] = []
    indexed.on_withdraw.append(told.append)
    set_aside(indexed, NAME, DUE)
    assert remove_due(indexed, DUE - timedelta(seconds=1)) == []
    assert told == []
    assert [document.path for document in remove_due(indexed, DUE)] == [NAME]
    assert [withdrawal.document for withdrawal in told] == [NAME]
    assert indexed.stores.catalogue.aside() == []
    assert verify(indexed).sound
    with pytest.raises(NotFound, match="cannot be brought back"):
        bring_back(indexed, NAME)


def test_no_byte_stays_once_it_is_due(tmp_path: Path, indexed: Library) -> None:
    passages = [p for p in indexed.stores.catalogue.passages() if p.item.document == NAME]
    set_aside(indexed, NAME, DUE)
    remove_due(indexed, DUE)
    left = [
        f"{path.name}: {what}"
        for path in (tmp_path / "data").rglob("*")
        for passage in passages
        for what in (passage.id, passage.text)
        if path.is_file() and what.encode() in path.read_bytes()
    ]
    assert left == []


def test_it_can_be_removed_for_good_earlier(indexed: Library) -> None:
    document = set_aside(indexed, NAME, DUE)
    other = set_aside(indexed, "3 attendance.txt", DUE)
    assert indexed.withdraw(document.id).document_id == document.id
    assert [one.document for one in indexed.stores.catalogue.aside()] == [other]
    bring_back(indexed, other.id)
    assert "3 attendance.txt" in visible(indexed)


def test_the_only_document(tmp_path: Path, packs: Path, library: Library, index: Index) -> None:
    index(packs / NAME)
    set_aside(library, NAME, DUE)
    assert library.stores.catalogue.passages() == []
    assert found(library, "transport") == set()
    bring_back(library, NAME)
    assert set(visible(library)) == {NAME}


def test_a_folder_does_not_bring_it_back_but_its_name_does(packs: Path, indexed: Library, index: Index) -> None:
    set_aside(indexed, NAME, DUE)
    line = index(packs)[1]
    assert (line.document, line.status) == (NAME, "unchanged")
    assert "withdrawn on" in (line.error or "")
    line = index(packs / NAME)[0]
    assert (line.document, line.status) == (NAME, "added")
    assert line.passages == len(visible(indexed)[NAME])
    assert indexed.stores.catalogue.aside() == []
    assert {line.status for line in index(packs)} == {"unchanged"}
    assert verify(indexed).sound


def test_another_process_sees_it_go_and_come_back(tmp_path: Path, indexed: Library) -> None:
    with Library.open(tmp_path / "data", HashEmbedding(), read_only=True) as other:
        assert NAME in visible(other)
        set_aside(indexed, NAME, DUE)
        assert NAME not in visible(other)
        assert NAME not in found(other, "the transport report")
        bring_back(indexed, NAME)
        assert NAME in found(other, "the transport report")


def test_an_undo_that_was_interrupted_is_finished_at_the_next_start(
    tmp_path: Path, indexed: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the power went")

    set_aside(indexed, NAME, DUE)
    monkeypatch.setattr("index.store.aside.publish", fail)
    with pytest.raises(RuntimeError):
        bring_back(indexed, NAME)
    assert NAME not in visible(indexed)
    with Library.open(tmp_path / "data", HashEmbedding()) as again:
        assert NAME in visible(again)
        assert verify(again).sound


def test_a_withdrawal_that_was_interrupted_changed_nothing(indexed: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patched:
        patched.setattr(type(indexed.stores.vectors), "add", fail)
        with pytest.raises(RuntimeError):
            set_aside(indexed, NAME, DUE)
    assert NAME in visible(indexed)
    set_aside(indexed, NAME, DUE)
    assert NAME not in visible(indexed)
    assert verify(indexed).sound


def test_a_second_writer_is_refused(indexed: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.store.stores.PATIENCE", 0.0)
    with writing(indexed.stores.data_dir):
        for change in (lambda: set_aside(indexed, NAME, DUE), lambda: bring_back(indexed, NAME)):
            with pytest.raises(IndexBusy):
                change()
    assert NAME in visible(indexed)


def test_an_unknown_document_is_a_fault(indexed: Library) -> None:
    with pytest.raises(NotFound):
        set_aside(indexed, "nobody.txt", DUE)
    with pytest.raises(ValueError, match="time zone"):
        set_aside(indexed, NAME, DUE.replace(tzinfo=None))
