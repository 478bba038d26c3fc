"""Watching with a real index: what is read, replaced, moved, and what stays out."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.server import watch as module
from app.server.watch import Index, Watch, index_of, watching
from app.settings import Settings
from index.ingest.ingest import ingest
from index.store.aside import set_aside
from index.store.library import Library
from tests.fakes import HashEmbedding, parse_blocks


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "data", HashEmbedding()) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "packs"
    made.mkdir()
    for name in ("a", "b"):
        (made / f"{name}.txt").write_text(f"Report {name}\n\nThe words of {name} are its own.")
        os.utime(made / f"{name}.txt", (1, 1))  # long before it is indexed
    return made


def watch_over(library: Library, folder: Path) -> tuple[Watch, list[Path]]:
    """A watch, and the folders that it had read so far."""
    read = []

    def reading(place: Path):
        read.append(place)
        for line in ingest([place], library, parse_blocks):
            yield line.as_json()

    index = index_of(Settings(data=library.stores.data_dir))
    return Watch(folder, Index(index.data_dir, index.id, index.documents, reading), 15), read


def settle(watch: Watch) -> list[tuple[str, str]]:
    watch.look()
    watch.look()
    return [(line["document"], line["status"]) for line in watch.view.lines]


def paths(library: Library) -> list[str]:
    return [document.path for document in library.documents()]


def test_papers_come_change_move_and_go(library, folder):
    watch, read = watch_over(library, folder)
    assert settle(watch) == [("a.txt", "added"), ("b.txt", "added")]
    (folder / "b.txt").write_text("Report b\n\nOther words now.")
    assert settle(watch) == [("b.txt", "replaced")]
    (folder / "June").mkdir()
    (folder / "a.txt").rename(folder / "June" / "a.txt")
    assert settle(watch) == [("June/a.txt", "unchanged")]
    assert paths(library) == ["June/a.txt", "b.txt"]
    (folder / "b.txt").unlink()
    settle(watch)
    assert paths(library) == ["June/a.txt", "b.txt"]
    assert [document.path for document in watch.gone(library.documents())] == ["b.txt"]
    assert len(read) == 3


@pytest.mark.parametrize("how", ["for good", "to be undone"])
def test_what_was_withdrawn_stays_out(library, folder, how):
    watch, _ = watch_over(library, folder)
    settle(watch)
    if how == "for good":
        library.withdraw("a.txt")
    else:
        set_aside(library, "a.txt", datetime.now(UTC) + timedelta(days=7))
    (folder / "c.txt").write_text("Report c\n\nThe words of c.")
    assert settle(watch) == [("c.txt", "added")]
    assert paths(library) == ["b.txt", "c.txt"]
    again, _ = watch_over(library, folder)  # a new start, for which nothing is remembered
    (library.stores.data_dir / "watched.json").unlink()
    settle(again)
    assert paths(library) == ["b.txt", "c.txt"]
    assert "withdrawn on" in next(line["error"] for line in again.view.lines if line["document"] == "a.txt")


def test_after_scrutiny_index_a_start_costs_one_look(library, folder):
    list(ingest([folder], library, parse_blocks))
    watch, read = watch_over(library, folder)
    assert settle(watch) == []
    assert read == []


def test_a_folder_indexed_under_another_name_is_the_same_folder(library, folder):
    spelt = folder.parent / "other" / ".." / "packs"
    (folder.parent / "other").mkdir()
    list(ingest([spelt], library, parse_blocks))
    watch, _ = watch_over(library, folder)
    assert settle(watch) == []
    (folder / "b.txt").write_text("Report b\n\nOther words now.")
    assert settle(watch) == [("b.txt", "replaced")]
    assert paths(library) == ["a.txt", "b.txt"]


def test_an_index_that_is_not_there_yet(tmp_path):
    index = index_of(Settings(data=tmp_path / "none"))
    assert index.id() == ""
    assert list(index.documents()) == []


def test_one_watch_for_the_settings_of_a_server(tmp_path, monkeypatch):
    begun = []
    monkeypatch.setattr(module.threading.Thread, "start", lambda thread: begun.append(thread))
    monkeypatch.setattr(module, "_watches", {})
    settings = Settings(data=tmp_path, watch=tmp_path / "packs", watch_seconds=3)
    assert watching(Settings(data=tmp_path)) is None
    watch = watching(settings)
    assert watch is not None
    assert watching(Settings(data=tmp_path, watch=tmp_path / "packs", watch_seconds=3)) is watch
    (thread,) = begun
    assert thread.daemon
