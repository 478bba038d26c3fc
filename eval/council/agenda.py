"""The agenda of a pack: who is called, when, and the list of items with the stamped pages of each."""

from __future__ import annotations

from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from eval.council.flowables import Styles, inline
from eval.council.meeting import COMMITTEE, COUNCIL, Meeting


def agenda_head(meeting: Meeting) -> list[str]:
    """The lines above the list of items, without the membership."""
    return [
        f"**Meeting:** {COMMITTEE}", f"**Date/Time:** {meeting.day:%A}, {meeting.long_date} at {meeting.time}",
        f"**Location:** {meeting.place}", *meeting.notice,
    ]


def agenda_flow(meeting: Meeting, styles: Styles, ranges: dict[str, str]) -> list[Flowable]:
    """The agenda as flowables. `ranges` gives the stamped pages of each paper ("(Pages 5 - 16)")."""
    story: list[Flowable] = [Paragraph(COUNCIL, styles.capitals), Spacer(1, 8)]
    story += [Paragraph(inline(line), styles.body) for line in agenda_head(meeting)]
    half = (len(meeting.members) + 1) // 2
    rows = [[meeting.members[n], meeting.members[n + half] if n + half < len(meeting.members) else ""] for n in range(half)]
    story += [Paragraph("Membership", styles.heading), Table(rows, colWidths=(220, 220), hAlign="LEFT"), Spacer(1, 10)]
    story += [Paragraph("AGENDA", styles.capitals)]
    items = [[Paragraph("Item", styles.head), "", Paragraph("Report by", styles.head), ""]]
    for line in meeting.agenda:
        pages = ranges.get(line.paper, "(Pages 00 - 00)") if line.paper else ""
        items.append([Paragraph(f"{line.number}.", styles.body), Paragraph(inline(line.title), styles.body), Paragraph(inline(line.by), styles.cell), Paragraph(pages, styles.cell)])
    story.append(Table(items, colWidths=(34, 245, 105, 80), style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("SPAN", (0, 0), (1, 0)), ("SPAN", (2, 0), (3, 0))]))
    return story
