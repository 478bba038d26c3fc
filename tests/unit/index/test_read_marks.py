"""Struck-out and inserted words in Word and web pages, lost pictures, and scanned pages."""

import io
import stat
import sys

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from index.faults import Unreadable
from index.ingest.parse import parse
from index.read import read
from index.read.layout.lines import balanced
from index.values import LOST_NOTE, RECOGNISED_NOTE, STRUCK_NOTE
from tests.awkward import pdfs


def count(text):
    return 2 + sum(1 + len(word) // 6 for word in text.split())


def tracked(paragraph, tag, text):
    """Add a tracked change to a Word paragraph: `tag` is "del" or "ins"."""
    change, run = OxmlElement(f"w:{tag}"), OxmlElement("w:r")
    words = OxmlElement("w:delText" if tag == "del" else "w:t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    change.append(run)
    paragraph._p.append(change)


def test_tracked_changes_in_word_keep_both_readings(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("Charges do ")
    tracked(paragraph, "del", "not ")
    tracked(paragraph, "ins", "always ")
    paragraph.add_run("apply. ")
    paragraph.add_run("It was so.").font.strike = True
    document.add_table(1, 2).cell(0, 1).paragraphs[0].add_run("Old").font.double_strike = True
    document.save(tmp_path / "a.docx")
    text = read(tmp_path / "a.docx").text
    assert "Charges do ~~not~~ ++always++ apply. ~~It was so.~~" in text
    assert "| ~~Old~~" in text


def test_struck_out_words_in_a_web_page(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        "<html><p>Charges do <del>not </del><ins>always</ins> apply.</p><s><p>One.</p><p>Two.</p></s></html>"
    )
    assert read(path).text.split() == ["Charges", "do", "~~not~~", "++always++", "apply.", "~~One.~~", "~~Two.~~"]


def test_marks_end_with_each_line():
    assert balanced(["a ~~b", "", "c~~ d", "~~ e ~~ f"]) == ["a ~~b~~", "", "~~c~~ d", " ~~e~~  f"]


def test_a_passage_with_words_struck_out_says_so(tmp_path):
    text = "3. Charges do <strike>not</strike> apply to a second visit that is made in the same week as the first."
    parsed = parse(pdfs.document(tmp_path / "a.pdf", [pdfs.paragraph(text)]), count)
    assert parsed.passages[0].context.endswith(STRUCK_NOTE)
    assert "do ~~not~~ apply" in parsed.passages[0].text


def test_a_picture_is_lost_with_its_caption_and_an_ornament_is_not(tmp_path):
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path))
    for n in range(4):
        canvas.drawImage(pdfs.picture(), 400, 700, 150, 120)
        canvas.drawString(72, 640, f"What was done in District {n} is shown below and told in the text.")
        if n == 1:
            canvas.drawImage(pdfs.picture(), 72, 300, 300, 200)
            canvas.drawString(72, 280, "Figure 3: Visits by quarter")
        if n == 2:
            canvas.drawImage(pdfs.picture(), 72, 200, 300, 250)
        canvas.showPage()
    canvas.save()
    parsed = parse(path, count)
    assert [(one.page, one.caption) for one in parsed.reading.lost] == [(1, "Figure 3: Visits by quarter"), (2, "")]
    assert [LOST_NOTE in p.context for p in parsed.passages if "Figure 3" in p.text] == [True]
    assert sum(LOST_NOTE in p.context for p in parsed.passages) == 1
    assert any("Figure 3: Visits by quarter (page 2); one without a caption (page 3)" in w for w in parsed.warnings)


def test_a_drawn_chart_is_lost_and_a_table_is_not(tmp_path):
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(72, 760, "Chart 2 – Families waiting")
    for n in range(12):
        canvas.line(80 + 25 * n, 500 + 13 * (n % 5), 105 + 25 * n, 500 + 13 * ((n + 1) % 5) + 60)
    for n in range(9):
        canvas.rect(80 + 30 * n, 640, 30, 80)
    canvas.rect(75, 480, 330, 250)
    canvas.showPage()
    canvas.save()
    assert [one.caption for one in read(path).lost] in ([], ["Chart 2 – Families waiting"], [""])


def test_a_caption_without_a_table_is_a_lost_chart(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "1. The work is told below.\n\nFigure 1: Visits by quarter\n\n2. It went on.\n\nChart 2 shows more of it.\n\n"
        "Figure 3: Fees by year\nYear\tFees\n2030\t41\n\nFigure 4 ........ 7\n",
        encoding="utf-8",
    )
    assert [one.caption for one in parse(path, count).reading.lost] == ["Figure 1: Visits by quarter"]


def scanned(path, stamp=""):
    canvas = Canvas(str(path))
    canvas.drawString(72, 700, "The first page has words of its own, and more of them than a stamp has.")
    canvas.showPage()
    canvas.drawImage(pdfs.picture(["A page that was scanned"]), 0, 50, 590, 780)
    if stamp:
        canvas.drawString(280, 20, stamp)
    canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def tesseract(tmp_path, monkeypatch):
    """A program of that name which says how large a picture it was given."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "tesseract"
    program.write_text(
        f"#!{sys.executable}\nimport io, sys\nfrom PIL import Image\n"
        "image = Image.open(io.BytesIO(sys.stdin.buffer.read()))\n"
        "print(f'The fee is {image.width} pounds a day for every child.\\n\\f')\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))


@pytest.fixture
def no_tesseract(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))


def test_scanned_pages_are_recognised_and_marked(tmp_path, tesseract):
    parsed = parse(scanned(tmp_path / "a.pdf"), count)
    assert [page.recognised for page in parsed.reading.pages] == [False, True]
    recognised = "\n".join(p.text for p in parsed.passages if RECOGNISED_NOTE in p.context)
    assert "The fee is 2481 pounds a day for every child." in recognised
    assert parsed.warnings == ("Recognised from pictures, so check the words: page 2 of a.pdf.",)


def test_without_tesseract_the_pages_left_out_are_named(tmp_path, no_tesseract):
    reading = read(scanned(tmp_path / "a.pdf", "Page 6"))
    assert reading.pages[1].text == "Page 6"
    assert len(reading.warnings) == 1
    assert "only pictures: page 2 of a.pdf. Install Tesseract" in reading.warnings[0]


def test_a_scan_alone_is_refused_without_tesseract_and_read_with_it(tmp_path, no_tesseract):
    canvas = Canvas(str(tmp_path / "scan.pdf"))
    canvas.drawImage(pdfs.picture(["Words"]), 0, 0, 595, 842)
    canvas.save()
    with pytest.raises(Unreadable, match="only pictures") as fault:
        read(tmp_path / "scan.pdf")
    assert "Tesseract" in fault.value.hint


def test_pictures_in_word_and_web_pages_are_lost(tmp_path):
    data = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(data, "PNG")
    document = docx.Document()
    document.add_paragraph("Words.")
    document.add_picture(data)
    document.save(tmp_path / "a.docx")
    (tmp_path / "a.html").write_text("<html><p>Words.</p><img alt='Visits made by quarter'><img alt='Logo'></html>")
    assert len(read(tmp_path / "a.docx").lost) == 1
    assert [one.caption for one in read(tmp_path / "a.html").lost] == ["Visits made by quarter"]


def test_a_heading_with_words_struck_out_keeps_their_marks(tmp_path):
    path = tmp_path / "a.html"
    text = "Families pay what they can, and are told of it by letter before the year begins. " * 3
    path.write_text(f"<html><p>{text}</p><h2>Charges <del>not</del> made</h2><p>{text}</p></html>")
    assert parse(path, count).passages[-1].section == "Charges ~~not~~ made"
