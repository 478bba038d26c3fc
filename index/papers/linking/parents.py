"""Finds the agenda item and the report that a paper published as a file of its own belongs to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from index.papers.linking.paper import Paper, label_of, shared, title_words
from index.values import Listed

_ENOUGH = 1.0  # what must speak for a parent
_REFERENCE, _LISTED, _TITLE, _LATE = 1.5, 2.0, 1.5, 0.3  # what speaks for one: at most this much each
_TITLED = 0.6  # share of a title's words that makes it the same


def agenda_items(papers: Sequence[Paper]) -> dict[str, Listed]:
    """The agenda's line for each paper that has one, by the paper's id: their titles have their words in common.

    A supplement's line is for what is late, the agenda's for the rest.
    """
    lines = [(line, words, one.late) for one in papers for line in one.lists for words in _wordings(one, line)]
    found: dict[str, Listed] = {}
    for paper in papers:
        if paper.kind not in ("report", "decision", "other") or paper.parent_id:
            continue
        best: tuple[float, bool, bool] = (_TITLED, False, False)
        for line, words, late in lines:
            alike = min(shared(words, paper.own), shared(paper.own, words))
            if (alike, late == paper.late, line.pages is not None) > best:
                best = (alike, late == paper.late, line.pages is not None)
                found[paper.id] = line
    return found


def _wordings(paper: Paper, line: Listed) -> list[frozenset[str]]:
    """The words of an agenda's line, and those before the stop that may part a title from its author."""
    if paper.kind not in ("agenda", "supplement"):
        return []
    return [title_words(line.title), *([title_words(line.title.split(". ")[0])] if ". " in line.title else [])]


def parents(papers: Sequence[Paper], listed: Mapping[str, Listed], copied: Collection[str]) -> dict[str, str]:
    """The parent of each paper that is a file of its own and belongs to another, by ids; `copied` are ids of copies.

    A report that the agenda does not list belongs to the one it lists whose reference number its file bears.
    """
    reports = [paper for paper in papers if paper.kind == "report" and not paper.parent_id]
    found: dict[str, str] = {}
    for paper in reports:
        mains = [one for one in reports if one.id in listed and one.references & paper.references]
        if paper.whole and paper.id not in listed and paper.references and len({one.own for one in mains}) == 1:
            found[paper.id] = _nearest(paper, mains).id
    for paper in papers:
        if paper.kind != "appendix" or paper.parent_id:
            continue
        scored = [(_speaks(paper, report), report) for report in reports if report.document_id != paper.document_id]
        most = max((score for score, _ in scored), default=0.0)
        best = [report for score, report in scored if score >= most - 1e-9]
        alone = len({report.own for report in reports if report.folder == paper.folder}) == 1
        if best and (most >= _ENOUGH or (alone and best[0].folder == paper.folder)) and len({b.own for b in best}) == 1:
            found[paper.id] = _nearest(paper, [b for b in best if b.id not in copied] or best).id
    return found


def by_room(papers: Sequence[Paper], listed: Mapping[str, Listed], belongs: Mapping[str, str]) -> dict[str, str]:
    """The parent of an appendix of which nothing but its length speaks: it alone fills what its item has left.

    In a pack each paper starts on an odd page, so every paper but an item's last takes an even number of pages.
    """
    rooms: dict[str, int] = {}
    for report in papers:
        line = listed.get(report.id)
        if report.kind != "report" or report.late or not (line and line.pages and report.pages):
            continue
        first, last = map(int, line.pages.split("-"))
        inside = [paper.pages or 0 for paper in papers if belongs.get(paper.id) == report.id and paper.whole]
        rooms[report.id] = _even(last - first + 1) - sum(map(_even, [report.pages, *inside]))
    orphans = [
        p for p in papers if p.kind == "appendix" and p.whole and p.pages and not (p.parent_id or p.id in belongs)
    ]
    fitting = {p.id: [id for id, room in rooms.items() if room == _even(p.pages or 0)] for p in orphans}
    wanted = [ids[0] for ids in fitting.values() if len(ids) == 1]
    return {id: ids[0] for id, ids in fitting.items() if len(ids) == 1 and wanted.count(ids[0]) == 1}


def _even(pages: int) -> int:
    return pages + pages % 2


def _speaks(paper: Paper, report: Paper) -> float:
    """How much speaks for `report` as the parent of `paper`."""
    score = _REFERENCE * bool(paper.references & report.references)
    label = label_of(paper.title)
    lists = [
        shared(title_words(line.title), paper.own) * (1.0 if label_of(line.label) == label else 0.6)
        for line in report.lists
    ]
    score += _LISTED * max(lists, default=0.0)
    about = min(shared(report.own, paper.own), 1.0)
    return score + _TITLE * (about if about >= _TITLED else 0.0)


def _nearest(paper: Paper, reports: Sequence[Paper]) -> Paper:
    """Of versions of one report the one published with the paper: late with late, in the same folder."""
    return max(reports, key=lambda report: (report.late == paper.late, report.folder == paper.folder))
