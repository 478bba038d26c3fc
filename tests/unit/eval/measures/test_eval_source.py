"""The packs' own words, of every format, and quotes looked up in them."""

import pytest
from docx import Document
from reportlab.pdfgen.canvas import Canvas

from eval.measures.source import Source, files, pages, table_rows
from index.faults import NotFound


@pytest.fixture
def packs(tmp_path):
    folder = tmp_path / "packs"
    (folder / "b").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / ".git" / "x.txt").write_text("hidden")
    (folder / "a.txt").write_text("The swim-\nming pool cost £1.5m.", encoding="utf-8")
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 not really")
    (folder / "bad.docx").write_bytes(b"PK not really")
    (folder / "c.html").write_text("<p>Web <b>page</b></p>")
    (folder / "picture.png").write_bytes(b"")
    canvas = Canvas(str(folder / "b" / "d.pdf"), invariant=1)
    for line in ("First page words", "Second page words"):
        canvas.drawString(72, 700, line)
        canvas.showPage()
    canvas.save()
    word = Document()
    word.add_paragraph("Word paragraph")
    word.add_table(1, 1).cell(0, 0).text = "In a cell"
    word.save(str(folder / "e.docx"))
    return folder


def test_every_format_is_read_and_a_broken_file_has_no_pages(packs):
    assert [path.name for path in files(packs)] == ["a.txt", "d.pdf", "bad.docx", "bad.pdf", "c.html", "e.docx"]
    found = [(page.document, page.number, page.text.strip()) for page in pages(packs)]
    assert found == [
        ("a.txt", None, "The swim-\nming pool cost £1.5m."),
        ("b/d.pdf", 1, "First page words"),
        ("b/d.pdf", 2, "Second page words"),
        ("c.html", None, "Web  page"),
        ("e.docx", None, "Word paragraph\nIn a cell"),
    ]


def test_a_merged_cell_stands_in_each_of_its_rows(tmp_path):
    word = Document()
    table = word.add_table(2, 2)
    for at, text in ((0, "Attendance"), (1, "Absence")):
        table.cell(at, 1).text = text
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Schools"
    word.save(str(tmp_path / "m.docx"))
    assert not Source(pages(tmp_path)).holds("Schools | Absence")
    rows = table_rows(tmp_path)
    assert [row.text for row in rows] == ["Schools Attendance", "Schools Absence"]
    assert Source((*pages(tmp_path), *rows)).holds_in("m.docx", "Schools | Absence")
    assert table_rows(tmp_path / "m.docx") == rows


def test_one_file_alone(packs):
    assert [page.document for page in pages(packs / "a.txt")] == ["a.txt"]


def test_no_folder(tmp_path):
    with pytest.raises(NotFound):
        files(tmp_path / "none")


def test_a_quote_stands_somewhere_or_in_its_document(packs):
    source = Source(pages(packs))
    assert source.holds("swimming pool cost £1.5m")
    assert not source.holds("swimming pool cost £1.6m")
    assert not source.holds("")
    assert source.holds_in("b/d.pdf", "Second page")
    assert source.holds_in("d.pdf", "Second page")
    assert not source.holds_in("a.txt", "Second page")
    assert not source.holds_in("", "Second page")
