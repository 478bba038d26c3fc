"""Blocks of a paper as reportlab flowables: paragraphs, ruled tables with merged cells, charts without any text, and
the agenda."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, NextPageTemplate, PageBreak, Paragraph, Spacer, Table

from tests.council.markup import Block, merged
from tests.council.meeting import COUNCIL, Meeting, agenda_head

_SEGMENTS = dict(
    zip(
        "0123456789.",
        ("abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg", "p"),
        strict=True,
    )
)
_STROKES = {
    "a": (0, 2, 1, 2),
    "b": (1, 2, 1, 1),
    "c": (1, 1, 1, 0),
    "d": (0, 0, 1, 0),
    "e": (0, 0, 0, 1),
    "f": (0, 1, 0, 2),
    "g": (0, 1, 1, 1),
    "p": (0.4, 0, 0.6, 0),
}


def inline(text: str) -> str:
    """Text as reportlab's paragraph markup: escaped, `**words**` bold."""
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text))


class Styles:
    """The paragraph styles of one paper, which follow its font and size."""

    def __init__(self, font: str = "Helvetica", size: float = 11) -> None:
        self.size = size
        bold = "Times-Bold" if font.startswith("Times") else "Helvetica-Bold"
        self.body = ParagraphStyle("body", fontName=font, fontSize=size, leading=size * 1.22, spaceAfter=size * 0.7)
        self.numbered = ParagraphStyle("numbered", parent=self.body, leftIndent=30, bulletIndent=0)
        self.bullet = ParagraphStyle("bullet", parent=self.body, leftIndent=46, bulletIndent=30, spaceAfter=size * 0.45)
        self.heading = ParagraphStyle(
            "heading", parent=self.body, fontName=bold, spaceBefore=size * 0.5, keepWithNext=1
        )
        self.sub = ParagraphStyle(
            "sub", parent=self.heading, fontName="Times-BoldItalic" if bold.startswith("T") else "Helvetica-BoldOblique"
        )
        self.capitals = ParagraphStyle("capitals", parent=self.body, fontName=bold, alignment=1)
        self.centre = ParagraphStyle("centre", parent=self.body, alignment=1)
        self.right = ParagraphStyle("right", parent=self.body, alignment=2)
        self.cell = ParagraphStyle("cell", parent=self.body, fontSize=size * 0.82, leading=size, spaceAfter=0)
        self.head = ParagraphStyle("head", parent=self.cell, fontName=bold)


class Chart(Flowable):
    """A chart whose numbers are drawn as strokes, as in a picture: a person can read them, text extraction cannot."""

    def __init__(self, style: str, values: tuple[str, ...]) -> None:
        super().__init__()
        self.style, self.values, self.width, self.height = style, values, 420, 150

    def draw(self) -> None:
        """Draws axes, bars or a line, and the value over each point."""
        pen, top = self.canv, max(float(v) for v in self.values)
        pen.setStrokeColor(colors.grey)
        pen.rect(0, 0, self.width, self.height)
        step, before = self.width / len(self.values), None
        for n, value in enumerate(self.values):
            x, y = n * step + step * 0.5, 8 + float(value) / top * (self.height - 36)
            if self.style == "bar":
                pen.setFillColor(colors.steelblue)
                pen.rect(x - step * 0.3, 8, step * 0.6, y - 8, fill=1)
            elif before:
                pen.setStrokeColor(colors.darkred)
                pen.line(*before, x, y)
            before = (x, y)
            self._strokes(value, x - 3.5 * len(value), y + 5)

    def _strokes(self, value: str, x: float, y: float) -> None:
        self.canv.setStrokeColor(colors.black)
        for character in value:
            for segment in _SEGMENTS[character]:
                x0, y0, x1, y1 = _STROKES[segment]
                self.canv.line(x + x0 * 4, y + y0 * 4, x + x1 * 4, y + y1 * 4)
            x += 7


def flow(blocks: tuple[Block, ...], styles: Styles, template: str) -> Iterator[Flowable]:
    """The flowables of `blocks`; `template` names the paper's page templates (`…-portrait`, `…-landscape`)."""
    for block in blocks:
        if block.kind in ("landscape", "portrait"):
            yield NextPageTemplate(f"{template}-{block.kind}")
            yield PageBreak()
        elif block.kind == "page":
            yield PageBreak()
        elif block.kind == "picture":
            yield KeepTogether(
                [Paragraph(inline(block.text), styles.heading), Chart(block.label, block.rows[0]), Spacer(1, 12)]
            )
        elif block.kind == "table":
            yield table(block, styles)
            yield Spacer(1, styles.size)
        elif block.kind == "lines":
            yield Paragraph("<br/>".join(inline(line) or "&nbsp;" for line in block.text.split("\n")), styles.body)
        elif block.kind == "numbered":
            yield Paragraph(inline(block.text), styles.numbered, bulletText=block.label)
        elif block.kind == "bullet":
            yield Paragraph(inline(block.text), styles.bullet, bulletText="\u2022")
        else:
            names = {
                "heading": "heading",
                "subheading": "sub",
                "centre": "centre",
                "right": "right",
                "paragraph": "body",
            }
            yield Paragraph(inline(block.text), getattr(styles, names[block.kind]))


def table(block: Block, styles: Styles) -> Table:
    """A ruled table: head row shaded and repeated on each page, cells marked `^` merged with the one above."""
    cells = [
        [Paragraph(inline("" if cell == "^" else cell), styles.head if r == 0 else styles.cell) for cell in row]
        for r, row in enumerate(block.rows)
    ]
    look = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    look += [("SPAN", (c, first), (c, last)) for c, first, last in merged(block)]
    return Table(cells, colWidths=block.widths, style=look, repeatRows=1)


def agenda_flow(meeting: Meeting, styles: Styles, ranges: dict[str, str]) -> list[Flowable]:
    """The agenda as flowables. `ranges` gives the stamped pages of each paper ("(Pages 5 - 16)")."""
    story: list[Flowable] = [Paragraph(COUNCIL, styles.capitals), Spacer(1, 8)]
    story += [Paragraph(inline(line), styles.body) for line in agenda_head(meeting)]
    half = (len(meeting.members) + 1) // 2
    rows = [
        [meeting.members[n], meeting.members[n + half] if n + half < len(meeting.members) else ""] for n in range(half)
    ]
    story += [Paragraph("Membership", styles.heading), Table(rows, colWidths=(220, 220), hAlign="LEFT"), Spacer(1, 10)]
    story += [Paragraph("AGENDA", styles.capitals)]
    items = [[Paragraph("Item", styles.head), "", Paragraph("Report by", styles.head), ""]]
    for line in meeting.agenda:
        pages = ranges.get(line.paper, "(Pages 00 - 00)") if line.paper else ""
        items.append(
            [
                Paragraph(f"{line.number}.", styles.body),
                Paragraph(inline(line.title), styles.body),
                Paragraph(inline(line.by), styles.cell),
                Paragraph(pages, styles.cell),
            ]
        )
    story.append(
        Table(
            items,
            colWidths=(34, 245, 105, 80),
            style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("SPAN", (0, 0), (1, 0)), ("SPAN", (2, 0), (3, 0))],
        )
    )
    return story
