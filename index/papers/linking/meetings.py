"""Gathers papers by meeting: a file that names none belongs to the one meeting that its folder is of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from index.language.periods import first_date
from index.papers.linking.paper import Paper, shared, title_words
from index.values import Listed

_LISTED = 0.6  # share of the words of a line that makes it name a paper
_NOT_ITS_OWN = ("minutes", "guidance")


def with_meetings(papers: Iterable[Paper]) -> list[Paper]:
    """Give the papers of each folder the meeting that all its dated papers are of; of two meetings, none.

    A folder is a meeting's when an agenda is in it, or two files or more of that meeting; in any other, only what
    bears the reference number of a dated paper, or is listed by one, belongs to its meeting.
    """
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
        whole = len({p.document_id for p in dated}) > 1 or any(p.kind in ("agenda", "supplement") for p in dated)
        for paper in inside:
            lost = day is not None and paper.kind not in _NOT_ITS_OWN and paper.meeting_date is None
            if lost and (whole or any(_names(one, paper) for one in dated)):
                paper = replace(paper, meeting_date=day, committee=paper.committee or body)
            result.append(paper)
    return result


def _names(one: Paper, paper: Paper) -> bool:
    """True where `one` says that `paper` belongs with it: by a number, in its list, or being the same file."""
    listed = any(shared(title_words(line.title), paper.own) >= _LISTED for line in one.lists)
    return bool(one.references & paper.references) or listed or one.document_id == paper.document_id


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
