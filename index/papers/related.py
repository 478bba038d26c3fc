"""A paper as the linker sees it; how titles of papers are compared; whose item and whose parent a lone file is."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from index.values import ItemKind, Listed

_WORD = re.compile(r"[^\W_]+")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d{2}\s*[-–/]\s*(?:\d{4}|\d{2})(?!\d)")
_REFERENCE = re.compile(r"(?<!\d)(\d{2,4})\s?[-/]?\s?(\d{3,6})(?!\d)")
_LATE = re.compile(
    r"\b(?:supplement\w*|updated?|revised|revision|amended|corrected|late|to\s+follow|v(?:ersion\s*)?[2-9])\b", re.I
)
_LABEL = re.compile(r"^(?:appendix|annexe?|schedule|enclosure)\s*([a-z]{1,2}|\d{1,2}[a-z]?)?\b", re.IGNORECASE)
_COMMON = frozenset(
    (
        *("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"),
        *("report", "reports", "appendix", "annex", "item", "agenda", "paper", "final", "draft", "meeting", "version"),
        *("supplementary", "supplement", "updated", "revised", "copy"),
    )
)
_ENOUGH = 1.0  # what must speak for a parent
_BEARS, _LISTS, _SAYS = 1.5, 2.0, 1.5  # what speaks for one: at most this much each
_FITS = 0.15  # of likeness, for having just the pages that the agenda gives its item
_SERIES = 3  # labels in a row that make files the appendices of the report that lists them
_TITLED = 0.6  # share of a title's words that makes it the same


@dataclass(frozen=True)
class Paper:
    """One item of a ready document. `name` is its file's name, `folder` where the file was, `pages` how many it has.
    `late` is true for a paper of a file that calls itself a supplement or an update; `whole` for one that its file
    holds alone; `set_committee` is what a person says in the place of `committee`; `digest` and `sketch` are those of
    `index.language.alike`, of the paper's text.
    """

    id: str
    document_id: str
    folder: str
    name: str
    title: str
    kind: ItemKind
    parent_id: str | None
    committee: str | None
    meeting_date: date | None
    agenda_number: str | None
    lists: tuple[Listed, ...]
    pages: int | None
    pack_pages: str | None
    late: bool
    whole: bool
    digest: str
    sketch: tuple[int, ...]
    set_committee: str | None = None

    @property
    def own(self) -> frozenset[str]:
        """The words that tell its title from others."""
        return title_words(self.title)

    @property
    def references(self) -> frozenset[str]:
        """The reference numbers in its file's name."""
        return references(self.name)


def title_words(title: str) -> frozenset[str]:
    """The words of a title that tell it from others, cut to their beginnings, so that plurals are the same."""
    found = [word[:7] for word in _WORD.findall(title.lower()) if word not in _COMMON]
    return frozenset(word for word in found if len(word) > 1 or word.isdigit())


def shared(wanted: frozenset[str], found: frozenset[str]) -> float:
    """The share of the `wanted` words that are `found`; 0 where none is wanted."""
    return len(wanted & found) / len(wanted) if wanted else 0.0


def same_title(one: frozenset[str], other: frozenset[str]) -> bool:
    """True for titles that are the same but for a word or so."""
    return bool(one and other) and len(one & other) >= 0.85 * len(one | other)


def label_of(title: str) -> str:
    """The letter or number of an appendix ("a", "1"), "" for none."""
    match = _LABEL.match(title.strip())
    return (match.group(1) or "").lower() if match else ""


def references(name: str) -> frozenset[str]:
    """Reference numbers in a file's name ("24/00108", "24-00108" and "2400108" are one); years are none."""
    return frozenset(
        match.group(1) + match.group(2)
        for match in _REFERENCE.finditer(_YEARS.sub(" ", name))
        if len(match.group(1) + match.group(2)) >= 6
    )


def says_late(name: str) -> bool:
    """True for a file's name or title that says it is a supplement or an update."""
    return bool(_LATE.search(re.sub(r"[_-]+", " ", name)))


def agenda_items(papers: Sequence[Paper]) -> dict[str, Listed]:
    """The agenda's line for each paper that has one, by the paper's id: their titles have their words in common. A
    supplement's line is for what is late, the agenda's for the rest.
    """
    lines = [(line, words, one.late) for one in papers for line in one.lists for words in _wordings(one, line)]
    found: dict[str, Listed] = {}
    for paper in papers:
        if paper.kind not in ("report", "decision", "other") or paper.parent_id:
            continue
        best: tuple[float, bool, bool] = (_TITLED, False, False)
        for line, words, late in lines:
            alike = min(shared(words, paper.own), shared(paper.own, words))
            alike += _FITS * (paper.whole and bool(paper.pages) and paper.pages in _room(line))
            if (alike, late == paper.late, line.pages is not None) > best:
                best = (alike, late == paper.late, line.pages is not None)
                found[paper.id] = line
    return found


def _room(line: Listed) -> tuple[int, ...]:
    """How many pages a paper has that fills those of its agenda's line: the last may be blank."""
    first, _, last = (line.pages or "").partition("-")
    size = int(last) - int(first) + 1 if first.isdecimal() and last.isdecimal() else 0
    return (size, size - 1) if size > 1 else ()


def _wordings(paper: Paper, line: Listed) -> list[frozenset[str]]:
    """The words of an agenda's line, and those before the stop that may part a title from its author."""
    if paper.kind not in ("agenda", "supplement"):
        return []
    return [title_words(line.title), *([title_words(line.title.split(". ")[0])] if ". " in line.title else [])]


def parents(papers: Sequence[Paper], listed: Mapping[str, Listed], copied: Collection[str]) -> dict[str, str]:
    """The parent of each paper that is a file of its own and belongs to another, by ids; `copied` are ids of copies. A
    report that the agenda does not list belongs to the one it lists whose reference number its file bears; of two that
    are of one line, the one that has another title to the one that has the line's. The appendices of a file have one.
    """
    reports = [paper for paper in papers if paper.kind == "report" and not paper.parent_id]
    found: dict[str, str] = {}
    for paper in (one for one in reports if one.whole):
        line = listed.get(paper.id)
        if line is None:
            mains = [one for one in reports if one.id in listed and one.references & paper.references]
        else:
            titled = title_words(line.title)
            ours = [] if paper.late or same_title(titled, paper.own) else [one for one in reports if one.whole]
            mains = [one for one in ours if listed.get(one.id) == line and same_title(titled, one.own)]
        if len({one.own for one in mains}) == 1:
            found[paper.id] = _nearest(paper, mains).id
    files: dict[str, list[Paper]] = {}
    for paper in papers:
        if paper.kind == "appendix" and not paper.parent_id:
            files.setdefault(paper.document_id, []).append(paper)
    for document, own in files.items():
        paper = own[0]
        others = [report for report in reports if report.document_id != document]
        scored = [(fmean(_speaks(one, report) for one in own), report) for report in others]
        most = max((score for score, _ in scored), default=0.0)
        best = [report for score, report in scored if score >= most - 1e-9]
        if most < _ENOUGH and not paper.references and (lists := _lists(paper, reports, papers)):
            best, most = lists, _ENOUGH
        alone = len({report.own for report in reports if report.folder == paper.folder}) == 1
        if best and (most >= _ENOUGH or (alone and best[0].folder == paper.folder)) and len({b.own for b in best}) == 1:
            nearest = _nearest(paper, [b for b in best if b.id not in copied] or best).id
            found |= dict.fromkeys([one.id for one in own], nearest)
    return found


def _lists(paper: Paper, reports: Sequence[Paper], papers: Sequence[Paper]) -> list[Paper]:
    """The reports whose lists have this appendix's label, where most that they list lie beside it."""
    beside = {label_of(one.title) for one in papers if one.kind == "appendix" and one.folder == paper.folder}
    found = []
    for report in reports:
        labels = {label_of(line.label) for line in report.lists} - {""}
        if label_of(paper.title) in labels and len(labels & beside) >= max(_SERIES, 0.6 * len(labels)):
            found.append(report)
    return found


def _speaks(paper: Paper, report: Paper) -> float:
    """How much speaks for `report` as the parent of `paper`."""
    score = _BEARS * bool(paper.references & report.references)
    label = label_of(paper.title)
    lists = [
        shared(title_words(line.title), paper.own) * (1.0 if label_of(line.label) == label else 0.6)
        for line in report.lists
    ]
    score += _LISTS * max(lists, default=0.0)
    score += _BEARS * (paper.agenda_number is not None and paper.agenda_number == report.agenda_number)
    about = min(shared(report.own, paper.own), 1.0)
    return score + _SAYS * (about if about >= _TITLED else 0.0)


def _nearest(paper: Paper, reports: Sequence[Paper]) -> Paper:
    """Of versions of one report the one published with the paper: late with late, in the same folder."""
    return max(reports, key=lambda report: (report.late == paper.late, report.folder == paper.folder))
