"""Reads slides (PowerPoint): a page a slide, in order; a speaker's notes stand apart at its end."""

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from index.read.layout.lines import row_lines
from index.read.workbook import check_packed, told
from index.values import Bookmark, Lost, Page, Reading

_SAYS = 60 * 12700  # of the shorter side of a picture that says something, 12700 to a point
_APART = [""] * 8  # lines after which nothing is taken for the sentence before carried on
_DEEPEST = 20  # groups within groups


def read_slides(data: bytes, name: str) -> Reading:
    """Read a PowerPoint file; pages are numbered as the slides are, and hidden slides are left out."""
    from pptx import Presentation

    check_packed(data, name)
    show = Presentation(io.BytesIO(data))
    kept_out: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    pages: list[Page] = []
    outline: list[Bookmark] = []
    lost: list[Lost] = []
    for number, slide in enumerate(show.slides, 1):
        if slide._element.get("show") in ("0", "false"):
            kept_out["slides"] += 1
            continue
        title = slide.shapes.title
        heading = " ".join(title.text_frame.text.split()) if title is not None else ""
        lines = [heading, ""] if heading else []
        for shape in _within(slide.shapes):
            if title is None or shape.shape_id != title.shape_id:
                lines += _lines(shape, len(pages), lost, unread)
        if heading:
            outline.append(Bookmark(heading, 0, None))
        notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
        if notes is not None and notes.text.strip():
            outline.append(Bookmark(f"Notes on slide {number}", 1 if heading else 0, None))
            lines += [*_APART, outline[-1].title, "", *_paragraphs(notes)]
        pages.append(Page(number, "\n".join(lines) + "\n"))
    known = {"Title": show.core_properties.title or "", "Author": show.core_properties.author or ""}
    metadata = {key: value for key, value in known.items() if value}
    return Reading(tuple(pages), tuple(outline), metadata, told(name, kept_out, unread), tuple(lost))


def _within(shapes: Iterable[Any], depth: int = 0) -> Iterator[Any]:
    """The shapes, those of groups too, in the order in which they are read out."""
    for shape in shapes:
        if getattr(shape, "shapes", None) is not None and depth < _DEEPEST:
            yield from _within(shape.shapes, depth + 1)
        elif shape._element.xpath("boolean(.//p:cNvPr[@hidden='1' or @hidden='true'])") is False:
            yield shape


def _lines(shape: Any, page: int, lost: list[Lost], unread: Counter[str]) -> list[str]:
    if getattr(shape, "has_table", False) and shape.has_table:
        rows = ([("" if cell.is_spanned else cell.text) for cell in row.cells] for row in shape.table.rows)
        return ["", *(line for row in rows for line in row_lines(row)), ""]
    if getattr(shape, "has_chart", False) and shape.has_chart:
        title = shape.chart.chart_title if shape.chart.has_title else None
        lost.append(Lost(page, title.text_frame.text if title is not None and title.has_text_frame else ""))
        return []
    if shape.has_text_frame:
        return [*_paragraphs(shape.text_frame), ""]
    if shape._element.tag.endswith("}pic"):
        if min(shape.width or 0, shape.height or 0) >= _SAYS:
            lost.append(Lost(page, ""))
    elif shape._element.tag.endswith("}graphicFrame"):
        unread["diagrams and files put inside it"] += 1
    return []


def _paragraphs(frame: Any) -> list[str]:
    """The paragraphs of a frame, those of a list marked as such: on a slide each says something of its own."""
    texts = [" ".join(one.text.split()) for one in frame.paragraphs]
    several = sum(map(bool, texts)) > 1
    return [f"- {text}" if several else text for text in texts if text]
