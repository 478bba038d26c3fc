"""ZIP files: each member a document; nothing outside the folder, too large, locked or nested is unpacked."""

import zipfile
from email.message import EmailMessage

import pytest

from index.ingest import walk
from index.values import Page, ParsedDocument, Reading
from tests.unit.index.conftest import visible


def make(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def paper(topic):
    return f"# The {topic} report\n\nParagraph 1 of the {topic} report: 7.5% of cases were late, costing £4.2m.\n"


def test_members_are_documents_under_the_archives_name(tmp_path, index, library):
    folder = tmp_path / "packs"
    folder.mkdir()
    make(folder / "june.zip", {"Reports/transport.txt": paper("transport"), "fostering.md": paper("fostering"),
                               "photo.jpg": b"\xff\xd8", "__MACOSX/._fostering.md": b"x"})  # fmt: skip
    lines = index(folder)
    assert [(line.document, line.status) for line in lines] == [
        ("june.zip/Reports/transport.txt", "added"),
        ("june.zip/fostering.md", "added"),
    ]
    assert set(visible(library)) == {line.document for line in lines}
    assert not (library.stores.data_dir / "unpacked").exists()


def test_indexing_an_archive_again_changes_nothing_and_a_changed_member_replaces(tmp_path, index, library):
    path = make(tmp_path / "june.zip", {"a.txt": paper("transport"), "b.txt": paper("fostering")})
    index(path)
    assert [line.status for line in index(path)] == ["unchanged", "unchanged"]
    make(path, {"a.txt": paper("transport"), "b.txt": paper("attendance")})
    assert [line.status for line in index(path)] == ["unchanged", "replaced"]
    assert sorted(visible(library)) == ["june.zip/a.txt", "june.zip/b.txt"]


@pytest.mark.parametrize(
    "name", ["../outside.txt", "/etc/outside.txt", "a/../../outside.txt", "..\\outside.txt", "C:\\o.txt"]
)
def test_names_that_point_outside_are_refused(tmp_path, index, library, name):
    path = make(tmp_path / "bad.zip", {name: paper("transport"), "good.txt": paper("fostering")})
    refused, added = index(path)
    assert refused.status == "failed"
    assert "points outside" in refused.error
    assert added.document == "bad.zip/good.txt"
    assert [p.name for p in tmp_path.rglob("*outside*")] == []


def test_an_archive_in_an_archive_is_refused(tmp_path, index):
    inner = make(tmp_path / "inner.zip", {"a.txt": paper("transport")})
    path = make(tmp_path / "outer.zip", {"inner.zip": inner.read_bytes()})
    (line,) = index(path)
    assert (line.document, line.status) == ("outer.zip/inner.zip", "failed")
    assert "archive within an archive" in line.error


def test_sizes_and_counts_have_limits(tmp_path, index, monkeypatch):
    monkeypatch.setattr(walk, "MAX_MEMBER", 1000)
    path = make(tmp_path / "big.zip", {"bomb.txt": "0" * 5000, "small.txt": paper("transport")})
    refused, added = index(path)
    assert "too big when unpacked" in refused.error
    assert added.status == "added"
    monkeypatch.setattr(walk, "MAX_MEMBERS", 1)
    (line,) = index(path)
    assert (line.document, line.status) == ("big.zip", "failed")
    assert "holds 2 files" in line.error


def test_the_sizes_of_all_members_together_have_a_limit(tmp_path, index, monkeypatch):
    monkeypatch.setattr(walk, "MAX_UNPACKED", 150)
    path = make(tmp_path / "a.zip", {"a.txt": paper("transport"), "b.txt": paper("fostering")})
    assert [line.status for line in index(path)] == ["failed", "added"]


def test_a_damaged_archive_and_a_damaged_member_are_lines(tmp_path, index):
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04 nothing")
    whole = make(tmp_path / "one.zip", {"a.txt": paper("transport") * 50}).read_bytes()
    (tmp_path / "one.zip").write_bytes(whole.replace(whole[60:90], b"\0" * 30))
    lines = index(tmp_path / "cut.zip", tmp_path / "one.zip")
    assert [line.status for line in lines] == ["failed", "failed"]
    assert all("damaged" in line.error for line in lines)


def test_members_go_even_when_reading_fails(tmp_path, index, library):
    def parse(path, count, max_pieces=256, name=None):
        assert path.parent.parent == library.stores.data_dir / "unpacked"
        return ParsedDocument(Reading((Page(None, "x"),)), (), ())

    index(make(tmp_path / "a.zip", {"a.txt": "x"}), parse=parse)
    assert not (library.stores.data_dir / "unpacked").exists()


def test_what_is_attached_to_a_mail_is_a_document_of_its_own_wherever_its_name_points(tmp_path, index, library):
    inner, outer = EmailMessage(), EmailMessage()
    inner["Subject"] = "Inner"
    inner.set_content("# The inner report\n\nWords about trams.\n")
    inner.add_attachment(paper("transport"), filename="trams.txt")
    outer.set_content("# The outer report\n\nSee attached.\n")
    outer.add_attachment(paper("fostering"), filename="../../fostering.md")
    outer.add_attachment(paper("attendance"), filename="fostering.md")
    outer.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="run.exe")
    outer.add_attachment(inner)
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "m.eml").write_bytes(bytes(outer))
    found = [(line.document, line.status) for line in index(folder)]
    names = ("m.eml", "m.eml/fostering.md", "m.eml/2-fostering.md", "m.eml/Inner.eml", "m.eml/Inner.eml/trams.txt")
    assert found == [(name, "added") for name in names]
    assert {line.status for line in index(folder)} == {"unchanged"}
    assert [p.name for p in tmp_path.rglob("*fostering*")] == []
