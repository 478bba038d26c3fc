"""Links papers published apart into one meeting's pack, from what each says of itself; nothing here reads a file.

Whose appendix a file is, which version counts, which is a copy; and which meeting a file that names none belongs to.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.language.alike import alike
from index.language.periods import first_date
from index.papers.related import Paper, agenda_items, label_of, parents, same_title, shared, title_words
from index.values import Listed

_LISTED = 0.6  # share of the words of a line that makes it name a paper
_NOT_ITS_OWN = ("minutes", "guidance")
COPIED = ("report", "appendix", "decision", "questions", "other")
_SAME_WORDS = 0.9  # share of text in common that makes one paper of two titles
_SOME_WORDS = 0.25  # share that papers of one title must have in common


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
    placed = _with_meetings(given)
    links: dict[str, Link] = {}

    def say(paper: Paper, **fields: object) -> None:
        if said := {name: value for name, value in fields.items() if value is not None}:
            links[paper.id] = replace(links.get(paper.id, Link(paper.id)), **said)  # type: ignore[arg-type]

    meetings = {paper.id: paper.meeting_date for paper in given}
    for paper in placed:
        if paper.meeting_date != meetings[paper.id]:
            say(paper, committee=paper.committee, meeting_date=paper.meeting_date)
    for meeting in _by_meeting(placed):
        found = _families(meeting)
        copied = {paper.id: best.id for family in found for paper, best in _copies(family)}
        listed = agenda_items(meeting)
        belongs = parents(meeting, listed, copied)
        _as_in_packs(meeting, found, belongs)
        places = _places(meeting, listed, belongs)
        for first, late, family in ((*pair, family) for family in found if (pair := _replaced(family))):
            say(late, replaces=first.id)
            for paper in family:
                if paper.digest != late.digest:
                    say(paper, replaced_by=late.id)
        for paper in meeting:
            line = listed.get(paper.id)
            number = line.label if line and not paper.agenda_number else None
            say(paper, parent=belongs.get(paper.id), agenda_number=number, copy_of=copied.get(paper.id))
            say(paper, pack_pages=places.get(paper.id))
    for paper, line in _minutes_lines(placed):
        say(paper, agenda_number=line.label, pack_pages=_pack_pages(paper, line))
    return list(links.values())


def _pack_pages(paper: Paper, line: Listed | None) -> str | None:
    """The pack's pages of a file that is the first paper of its item: it begins where the agenda says the item does."""
    span = re.fullmatch(r"(\d+)-(\d+)", line.pages) if line and line.pages else None
    if span is None or paper.pack_pages or not paper.pages or paper.late or not paper.whole:
        return None
    first, last = int(span.group(1)), int(span.group(2))
    return f"{first}-{first + paper.pages - 1}" if first + paper.pages - 1 <= last else None


def _as_in_packs(papers: Sequence[Paper], families: Sequence[Sequence[Paper]], belongs: dict[str, str]) -> None:
    """Give lone appendices that stand in a pack too the report of that pack, where another paper was taken for it."""
    by_id = {paper.id: paper for paper in papers}
    for family in families:
        for report in [by_id[one.parent_id] for one in family if one.parent_id in by_id][:1]:
            for one in family:
                taken = by_id.get(belongs.get(one.id, ""))
                if one.kind == "appendix" and not one.parent_id and not (taken and taken.own == report.own):
                    belongs[one.id] = report.id


def _places(papers: Sequence[Paper], listed: Mapping[str, Listed], belongs: Mapping[str, str]) -> dict[str, str]:
    """The pack's pages of papers that are files of their own: of each item's first, and where all that belongs to it,
    each file on the next right-hand page, fills the item's pages, of these.
    """
    found: dict[str, str] = {}
    mains = [one for one in papers if one.id in listed and one.id not in belongs and one.whole]
    for main in mains:
        place, line = _pack_pages(main, listed[main.id]), listed[main.id]
        firsts = {one.digest for one in mains if listed[one.id] == line and not one.late}
        if not place or not line.pages or len(firsts) > 1:
            continue
        found[main.id] = place
        first, last = map(int, line.pages.split("-"))
        files, spans, at = _printed(main, papers, belongs), {}, first
        for one in (one for file in files for one in file):
            at += (at - first) % 2 if any(file[0] is one for file in files) else 0
            spans[one.id] = f"{at}-{at + (one.pages or 0) - 1}"
            at += one.pages or 0
        loose = any(one.references & main.references and one.id not in spans for one in papers if not one.late)
        loose |= not all(one.pages for file in files for one in file)  # as where one has no pages, what fills none
        if not loose and (at - first + 1) // 2 == (last - first + 2) // 2:
            found |= spans
    return found


def _printed(paper: Paper, papers: Sequence[Paper], belongs: Mapping[str, str]) -> list[list[Paper]]:
    """A paper's file and those of what is lettered as its appendices, as a pack prints them; [] for no order."""
    files: dict[str, list[Paper]] = {}
    for one in papers:
        if belongs.get(one.id) == paper.id:
            files.setdefault(one.document_id, []).append(one)
    lettered = {label_of(file[0].title): file for file in files.values()}
    if len(lettered) < len(files) or (len(files) > 1 and "" in lettered):
        return []
    order = [lettered[label] for label in sorted(lettered, key=lambda label: (len(label), label))]
    below = [_printed(file[0], papers, belongs) if len(file) == 1 else [file] for file in order]
    return [[paper], *(file for part in below for file in part)] if all(below) else []


def _with_meetings(papers: Iterable[Paper]) -> list[Paper]:
    """Give the papers of each folder the meeting that all its dated papers are of; of two meetings, none. A folder is a
    meeting's when an agenda is in it, or two files or more of that meeting; in any other, only what bears the reference
    number of a dated paper, or is listed by one, belongs to its meeting.
    """
    folders: dict[str, list[Paper]] = {}
    for paper in papers:
        folders.setdefault(paper.folder, []).append(paper)
    result: list[Paper] = []
    for inside in folders.values():
        dated = [p for p in inside if p.kind not in _NOT_ITS_OWN and p.meeting_date is not None]
        days = {p.meeting_date for p in dated}
        names = {p.committee for p in dated if p.committee}
        right = {p.set_committee for p in dated}  # set right of all alike, it is what theirs is grouped by
        day = days.pop() if len(days) == 1 else None
        body = next(iter(names)) if len({title_words(name) for name in names}) == 1 else None
        whole = len({p.document_id for p in dated}) > 1 or any(p.kind in ("agenda", "supplement") for p in dated)
        for paper in inside:
            lost = day is not None and paper.kind not in _NOT_ITS_OWN and paper.meeting_date is None
            if lost and (whole or any(_names(one, paper) for one in dated)):
                set_too = paper.set_committee or (None if paper.committee or len(right) > 1 else next(iter(right)))
                paper = replace(paper, meeting_date=day, committee=paper.committee or body, set_committee=set_too)
            result.append(paper)
    return result


def _names(one: Paper, paper: Paper) -> bool:
    """True where `one` says that `paper` belongs with it: by a number, in its list, or being the same file."""
    listed = any(shared(title_words(line.title), paper.own) >= _LISTED for line in one.lists)
    return bool(one.references & paper.references) or listed or one.document_id == paper.document_id


def _by_meeting(papers: Iterable[Paper]) -> list[list[Paper]]:
    """The papers of each meeting (body and date), in the order given; papers of no known date are left out."""
    found: dict[tuple[date, frozenset[str]], list[Paper]] = {}
    for paper in papers:
        if paper.meeting_date is not None and paper.kind not in _NOT_ITS_OWN:
            body = paper.set_committee or paper.committee or ""
            found.setdefault((paper.meeting_date, title_words(body)), []).append(paper)
    return list(found.values())


def _minutes_lines(papers: Iterable[Paper]) -> Iterator[tuple[Paper, Listed]]:
    """Give minutes that are a file of their own with the line of the agenda beside them that names their day."""
    given = list(papers)
    lines = [(one.folder, line, first_date(line.title)) for one in given if one.kind == "agenda" for line in one.lists]
    for paper in given:
        if paper.kind == "minutes" and paper.whole and paper.meeting_date and not paper.agenda_number:
            for folder, line, day in lines:
                if folder == paper.folder and day == paper.meeting_date and "minutes" in line.title.lower():
                    yield paper, line
                    break


def _families(papers: Sequence[Paper]) -> list[list[Paper]]:
    """The papers that are one paper in several files: copies and versions; only families of two or more."""
    found: list[list[Paper]] = []
    for paper in papers:
        if paper.kind not in COPIED or not paper.sketch:
            continue
        family = next((one for one in found if any(_is_same(paper, other) for other in one)), None)
        if family is None:
            found.append([paper])
        else:
            family.append(paper)
    return [family for family in found if len(family) > 1]


def _is_same(one: Paper, other: Paper) -> bool:
    if one.document_id == other.document_id or one.kind != other.kind:
        return False
    if one.digest == other.digest:
        return True
    much = alike(one.sketch, other.sketch)
    return much >= _SAME_WORDS or (much >= _SOME_WORDS and same_title(one.own, other.own))


def _copies(family: Sequence[Paper]) -> Iterator[tuple[Paper, Paper]]:
    """Give each copy in a family with the one to read in its place: of a pack with stamped pages before a lone file."""
    for same in _alike_word_for_word(family):
        best = _best(same)
        yield from ((paper, best) for paper in same if paper is not best)


def _replaced(family: Sequence[Paper]) -> tuple[Paper, Paper] | None:
    """The version that was replaced and the one that replaces it, when one alone says that it is late."""
    groups = _alike_word_for_word(family)
    late = [group for group in groups if any(paper.late for paper in group)]
    first = [group for group in groups if group not in late]
    if len(late) != 1 or len(first) != 1:
        return None
    return _best(first[0]), _best(late[0])


def _alike_word_for_word(family: Sequence[Paper]) -> list[list[Paper]]:
    groups: dict[str, list[Paper]] = {}
    for paper in family:
        groups.setdefault(paper.digest, []).append(paper)
    return list(groups.values())


def _best(same: Sequence[Paper]) -> Paper:
    return max(same, key=lambda paper: (paper.pack_pages is not None, not paper.whole))
