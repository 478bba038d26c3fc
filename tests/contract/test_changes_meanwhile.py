"""What a person changes while papers are being read, or asked, is done at once and comes to what it comes to alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.saved.restrictions import AccessStore
from app.saved.viewer import Restriction
from index.faults import IndexBusy
from index.ingest.ingest import IngestLine, ingest
from index.store.aside import bring_back, set_aside
from index.store.corrections import Correction, clear, correct
from index.store.library import Library
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
    """An ingest in a thread, held up in the middle of its first new file until it is let go."""

    def __init__(self, library: Library, packs: Path) -> None:
        self.reached, self._go = threading.Event(), threading.Event()
        self.lines: list[IngestLine] = []
        self._thread = threading.Thread(target=self._run, args=(library, packs))
        self._thread.start()
        assert self.reached.wait(60)

    def _run(self, library: Library, packs: Path) -> None:
        def parse(*given: object, **named: object) -> object:
            self.reached.set()
            assert self._go.wait(120)
            return parse_blocks(*given, **named)

        self.lines.extend(ingest([packs], library, parse))

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


def shown(data: Path) -> object:
    with Library.open(data, HashEmbedding()) as library:
        assert verify(library).sound
        assert not any(library.stores.strays())
        papers = sorted((item.title, item.document, item.corrected) for item in library.items())
        aside = [one.document.path for one in library.stores.catalogue.aside()]
        return papers, visible(library), aside, AccessStore(data).all()


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_does_not_wait_for_a_file_that_is_being_read(tmp_path: Path, change: str) -> None:
    together, alone, packs = tmp_path / "together", tmp_path / "alone", write_packs(tmp_path / "packs")
    for data in (together, alone):
        run_ingest(data, packs)
    new_papers(packs)
    with Library.open(together, HashEmbedding()) as reader:
        reading = SlowReading(reader, packs)
        with Library.open(together, HashEmbedding()) as other:
            CHANGES[change](other)
            changed = visible(other)
        assert not reading.lines
        statuses = reading.let_go()
    with Library.open(alone, HashEmbedding()) as library:
        CHANGES[change](library)
        assert changed == visible(library)  # before anything of what is being read
    run_ingest(alone, packs)
    assert shown(together) == shown(alone)
    assert {statuses[name] for name in ("7 harbour.txt", "8 ferries.txt")} == {"added"}


def test_a_paper_withdrawn_while_others_are_read_leaves_no_byte(tmp_path: Path) -> None:
    data, packs = tmp_path / "data", write_packs(tmp_path / "packs")
    with Library.open(data, HashEmbedding()) as reader:
        list(ingest([packs], reader, parse_blocks))  # this process has had its words in memory
        new_papers(packs)
        reading = SlowReading(reader, packs)
        assert finish(processes().Process(target=run_withdraw, args=(data, PAPER))) == 0
        reading.let_go()
    assert not [path for path in data.rglob("*") if path.is_file() and b"transport" in path.read_bytes().lower()]


def test_one_reads_papers_in_at_a_time(tmp_path: Path) -> None:
    packs = write_packs(tmp_path / "packs")
    with Library.open(tmp_path / "data", HashEmbedding()) as library:
        reading = SlowReading(library, packs)
        with Library.open(tmp_path / "data", HashEmbedding()) as other, pytest.raises(IndexBusy, match="reading pap"):
            list(ingest([packs], other, parse_blocks))
        assert set(reading.let_go().values()) == {"added"}


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
