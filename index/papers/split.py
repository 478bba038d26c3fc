"""Splits a reading into its items: what each finder found is put in order, filled in from the others, and bounded."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

from index.papers.agenda import Listing, find_front, find_guidance, find_listing
from index.papers.appendices import find_appendices
from index.papers.contacts import find_contacts
from index.papers.forms import find_forms
from index.papers.fronts import find_fronts, told
from index.papers.heads import find_banners, naming
from index.papers.listed import find_appendix_file, find_bookmarked, listed_appendices
from index.papers.minutes import find_minutes
from index.papers.sheet import Found, Sheet, Words, human
from index.papers.single import name_decision, name_form, name_single
from index.read.layout.furniture import furniture, settle
from index.read.layout.lines import Line, lines_of
from index.values import Item, Listed, Reading

_LABEL = re.compile(r"^((?:Appendix|Annexe?)(?:\s+(?:[A-Z]{1,2}|\d{1,2}[a-z]?))?)\s*[-:–—.]+\s*")
_FEW = 6  # lines above the first paper that belong to it
_NEAR = 30  # lines within which two findings on one page are the same paper


@dataclass(frozen=True)
class Papers:
    """The items of a reading, and for each the offset where what names it ends and its own text begins; its lines, and
    which of them are furniture.
    """

    items: tuple[Item, ...]
    bodies: tuple[int, ...]
    lines: tuple[Line, ...]
    furniture: frozenset[int]


def split(reading: Reading, name: str = "") -> Papers:
    """Split a reading into items that cover all of its text, in order. `name` is the file's name."""
    stem = " ".join(re.split(r"[_\s]+", PurePath(name).stem)).strip()
    raw = lines_of(reading)
    passed = furniture(reading, raw)
    shown = passed - naming(raw, passed)
    lines = tuple(settle(raw, shown))
    sheet = Sheet(reading, lines, shown, stem)
    found = [_from_top(sheet, told(sheet, paper)) for paper in _papers(sheet)]
    found = _with_appendices(sheet, found)
    words = Words(line.plain for line in lines)
    found = _one_meeting(found, words)
    bodies = (lines[f.body].start if f.line < f.body < len(lines) else 0 for f in found)
    return Papers(_items(sheet, found, words), tuple(bodies), tuple(settle(raw, passed)), passed)


def _papers(sheet: Sheet) -> list[Found]:
    marked = find_bookmarked(sheet)
    forms = [form for form in find_forms(sheet) if name_decision(sheet, max(0, form.line - 2)) is None]
    own = [*find_minutes(sheet), *find_banners(sheet), *forms]
    own += [q for q in find_fronts(sheet) if not any(_same_page(sheet, q, f) for f in own)]
    own = _without_clashes(own, find_guidance(sheet))
    found = _merge(sheet, marked, own)
    first = found[0].line if found else len(sheet.lines)
    real = sheet.real(0, first)
    if not found:
        if found := find_appendix_file(sheet):
            return found
        front = find_front(sheet, first)
        small = len(real) < 250
        return [front] if front is not None and front.kind != "report" and small else [name_single(sheet)]
    front = find_front(sheet, first) if real else None
    if real and front is None and len(real) <= _FEW and sheet.lines[first].page == sheet.lines[real[0]].page:
        found[0] = replace(found[0], line=real[0])  # a marking above the banner: "RESTRICTED"
    elif real:
        found.insert(0, front or replace(name_single(sheet), line=real[0], kind="other"))
    elif found[0].kind == "agenda":
        stop = found[1].line if len(found) > 1 else len(sheet.lines)
        front = find_front(sheet, stop)
        if front is not None:
            found[0] = replace(front, line=found[0].line)
    stop = next((f.line for f in found if f.kind not in ("agenda", "supplement", "guidance")), len(sheet.lines))
    listing = find_listing(sheet, 0, stop)
    return _numbered(found, [one for one in listing if one.first] or listing)


def _from_top(sheet: Sheet, paper: Found) -> Found:
    """A paper with the few lines that stand above it on its page: a marking, what kind of paper it is."""
    above = [
        i for i in sheet.real(paper.line - _FEW - 1, paper.line) if sheet.lines[i].page == sheet.lines[paper.line].page
    ]
    top = above[0] if above and len(above) <= _FEW and sheet.lines[above[0]].opens == 2 else paper.line
    return replace(paper, line=top) if len(sheet.reading.pages) > 1 else paper


def _without_clashes(own: list[Found], guidance: Found | None) -> list[Found]:
    """Keep the first of findings about the same lines; what looks like a banner inside a longer opening goes."""
    if guidance is not None:
        own = [*own, guidance]
    kept: list[Found] = []
    for found in sorted(own, key=lambda f: (f.line, f.kind != "minutes")):
        if kept and found.line < kept[-1].body:
            continue
        kept.append(found)
    return kept


def _merge(sheet: Sheet, marked: list[Found], own: list[Found]) -> list[Found]:
    """Fill in bookmarked papers from what their first page says; without bookmarks the pages' own words are all."""
    if not marked:
        return own
    result: list[Found] = []
    used: set[int] = set()
    for paper in marked:
        inner = next(
            (f for f in own if paper.line <= f.line <= paper.line + _NEAR and _same_page(sheet, paper, f)), None
        )
        special = name_decision(sheet, paper.line) or name_form(sheet, paper.line)
        if inner is not None and paper.kind != "appendix":
            used.add(inner.line)
            paper = replace(inner, line=paper.line, agenda_number=paper.agenda_number)
        elif special is not None and paper.kind != "appendix":
            paper = replace(special, agenda_number=paper.agenda_number)
        result.append(paper)
    result += [f for f in own if f.line not in used and f.kind in ("guidance", "minutes")]
    return sorted(result, key=lambda f: f.line)


def _same_page(sheet: Sheet, a: Found, b: Found) -> bool:
    return sheet.lines[a.line].page == sheet.lines[b.line].page


def _numbered(found: list[Found], listing: list[Listing]) -> list[Found]:
    """Give papers the numbers and pages that the agenda lists, matched by their titles' words."""
    if not listing:
        return found
    result = []
    for paper in found:
        best, score = None, 0.0
        for entry in listing if paper.kind in ("report", "minutes") else ():
            want, got = _words(entry.title), _words(paper.title)
            shared = len(want & got) / max(1, min(len(want), len(got)))
            if shared > score and (paper.kind != "minutes" or "minutes" in entry.title.lower()):
                best, score = entry, shared
        if best is not None and score >= 0.6:
            pages = f"{best.first}-{best.last}" if best.first else paper.pages
            paper = replace(paper, agenda_number=best.number, pages=pages)
        result.append(paper)
    return result


def _words(title: str) -> set[str]:
    return {w for w in re.findall(r"[a-z0-9]{3,}", title.lower()) if w not in ("the", "and", "for", "report")}


def _with_appendices(sheet: Sheet, found: list[Found]) -> list[Found]:
    result: list[Found] = []
    for n, paper in enumerate(found):
        stop = found[n + 1].line if n + 1 < len(found) else len(sheet.lines)
        result.append(paper)
        if paper.kind == "report":
            result += find_appendices(sheet, paper, stop)
    return result


def _listed(sheet: Sheet, paper: Found, stop: int, words: Words) -> tuple[Listed, ...]:
    """What a paper lists: an agenda its items, with pages where they are given; a report its appendices."""
    if paper.kind in ("agenda", "supplement"):
        return tuple(
            Listed(one.number, human(one.title, words), f"{one.first}-{one.last}" if one.first else None)
            for one in find_listing(sheet, paper.line, stop)
        )
    listed = listed_appendices(sheet, paper.body, stop)[0] if paper.kind in ("report", "appendix") else []
    return tuple(Listed(label, human(title, words)) for label, title in listed or paper.listed)


def _one_meeting(found: list[Found], words: Words) -> list[Found]:
    """A pack is for one meeting: its date and body go to every item but the minutes of an earlier one."""
    papers = [f for f in found if f.kind not in ("minutes", "guidance")]
    days = Counter(f.meeting_date for f in papers if f.meeting_date is not None)
    bodies = Counter(f.committee for f in papers if f.committee)
    day: date | None = days.most_common(1)[0][0] if days else None
    body = bodies.most_common(1)[0][0] if bodies else ""
    spoken = next((f.committee for f in found if f.kind == "minutes" and not f.committee.isupper()), "")
    often = sum(count for name, count in bodies.items() if _words(spoken) == _words(name))
    if spoken and 2 * often >= max(bodies.values(), default=1):
        body = spoken  # papers spell one committee in several ways; the minutes' way wins when it is usual among them
    body = human(body, words)
    result = []
    for paper in found:
        if paper.kind == "minutes":
            paper = replace(paper, committee=human(paper.committee, words) or body)
        else:
            own = human(paper.committee, words)
            paper = replace(paper, committee=body or own, meeting_date=day or paper.meeting_date)
        title = human(paper.title, words)
        if paper.kind == "appendix":
            title = _LABEL.sub(r"\1 – ", title)
        result.append(replace(paper, title=title, author=human(paper.author, words)))
    return result


def _items(sheet: Sheet, found: list[Found], words: Words) -> tuple[Item, ...]:
    """Bound the papers: each runs to the next; the first takes in what stands above it."""
    total = len(sheet.reading.text)
    items: list[Item] = []
    ordinals = {}
    for n, paper in enumerate(found):
        ordinals[paper.line] = n
        start = sheet.lines[paper.line].start if n and sheet.lines else 0
        end = sheet.lines[found[n + 1].line].start if n + 1 < len(found) else total
        parent = ordinals.get(paper.parent) if paper.parent is not None else None
        stop = found[n + 1].line if n + 1 < len(found) else len(sheet.lines)
        first, last = _page_range(sheet, paper.line, stop)
        own = [sheet.lines[i].text for i in sheet.real(paper.line, stop)]
        items.append(
            Item(
                ordinal=n,
                title=paper.title or "Untitled paper",
                kind=paper.kind,
                start=start,
                end=end,
                parent=parent,
                committee=paper.committee or None,
                meeting_date=paper.meeting_date,
                author=paper.author or None,
                agenda_number=paper.agenda_number or None,
                first_page=_number(sheet, first),
                last_page=_number(sheet, last),
                pack_pages=_stamps(sheet, first, last) or paper.pages or None,
                contacts=() if paper.kind == "minutes" else find_contacts(own),
                lists=_listed(sheet, paper, stop, words),
            )
        )
    return tuple(items)


def _page_range(sheet: Sheet, line: int, stop: int) -> tuple[int, int]:
    if not sheet.lines:
        return 0, 0
    real = sheet.real(line, stop) or [min(line, len(sheet.lines) - 1)]
    return sheet.lines[real[0]].page, sheet.lines[real[-1]].page


def _number(sheet: Sheet, page: int) -> int | None:
    return sheet.reading.pages[page].number if sheet.reading.pages else None


def _stamps(sheet: Sheet, first: int, last: int) -> str | None:
    stamps = [p.stamped for p in sheet.reading.pages[first : last + 1] if p.stamped]
    if not stamps:
        return None
    return stamps[0] if len(stamps) == 1 else f"{stamps[0]}-{stamps[-1]}"
