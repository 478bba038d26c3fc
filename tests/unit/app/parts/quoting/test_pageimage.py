"""The quote is boxed where it stands, on plain, rotated and cropped pages."""

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from app.parts.quoting.pageimage import find_pieces, letters, line_boxes, page_of, render
from index.faults import NotFound, Unreadable

FIRST = "Waiting times for the ferry rose to 41 days in the second quarter, against a"
SECOND = "target of 28 days, because two skippers had left."


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    for _ in range(2):
        canvas.setFont("Helvetica", 12)
        canvas.drawString(72, 700, FIRST)
        canvas.drawString(72, 684, SECOND)
        canvas.drawString(72, 500, "Target of 28 days, because the harbour asked.")
        canvas.showPage()
    canvas.save()
    return path


def _rotated(path: Path, angle: int) -> Path:
    document = pdfium.PdfDocument(path)
    document[0].set_rotation(angle)
    document.save(path.with_name("rotated.pdf"))
    document.close()
    return path.with_name("rotated.pdf")


def _ink(png: bytes, box: tuple[float, float, float, float]) -> int:
    """The darkest pixel strictly inside the box: text is there."""
    left, top, right, bottom = (round(v) for v in box)
    inside = Image.open(io.BytesIO(png)).convert("L").crop((left + 5, top + 5, right - 5, bottom - 5))
    return inside.getextrema()[0]


def test_a_quote_over_two_lines_has_two_boxes_with_ink_in_them(paper):
    image = render(paper, 1, "rose to 41 days in the second quarter, against a target of 28\ndays")
    assert len(image.boxes) == 2
    assert image.pages == 2
    upper, lower = image.boxes
    scale = image.height / 842
    assert upper[1] / scale == pytest.approx(842 - 712, abs=6)
    assert upper[0] > 72 * scale + 50  # does not start at the line's start
    assert lower[3] / scale == pytest.approx(842 - 681, abs=6)
    assert all(_ink(image.png, box) < 120 for box in image.boxes)


def test_curly_quotes_hyphens_and_spaces_do_not_matter(paper):
    assert len(render(paper, 1, "two  skip‐\npers had left").boxes) == 1


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_rotated_page_is_boxed_in_its_own_pixels(paper, angle):
    image = render(_rotated(paper, angle), 1, FIRST + " " + SECOND)
    assert len(image.boxes) == 2
    assert all(0 <= b[0] < b[2] <= image.width and 0 <= b[1] < b[3] <= image.height for b in image.boxes)
    assert all(_ink(image.png, box) < 120 for box in image.boxes)


def test_of_two_places_the_one_in_the_passage_is_boxed(paper):
    alone = render(paper, 1, "target of 28 days, because").boxes
    inside = render(paper, 1, "target of 28 days, because", "Target of 28 days, because the harbour asked.").boxes
    assert inside[0][1] > alone[0][1] + 100


def test_a_quote_that_is_not_on_the_page_has_no_box(paper):
    assert render(paper, 1, "The council owns no ferry at all, and never did.").boxes == ()
    assert render(paper, 2).boxes == ()


def test_the_part_of_a_quote_that_is_on_this_page_is_found():
    text = letters("… and so the number of places fell to 71")
    quote = letters("the number of places fell to 71 of the 120 planned")
    assert [text[a:b] for a, b in find_pieces(text, quote)] == [letters("the number of places fell to 71")]


def test_the_page_that_holds_the_quote_is_found(paper):
    document = pdfium.PdfDocument(paper)
    document.import_pages(_next_page(paper), index=1)
    document.save(paper.with_name("long.pdf"))
    document.close()
    long = paper.with_name("long.pdf")
    assert page_of(long, 1, FIRST) == 1
    assert page_of(long, 1, "The quay was closed for nine weeks in the spring.") == 2
    assert page_of(long, 3, FIRST) == 3
    assert page_of(long, 1, "Words that stand on neither of the two pages.") == 1


def _next_page(paper: Path) -> pdfium.PdfDocument:
    path = paper.with_name("next.pdf")
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.drawString(72, 700, "The quay was closed for nine weeks in the spring.")
    canvas.save()
    return pdfium.PdfDocument(path)


def test_no_such_page_and_no_such_pdf(paper, tmp_path):
    with pytest.raises(NotFound, match="no page 3"):
        render(paper, 3)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nonsense")
    with pytest.raises(Unreadable):
        render(broken, 1)


def test_upright_text_is_boxed_by_columns():
    column = [(10.0, float(y), 20.0, y + 9.0) for y in range(100, 50, -10)]
    assert line_boxes(column) == [(8, 58, 22, 111)]
    assert line_boxes([]) == []
