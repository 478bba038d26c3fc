"""Links the papers of a library to one another, from what each says of itself; nothing here reads a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.papers.linking.meetings import by_meeting, minutes_lines, with_meetings
from index.papers.linking.paper import Paper
from index.papers.linking.parents import agenda_items, by_room, parents
from index.papers.linking.versions import copies, families, replaced
from index.values import Listed


@dataclass(frozen=True)
class Link:
    """What other papers say of an item, by ids: what it does not say itself. Empty fields add nothing."""

    item: str
    parent: str | None = None
    committee: str | None = None
    meeting_date: date | None = None
    agenda_number: str | None = None
    pack_pages: str | None = None
    replaces: str | None = None
    replaced_by: str | None = None
    copy_of: str | None = None


def link(papers: Iterable[Paper]) -> list[Link]:
    """Link papers; one link for each that others say something of."""
    given = list(papers)
    placed = with_meetings(given)
    links = {
        after.id: Link(after.id, committee=after.committee, meeting_date=after.meeting_date)
        for before, after in zip(sorted(given, key=_id), sorted(placed, key=_id), strict=True)
        if before != after
    }
    for meeting in by_meeting(placed):
        for one in _linked(meeting):
            links[one.item] = _joined(links.get(one.item), one)
    for paper, line in minutes_lines(placed):
        one = Link(paper.id, agenda_number=line.label, pack_pages=_pack_pages(paper, line))
        links[one.item] = _joined(links.get(one.item), one)
    return list(links.values())


def _linked(papers: Sequence[Paper]) -> Iterable[Link]:
    found = families(papers)
    copied = {paper.id: best.id for family in found for paper, best in copies(family)}
    listed = agenda_items(papers)
    belongs = parents(papers, listed, copied)
    belongs |= by_room(papers, listed, belongs)
    pages = {paper.id: computed for paper in papers if (computed := _pack_pages(paper, listed.get(paper.id)))}
    for family in found:
        pair = replaced(family)
        if pair is None:
            continue
        first, late = pair
        yield Link(late.id, replaces=first.id)
        for paper in family:
            if paper.digest != late.digest:
                yield Link(paper.id, replaced_by=late.id)
    for paper in papers:
        line = listed.get(paper.id)
        one = Link(
            paper.id,
            parent=belongs.get(paper.id),
            agenda_number=line.label if line and not paper.agenda_number else None,
            pack_pages=pages.get(paper.id),
            copy_of=copied.get(paper.id),
        )
        if one != Link(paper.id):
            yield one


def _pack_pages(paper: Paper, line: Listed | None) -> str | None:
    """The pack's pages of a file that is the first paper of its item: it begins where the agenda says the item does."""
    span = re.fullmatch(r"(\d+)-(\d+)", line.pages) if line and line.pages else None
    if span is None or paper.pack_pages or not paper.pages or paper.late:
        return None
    first, last = int(span.group(1)), int(span.group(2))
    return f"{first}-{first + paper.pages - 1}" if first + paper.pages - 1 <= last else None


def _joined(one: Link | None, other: Link) -> Link:
    if one is None:
        return other
    said = {name: value for name, value in vars(other).items() if value is not None}
    return replace(one, **said)


def _id(paper: Paper) -> str:
    return paper.id
