"""What a page does not show is kept out and said; what was filled in or stands inside a file is read or said."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.colors import Color, black, darkblue, white
from reportlab.pdfgen.canvas import Canvas

from index.read import read
from index.read.pdfs.document import is_garbled, is_picture
from index.values import Reading


def page(path: Path) -> Canvas:
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.drawString(72, 780, "The depot opens on Monday.")
    return canvas


def saved(canvas: Canvas, path: Path) -> Reading:
    canvas.save()
    return read(path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "depot.pdf"


def test_words_under_a_box_painted_later_are_kept_out_and_their_place_is_said(path: Path) -> None:
    canvas = page(path)
    canvas.drawString(72, 400, "The bidder was Harrow Paving.")
    canvas.setFillColor(black)
    canvas.rect(70, 394, 220, 18, stroke=0, fill=1)
    reading = saved(canvas, path)
    assert "depot opens" in reading.text
    assert "Harrow" not in reading.text
    (said,) = reading.warnings
    assert "page 1 (in the middle)" in said
    assert "not burnt in" in said
    assert "Harrow" not in said


def test_a_box_over_half_a_line_keeps_the_other_half(path: Path) -> None:
    canvas = page(path)
    canvas.drawString(72, 700, "Paid to")
    canvas.drawString(120, 700, "Mallow Homes")
    canvas.drawString(220, 700, "in March.")
    canvas.setFillColor(white)
    canvas.rect(118, 696, 90, 14, stroke=0, fill=1)
    text = saved(canvas, path).text
    assert "Paid to" in text
    assert "in March." in text
    assert "Mallow" not in text


@pytest.mark.parametrize("ground", [darkblue, black])
def test_light_words_on_a_dark_ground_are_shown(path: Path, ground: Color) -> None:
    canvas = page(path)
    canvas.setFillColor(ground)
    canvas.rect(60, 690, 300, 30, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.drawString(72, 700, "Ward and year")
    reading = saved(canvas, path)
    assert "Ward and year" in reading.text
    assert reading.warnings == ()


def test_a_shade_that_lets_words_through_covers_nothing(path: Path) -> None:
    canvas = page(path)
    canvas.drawString(72, 700, "The grant is yearly.")
    canvas.setFillColor(Color(1, 1, 0, alpha=0.4))
    canvas.rect(70, 694, 200, 18, stroke=0, fill=1)
    reading = saved(canvas, path)
    assert "The grant is yearly." in reading.text
    assert reading.warnings == ()


@pytest.mark.parametrize("ground", [None, darkblue])
def test_words_in_the_colour_of_their_ground_are_kept_out(path: Path, ground: Color | None) -> None:
    canvas = page(path)
    if ground:
        canvas.setFillColor(ground)
        canvas.rect(60, 90, 300, 30, stroke=0, fill=1)
    canvas.setFillColor(ground or white)
    canvas.drawString(72, 100, "Draft figures only")
    reading = saved(canvas, path)
    assert "Draft" not in reading.text
    assert "page 1 (at the foot)" in reading.warnings[0]


def test_words_off_the_page_are_kept_out(path: Path) -> None:
    canvas = page(path)
    canvas.drawString(700, 500, "Printer note")
    reading = saved(canvas, path)
    assert "Printer" not in reading.text
    assert "does not show" in reading.warnings[0]


def test_words_that_recognition_laid_upon_a_scan_are_read(path: Path) -> None:
    from PIL import Image, ImageDraw
    from reportlab.lib.utils import ImageReader

    image = Image.new("L", (595, 842), 255)
    ImageDraw.Draw(image).text((72, 300), "The scanned page speaks of benches and paths.", fill=0)
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.drawImage(ImageReader(image), 0, 0, 595, 842)
    words = canvas.beginText(72, 532)
    words.setTextRenderMode(3)
    words.textOut("The scanned page speaks of benches and paths.")
    canvas.drawText(words)
    assert "benches and paths" in saved(canvas, path).text


def test_filled_fields_stand_after_their_labels_and_empty_ones_do_not(path: Path) -> None:
    canvas = page(path)
    form = canvas.acroForm
    canvas.drawString(72, 700, "Officer:")
    form.textfield(name="a", value="J. Marsh", x=160, y=694, width=200, height=18)
    canvas.drawString(72, 660, "Risk:")
    form.choice(name="b", value="Low", options=["Low", "High"], x=160, y=654, width=90, height=18)
    canvas.drawString(72, 620, "Agreed:")
    form.checkbox(name="c", checked=True, x=160, y=616)
    canvas.drawString(72, 580, "Deferred:")
    form.checkbox(name="d", checked=False, x=160, y=576)
    lines = saved(canvas, path).text.split("\n")
    assert {"Officer: J. Marsh", "Risk: Low", "Agreed: Yes", "Deferred:"} <= {line.strip() for line in lines}


def test_a_field_beside_no_label_is_named(path: Path) -> None:
    canvas = page(path)
    canvas.acroForm.textfield(name="remarks", tooltip="Remarks", value="None so far", x=72, y=500, width=200, height=18)
    assert "Remarks: None so far" in saved(canvas, path).text


def web(tmp_path: Path, html: str, encoding: str = "utf-8") -> Reading:
    path = tmp_path / "page.html"
    path.write_bytes(f"<html><body><h1>Depot</h1><p>It opens on Monday.</p>{html}</body></html>".encode(encoding))
    return read(path)


@pytest.mark.parametrize(
    "html",
    [
        "<p style='color: red; DISPLAY : none'>Kept back</p>",
        "<section hidden><ul><li>Kept back</li></ul></section>",
        "<div style='visibility:hidden !important'><p>Kept <b>back</b></p></div>",
        "<style>/* .x { } */ .gone, #far { margin: 0; display: none }</style><p class='a gone'>Kept back</p>",
        "<style>table td.no{visibility:hidden}</style><table><tr><td>a</td><td class=no>Kept back</td></tr></table>",
    ],
)
def test_what_a_web_page_hides_is_kept_out_and_said(tmp_path: Path, html: str) -> None:
    reading = web(tmp_path, html)
    assert "It opens on Monday." in reading.text
    assert "back" not in reading.text.lower()
    assert "1 part of page.html" in reading.warnings[0]


@pytest.mark.parametrize(
    "html",
    [
        "<style>@media print { .menu { display: none } }</style><p class='menu'>Shown here</p>",
        "<style>.tab { display: none } .tab { display: block }</style><p class='tab'>Shown here</p>",
        "<details><summary>More</summary><p>Shown here</p></details>",
    ],
)
def test_what_a_web_page_shows_at_rest_is_read(tmp_path: Path, html: str) -> None:
    reading = web(tmp_path, html)
    assert "Shown here" in reading.text
    assert reading.warnings == ()


def test_the_declared_characters_of_a_web_page_are_used(tmp_path: Path) -> None:
    assert "Ždár – cesta" in web(tmp_path, "<meta charset=windows-1250><p>Ždár – cesta</p>", "cp1250").text
    assert "“quoted”" in web(tmp_path, "<meta charset=iso-8859-1><p>“quoted”</p>", "cp1252").text
    assert "Žďár" in web(tmp_path, "<meta charset=windows-1252><p>Žďár</p>").text


def test_an_entrys_number_in_a_cell_begins_its_first_line(tmp_path: Path) -> None:
    row = "<tr><td>7.</td><td><p>BENCHES</p><p>The panel saw the plan.</p></td></tr>"
    lines = [line for line in web(tmp_path, f"<table>{row}</table>").text.split("\n") if line]
    assert lines[-2:] == ["7. BENCHES", "The panel saw the plan."]


def test_tables_within_a_table_keep_their_rows(tmp_path: Path) -> None:
    inner = "<table><tr><td>North</td><td>12</td></tr><tr><td>South</td><td>9</td></tr></table>"
    lines = web(tmp_path, f"<table><tr><td>2</td><td><p>2.1 By area.</p>{inner}</td></tr></table>").text.split("\n")
    assert {"2.1 By area.", "North | 12", "South | 9"} <= set(lines)


def test_a_row_of_figures_stays_a_row(tmp_path: Path) -> None:
    lines = web(tmp_path, "<table><tr><td>1</td><td>Risk of flood</td></tr></table>").text.split("\n")
    assert "1 | Risk of flood" in lines


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("\x01\x04\x05 \x06\x07 " * 8, True),
        ("\ue001\ue042 " * 15, True),
        ("\uf0b7 A ward’s plan, £4.2 million\r\n" * 3, False),
    ],
)
def test_characters_that_name_no_letters(text: str, garbled: bool) -> None:
    assert is_garbled(text) is garbled


def test_a_heading_spaced_letter_by_letter_is_words(path: Path) -> None:
    canvas = page(path)
    words = canvas.beginText(72, 700)
    words.setCharSpace(7)
    words.textOut("PARK BENCHES")
    canvas.drawText(words)
    canvas.drawString(72, 660, "Y")
    for n, letter in enumerate("NYYNNY"):
        canvas.drawString(110 + 40 * n, 660, letter)
    lines = [line.strip() for line in saved(canvas, path).text.split("\n")]
    assert "PARK BENCHES" in lines
    assert "Y N Y Y N N Y" in lines


def test_a_scan_under_a_stamp_is_said_to_be_a_picture() -> None:
    stamp = "Agenda Item 4, Appendix C, Environment Panel"
    assert is_picture(stamp, [0.98])
    assert not is_picture(stamp, [0.5, 0.3])


def test_a_dash_that_is_not_shown_is_no_alarm(path: Path) -> None:
    canvas = page(path)
    canvas.setFillColor(white)
    canvas.drawString(72, 500, "- .")
    assert saved(canvas, path).warnings == ()
