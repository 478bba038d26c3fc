"""Tables in PDFs: rows as lines, whatever frames them, and nothing of the page lost."""

from collections import Counter

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak

from index.ingest.parse import parse
from index.read import read
from tests.awkward import pdfs

ROWS = [
    ["Measure", "2030", "2031", "Target"],
    ["Visits made in the time that was agreed", "41", "44", ">40"],
    ["Families waiting", "", "12", "<9"],
    ["Plans reviewed", "91.2%", "88.4%", ""],
]
LINES = [
    "Measure | 2030 | 2031 | Target",
    "Visits made in the time that was agreed | 41 | 44 | >40",
    "Families waiting | | 12 | <9",
    "Plans reviewed | 91.2% | 88.4% |",
]


def lines(path):
    return [" ".join(line.split()) for line in read(path).text.replace("\f", "\n").split("\n") if line.strip()]


def letters(text):
    return Counter(c for c in text if c.isalnum())


def count(text):
    return 2 + sum(1 + len(word) // 6 for word in text.split())


@pytest.mark.parametrize("frame", ["grid", "lines", "shades"])
@pytest.mark.parametrize("wide", [False, True])
def test_rows_of_framed_tables_keep_their_cells_and_their_blanks(tmp_path, frame, wide):
    story = [pdfs.paragraph("What was done."), pdfs.table(ROWS, frame, [150, 70, 70, 70]), pdfs.paragraph("And after.")]
    found = lines(pdfs.document(tmp_path / "a.pdf", story, wide))
    assert found == ["What was done.", *LINES, "And after."]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_pages_are_read_as_they_are_shown(tmp_path, angle):
    rows = [["Fees", "2030", "2031"], ["Day care", "£41", "£44"], ["Respite", "£61", "£64"]]
    reading = read(pdfs.turned(tmp_path / "a.pdf", rows, angle, "Page 7 of 9"))
    assert [line for line in reading.text.split("\n") if line][:3] == [
        "Fees | 2030 | 2031",
        "Day care | £41 | £44",
        "Respite | £61 | £64",
    ]
    assert reading.pages[0].printed == "7"


def test_a_cell_over_columns_is_one_cell_and_one_over_rows_leaves_blanks(tmp_path):
    rows = [["Fees in pounds", "", ""], ["Place", "2030", "2031"], ["North", "41", "44"], ["", "61", "64"]]
    story = [pdfs.table(rows, "grid", [90, 70, 70], merged=[((0, 0), (2, 0)), ((0, 2), (0, 3))])]
    found = lines(pdfs.document(tmp_path / "a.pdf", story))
    assert found == ["Fees in pounds", "Place | 2030 | 2031", "North | 41 | 44", "| 61 | 64"]


def test_paragraphs_in_cells_stay_paragraphs(tmp_path):
    long = "The service was changed in the spring and families were told of it by letter. " * 12
    rows = [["Question", "Answer"], ["What was done?", long]]
    story = [pdfs.table(rows, "grid", [100, 300])]
    found = lines(pdfs.document(tmp_path / "a.pdf", story))
    assert found[:2] == ["Question | Answer", "What was done?"]
    assert len(found) > 6
    assert " ".join(found[2:]) == long.strip()


def test_a_page_without_frames_is_as_it_was(tmp_path):
    story = [pdfs.paragraph("One line."), pdfs.gap(), pdfs.paragraph("And <u>another</u> one.")]
    path = pdfs.document(tmp_path / "a.pdf", story)
    page = pypdfium2.PdfDocument(path)[0]
    assert read(path).pages[0].text == page.get_textpage().get_text_range().replace("\r\n", "\n")


@pytest.mark.parametrize("heads", [0, 1])
def test_rows_on_the_next_page_have_the_heads_of_the_first(tmp_path, heads):
    rows = [[f"Visits that social workers made in District {n} in the time that was agreed", f"{n + 100}", f"{n}.5%"]
            for n in range(60)]  # fmt: skip
    story = [
        pdfs.paragraph("Table 2: Visits by district"),
        pdfs.table([["Measure", "Number", "Share"], *rows], "grid", [250, 70, 70], heads),
    ]
    parsed = parse(pdfs.document(tmp_path / "a.pdf", story), count)
    assert len(parsed.reading.pages) > 1
    found = {p.text.split("\n")[-1]: p for p in parsed.passages if p.kind == "row"}
    for label, number, share in rows:
        passage = found[f"{label} | {number} | {share}"]
        assert "Visits by district" in passage.context + passage.text
        assert "Measure | Number | Share" in passage.context + passage.text
    assert found[" | ".join(rows[-1])].page == len(parsed.reading.pages)
    assert sum("Measure | Number" in passage.text for passage in parsed.passages) == 1


def test_a_row_cut_by_a_pages_end_is_one_row(tmp_path):
    heads = ["Measure", "Number", "Note"]
    pages = [
        [heads, ["Visits in March", "41", "Made in time"], ["Visits in", "44", "Two workers left and"]],
        [heads, ["April", "", "their posts are not filled"], ["Visits in May", "47", "Made in time"]],
    ]
    story = [flowable for rows in pages for flowable in (pdfs.table(rows, "grid", [130, 70, 190]), PageBreak())]
    parsed = parse(pdfs.document(tmp_path / "a.pdf", story[:-1]), count)
    text = "\n".join(passage.text for passage in parsed.passages)
    assert "Visits in | 44 | Two workers left and April | | their posts are not filled\n" in text


def test_a_table_that_begins_the_next_page_has_its_own_heads(tmp_path):
    pages = [
        [["Fee", "Was", "Will be"], ["Day care", "£41", "£44"], ["Respite", "£52", "£57"]],
        [["Visits", "March", "April"], ["North", "312", "298"], ["South", "204", "251"]],
    ]
    story = [flowable for rows in pages for flowable in (pdfs.table(rows, "grid", [130, 70, 190]), PageBreak())]
    parsed = parse(pdfs.document(tmp_path / "a.pdf", story[:-1]), count)
    rows = [part.cells for passage in parsed.passages for part in passage.parts if part.cells]
    heads = {cells[0].text: [cell.head for cell in cells] for cells in rows}
    assert heads["Day care"][1:] == ["Was", "Will be"]
    assert heads["South"][1:] == ["March", "April"]


def test_a_row_open_at_the_pages_end_is_in_the_table(tmp_path):
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path))
    for n, row in enumerate([("Fees", "2030"), ("Day care", "£41"), ("Respite", "£44")]):
        for m, cell in enumerate(row):
            if n < 2:
                canvas.rect(60 + 120 * m, 100 - 24 * n, 120, 24)
            canvas.drawString(66 + 120 * m, 108 - 24 * n, cell)
    canvas.save()
    assert lines(path) == ["Fees | 2030", "Day care | £41", "Respite | £44"]


def test_the_letters_of_every_page_are_those_pdfium_reads(tmp_path):
    story = [pdfs.table(ROWS, frame, [150, 70, 70, 70]) for frame in ("grid", "lines", "shades")]
    story.insert(1, pdfs.paragraph("Charges do <strike>not</strike> apply to a second visit."))
    path = pdfs.document(tmp_path / "a.pdf", story)
    raw = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()
    assert letters(read(path).text) == letters(raw)


def test_words_struck_out_are_marked_and_underlined_ones_are_not(tmp_path):
    text = "Charges do <strike>not</strike> apply. <strike>It was so. It is so.</strike> <u>This is agreed.</u>"
    path = pdfs.document(tmp_path / "a.pdf", [pdfs.paragraph(text)])
    assert " ".join(read(path).text.split()) == (
        "Charges do ~~not~~ apply. ~~It was so.~~ ~~It is so.~~ This is agreed."
    )


def test_a_passage_that_runs_over_a_pages_end_says_where(tmp_path):
    text = "The visits that were made in the spring were late, and what was done about it is told here at length, "
    path = pdfs.document(tmp_path / "a.pdf", [pdfs.gap(660), pdfs.paragraph("1. " + text * 3 + "and ends.")])
    (passage,) = parse(path, count).passages
    (turn,) = passage.turns
    assert (passage.page, turn.page) == (1, 2)
    reading = read(path)
    first, second = (" ".join(page.text.split()) for page in reading.pages)
    assert passage.text[: turn.offset].strip() == first
    assert passage.text[turn.offset :] == second


def test_columns_without_lines_between_are_told_by_the_space_that_every_row_leaves(tmp_path):
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path))
    for n, (label, *values) in enumerate(
        [("Fees", "2030", "2031"), ("Day care", "£41", "£44"), ("Respite", "£6", "£64")]
    ):
        canvas.rect(60, 600 - 24 * n, 120, 24)
        canvas.rect(180, 600 - 24 * n, 120, 24)
        canvas.drawString(66, 608 - 24 * n, label)
        for m, value in enumerate(values):
            canvas.drawRightString(230 + 60 * m, 608 - 24 * n, value)
    canvas.drawString(66, 535, "Page 3 of 9")
    canvas.save()
    assert lines(path) == ["Fees | 2030 | 2031", "Day care | £41 | £44", "Respite | £6 | £64", "Page 3 of 9"]


def test_two_tables_of_one_width_on_a_page_are_two(tmp_path):
    between = "And by district, as far as it is known, are these."
    widths = [150, 70, 70, 70]
    again = [*ROWS[:3], *ROWS[1:3]]
    story = [pdfs.table(ROWS, "lines", widths), pdfs.paragraph(between), pdfs.table(again, "lines", widths)]
    found = lines(pdfs.document(tmp_path / "a.pdf", story))
    assert found == [*LINES, between, *LINES[:3], *LINES[1:3]]


def test_a_line_that_runs_across_the_page_strikes_nothing_out(tmp_path):
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(280, 400, "Page 15")
    canvas.line(40, 404, 550, 404)
    canvas.drawString(280, 300, "Not so")
    canvas.line(279, 304, 316, 304)
    canvas.save()
    assert lines(path) == ["Page 15", "~~Not so~~"]


def test_a_number_stamped_upon_a_table_is_no_part_of_it(tmp_path):
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path))
    for n, row in enumerate([("Fees", "2030"), ("Day care", "41"), ("Respite", "44")]):
        for m, cell in enumerate(row):
            canvas.rect(60 + 220 * m, 64 - 24 * n, 220, 24)
            canvas.drawString(66 + 220 * m, 72 - 24 * n, cell)
    canvas.drawString(250, 13, "Page 13")
    canvas.save()
    assert lines(path) == ["Fees | 2030", "Day care | 41", "Respite | 44", "Page 13"]


def test_heads_at_the_left_and_figures_in_the_middle_are_one_column(tmp_path):
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path))
    for n, (label, value) in enumerate(
        [("Power", "Held"), ("Fares", "x"), ("Roads", "x"), ("Skills", "x"), ("Fire", "x")]
    ):
        canvas.rect(60, 600 - 24 * n, 120, 24)
        canvas.rect(180, 600 - 24 * n, 120, 24)
        canvas.drawString(66, 608 - 24 * n, label)
        canvas.drawString(186 if not n else 260, 608 - 24 * n, value)
    canvas.save()
    assert lines(path) == ["Power | Held", "Fares | x", "Roads | x", "Skills | x", "Fire | x"]


def shaded(path, rows, fills):
    """A page of lines of words; `fills` says which of a line's words have a shade of their own behind them."""
    canvas = Canvas(str(path))
    for n, (words, shades) in enumerate(zip(rows, fills, strict=True)):
        x, y = 60.0, 700.0 - 14.7 * n
        for k, word in enumerate(words):
            for part in (word, " "):
                wide = canvas.stringWidth(part, "Helvetica", 11)
                if k in shades:
                    canvas.setFillGray(0.9)
                    canvas.rect(x, y - 3.5, wide, 14.7, stroke=0, fill=1)
                    canvas.setFillGray(0)
                canvas.setFont("Helvetica", 11)
                if part != " ":
                    canvas.drawString(x, y, part)
                x += wide
    canvas.save()
    return path


FORM = ["COMMITTEE: Harbour and Ferries Committee", "DATE: 4 March 2031", "TITLE: Night Ferries", "Wards: all wards"]


@pytest.mark.parametrize("first", [1, 0], ids=["values", "whole lines"])
def test_words_with_a_shade_behind_each_are_words_and_no_cells(tmp_path, first):
    rows = [line.split() for line in FORM]
    assert lines(shaded(tmp_path / "a.pdf", rows, [range(first, 99)] * len(rows))) == FORM


def test_a_marked_sentence_in_a_paragraph_is_no_table(tmp_path):
    text = [
        "Ferries run from six in the morning until nine at night and",
        "carried 41,200 people in the year. Night ferries were asked for",
        "by four wards and would cost about 61,000 pounds a year, which",
        "the harbour fund can bear until the spring of 2033. After that",
        "nobody has said who pays for the boats and their crews.",
    ]
    rows = [line.split() for line in text]
    fills = [(), range(6, 99), range(99), range(9), ()]
    assert " ".join(lines(shaded(tmp_path / "a.pdf", rows, fills))) == " ".join(text)
