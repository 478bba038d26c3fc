from pathlib import Path

import pytest

from index.faults import NotFound, Unreadable
from index.ingest.walk import walk
from index.read import read
from index.read.plain import OLD_OFFICE


def paths(found: list) -> list[str]:
    return [origin.path for origin, _ in found]


def test_walks_folders_in_order_without_hidden_and_unknown_files(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("b.txt", "a/z.PDF", "a/b.docx", ".hidden.txt", ".git/x.txt", "sheet.xlsb", "a/page.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert paths(walk([tmp_path])) == ["b.txt", "a/b.docx", "a/page.html", "a/z.PDF"]
    assert "sheet.xlsb" in caplog.text


def test_a_file_is_known_by_its_name_and_was_named(tmp_path: Path) -> None:
    file = tmp_path / "sheet.xlsx"
    file.write_text("x")
    ((origin, named),) = walk([file])
    assert (origin.path, origin.folder, named) == ("sheet.xlsx", str(tmp_path), True)


def test_a_file_given_twice_is_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert len(walk([tmp_path, tmp_path / "a.txt", tmp_path])) == 1


def test_a_missing_path_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no file or folder"):
        walk([tmp_path / "nowhere"])


def test_a_broken_link_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert walk([tmp_path]) == []


def test_a_name_that_is_no_text_is_made_one(tmp_path: Path) -> None:
    path = Path(str(tmp_path) + "/caf\udce9.txt")
    path.write_text("x")
    assert paths(walk([tmp_path])) == ["caf\ufffd.txt"]


def test_a_folder_is_one_place_however_it_is_spelt(tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "a.txt").write_text("A", encoding="utf-8")
    (tmp_path / "link").symlink_to(folder)
    spelt = [folder, tmp_path / "other" / ".." / "packs", tmp_path / "link"]
    (tmp_path / "other").mkdir()
    assert len({walk([path])[0][0].source for path in spelt}) == 1
    assert len(walk(spelt)) == 1


@pytest.mark.parametrize(("name", "newer"), [("budget.xls", ".xlsx"), ("slides.ppt", ".pptx"), ("report.doc", ".docx")])
def test_an_old_office_file_in_a_folder_is_named_with_what_to_save_it_as(tmp_path: Path, name: str, newer: str) -> None:
    (tmp_path / name).write_bytes(OLD_OFFICE + b"x" * 600)
    ((origin, _),) = walk([tmp_path])
    with pytest.raises(Unreadable) as fault:
        read(Path(origin.source), name=origin.path)
    assert (name in fault.value.message, "not read" in fault.value.message) == (True, True)
    assert newer in fault.value.hint
