"""What stands side by side without lines, runs up the page, interrupts a sentence or is struck out by a note."""

from textwrap import wrap

import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from index.read import read

LEFT = "The allotment service let 212 plots in the year, which is 31 more than before, and the waiting lists fell."
RIGHT = "Theft from sheds was told of 17 times. The wardens walk each site at dusk, and a fund was spent on locks."
ROWS = [("Site", "Seen by", "Outcome"), ("Hollow", "Marsh", "Passed"), ("Mill", "", "None"), ("Top", "Reed", "")]


def written(path, *lines, turn=0):
    """A page with words at places: (x, y, words), or (x, y, words, size)."""
    canvas = Canvas(str(path), pagesize=A4)
    if turn:
        canvas.rotate(turn)
        canvas.translate(*((0, -A4[0]) if turn > 0 else (-A4[1], 0)))
    for line in lines:
        if line is None:
            canvas.showPage()
            continue
        x, y, words, *size = line
        canvas.setFont("Helvetica", *(size or [10]))
        canvas.drawString(x, y, words)
    canvas.save()
    return path


def text(path):
    return " ".join(read(path).text.split())


def rows(y=500):
    return [(60 + 120 * k, y - 16 * n, cell) for n, row in enumerate(ROWS) for k, cell in enumerate(row) if cell]


def test_columns_painted_line_by_line_are_read_one_after_the_other(tmp_path):
    pairs = list(zip(wrap(LEFT, 36), wrap(RIGHT, 36), strict=False))
    lines = [(x, 700 - 13 * n, words) for n, pair in enumerate(pairs) for x, words in zip((60, 310), pair, strict=True)]
    across = (60, 620, "All of this was told to the panel, whose members had walked to each of the sites.")
    assert text(written(tmp_path / "a.pdf", *lines, across)) == f"{LEFT} {RIGHT} {across[2]}"


def test_a_form_and_numbered_paragraphs_are_no_columns(tmp_path):
    form = [("Contact", "Jo Marsh of the parks"), ("Wards", "All of the wards"), ("Exempt", "No, nothing in it")]
    lines = [(x, 700 - 15 * n, words) for n, pair in enumerate(form) for x, words in zip((60, 220), pair, strict=True)]
    numbered = [(60, 600, "1.1"), *((100, 600 - 13 * n, words) for n, words in enumerate(wrap(LEFT, 70)))]
    found = text(written(tmp_path / "a.pdf", *lines, *numbered))
    assert found == " ".join([*(" ".join(pair) for pair in form), "1.1", LEFT])


def test_a_table_without_lines_keeps_its_blank_cells(tmp_path):
    found = read(written(tmp_path / "a.pdf", (60, 560, LEFT[:60]), *rows())).text
    assert "\nMill | | None\nTop | Reed |\n" in found


@pytest.mark.parametrize("turn", [90, -90])
def test_a_table_that_runs_up_the_page_is_read_as_it_is_turned_to(tmp_path, turn):
    found = read(written(tmp_path / "a.pdf", *rows(300), turn=turn)).text
    assert found.strip().split("\n")[:2] == ["Site | Seen by | Outcome", "Hollow | Marsh | Passed"]


def test_a_note_does_not_stand_between_the_halves_of_a_sentence(tmp_path):
    said = "The service keeps a record of every site and of those who wait."
    lines = [(60, 700 - 15 * n, f"{n}. {said}", 11) for n in range(1, 6)]
    open_end = [(60, 610, "6. The rents raised £41,200, and the", 11), (60, 595, "wardens think that another", 11)]
    note = (60, 90, "1 Before the discount for pensioners.", 8)
    found = text(written(tmp_path / "a.pdf", *lines, *open_end, note, None, (60, 780, "£3,900 is owed.", 11)))
    assert found.endswith("who wait. 1 Before the discount for pensioners. 6. The rents raised £41,200, and the "
                          "wardens think that another £3,900 is owed.")  # fmt: skip


def test_words_that_a_note_strikes_out_are_struck_out(tmp_path):
    path = written(tmp_path / "a.pdf", (60, 700, "RESOLVED that the pool"), (180, 700, "be closed."))
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    note = pdfium_c.FPDFPage_CreateAnnot(page.raw, pdfium_c.FPDF_ANNOT_STRIKEOUT)
    corners = pdfium_c.FS_QUADPOINTSF(178, 712, 240, 712, 178, 696, 240, 696)
    pdfium_c.FPDFAnnot_SetRect(note, pdfium_c.FS_RECTF(178, 712, 240, 696))
    pdfium_c.FPDFAnnot_AppendAttachmentPoints(note, corners)
    pdfium_c.FPDFPage_CloseAnnot(note)
    document.save(tmp_path / "b.pdf")
    document.close()
    assert text(tmp_path / "b.pdf") == "RESOLVED that the pool ~~be closed.~~"


def test_words_at_the_top_of_a_page_whose_size_is_its_parents_are_shown(tmp_path):
    words = b"BT /F1 11 Tf 40 805 Td (From the Director of Piers) Tj ET"
    parts = [
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 5 0 R>>endobj\n",
        b"4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n",
        b"5 0 obj<</Length %d>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n" % (len(words), words),
    ]
    (tmp_path / "a.pdf").write_bytes(b"".join(parts))
    reading = read(tmp_path / "a.pdf")
    assert (reading.text.strip(), reading.warnings) == ("From the Director of Piers", ())
