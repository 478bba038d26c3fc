"""Gathers papers by meeting: a file that names none belongs to the one meeting that its folder is of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from index.items.dates import first_date
from index.linking.paper import Paper, title_words
from index.values import Listed

_NOT_ITS_OWN = ("minutes", "guidance")


def with_meetings(papers: Iterable[Paper]) -> list[Paper]:
    """Give the papers of each folder the meeting that all its dated papers are of; of two meetings, none."""
    folders: dict[str, list[Paper]] = {}
    for paper in papers:
        folders.setdefault(paper.folder, []).append(paper)
    result: list[Paper] = []
    for inside in folders.values():
        dated = [p for p in inside if p.kind not in _NOT_ITS_OWN and p.meeting_date is not None]
        days = {p.meeting_date for p in dated}
        names = {p.committee for p in dated if p.committee}
        day = days.pop() if len(days) == 1 else None
        body = next(iter(names)) if len({title_words(name) for name in names}) == 1 else None
        for paper in inside:
            if day is not None and paper.kind not in _NOT_ITS_OWN and paper.meeting_date is None:
                paper = replace(paper, meeting_date=day, committee=paper.committee or body)
            result.append(paper)
    return result


def by_meeting(papers: Iterable[Paper]) -> list[list[Paper]]:
    """The papers of each meeting (body and date), in the order given; papers of no known date are left out."""
    found: dict[tuple[date, frozenset[str]], list[Paper]] = {}
    for paper in papers:
        if paper.meeting_date is not None and paper.kind not in _NOT_ITS_OWN:
            found.setdefault((paper.meeting_date, title_words(paper.committee or "")), []).append(paper)
    return list(found.values())


def minutes_lines(papers: Iterable[Paper]) -> Iterator[tuple[Paper, Listed]]:
    """Give minutes that are a file of their own with the line of the agenda beside them that names their day."""
    given = list(papers)
    lines = [(one.folder, line, first_date(line.title)) for one in given if one.kind == "agenda" for line in one.lists]
    for paper in given:
        if paper.kind == "minutes" and paper.whole and paper.meeting_date and not paper.agenda_number:
            for folder, line, day in lines:
                if folder == paper.folder and day == paper.meeting_date and "minutes" in line.title.lower():
                    yield paper, line
                    break
