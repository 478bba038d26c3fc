"""Files from outside are read in a process of their own: what one does to it is said of it and of no other."""

import os
import signal
from pathlib import Path

import pytest

from index.faults import NotFound, Overran, Unreadable
from index.ingest import bounded
from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from tests.awkward import hostile
from tests.fakes import HashEmbedding

GOOD = "Minutes\n\nThe committee met on 4 May 2031 and resolved that a report be brought."


def count(text: str) -> int:
    return len(text.split())


@pytest.fixture(autouse=True)
def limits(monkeypatch):
    monkeypatch.setattr(bounded, "SECONDS", 2)
    yield
    bounded.end()


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD)
    return path


def test_what_is_read_apart_is_what_is_read_here(good):
    assert bounded.parse(good, count) == parse(good, count)


def test_one_process_reads_many_files(good):
    bounded.parse(good, count)
    first = bounded._idle[0]
    bounded.parse(good, count, name="another.txt")
    assert bounded._idle == [first]


@pytest.mark.parametrize(
    ("make", "name"), [(hostile.form_bomb, "a.pdf"), (hostile.nested, "a.html"), (hostile.zip_bomb, "a.docx")]
)
def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read(make, name, tmp_path, good):
    with pytest.raises(Overran, match=f"^{name} takes longer than 2 seconds"):
        bounded.parse(make(tmp_path / name), count)
    assert bounded.parse(good, count).passages


def test_a_file_that_takes_too_much_memory_is_refused(tmp_path, monkeypatch, good):
    monkeypatch.setattr(bounded, "SECONDS", 60)
    monkeypatch.setattr(bounded, "MEMORY", 200 << 20)
    with pytest.raises(Unreadable, match=r"^a\.docx (is damaged|ended its reader)"):
        bounded.parse(hostile.zip_bomb(tmp_path / "a.docx"), count)
    assert bounded.parse(good, count).passages


@pytest.mark.parametrize(
    ("make", "name"), [(hostile.self_drawing, "a.pdf"), (hostile.counted_list, "a.docx"), (hostile.cdata, "a.html")]
)
def test_other_hostile_files_are_read_within_bounds(make, name, tmp_path):
    assert "The committee met" in bounded.parse(make(tmp_path / name), count).reading.text


def test_a_file_that_keeps_its_reader_waiting_is_refused(good, monkeypatch):
    monkeypatch.setattr(bounded, "CLOCK", 0.0)
    with pytest.raises(Overran, match=r"^good\.txt takes too long"):
        bounded.parse(good, count)
    assert not bounded._idle, "its process is ended"


def test_a_file_that_ends_its_process_is_named(good, monkeypatch):
    def deadly(text: str) -> int:
        os.kill(bounded_process(), signal.SIGSEGV)
        return len(text)

    def bounded_process() -> int:
        return next(int(p.name) for p in Path("/proc").glob("[0-9]*") if b"index.ingest.bounded" in command(p))

    def command(process: Path) -> bytes:
        try:
            own = (process / "stat").read_text().rsplit(")", 1)[1].split()[1] == str(os.getpid())
            return (process / "cmdline").read_bytes() if own else b""
        except OSError:
            return b""

    with pytest.raises(Overran, match=r"^good\.txt ended its reader"):
        bounded.parse(good, deadly)
    assert bounded.parse(good, count).passages


def test_faults_and_what_goes_wrong_in_counting_come_back_as_they_are(tmp_path, good):
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    with pytest.raises(Unreadable, match=r"empty\.txt is empty"):
        bounded.parse(empty, count)
    with pytest.raises(NotFound):
        bounded.parse(tmp_path / "none.txt", count)

    def broken(text: str) -> int:
        raise ZeroDivisionError(text)

    with pytest.raises(ZeroDivisionError):
        bounded.parse(good, broken)
    assert bounded.parse(good, count).passages


def test_nothing_but_values_is_taken_from_the_process():
    import io
    import pickle

    for said in (os.system, Path("a"), pickle.loads):
        with pytest.raises(pickle.UnpicklingError):
            bounded._Values(io.BytesIO(pickle.dumps(said))).load()


def test_papers_beside_a_hostile_one_are_indexed_and_it_is_tried_again_when_it_changes(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("a.txt", "c.txt"):
        (folder / name).write_text(f"{GOOD} This is {name}.")
    hostile.nested(folder / "b.html")
    calls = []

    def watched(path, *arguments):
        calls.append(arguments[-1])
        return bounded.parse(path, *arguments)

    with Library.open(tmp_path / "data", HashEmbedding()) as library:
        lines = list(ingest([folder], library, watched))
        assert [line.status for line in lines] == ["added", "failed", "added"]
        assert "b.html takes longer than 2 seconds" in (lines[1].error or "")
        assert calls == ["a.txt", "b.html", "c.txt"]
        again = list(ingest([folder], library, watched))
        assert [line.status for line in again] == ["unchanged", "failed", "unchanged"]
        assert calls == ["a.txt", "b.html", "c.txt"], "it is not tried again as it is"
        (folder / "b.html").write_text("<p>The committee met on 4 May 2031, and this is mended.</p>")
        assert [line.status for line in ingest([folder], library, watched)] == ["unchanged", "added", "unchanged"]
