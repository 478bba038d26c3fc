"""A look at a folder: the papers an ingest would read, without opening one; what cannot be seen is not gone."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.server.watch import place_of, places_in
from index.faults import NotFound
from index.ingest.walk import FolderLook, look_into, walk
from index.store.catalogue.records import StoredDocument


def put(path: Path, words: str = "words") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words)
    return path


def document(path: str, folder: str) -> StoredDocument:
    return StoredDocument(path, path, f"{folder}/{path}", folder, 1, datetime(2024, 1, 1, tzinfo=UTC), 1, 1, 1, ())


def test_it_sees_what_an_ingest_would_read_in_the_same_order(tmp_path):
    for name in ("b.pdf", "a.TXT", "June/pack.zip", "June/.draft.pdf", ".old/c.pdf", "notes.xlsb", "z/é ü.docx"):
        put(tmp_path / name)
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere.pdf")
    (tmp_path / "round.pdf").symlink_to(tmp_path / "round.pdf")
    (tmp_path / "linked.pdf").symlink_to(tmp_path / "b.pdf")
    (tmp_path / "June" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "folder.pdf").mkdir()
    look = look_into(tmp_path)
    assert list(look.files) == [origin.path for origin, _ in walk([tmp_path])]
    assert list(look.files) == ["a.TXT", "b.pdf", "linked.pdf", "June/pack.zip", "z/é ü.docx"]
    assert look.files["b.pdf"] == (5, (tmp_path / "b.pdf").stat().st_mtime_ns)
    assert look.closed == ()


def test_a_name_that_is_no_text_is_written_as_the_index_writes_it(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text("words")
    assert list(look_into(tmp_path).files) == [origin.path for origin, _ in walk([tmp_path])]


@pytest.mark.parametrize("kind", ["missing", "file"])
def test_a_folder_that_is_not_there_is_a_fault(tmp_path, kind):
    folder = tmp_path / "share"
    if kind == "file":
        folder.write_text("not a folder")
    with pytest.raises(NotFound, match="cannot be looked at"):
        look_into(folder)


def test_what_cannot_be_looked_at_is_said_and_kept_as_it_was(tmp_path, monkeypatch):
    put(tmp_path / "a.pdf")
    put(tmp_path / "locked" / "b.pdf")
    put(tmp_path / "c.pdf")
    real_list, real_stat = os.scandir, os.stat

    def scandir(path):  # pytest, which tidies up meanwhile, gives numbers of open folders
        if not isinstance(path, int) and Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return real_list(path)

    def stat(path, **options):
        if not isinstance(path, int) and Path(path).name == "c.pdf":
            raise OSError(5, "Input/output error", str(path))
        return real_stat(path, **options)

    monkeypatch.setattr("os.scandir", scandir)
    monkeypatch.setattr("os.stat", stat)
    look = look_into(tmp_path)
    assert set(look.closed) == {"locked", "c.pdf"}
    assert list(look.files) == ["a.pdf"]
    before = {"a.pdf": (1, 1), "c.pdf": (3, 3), "gone.pdf": (4, 4), "locked/b.pdf": (2, 2), "locked2.pdf": (5, 5)}
    assert look.with_closed(before) == {"c.pdf": (3, 3), "locked/b.pdf": (2, 2), "a.pdf": look.files["a.pdf"]}


def test_with_nothing_closed_only_what_is_there_counts():
    assert FolderLook({"a.pdf": (1, 1)}).with_closed({"b.pdf": (2, 2)}) == {"a.pdf": (1, 1)}


@pytest.mark.parametrize(
    ("document", "file"),
    [
        ("a.pdf", "a.pdf"),
        ("June/Pack.ZIP/a.pdf", "June/Pack.ZIP"),
        ("old.zip/a.pdf", "old.zip/a.pdf"),
        ("not-there.pdf", "not-there.pdf"),
    ],
)
def test_the_file_of_a_document(document, file):
    assert place_of(document, {"a.pdf", "June/Pack.ZIP", "old.zip/a.pdf"}) == file


def test_places_in_a_folder_however_it_was_named(tmp_path):
    folder = tmp_path / "packs"
    (folder / "2024").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    (tmp_path / "link").symlink_to(folder, target_is_directory=True)
    documents = [
        document("a.pdf", str(folder)),
        document("b.pdf", f"{tmp_path}/other/../packs"),
        document("c.pdf", f"{tmp_path}/link"),
        document("d.pdf", f"{folder}/2024"),
        document("packs/e.pdf", str(tmp_path)),
        document("f.pdf", f"{tmp_path}/other"),
        document("g.pdf", f"{folder}-old"),
    ]
    assert places_in(folder, documents) == {
        "a.pdf": "a.pdf",
        "b.pdf": "b.pdf",
        "c.pdf": "c.pdf",
        "d.pdf": "2024/d.pdf",
        "packs/e.pdf": "e.pdf",
    }
