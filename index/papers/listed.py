"""Reads what lists papers: the appendices at a covering report's end with the label that each gives itself, and a
combined PDF's bookmarks, item → report → appendix.
"""

import re
from itertools import pairwise

from index.papers.sheet import Found, Sheet
from index.values import Bookmark

_HEADING = re.compile(
    r"^\W*(?:\d+(?:\.\d+)?[.)]?\s*\|?\s*)?(?:list\s+of\s+)?(?:appendix|appendices|annexe?s?)\W*$", re.IGNORECASE
)
LABEL = re.compile(
    r"^\W*((?:appendix|annexe?|schedule|enclosure)\s*(?:[A-Z]{1,2}\d?|\d{1,2}[a-z]?|[IVX]{1,4})?)\s*(?:[:.)–—-]+\s*|\s+(?=\S)|$)(.*)$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"^\W*(?:\d+(?:\.\d+)?[.)]?\s*)?(?:(?:report\s+)?(?:lead\s+)?officers?(?:\(s\))?\s*(?:to\s+)?contacts?|contact\s+(?:officers?|details?)"
    r"|report\s+authors?|contacts?|for\s+further\s+information|background\s+(?:papers|documents))\b",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.\w|\b(?:tel|telephone|phone|ext|e-?mail)\b|\b0\d{3,4}[\s)]?\s*\(?\d{2,3}|\b\d{10,11}\b",
    re.I,
)
_NUMBERED = re.compile(r"^(\d{1,2}[a-z]?)[.)]?\s+(?=\S)(.+)$", re.DOTALL)
_ANSWERS = ("YES", "NO")  # whether an appendix is attached
_FRONT = re.compile(r"^(?:agenda|front\s*sheet|summons)\b.*$", re.IGNORECASE)
Pairs = list[tuple[str, str]]


def is_contact_heading(text: str) -> bool:
    """True for the heading above the names of those to contact, or the background papers."""
    return len(text) < 70 and bool(_CONTACT.match(text))


def is_reached(text: str) -> bool:
    """True for a line with a telephone number or an address."""
    return bool(_REACHED.search(text))


def listed_appendices(sheet: Sheet, start: int, stop: int) -> tuple[Pairs, int]:
    """Read the first list of appendices between two lines: (label, title) pairs, and the line after the list. A report
    that only says "Appendix" and then a title lists one without a label. Of a table of contents, which does not stand
    at the cover's end, the line is `start`. No list: ([], start).
    """
    heading = next((i for i in sheet.real(start, stop) if _HEADING.match(sheet.plain(i))), None)
    if heading is None:
        return _loose(sheet, start, stop)
    if contents := _contents(sheet, heading + 1, stop):
        return contents, start
    found: Pairs = []
    end = heading + 1
    lines = sheet.real(heading + 1, min(stop, heading + 40))
    for n, i in enumerate(lines):
        text = sheet.plain(i).lstrip("•-·* \uf0b7")
        line = sheet.lines[i]
        label = LABEL.match(text)
        if label and label.group(2)[:1].islower():
            label = None  # a sentence about it
        within = bool(found) and any(LABEL.match(sheet.plain(j)) for j in lines[n + 1 : n + 2])
        paged = line.opens == 2 and not (label and within)  # a list may run over a page's end
        if is_contact_heading(text) or is_reached(text) or paged:
            break
        if label and label.group(2):
            found.append((_neat(label.group(1)), label.group(2)))
        elif found and line.gap == 0 and not line.opens:
            if _last(found[-1][1])[1] not in _ANSWERS:
                found[-1] = (found[-1][0], f"{found[-1][1]} {text}")
        elif not found and not line.opens:
            found.append(("", text))
        elif not within:
            break
        end = i + 1
    listed, paged = _columned(found)
    return listed, start if paged else end


def _contents(sheet: Sheet, start: int, stop: int) -> Pairs:
    """The appendices of a table of contents whose rows end with their letters, A, B and so on; [] for none."""
    found: Pairs = []
    for i in sheet.real(start, min(stop, start + 26)):
        title, letter = _last(sheet.plain(i))
        if letter != chr(ord("A") + len(found)) or not title:
            break
        found.append((f"Appendix {letter}", title))
    return found if len(found) > 1 else []


def _columned(found: Pairs) -> tuple[Pairs, bool]:
    """A list without its last column, which says whether each is attached (those that are not go), or on which page it
    is: then it is of a table of contents (True).
    """
    split = [_last(title) for _, title in found]
    ends = [last for _, last in split]
    bare = [(label, title) for (label, _), (title, _) in zip(found, split, strict=True)]
    if 2 * sum(last in _ANSWERS for last in ends) > len(ends):  # one may end so in the words of its title
        rows = zip(found, bare, ends, strict=True)
        return [cut if last in _ANSWERS else one for one, cut, last in rows if last != _ANSWERS[1]], False
    if len(found) > 1 and all(last.isdecimal() for last in ends):
        growing = all(int(one) <= int(other) for one, other in pairwise(ends))
        return (bare, True) if growing and int(ends[-1]) > len(ends) else (found, False)
    bracketed = len(found) > 1 and len({*ends}) == 1 and ends[0][:1] == "(" and ends[0][-1:] == ")"
    return (bare if bracketed else found), False


def _last(text: str) -> tuple[str, str]:
    """A line's words and its last, which a cell's end or dots may part from them."""
    words, _, last = text.rstrip(" |").rpartition(" ")
    return words.rstrip(" |.…"), last.lstrip(".…")


def _loose(sheet: Sheet, start: int, stop: int) -> tuple[Pairs, int]:
    """Labelled lines without a heading above them, three lines apart or fewer, below the contacts."""
    found: Pairs = []
    end, seen = start, False
    for i in sheet.real(start, stop):
        text = sheet.plain(i)
        seen = seen or is_contact_heading(text)
        label = LABEL.match(text)
        if label and (sheet.lines[i].opens or (found and i - end > 3)):
            break
        if seen and label and label.group(2) and len(text.split()) < 30:
            found.append((_neat(label.group(1)), label.group(2)))
            end = i + 1
    return _columned(found)[0], end


def own_label(sheet: Sheet, i: int, stop: int) -> tuple[str, str]:
    """The label and title that a page's first lines give themselves: "Appendix 1", "Appendix A – Samples"."""
    match = LABEL.match(sheet.plain(i))
    lettered = match is not None and re.search(r"\s(?:\d+[a-z]?|[A-Z]{1,2}|[IVX]+)$", match.group(1), re.IGNORECASE)
    if match is None or not (lettered or re.match(r"^\W*appendix\s*[:–—-]\s*\S", sheet.plain(i), re.IGNORECASE)):
        return "", ""
    label, title = _neat(match.group(1)), match.group(2)
    told = title[:1].islower() and sheet.plain(i)[match.end(1)].isspace()  # "Appendix A shows …": a sentence about it
    if told or len(sheet.plain(i).split()) > 25 or (title and _in_list(sheet, i, label)):
        return "", ""
    if not title:
        for j in sheet.real(i + 1, min(stop, i + 3))[:1]:
            below, again = sheet.plain(j), LABEL.match(sheet.plain(j))
            prose = len(below.split()) > 20 or below.endswith(".")
            title = again.group(2) if again and _neat(again.group(1)) == label else "" if prose else below
    return label, title


def _in_list(sheet: Sheet, i: int, label: str) -> bool:
    """True for a labelled line with another label just above or below it on its page: it lists, and begins nothing."""
    near = [*sheet.real(i - 3, i)[-1:], *sheet.real(i + 1, i + 4)[:1]]
    labels = [LABEL.match(sheet.plain(j)) for j in near if sheet.lines[j].page == sheet.lines[i].page]
    return any(one and one.group(2) and _neat(one.group(1)) != label for one in labels)


def _neat(label: str) -> str:
    words = label.split()
    return " ".join([words[0].capitalize(), *(w.upper() if len(w) < 3 else w for w in words[1:])])


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
    return Found(line, "report", title, line, agenda_number=number)


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
    if LABEL.match(_title(mark.title)):
        return True
    words = re.sub(r"\W+", "", mark.title.lower())
    page = [i for i in sheet.real(line + 1, line + 60) if sheet.lines[i].page == sheet.lines[line].page]
    return not any(re.sub(r"\W+", "", sheet.plain(i).lower()).startswith(words[:40]) for i in page)
