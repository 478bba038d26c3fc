"""PDFs: text, outline, stamped and printed numbers, and what is wrong with some."""

import io
from collections import Counter
from contextlib import suppress

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from index.faults import Unreadable
from index.read import read
from index.read.layout.furniture import is_number_line, page_numbers
from index.read.layout.lines import mend, vocabulary


def make(path, pages, stamps=None, printed=None, marks=(), encrypt=None):
    """A PDF with a list of lines a page; `stamps` and `printed` are written at the pages' feet and tops."""
    canvas = Canvas(str(path), encrypt=encrypt)
    for n, lines in enumerate(pages):
        for title, depth in [(t, d) for t, d, p in marks if p == n]:
            canvas.bookmarkPage(f"{title}{n}")
            canvas.addOutlineEntry(title, f"{title}{n}", depth)
        for m, line in enumerate(lines):
            canvas.drawString(72, 740 - 16 * m, line)
        if stamps and stamps[n]:
            canvas.drawString(280, 20, stamps[n])
        if printed and printed[n]:
            canvas.drawString(280, 820, printed[n])
        canvas.showPage()
    canvas.save()
    return path


def test_pages_keep_their_numbers_and_words(tmp_path):
    reading = read(make(tmp_path / "a.txt", [["A first page."], ["A second page."]]))
    assert [page.number for page in reading.pages] == [1, 2]
    assert "A second page." in reading.pages[1].text
    assert reading.warnings == ()


def test_stamped_and_printed_numbers_are_told_apart(tmp_path):
    stamps = [None, "Page 49 Agenda Item 9", "Page 50", "Page 51"]
    printed = [None, "1", "2", "3"]
    pages = [["Agenda"], ["One"], ["Two"], ["Three"]]
    reading = read(make(tmp_path / "a.pdf", pages, stamps, printed))
    assert [page.stamped for page in reading.pages] == [None, "49", "50", "51"]
    assert [page.printed for page in reading.pages] == [None, "1", "2", "3"]


def test_a_papers_own_numbers_are_not_the_packs(tmp_path):
    reading = read(make(tmp_path / "a.pdf", [["One"], ["Two"]], ["Page 1 of 2", "Page 2 of 2"]))
    assert [(page.stamped, page.printed) for page in reading.pages] == [(None, "1"), (None, "2")]


def test_a_lone_figure_in_the_text_is_no_page_number():
    stamped, printed, _ = page_numbers(["41\nwords", "words"], ["41", "9"])
    assert stamped == [None, None]
    assert printed == [None, None]


@pytest.mark.parametrize(
    ("line", "number"),
    [("Page 5", "5"), ("- 7 -", "7"), ("12 Agenda Item 4", "12"), ("Page 3 of 9", "3"), ("5 families", None)],
)
def test_number_lines(line, number):
    assert is_number_line(line) == number


def test_the_outline_gives_titles_depths_and_pages(tmp_path):
    marks = [("Agenda", 0, 0), ("7 Budget", 0, 1), ("Appendix A", 1, 2)]
    reading = read(make(tmp_path / "a.pdf", [["a"], ["b"], ["c"]], marks=marks))
    assert [(m.title, m.depth, m.page) for m in reading.outline] == [
        ("Agenda", 0, 1),
        ("7 Budget", 0, 2),
        ("Appendix A", 1, 3),
    ]


def test_a_page_without_text_is_named_in_a_warning(tmp_path):
    reading = read(make(tmp_path / "a.pdf", [["Words"], [], ["More"], []]))
    assert reading.warnings == ("No text on pages 2 and 4 of a.pdf.",)


def picture():
    from PIL import Image

    data = io.BytesIO()
    Image.new("RGB", (30, 30), "white").save(data, "PNG")
    data.seek(0)
    return ImageReader(data)


def test_pictures_of_pages_are_refused_even_when_stamped(tmp_path):
    path = tmp_path / "scan.pdf"
    canvas = Canvas(str(path))
    for n in (5, 6):
        canvas.drawImage(picture(), 0, 100, 500, 600)
        canvas.drawString(280, 20, f"Page {n}")
        canvas.showPage()
    canvas.save()
    with pytest.raises(Unreadable, match="only pictures") as fault:
        read(path)
    assert "OCR" in fault.value.hint


def test_a_locked_pdf_is_refused(tmp_path):
    path = make(tmp_path / "a.pdf", [["Secret"]], encrypt=StandardEncryption("one", "two"))
    with pytest.raises(Unreadable, match="password"):
        read(path)


@pytest.mark.parametrize("data", [b"%PDF-1.7\ngarbage", b"%PDF-1.4\n%%EOF"])
def test_a_damaged_pdf_is_refused(tmp_path, data):
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(Unreadable, match="damaged"):
        read(path)


def test_a_truncated_pdf_is_refused_or_read_but_never_breaks(tmp_path):
    whole = make(tmp_path / "a.pdf", [["Words"] * 20] * 3).read_bytes()
    for share in (3, 5, 8):
        path = tmp_path / f"{share}.pdf"
        path.write_bytes(whole[: len(whole) * share // 10])
        with suppress(Unreadable):
            read(path)


def test_a_pdf_without_pages_is_refused(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n"
        b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n101\n%%EOF"
    )
    with pytest.raises(Unreadable, match=r"no pages|damaged"):
        read(path)


def test_a_pdf_named_as_text_is_a_pdf(tmp_path):
    assert read(make(tmp_path / "notes.txt", [["Words"]])).pages[0].number == 1


def test_characters_are_mended_without_inventing():
    words = Counter({"information": 3, "high-quality": 2})
    assert mend("informa\ufffetion", words) == "information"
    assert mend("high\ufffequality", words) == "high-quality"
    assert mend("wide\ufffeswept", words) == "wide-swept"
    assert mend("co\u00adope\u00adrate", words) == "cooperate"
    assert mend("oﬃce\0 ﬂoor\r\nnext", words) == "office floor\nnext"
    assert vocabulary(["A high-quality offer."])["high-quality"] == 1
