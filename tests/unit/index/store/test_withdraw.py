from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.faults import IndexBusy, NotFound
from index.ingest.ingest import IngestLine
from index.store.library import Library
from index.store.publish import Withdrawal
from index.store.stores import writing
from index.store.verify import verify
from tests.fakes import HashEmbedding
from tests.unit.index.conftest import visible

Index = Callable[..., list[IngestLine]]
SECRET = "Zebedee Quillfeather of 14 Marrowfat Lane"


@pytest.fixture
def paper(packs: Path) -> Path:
    path = packs / "secret paper.txt"
    path.write_text(f"# Exemptville\n\nThe child is {SECRET}.\n\nPayment of £98,765 was made.", encoding="utf-8")
    return path


def traces(folder: Path) -> list[str]:
    """The files of a folder in which any byte of the secret paper stands, as text or as tokens."""
    secrets = [b"zebedee", b"quillfeath", b"marrowfat", b"exemptvill", b"98765", b"98,765", b"secret paper"]
    return [
        f"{path.relative_to(folder)}: {secret.decode()}"
        for path in sorted(folder.rglob("*"))
        for secret in secrets
        if path.is_file() and secret in path.read_bytes().lower()
    ]


def test_what_was_withdrawn_is_not_told_as_failed(library: Library, packs: Path, index: Index) -> None:
    index(packs)

    def heed() -> None:
        if library.stores.catalogue.withdrawn():
            raise IndexBusy("It is busy.", "Try again.")

    library.stores = replace(library.stores, heed=heed)
    gone = library.documents()[0]
    assert library.withdraw(gone.path).document_id == gone.id
    assert gone not in library.documents()
    with pytest.raises(IndexBusy):  # what is to go is heeded first
        library.withdraw(library.documents()[0].path)


def test_no_byte_stays(tmp_path: Path, packs: Path, paper: Path, library: Library, index: Index) -> None:
    index(packs)
    passages = [p for p in library.stores.catalogue.passages() if p.item.title == "Exemptville"]
    vectors = [row.tobytes() for row in library.passage_vectors([p.id for p in passages])]
    assert traces(tmp_path / "data")
    library.withdraw("secret paper.txt")
    assert traces(tmp_path / "data") == []
    everything = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert not any(vector in everything for vector in vectors)
    assert not any(passage.id.encode() in everything for passage in passages)
    assert "secret paper.txt" not in visible(library)
    assert verify(library).sound


def test_what_stays_is_still_found(packs: Path, paper: Path, library: Library, index: Index) -> None:
    index(packs)
    library.withdraw("secret paper.txt")
    for passage in library.stores.catalogue.passages():
        vector = library.passage_vectors([passage.id])[0]
        assert library.search_vectors(vector, 1)[0][0] == passage.id


def test_a_folder_does_not_bring_it_back_but_its_name_does(
    packs: Path, paper: Path, library: Library, index: Index
) -> None:
    index(packs)
    library.withdraw("secret paper.txt")
    line = index(packs)[-1]
    assert (line.status, line.passages) == ("unchanged", 0)
    assert "withdrawn on" in (line.error or "")
    assert "secret paper.txt" not in visible(library)
    assert index(paper)[0].status == "added"
    assert index(packs)[-1] == IngestLine("secret paper.txt", "unchanged", 1, 2, 1)


def test_those_who_keep_quotes_are_told(packs: Path, paper: Path, library: Library, index: Index) -> None:
    told: list[Withdrawal] = []
    library.on_withdraw.append(told.append)
    index(packs)
    document = library.document("secret paper.txt")
    ids = {p.id for p in library.stores.catalogue.passages() if p.item.document == document.path}
    given = library.withdraw(document.id)
    assert told == [given]
    assert (given.document_id, given.document, given.passage_ids) == (document.id, document.path, ids)


def test_an_interrupted_withdrawal_is_finished_at_the_next_start(
    tmp_path: Path, packs: Path, paper: Path, library: Library, index: Index
) -> None:
    def fail(withdrawal: Withdrawal) -> None:
        raise RuntimeError("the power went")

    index(packs)
    library.on_withdraw.append(fail)
    with pytest.raises(RuntimeError):
        library.withdraw("secret paper.txt")
    assert "secret paper.txt" not in visible(library)  # hidden from the first moment
    told: list[Withdrawal] = []
    with Library.open(tmp_path / "data", HashEmbedding(), on_withdraw=[told.append]) as again:
        assert [withdrawal.document for withdrawal in told] == ["secret paper.txt"]
        assert traces(tmp_path / "data") == []
        assert verify(again).sound


def test_the_last_document_can_go(tmp_path: Path, paper: Path, library: Library, index: Index) -> None:
    index(paper)
    library.withdraw("secret paper.txt")
    assert library.stores.catalogue.passages() == []
    assert traces(tmp_path / "data") == []


def test_an_unknown_document_is_a_fault(library: Library) -> None:
    with pytest.raises(NotFound):
        library.withdraw("nobody.txt")


def test_a_second_writer_is_refused(packs: Path, library: Library, index: Index, no_patience: None) -> None:
    index(packs)
    with writing(library.stores.data_dir), pytest.raises(IndexBusy):
        library.withdraw("0 fostering.txt")
    assert len(library.documents()) == 4
