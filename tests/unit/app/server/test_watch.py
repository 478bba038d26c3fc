"""Watching a folder: what is read and when, what is said of it, and that nothing is forgotten or done twice."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.saved.watchstate import FILE
from app.server import watch as watching
from app.server.watch import SOON, Index, Watch
from index.faults import Fault, IndexBusy
from index.ingest.walk import walk
from index.store.catalogue.records import StoredDocument

NOON = datetime(2024, 6, 4, 12, 0, tzinfo=UTC)


class FakeIndex:
    """Reads a folder as `scrutiny index` does: a line a file. `asked` are the folders it was given."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.asked: list[Path] = []
        self.known: dict[str, tuple[int, int]] = {}  # source → stamp
        self.broken: set[str] = set()
        self.fault: Exception | None = None
        self.stop_after: int | None = None
        self.seen: list[tuple] = []
        self.documents: list[StoredDocument] = []
        self.watch: Watch | None = None

    def read(self, folder: Path):
        self.asked.append(folder)
        for number, (origin, _) in enumerate(walk([folder])):
            if self.fault and number >= (self.stop_after or 0):
                raise self.fault
            if self.watch:
                self.seen.append((self.watch.view.reading, self.watch.view.done))
            stat = Path(origin.source).stat()
            stamp, before = (stat.st_size, stat.st_mtime_ns), self.known.get(origin.source)
            names = [f"{origin.path}/one.pdf", f"{origin.path}/two.pdf"] if ".zip" in origin.path else [origin.path]
            for name in names:
                if Path(name).name in self.broken:
                    yield {"document": name, "status": "failed", "items": 0, "passages": 0, "error": "It is damaged."}
                    continue
                status = "added" if before is None else "unchanged" if before == stamp else "replaced"
                self.known[origin.source] = stamp
                yield {"document": name, "status": status, "items": 1, "passages": 2, "error": None}
        if self.fault and not self.stop_after:
            raise self.fault

    def index(self) -> Index:
        return Index(self.data, lambda: "library-1", lambda: self.documents, self.read)


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "packs"
    made.mkdir()
    return made


@pytest.fixture
def fake(tmp_path) -> FakeIndex:
    data = tmp_path / "data"
    data.mkdir()
    return FakeIndex(data)


def put(folder: Path, name: str, words: str = "words", at: int = 1) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words)
    os.utime(path, (at, at))


def make(folder: Path, fake: FakeIndex, seconds: float = 15) -> Watch:
    ticks = iter(range(10_000))
    watch = fake.watch = Watch(folder, fake.index(), seconds, lambda: NOON + timedelta(minutes=next(ticks)))
    return watch


def said(watch: Watch) -> list[tuple[str, str]]:
    return [(line["document"], line["status"]) for line in watch.view.lines]


def test_a_paper_is_read_once_two_looks_found_it_the_same(folder, fake):
    watch = make(folder, fake)
    assert watch.look() == 15
    put(folder, "a.pdf", "half")
    watch.look()
    assert watch.view.waiting == ("a.pdf",)
    put(folder, "a.pdf", "half and more", at=2)  # still being copied
    watch.look()
    assert fake.asked == []
    watch.look()
    assert fake.asked == [folder]
    assert said(watch) == [("a.pdf", "added")]
    assert (watch.view.waiting, watch.view.reading) == ((), ())
    assert watch.view.read_at is not None
    for _ in range(5):
        watch.look()
    assert len(fake.asked) == 1


def test_a_changed_paper_is_read_again_and_a_deleted_one_is_not_withdrawn(folder, fake):
    put(folder, "a.pdf")
    put(folder, "b.pdf")
    watch = make(folder, fake)
    assert watch.look() == SOON  # what changed while the server was down is read soon
    watch.look()
    assert said(watch) == [("a.pdf", "added"), ("b.pdf", "added")]
    fake.documents = [stored(folder, "a.pdf"), stored(folder, "b.pdf")]
    put(folder, "b.pdf", "new words", at=3)
    watch.look()
    watch.look()
    assert said(watch) == [("b.pdf", "replaced")]
    assert watch.gone(fake.documents) == []
    (folder / "b.pdf").unlink()
    watch.look()
    watch.look()
    assert [d.path for d in watch.gone(fake.documents)] == ["b.pdf"]
    assert len(fake.asked) == 2


def stored(folder: Path, path: str, size: int = 5, at: datetime = NOON) -> StoredDocument:
    return StoredDocument(path, path, f"{folder}/{path}", str(folder), size, at, 1, 1, 1, ())


def test_one_that_cannot_be_read_is_said_once_and_tried_again_when_it_changes_or_somebody_asks(folder, fake):
    put(folder, "a.pdf")
    put(folder, "bad.pdf")
    fake.broken = {"bad.pdf"}
    watch = make(folder, fake)
    watch.look()
    watch.look()
    assert watch.view.failed == (("bad.pdf", "It is damaged."),)
    for _ in range(3):
        watch.look()
    assert len(fake.asked) == 1
    again = make(folder, fake)  # a new start of the server
    again.look()
    again.look()
    assert len(fake.asked) == 1
    assert again.view.failed == (("bad.pdf", "It is damaged."),)
    again.look_now()
    again.look()
    assert len(fake.asked) == 2
    fake.broken = set()
    put(folder, "bad.pdf", "mended", at=4)
    again.look()
    again.look()
    assert again.view.failed == ()
    assert said(again) == [("bad.pdf", "added")]


def test_a_failure_goes_with_its_file(folder, fake):
    put(folder, "a.pdf")
    put(folder, "pack.zip")
    fake.broken = {"two.pdf"}
    watch = make(folder, fake)
    watch.look()
    watch.look()
    assert watch.view.failed == (("pack.zip/two.pdf", "It is damaged."),)
    assert said(watch) == [("a.pdf", "added"), ("pack.zip/one.pdf", "added"), ("pack.zip/two.pdf", "failed")]
    (folder / "pack.zip").unlink()
    watch.look()
    assert watch.view.failed == ()


def test_how_far_it_is(folder, fake):
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        put(folder, name)
    watch = make(folder, fake)
    watch.look()
    watch.look()
    files = ("a.pdf", "b.pdf", "c.pdf")
    assert fake.seen == [(files, ()), (files, ("a.pdf",)), (files, ("a.pdf", "b.pdf"))]
    fake.seen.clear()
    put(folder, "b.pdf", "longer now")
    watch.look()
    watch.look()
    assert fake.seen == [(("b.pdf",), ()), (("b.pdf",), ()), (("b.pdf",), ("b.pdf",))]
    assert watch.view.done == ()


@pytest.mark.parametrize("how", ["missing", "empty"])
def test_a_share_that_goes_offline_is_said_and_nothing_is_forgotten(folder, fake, how):
    put(folder, "a.pdf")
    watch = make(folder, fake)
    watch.look()
    watch.look()
    fake.documents = [stored(folder, "a.pdf")]
    away = folder.rename(folder.with_name("away"))
    if how == "empty":
        folder.mkdir()
    looked_at = watch.view.looked_at
    for _ in range(3):
        assert watch.look() == 15
    assert "offline" in watch.view.trouble
    assert watch.view.looked_at == looked_at
    assert watch.gone(fake.documents) == []
    if how == "empty":
        folder.rmdir()
    away.rename(folder)
    watch.look()
    watch.look()
    assert watch.view.trouble == ""
    assert len(fake.asked) == 1


def test_a_part_that_cannot_be_looked_at_is_said_and_not_taken_for_gone(folder, fake, monkeypatch):
    put(folder, "a.pdf")
    put(folder, "locked/b.pdf")
    watch = make(folder, fake)
    watch.look()
    watch.look()
    fake.documents = [stored(folder, "a.pdf"), stored(folder, "locked/b.pdf")]
    real = os.scandir

    def scandir(path):
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr("os.scandir", scandir)
    (folder / "a.pdf").unlink()
    watch.look()
    assert watch.view.closed == ("locked",)
    assert (watch.view.trouble, watch.view.waiting, watch.gone(fake.documents)) == ("", (), [])
    monkeypatch.setattr("os.scandir", real)
    watch.look()
    assert [document.path for document in watch.gone(fake.documents)] == ["a.pdf"]
    assert len(fake.asked) == 1


def test_a_folder_that_comes_later(folder, fake):
    folder.rmdir()
    watch = make(folder, fake)
    watch.look()
    assert watch.view.looked_at is None
    assert "cannot be looked at" in watch.view.trouble
    put(folder, "a.pdf")
    watch.look()
    watch.look()
    assert said(watch) == [("a.pdf", "added")]


def test_others_come_first_and_it_is_tried_again(folder, fake):
    put(folder, "a.pdf")
    fake.fault = IndexBusy("Other papers are being read.", "Wait.")
    watch = make(folder, fake)
    for _ in range(4):
        watch.look()
    assert len(fake.asked) == 3
    assert (watch.view.fault, watch.view.trouble, watch.view.reading) == ("", "", ())
    fake.fault = None
    watch.look()
    assert said(watch) == [("a.pdf", "added")]


def test_an_interrupted_reading_goes_on_where_it_was(folder, fake):
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        put(folder, name)
    fake.fault, fake.stop_after = IndexBusy("Interrupted."), 1
    watch = make(folder, fake)
    watch.look()
    watch.look()
    watch.look()
    fake.fault = fake.stop_after = None
    watch.look()
    assert said(watch) == [("a.pdf", "added"), ("b.pdf", "added"), ("c.pdf", "added")]
    assert watch.view.read_at is not None


def test_a_reading_that_fails_is_said_and_tried_ever_later(folder, fake):
    put(folder, "a.pdf")
    put(folder, "poison.pdf")
    fake.fault, fake.stop_after = Fault("The papers could not be read."), 1
    watch = make(folder, fake)
    tried = []
    for look in range(25):
        before = len(fake.asked)
        watch.look()
        tried += [look] * (len(fake.asked) - before)
    assert tried == [1, 4, 9, 18]
    assert watch.view.fault == "The papers could not be read."
    assert watch.view.stopped_at == "poison.pdf"
    watch.look_now()
    watch.look()
    assert len(fake.asked) == 5
    fake.fault = None
    watch.look_now()
    watch.look()
    assert (watch.view.fault, watch.view.stopped_at) == ("", "")
    assert said(watch) == [("a.pdf", "added"), ("poison.pdf", "added")]


def test_files_that_never_settle_do_not_hold_up_the_others_for_ever(folder, fake):
    put(folder, "a.pdf")
    watch = make(folder, fake)
    for look in range(watching.PATIENCE + 2):
        assert fake.asked == []
        put(folder, "growing.txt", "line\n" * (look + 1), at=look + 1)
        watch.look()
    assert fake.asked == [folder]
    put(folder, "growing.txt", "the end", at=99)
    watch.look()
    watch.look()
    assert said(watch) == [("growing.txt", "replaced")]


def test_a_start_over_an_index_that_is_up_to_date_costs_one_look(folder, fake):
    put(folder, "a.pdf")
    put(folder, "2024/b.pdf")
    fake.documents = [stored(folder, "a.pdf"), stored(folder, "2024/b.pdf")]
    watch = make(folder, fake)
    for _ in range(3):
        assert watch.look() == 15
    assert fake.asked == []
    assert watch.view.waiting == ()


def test_what_the_index_does_not_hold_as_it_is_now_is_read_at_the_start(folder, fake):
    for name in ("same.pdf", "longer.pdf", "newer.pdf", "new.pdf"):
        put(folder, name)
    os.utime(folder / "newer.pdf", (NOON.timestamp() + 60,) * 2)
    fake.documents = [stored(folder, "same.pdf"), stored(folder, "longer.pdf", 4), stored(folder, "newer.pdf")]
    watch = make(folder, fake)
    watch.look()
    assert set(watch.view.waiting) == {"longer.pdf", "newer.pdf", "new.pdf"}


def test_the_folder_is_named_as_the_index_has_it(folder, fake):
    """Under another name of the same folder, a changed file would not replace what it was."""
    (folder.parent / "other").mkdir()
    spelt = f"{folder.parent}/other/../packs"
    put(folder, "a.pdf")
    fake.documents = [replace(stored(folder, "b.pdf"), folder=spelt, source=f"{spelt}/b.pdf")]
    watch = make(folder, fake)
    watch.look()
    watch.look()
    assert [str(asked) for asked in fake.asked] == [spelt]


def test_what_is_remembered_is_of_one_folder_and_one_index(folder, fake, tmp_path):
    put(folder, "a.pdf")
    watch = make(folder, fake)
    watch.look()
    watch.look()
    restarted = make(folder, fake)
    restarted.look()
    assert said(restarted) == [("a.pdf", "added")]
    assert restarted.view.read_at == watch.view.read_at
    other = tmp_path / "other"
    put(other, "a.pdf")
    elsewhere = make(other, fake)
    elsewhere.look()
    assert elsewhere.view.waiting == ("a.pdf",)
    for nonsense in ("{", "[]", '{"files": 3}', '{"files": {"a.pdf": 1}}'):
        (fake.data / FILE).write_text(nonsense)
        anew = make(folder, fake)
        anew.look()
        assert anew.view.waiting == ("a.pdf",)


def test_asking_looks_twice_in_quick_order_and_once_when_nothing_is_new(folder, fake):
    watch = make(folder, fake)
    watch.look()
    watch.look_now()
    assert watch.look() == 15
    put(folder, "a.pdf")
    watch.look_now()
    assert watch.look() == SOON
    watch.look()
    assert said(watch) == [("a.pdf", "added")]
    assert watch.look() == 15


def test_whatever_goes_wrong_is_said_and_it_goes_on(folder, fake, monkeypatch):
    watch = make(folder, fake, seconds=0.001)
    ends = iter([ValueError("secret"), ValueError("secret"), SystemExit()])

    def broken(_):
        raise next(ends)

    monkeypatch.setattr("app.server.watch.look_into", broken)
    with pytest.raises(SystemExit):
        watch.run()
    assert "ValueError" in watch.view.trouble
    assert "secret" not in watch.view.trouble


def test_a_broken_line_leaves_no_reading_under_way(folder, fake):
    put(folder, "a.pdf")
    watch = make(folder, fake)
    watch.look()
    fake.fault = KeyError("document")
    with pytest.raises(KeyError):
        watch.look()
    assert watch.view.reading == ()


def test_paths_of_documents(folder, fake):
    fake.documents = [stored(folder, "a.pdf"), stored(folder, "b.pdf")]
    watch = make(folder, fake)
    assert watch.paths_of({"b.pdf", "c.pdf"}) == {"b.pdf"}
    assert watch.paths_of(set()) == set()
