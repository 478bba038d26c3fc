"""What a person changes while papers are being read, or asked, is done at once and comes to what it comes to alone."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import Mock

import pytest

from app.saved.restrictions import AccessStore
from app.saved.viewer import Restriction
from index.checksums import teach
from index.digest import digest
from index.faults import IndexBusy
from index.ingest.ingest import IngestLine, ingest
from index.ingest.reread import reread
from index.store.aside import bring_back, set_aside
from index.store.corrections import Correction, clear, correct
from index.store.library import Library
from index.store.vectors import embedded
from index.store.vectors.isolation import add_isolated
from index.store.verify import verify
from tests.fakes import HashEmbedding, parse_blocks
from tests.ingesting import finish, processes, run_ingest, run_withdraw
from tests.unit.index.conftest import visible, write_packs

PAPER = "1 transport.txt"
LATER = datetime(2099, 1, 1, tzinfo=UTC)


def undo(library: Library) -> None:
    set_aside(library, PAPER, LATER)
    bring_back(library, PAPER)


def put_right(library: Library) -> None:
    correct(library, library.items()[0].id, Correction(title="Another title"))


def take_back(library: Library) -> None:
    put_right(library)
    clear(library, library.items()[0].id)


def restrict(library: Library) -> None:
    found = library.document(PAPER)
    AccessStore(library.stores.data_dir).restrict(Restriction(found.id, found.path, ("officer",)))


CHANGES: dict[str, Callable[[Library], object]] = {
    "withdraw": lambda library: library.withdraw(PAPER),
    "set aside": lambda library: set_aside(library, PAPER, LATER),
    "undo": undo,
    "correct": put_right,
    "take back": take_back,
    "restrict": restrict,
    "repair": lambda library: verify(library, repair=True),
}


class SlowReading:
    """A reading in a thread, held up in the middle of a new file, the first unless others come `before`, until it is
    let go.
    """

    def __init__(self, read: Callable[[Callable[..., object]], Iterable[IngestLine]], before: int = 0) -> None:
        self.reached, self._go, self._before = threading.Event(), threading.Event(), before
        self.lines: list[IngestLine] = []
        self._thread = threading.Thread(target=lambda: self.lines.extend(read(self._parse)))
        self._thread.start()
        assert self.reached.wait(60)

    def _parse(self, *given: object, **named: object) -> object:
        self._before -= 1
        if self._before < 0:
            self.reached.set()
            assert self._go.wait(120)
        return parse_blocks(*given, **named)

    def let_go(self) -> dict[str, str]:
        self._go.set()
        self._thread.join(120)
        return {line.document: line.status for line in self.lines}


def new_papers(packs: Path) -> None:
    """A later version of one paper, and two papers more."""
    write_packs(packs, passages=3)
    for name in ("7 harbour", "8 ferries"):
        (packs / f"{name}.txt").write_text(f"# The {name}\n\nThe {name} cost £4.2m in 2031.", encoding="utf-8")
    (packs / PAPER).unlink()


def run_ingest_killed(data: Path, packs: Path) -> None:
    """Read all but the last of the new papers in, and end."""

    def parse(path: Path, *given: object, **named: object) -> object:
        if path.name.startswith("8"):
            os.kill(os.getpid(), signal.SIGKILL)
        return parse_blocks(path, *given, **named)

    with Library.open(data, HashEmbedding()) as library:
        list(ingest([packs], library, parse))


def shown(data: Path) -> object:
    with Library.open(data, HashEmbedding()) as library:
        assert verify(library).sound
        assert not any(library.stores.strays())
        papers = sorted((item.title, item.document, item.corrected) for item in library.items())
        aside = [one.document.path for one in library.stores.catalogue.aside()]
        return papers, visible(library), aside, AccessStore(data).all()


def reading(library: Library, packs: Path, before: int = 0) -> SlowReading:
    return SlowReading(lambda parse: ingest([packs], library, parse), before)


@pytest.mark.parametrize("before", [0, 2])
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_does_not_wait_for_a_file_that_is_being_read(tmp_path: Path, change: str, before: int) -> None:
    """Nor shows what was read before it, which is for whoever reads to do."""
    together, alone, packs = tmp_path / "together", tmp_path / "alone", write_packs(tmp_path / "packs")
    for data in (together, alone):
        run_ingest(data, packs)
    new_papers(packs)
    with Library.open(together, HashEmbedding()) as reader:
        slow = reading(reader, packs, before)
        with Library.open(together, HashEmbedding()) as other:
            CHANGES[change](other)
            changed = visible(other)
        assert len(slow.lines) in (before, before and before - 1)
        statuses = slow.let_go()
    with Library.open(alone, HashEmbedding()) as library:
        CHANGES[change](library)
        if change != "undo":  # which shows what it brings back, and all that is whole with it
            assert changed == visible(library)  # before anything of what is being read
    run_ingest(alone, packs)
    assert shown(together) == shown(alone)
    assert {statuses[name] for name in ("7 harbour.txt", "8 ferries.txt")} == {"added"}


@pytest.mark.as_it_is
def test_a_paper_withdrawn_while_others_are_read_leaves_no_byte(tmp_path: Path) -> None:
    data, packs = tmp_path / "data", write_packs(tmp_path / "packs")
    with Library.open(data, HashEmbedding()) as reader:
        list(ingest([packs], reader, parse_blocks))  # this process has had its words in memory
        new_papers(packs)
        slow = reading(reader, packs)
        assert finish(processes().Process(target=run_withdraw, args=(data, PAPER))) == 0
        slow.let_go()
    assert not [path for path in data.rglob("*") if path.is_file() and b"transport" in path.read_bytes().lower()]


def test_one_reads_papers_in_at_a_time(tmp_path: Path) -> None:
    packs = write_packs(tmp_path / "packs")
    with Library.open(tmp_path / "data", HashEmbedding()) as library:
        slow = reading(library, packs)
        with Library.open(tmp_path / "data", HashEmbedding()) as other, pytest.raises(IndexBusy, match="reading pap"):
            list(ingest([packs], other, parse_blocks))
        assert set(slow.let_go().values()) == {"added"}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_does_not_wait_for_an_index_that_is_read_again(tmp_path: Path, change: str) -> None:
    together, alone, packs = tmp_path / "together", tmp_path / "alone", write_packs(tmp_path / "packs")
    for data in (together, alone):
        run_ingest(data, packs)
        with closing(sqlite3.connect(data / "catalogue.sqlite3")) as connection, connection:
            teach(connection)
            connection.execute("UPDATE meta SET value = 'max_pieces=256 parser=0' WHERE key = 'chunks'")
    for before in (0, 1, 3):
        data = tmp_path / str(before)
        shutil.copytree(together, data)
        slow = SlowReading(lambda parse, data=data: reread(data, HashEmbedding(), parse), before)
        with Library.open(data, HashEmbedding(), may_be_outdated=True) as other:
            CHANGES[change](other)
            changed = visible(other)
        statuses = slow.let_go()
        with Library.open(data, HashEmbedding()) as library:
            assert visible(library) == changed
        assert set(statuses.values()) <= {"unchanged", "replaced"}
        if before == 0:
            list(reread(alone, HashEmbedding(), parse_blocks))
            with Library.open(alone, HashEmbedding()) as library:
                CHANGES[change](library)
        assert shown(data) == shown(alone)
        if change == "withdraw":
            assert not [p for p in data.rglob("*") if p.is_file() and b"transport" in p.read_bytes().lower()]


@pytest.mark.as_it_is
def test_what_a_killed_reading_left_is_shown_by_a_process_that_knows_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs = write_packs(tmp_path / "packs")
    run_ingest(tmp_path / "data", packs)
    new_papers(packs)
    with Library.open(tmp_path / "data", HashEmbedding()) as page:
        page.withdraw("2 early help.txt")  # whose words this process may have in memory
        assert finish(processes().Process(target=run_ingest_killed, args=(tmp_path / "data", packs))) == -9
        isolated = Mock(side_effect=add_isolated)
        monkeypatch.setattr(embedded, "add_isolated", isolated)
        item = next(item for item in page.items() if item.document == PAPER)
        assert correct(page, item.id, Correction(title="Another title")).title == "Another title"
        assert isolated.call_count == 1
        assert "7 harbour.txt" in visible(page)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_under_who_asks_fails_nobody(tmp_path: Path, change: str) -> None:
    data, packs = tmp_path / "data", write_packs(tmp_path / "packs")
    run_ingest(data, packs)
    wrong: list[BaseException] = []
    over = threading.Event()
    with Library.open(data, HashEmbedding(), read_only=True) as reader:
        vector = reader.embed_question("How late were the transport cases?")[0]
        stays = next(item.id for item in reader.items() if item.document != PAPER)

        def ask() -> None:
            try:
                while not over.is_set():
                    found = [id for id, _ in reader.search_vectors(vector, 8)]
                    assert found
                    reader.passages_by_id([*found, *(id for id, _ in reader.search_words(["late"], 8))])
                    assert reader.passages(stays)
                    assert reader.items()
            except BaseException as error:
                wrong.append(error)

        asking = [threading.Thread(target=ask) for _ in range(2)]
        for thread in asking:
            thread.start()
        with Library.open(data, HashEmbedding()) as other:
            CHANGES[change](other)
        over.set()
        for thread in asking:
            thread.join(60)
    assert wrong == []
    shown(data)


@pytest.mark.parametrize("change", ["withdraw", "set aside"])
def test_a_paper_goes_with_its_later_version_that_is_being_read_in(tmp_path: Path, change: str) -> None:
    data, packs = tmp_path / "data", write_packs(tmp_path / "packs")
    run_ingest(data, packs)
    write_packs(packs, passages=3)
    later = digest(packs / PAPER)
    with Library.open(data, HashEmbedding()) as reader:
        slow = reading(reader, packs, 2)
        with Library.open(data, HashEmbedding()) as other:
            CHANGES[change](other)
            assert PAPER not in visible(other)
        slow.let_go()
        assert PAPER not in visible(reader)
        run_ingest(data, packs)
        assert PAPER not in visible(reader)
        if change == "set aside":
            assert bring_back(reader, PAPER).id == later
            assert reader.document(PAPER).id == later
        assert verify(reader).sound
