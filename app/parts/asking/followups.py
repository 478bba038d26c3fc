"""Questions to go on with, drawn from the evidence of an answer: each names something that is in the papers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.parts.asking.examples import figures_under_headings, own_heading
from app.saved.records import AnswerRecord
from app.wording import date_words
from index.store.library import Library
from index.values import StoredItem, StoredPassage
from rag.search.query import stems

MOST = 3
ALIKE = 0.6  # share of the words of two titles, all told, that both have: the same subject


@dataclass(frozen=True)
class FollowUp:
    """A question and the id of the paper to look in for it."""

    text: str
    paper: str


def follow_ups(library: Library, answer: AnswerRecord) -> list[FollowUp]:
    """Up to three: what else the paper cited first tells in figures, what minutes say of it, and the same heading
    in the same paper of another meeting."""
    cited = library.passages_by_id([c.passage_id for c in answer.citations])
    if not cited or answer.status not in ("answered", "partial"):
        return []
    first = next((p for p in cited if p.item.kind != "minutes"), None)
    if first is None:
        return []
    found = (_next_heading(library, first, cited), _in_minutes(library, first.item), _another_year(library, first))
    return [one for one in found if one is not None][:MOST]


def _next_heading(library: Library, first: StoredPassage, cited: Iterable[StoredPassage]) -> FollowUp | None:
    """The heading with most figures that only that paper has, and from which the answer did not quote."""
    used = {own_heading(passage) for passage in cited}
    counts = figures_under_headings(library.passages(first.item.id))
    elsewhere = {own_heading(p) for p in library.all_passages() if p.item.title != first.item.title}
    left = {heading: n for heading, n in counts.items() if n and heading not in used and heading not in elsewhere}
    if not left:
        return None
    heading = max(left, key=lambda one: left[one])
    return FollowUp(f"What does the paper say under “{heading}”?", first.item.id)


def _in_minutes(library: Library, item: StoredItem) -> FollowUp | None:
    """What was said of the paper, by the newest minute that is headed as the paper is titled."""
    best: tuple[date, str, str] | None = None
    wanted = frozenset(stems(item.title))
    for passage in library.all_passages():
        day = passage.item.meeting_date
        if passage.item.kind != "minutes" or day is None or not passage.section:
            continue
        title = re.sub(r"^\W*\d+[.)]?\s+", "", passage.section.split(" › ")[0]).strip(" .")
        if _alike(wanted, frozenset(stems(title))) and (best is None or day > best[0]):
            best = (day, title, passage.item.id)
    if best is None:
        return None
    return FollowUp(f"What was said about “{best[1]}” at the meeting on {date_words(best[0])}?", best[2])


def _another_year(library: Library, first: StoredPassage) -> FollowUp | None:
    """The heading quoted from, in the newest other paper of that title that has it too."""
    item, heading = first.item, own_heading(first)
    wanted = frozenset(stems(item.title))
    others = [
        other
        for other in library.items()
        if heading and other.kind == item.kind and other.meeting_date and other.meeting_date != item.meeting_date
        if _alike(wanted, frozenset(stems(other.title)))
    ]
    for other in sorted(others, key=lambda one: one.meeting_date or date.min, reverse=True):
        if _has_heading(library.passages(other.id), heading):
            when = date_words(other.meeting_date)
            return FollowUp(f"What did “{other.title}” of {when} say under “{heading}”?", other.id)
    return None


def _has_heading(passages: Sequence[StoredPassage], heading: str) -> bool:
    return any(own_heading(passage).casefold() == heading.casefold() for passage in passages)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= ALIKE * len(one | other)
