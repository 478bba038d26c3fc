"""PDFs with what makes real ones hard to read. Everything in them is made up."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

BODY = getSampleStyleSheet()["BodyText"]
GRID = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
LINES = [("LINEBELOW", (0, 0), (-1, -1), 0.5, "black"), ("LINEABOVE", (0, 0), (-1, 0), 0.5, "black")]
SHADES = [("ROWBACKGROUNDS", (0, 0), (-1, -1), ["#dde4ee", "#f3f5f9"]), ("INNERGRID", (0, 0), (-1, -1), 1, "white")]
FRAMES = {"grid": GRID, "lines": LINES, "shades": SHADES}


def document(path: Path, story: Sequence[Flowable], wide: bool = False) -> Path:
    """A PDF of paragraphs and tables, flowing over as many pages as they need."""
    size = landscape(A4) if wide else A4
    SimpleDocTemplate(str(path), pagesize=size, topMargin=60, bottomMargin=60).build(list(story))
    return path


def paragraph(text: str) -> Flowable:
    """A paragraph; <strike> and <u> are drawn as lines."""
    return Paragraph(text, BODY)


def table(rows: Sequence[Sequence[str]], frame: str = "grid", widths: Sequence[float] | None = None, heads: int = 0,
          merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()) -> Flowable:  # fmt: skip
    """A table of wrapped cells. The first `heads` rows are repeated on each page; `merged` are the first and last
    (column, row) of cells that are one.
    """
    cells = [[Paragraph(cell, BODY) if cell else "" for cell in row] for row in rows]
    style = [*FRAMES[frame], *(("SPAN", first, last) for first, last in merged)]
    return Table(cells, colWidths=widths, repeatRows=heads, style=style, splitInRow=1)


def gap(height: float = 20) -> Flowable:
    """White space."""
    return Spacer(1, height)


def turned(path: Path, rows: Sequence[Sequence[str]], angle: int, stamp: str = "") -> Path:
    """One page of a grid that is shown turned by `angle`, drawn so that it reads upright when shown; `stamp` stands
    at its foot as shown.
    """
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setPageRotation(angle)
    width, height = landscape(A4) if angle in (90, 270) else A4  # reportlab turns the paper with the page
    place = {
        90: lambda: (canvas.translate(width, 0), canvas.rotate(90)),
        180: lambda: (canvas.translate(width, height), canvas.rotate(180)),
        270: lambda: (canvas.translate(0, height), canvas.rotate(270)),
    }
    place.get(angle, lambda: None)()
    top = (width if angle in (90, 270) else height) - 90
    for n, row in enumerate(rows):
        for m, cell in enumerate(row):
            canvas.rect(60 + 120 * m, top - 24 * n - 6, 120, 24)
            canvas.drawString(66 + 120 * m, top - 24 * n + 2, cell)
    if stamp:
        canvas.drawString(250, 20, stamp)
    canvas.showPage()
    canvas.save()
    return path


def picture(words: Sequence[str] = (), size: tuple[int, int] = (600, 400)) -> ImageReader:
    """A picture, with words drawn in it that only text recognition can read."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((10, 10, size[0] - 10, size[1] - 10), outline="black", width=4)
    for n, text in enumerate(words):
        draw.text((40, 40 + 60 * n), text, fill="black", font_size=34)
    data = io.BytesIO()
    image.save(data, "PNG")
    data.seek(0)
    return ImageReader(data)
