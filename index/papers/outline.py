"""Finds papers by a combined PDF's bookmarks: item → report → appendix."""

from __future__ import annotations

import re

from index.papers.listed import LABEL
from index.papers.sheet import Found, Sheet
from index.values import Bookmark

_NUMBERED = re.compile(r"^(\d{1,2}[a-z]?)[.)]?\s+(?=\S)(.+)$", re.DOTALL)
_FRONT = re.compile(r"^(?:agenda|front\s*sheet|summons)\b.*$", re.IGNORECASE)


def is_combined(sheet: Sheet) -> bool:
    """True when the outline is that of a pack of papers, not of one paper's sections."""
    top = [mark for mark in sheet.reading.outline if mark.depth == 0 and mark.page]
    if not top:
        return False
    if any(_FRONT.match(mark.title) for mark in top):
        return True
    stamped = any(page.stamped for page in sheet.reading.pages)
    return stamped and any(_NUMBERED.match(mark.title) for mark in top) and len(sheet.reading.pages) > 1


def find_bookmarked(sheet: Sheet) -> list[Found]:
    """Give the papers that the bookmarks of a combined PDF name; sections within a paper are passed over."""
    if not is_combined(sheet):
        return []
    first = _first_lines(sheet)
    found: list[Found] = []
    parent: Found | None = None
    above: list[tuple[int, int]] = []  # depth and line of the papers that a bookmark may stand under
    for mark in sheet.reading.outline:
        line = _line(first, mark)
        if line is None:
            continue
        if mark.depth == 0:
            if found and found[-1].line == line:
                continue
            paper = _paper(mark, line)
            parent = paper if paper.kind == "report" else None
            above = [(0, line)]
            found.append(paper)
        elif parent is not None and line > found[-1].line and _is_paper(sheet, mark, line):
            above = [(depth, at) for depth, at in above if depth < mark.depth]
            found.append(Found(line, "appendix", _title(mark.title), line, parent=above[-1][1]))
            above.append((mark.depth, line))
    return found


def _first_lines(sheet: Sheet) -> dict[int, int]:
    """The first line of each page, by the page's number."""
    first: dict[int, int] = {}
    for i in sheet.real(0, len(sheet.lines)):
        first.setdefault(sheet.lines[i].page + 1, i)
    return first


def _line(first: dict[int, int], mark: Bookmark) -> int | None:
    if mark.page is None:
        return None
    pages = [page for page in first if page >= mark.page]
    return first[min(pages)] if pages else None


def _paper(mark: Bookmark, line: int) -> Found:
    if _FRONT.match(mark.title):
        return Found(line, "agenda", "Agenda", line)
    numbered = _NUMBERED.match(mark.title)
    number, title = (numbered.group(1), numbered.group(2)) if numbered else ("", mark.title)
    kind = "minutes" if re.match(r"^(?:draft\s+)?minutes\b", title, re.IGNORECASE) else "report"
    return Found(line, kind, title, line, agenda_number=number)  # type: ignore[arg-type]


def _title(title: str) -> str:
    """A bookmark's title from its label on: file names put item and decision numbers before it."""
    labelled = re.search(r"(?:^|[-–\s])((?:appendix|annexe?)\s+\w{1,3}\b.*)$", title, re.IGNORECASE | re.DOTALL)
    return labelled.group(1) if labelled else title


def find_appendix_file(sheet: Sheet) -> list[Found]:
    """Give the appendices of a file that is nothing but appendices, a bookmark each."""
    top = [mark for mark in sheet.reading.outline if mark.depth == 0]
    if len(top) < 2 or not all(
        re.match(r"^(?:appendix|annexe?)\s+\w{1,3}\b", mark.title, re.IGNORECASE) for mark in top
    ):
        return []
    first = _first_lines(sheet)
    found: list[Found] = []
    for mark in top:
        line = _line(first, mark)
        if line is not None and (not found or line > found[-1].line):
            printed = LABEL.match(sheet.plain(line))
            title = sheet.plain(line) if printed and printed.group(2) else mark.title
            found.append(Found(line, "appendix", title, line))
    return found if found and sheet.lines[found[0].line].page == 0 else []


def _is_paper(sheet: Sheet, mark: Bookmark, line: int) -> bool:
    """True for a bookmark of an attached paper; one that repeats a heading inside the page is a section."""
    if LABEL.match(_title(mark.title)) and not re.match(r"^(?:appendices|annexes)\W*$", mark.title, re.IGNORECASE):
        return True
    words = re.sub(r"\W+", "", mark.title.lower())
    page = [i for i in sheet.real(line + 1, line + 60) if sheet.lines[i].page == sheet.lines[line].page]
    return not any(re.sub(r"\W+", "", sheet.plain(i).lower()).startswith(words[:40]) for i in page)
