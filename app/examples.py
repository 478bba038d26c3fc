"""Example questions made from the papers in the index, so that each has something to find."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from app.wording import date_words
from index.library import Library
from index.values import StoredItem, StoredPassage

MOST = 4
LONGEST_HEADING = 60
_FIGURE = re.compile(r"\d+(?:\.\d+)?\s?%|£\s?\d|\b\d{2,}\b")


def examples(library: Library, items: Sequence[str] = ()) -> list[str]:
    """Up to four questions about the newest papers among `items` (ids; none means all): headings that only
    one paper has, with a figure under them; what the newest minutes resolved; and a draft."""
    chosen = [item for item in library.items() if not items or item.id in items]
    chosen.sort(key=lambda item: item.meeting_date or date.min, reverse=True)
    reports = [item for item in chosen if item.kind == "report"]
    questions = [
        f"What does “{report.title}” say under “{heading}”?"
        for report, heading in _telling_headings(library, reports[:6])
    ]
    questions = questions[: MOST - 2]
    minutes = next((item for item in chosen if item.kind == "minutes" and item.meeting_date), None)
    if minutes:
        questions.append(f"What was resolved at the meeting on {date_words(minutes.meeting_date)}?")
    if reports:
        questions.append(f"Draft questions for {reports[0].title}, {date_words(reports[0].meeting_date)}")
    return questions[:MOST]


def _telling_headings(library: Library, reports: Sequence[StoredItem]) -> list[tuple[StoredItem, str]]:
    """For each report the heading that tells most: found in no other report, with the most figures under
    it."""
    figures = {report.id: figures_under_headings(library.passages(report.id)) for report in reports}
    papers_with = Counter(heading.casefold() for headings in figures.values() for heading in headings)
    found = []
    for report in reports:
        own = {h: n for h, n in figures[report.id].items() if papers_with[h.casefold()] == 1 and n}
        if own:
            found.append((report, max(own, key=lambda heading: own[heading])))
    return found


def figures_under_headings(passages: Sequence[StoredPassage]) -> Counter[str]:
    """For each heading worth naming how many figures the text under it has."""
    counts: Counter[str] = Counter()
    for passage in passages:
        heading = own_heading(passage) if passage.kind in ("prose", "list") else ""
        if heading:
            counts[heading] += len(_FIGURE.findall(passage.text))
    return counts


def own_heading(passage: StoredPassage) -> str:
    """The heading a passage stands under, without its number; "" for one not worth naming, as a table's row is."""
    heading = re.sub(r"^[\d.]+\s+", "", (passage.section or "").split(" › ")[-1]).strip(" .:")
    return heading if 3 < len(heading) <= LONGEST_HEADING and not re.search(r"[\d£%|]", heading) else ""
