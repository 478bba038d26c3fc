"""A meeting's papers as one combined PDF, as a council publishes it.

Bookmarks run item → report → appendix, every page after the front papers carries a stamped number ("Page 5"), each
item is padded to an even number of pages, and the agenda prints the stamped ranges. Streams are not compressed, so the
bytes do not depend on the zlib at hand.
"""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)

from tests.council.flowables import Styles, agenda_flow, flow, inline
from tests.council.markup import Paper
from tests.council.meeting import COMMITTEE, COUNCIL, Meeting, capitals


class _Mark(Flowable):
    """Takes no room; puts a bookmark on its page and notes the page number."""

    def __init__(self, key: str, title: str, level: int, seen: dict[str, int]) -> None:
        super().__init__()
        self.key, self.title, self.level, self.seen = key, title, level, seen

    def wrap(self, *_size: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.seen[self.key] = self.canv.getPageNumber()
        if self.title:
            self.canv.bookmarkPage(self.key)
            self.canv.addOutlineEntry(self.title, self.key, self.level, closed=0)


class _Pack:
    """One build of a pack: the page templates that draw stamps, headers and footers, and the story."""

    def __init__(
        self, meeting: Meeting, first_stamped: int, blank_after: frozenset[str], ranges: dict[str, str]
    ) -> None:
        self.meeting, self.first_stamped, self.blank_after, self.ranges = meeting, first_stamped, blank_after, ranges
        self.starts: dict[str, int] = {}
        self.buffer = io.BytesIO()
        self.doc = BaseDocTemplate(
            self.buffer,
            pagesize=A4,
            pageCompression=0,
            invariant=1,
            author=COUNCIL,
            subject=f"{COMMITTEE}, {meeting.day:%d/%m/%Y}",
            title=f"(Public Pack)Agenda Document for {COMMITTEE}, {meeting.day:%d/%m/%Y} {meeting.time}",
        )

    def build(self) -> bytes:
        """The PDF."""
        story: list[Flowable] = []
        for paper in self.meeting.papers:
            self._templates(paper)
            start = NextPageTemplate(f"{paper.name}-{paper.front.get('start', 'portrait')}")
            story += [start, PageBreak()] if story else []
            story += self._paper(paper)
        self.doc.build(story)
        return self.buffer.getvalue()

    def _templates(self, paper: Paper) -> None:
        for name, size in (("portrait", A4), ("landscape", landscape(A4)), ("blank", A4)):
            frame = Frame(62, 62, size[0] - 124, size[1] - 128, id=name, leftPadding=0, rightPadding=0)
            self.doc.addPageTemplates(
                PageTemplate(f"{paper.name}-{name}", [frame], pagesize=size, onPage=self._furniture(paper, name))
            )

    def _furniture(self, paper: Paper, name: str):  # type: ignore[no-untyped-def]
        def draw(canvas: Canvas, _doc: BaseDocTemplate) -> None:
            width, height = landscape(A4) if name == "landscape" else A4
            number = canvas.getPageNumber()
            first = self.starts.setdefault(paper.name, number)
            canvas.saveState()
            canvas.setFont("Helvetica", 9)
            if name != "blank":
                for n, line in enumerate(_running(paper, "header", number - first + 1)):
                    canvas.drawString(62, height - 32 - 11 * n, line)
                for n, line in enumerate(_running(paper, "footer", number - first + 1)):
                    canvas.drawString(62, 50 - 11 * n, line)
                if number == first and paper.kind == "report" and paper.front.get("item"):
                    canvas.drawRightString(width - 40, height - 28, f"Agenda Item {paper.front['item']}")
            if number >= self.first_stamped:
                canvas.setFont("Helvetica", 11)
                canvas.drawCentredString(width / 2, 24, f"Page {number - self.first_stamped + 1}")
            canvas.restoreState()

        return draw

    def _paper(self, paper: Paper) -> list[Flowable]:
        styles = Styles(paper.front.get("font", "Helvetica"), float(paper.front.get("size", "11")))
        level = 1 if paper.kind == "appendix" else 0
        title = paper.front.get("bookmark", f"{paper.front.get('item', '')} {paper.title}".strip())
        story: list[Flowable] = [_Mark(paper.name, title, level, self.starts)]
        if paper.kind == "agenda":
            story += agenda_flow(self.meeting, styles, self.ranges)
        if paper.kind == "report":
            story += [Paragraph(inline(line), styles.capitals) for line in capitals(self.meeting, paper)]
            story.append(Spacer(1, 10))
        story += flow(paper.blocks, styles, paper.name)
        if paper.name in self.blank_after:
            story += [NextPageTemplate(f"{paper.name}-blank"), PageBreak(), Spacer(1, 300)]
            story.append(Paragraph("This page is intentionally left blank", styles.centre))
        story.append(_Mark(f"{paper.name}.end", "", 0, self.starts))
        return story


def _running(paper: Paper, where: str, printed: int) -> list[str]:
    """The lines of a running header or footer, `{p}` being the paper's own page number."""
    text = paper.front.get(where, "").replace("{p}", str(printed))
    return [line.strip() for line in text.split(" // ") if line.strip()]


def pack_pdf(meeting: Meeting) -> bytes:
    """The combined PDF of `meeting`, built thrice: to count pages, to pad them, and to print the ranges."""
    counted = _Pack(meeting, 1, frozenset(), {})
    counted.build()
    odd = frozenset(p.name for p in meeting.papers if _pages(counted, p) % 2 and p.front.get("pad", "yes") == "yes")
    padded = _Pack(meeting, 1, odd, {})
    padded.build()
    front = padded.starts[meeting.papers[meeting.unstamped].name]
    ranges = {}
    for n, paper in enumerate(meeting.papers):
        last = n
        while last + 1 < len(meeting.papers) and meeting.papers[last + 1].kind == "appendix":
            last += 1
        ranges[paper.name] = (
            f"(Pages {padded.starts[paper.name] - front + 1} - {padded.starts[meeting.papers[last].name + '.end'] - front + 1})"
        )
    return _Pack(meeting, front, odd, ranges).build()


def _pages(pack: _Pack, paper: Paper) -> int:
    return pack.starts[f"{paper.name}.end"] - pack.starts[paper.name] + 1
