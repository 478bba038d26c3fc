"""Word files: body order, tables, heading styles, and the numbers that Word prints but does not store."""

import copy

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from index.faults import Unreadable
from index.read import read
from index.read.numbering import _form


def save(document, path):
    document.save(str(path))
    return path


def test_headings_paragraphs_and_rows_come_in_body_order(tmp_path):
    document = docx.Document()
    document.add_heading("Short breaks", level=1)
    document.add_paragraph("Families were asked.")
    table = document.add_table(rows=2, cols=3)
    for n, words in enumerate(["Year", "Visits", "Change"]):
        table.rows[0].cells[n].text = words
    merged = table.rows[1].cells[0].merge(table.rows[1].cells[1])
    merged.text = "2031\nall"
    table.rows[1].cells[2].text = "+3"
    document.add_heading("Next steps", level=2)
    reading = read(save(document, tmp_path / "a.docx"))
    lines = [line for line in reading.text.split("\n") if line]
    assert lines == ["Short breaks", "Families were asked.", "Year | Visits | Change", "2031 all | +3", "Next steps"]
    assert [(mark.title, mark.depth) for mark in reading.outline] == [("Short breaks", 0), ("Next steps", 1)]
    assert reading.pages[0].number is None


def test_numbered_paragraphs_get_the_number_that_word_prints(tmp_path):
    document = docx.Document()
    for text in ("first", "second"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("a point", style="List Bullet")
    document.add_paragraph("third", style="List Number")
    lines = [line for line in read(save(document, tmp_path / "a.docx")).text.split("\n") if line]
    assert lines == ["1. first", "2. second", "• a point", "3. third"]


def test_a_list_switched_off_has_no_number(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("plain", style="List Number")
    properties = paragraph._p.get_or_add_pPr()
    numbered = OxmlElement("w:numPr")
    none = OxmlElement("w:numId")
    none.set(qn("w:val"), "0")
    numbered.append(none)
    properties.append(numbered)
    assert read(save(document, tmp_path / "a.docx")).text.strip() == "plain"


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (3, "decimal", "3"),
        (2, "lowerLetter", "b"),
        (27, "upperLetter", "AA"),
        (4, "lowerRoman", "iv"),
        (19, "upperRoman", "XIX"),
        (5, "ordinalText", "5"),
    ],
)
def test_forms_of_numbers(number, form, printed):
    assert _form(number, form) == printed


def test_a_word_file_without_words_is_refused(tmp_path):
    with pytest.raises(Unreadable, match="no text"):
        read(save(docx.Document(), tmp_path / "a.docx"))


def test_a_broken_word_file_is_refused(tmp_path):
    import zipfile

    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<not-closed")
    with pytest.raises(Unreadable, match="damaged"):
        read(path)


def test_a_word_file_named_as_text_is_a_word_file(tmp_path):
    document = docx.Document()
    document.add_paragraph("Words")
    assert read(save(document, tmp_path / "a.txt")).text == "Words\n"


def test_cells_merged_over_rows_leave_blanks_and_tables_in_cells_are_read(tmp_path):
    document = docx.Document()
    table = document.add_table(3, 3)
    for row, texts in zip(table.rows, [("Place", "2030", "2031"), ("North", "41", "44"), ("", "61", "")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    inner = table.cell(2, 2).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "of these", "64"
    document.save(tmp_path / "a.docx")
    lines = [line for line in read(tmp_path / "a.docx").text.split("\n") if line]
    assert lines == ["Place | 2030 | 2031", "North | 41 | 44", "| 61 | of these | 64"]


def test_a_long_cell_keeps_its_paragraphs(tmp_path):
    document = docx.Document()
    table = document.add_table(1, 3)
    table.cell(0, 0).text, table.cell(0, 1).text = "Question", "4"
    table.cell(0, 2).text = "The service was changed in spring. " * 15
    table.cell(0, 2).add_paragraph("It was told by letter. " * 15)
    document.save(tmp_path / "a.docx")
    lines = [line.strip() for line in read(tmp_path / "a.docx").text.split("\n") if line]
    assert lines == [
        "Question | 4",
        ("The service was changed in spring. " * 15).strip(),
        ("It was told by letter. " * 15).strip(),
    ]


def test_a_cell_merged_over_thousands_of_rows_is_read(tmp_path):
    document = docx.Document()
    table = document.add_table(1, 2)._tbl
    first = table.tr_lst[0]
    for n in range(3000):
        row = copy.deepcopy(first)
        row.tc_lst[0].vMerge = "continue" if n else "restart"
        row.tc_lst[0].p_lst[0].add_r().text = "" if n else "Area"
        row.tc_lst[1].p_lst[0].add_r().text = f"Row {n}"
        table.append(row)
    document.save(tmp_path / "a.docx")
    lines = [line for line in read(tmp_path / "a.docx").text.split("\n") if line]
    assert (len(lines), lines[0], lines[-1]) == (3000, "Area | Row 0", "| Row 2999")
