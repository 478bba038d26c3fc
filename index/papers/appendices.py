"""Parts a report's appendices from its cover: where they begin, which is which, and what each is called.

A cover ends with the people to contact, its list of appendices and its implications; the first page after these that
does not carry them on is the first appendix. Where several are listed, the pages that may begin a paper are matched to
the listed titles in order, by their label and by the words they share (an alignment by dynamic programming).
"""

import re
from dataclasses import replace

from index.papers.listed import Pairs, is_contact_heading, is_reached, listed_appendices, own_label
from index.papers.sheet import Found, Sheet, mostly_capitals
from index.read.layout.lines import is_left_blank

_STOP = {"the", "of", "and", "for", "to", "in", "on", "a", "an", "with", "appendix", "report", "annual", "annex"}
_CLOSERS = re.compile(
    r"^\W*(?:\d+(?:\.\d+)?[.)]?\s*)?(?:circulation|equalit|equal\s+opportunit|human\s+rights|background\s+(?:papers|documents)|"
    r"officers?\b|contact|list\s+of\s+append|append(?:ix|ices)\W*$|conclusion|other\s+relevant\s+impact|report\s+author|"
    r"resource|financial\s+implic|legal\s+implic|risk|crime\s+and\s+disorder|environmental|relevant\s+director|recommendation)",
    re.IGNORECASE,
)
_BLANK = 0.2  # what a blank page before a place is worth against the share of a title's words
_FEW = 12  # lines of a paper that may stand above the words by which it was recognised
_SAME = 4  # lines within which an appendix may print its own label again
_PARAGRAPH = re.compile(r"^\W*(\d{1,3})[.)]\s+\S")


def find_appendices(sheet: Sheet, report: Found, stop: int) -> list[Found]:
    """Find the appendices of `report`, whose text runs to before line `stop`, and in order the appendices of these."""
    listed, after = listed_appendices(sheet, report.body, stop)
    starts = _starts(sheet, report, after, stop, bool(listed) and after == report.body)
    listed = listed or list(report.listed)
    if not starts:
        return []
    if len(listed) > 1:
        return _with_nested(sheet, _align(sheet, report, listed, starts, stop), stop)
    first = starts[0]
    label, title = listed[0] if listed else own_label(sheet, first, stop)
    if not listed and not label:
        return []
    found = [_appendix(report, _drawn_back(sheet, first, title, after), label, title)]
    for line in starts[1:] if not listed else ():
        label, title = own_label(sheet, line, stop)
        if label and not found[-1].title.lower().startswith(label.lower()):
            found.append(_appendix(report, line, label, title))
    return _with_nested(sheet, [one for one in found if one.line > report.line], stop)


def _drawn_back(sheet: Sheet, line: int, title: str, floor: int) -> int:
    """The heading just above a page that already says the appendix's title: the appendix begins with it."""
    words = _title_words(title)
    for i in reversed(sheet.real(max(floor, line - 3), line)):
        if not _headed(sheet, i):
            break
        if words and len(words & _title_words(sheet.plain(i))) >= 0.6 * len(words):
            return i
    return line


def _title_words(text: str) -> set[str]:
    """The beginnings of the words that tell a title from others."""
    return {w[:6] for w in re.findall(r"[a-z]{3,}", text.lower()) if w not in _STOP}


def _appendix(report: Found, line: int, label: str, title: str) -> Found:
    """An appendix of `report` that begins at `line`, titled as a person would write it."""
    title = " ".join(title.split()).strip(" .:–—-")
    full = f"{label or 'Appendix'} – {title}" if title else label
    return Found(line, "appendix", full, line, report.committee, report.meeting_date, parent=report.line)


def _starts(sheet: Sheet, report: Found, listed_to: int, stop: int, contents: bool) -> list[int]:
    """The lines where an appendix may begin: pages' beginnings after the cover's last matter, which is not known of a
    report with a table of `contents`.
    """
    closing = report.body if contents else _closing(sheet, report, stop)
    floor = max(closing, listed_to if listed_to > report.body else report.body)
    pages = [i for i in sheet.real(floor, stop) if sheet.lines[i].opens or _stands_alone(sheet, i, stop)]
    if closing == report.body and listed_to == report.body:
        # no end of the cover in sight: only a page that names itself an appendix is one
        return [i for i in pages if own_label(sheet, i, stop)[0]]
    below = sheet.real(listed_to, stop)[:1] if report.body < closing < listed_to else []
    if below and not sheet.lines[below[0]].opens:
        pages.insert(0, below[0])  # the list was the last of the cover: what stands below it carries it on, or is one
    number = _last_number(sheet, report.body, floor)
    for n, i in enumerate(pages):
        if not _goes_on(sheet, i, number, stop):
            return pages[n:]
        number = max(number, _last_number(sheet, i, pages[n + 1] if n + 1 < len(pages) else stop))
    return []


def _stands_alone(sheet: Sheet, i: int, stop: int) -> bool:
    """True for a line that names an appendix and has blank lines above and below: a heading, page or not."""
    below = sheet.real(i + 1, min(stop, i + 2))
    apart = sheet.lines[i].gap > 0 and bool(below) and sheet.lines[below[0]].gap > 0
    return apart and bool(own_label(sheet, i, stop)[0])


def _closing(sheet: Sheet, report: Found, stop: int) -> int:
    """The line of the first heading that ends a cover: the people to contact, with their numbers below it."""
    for i in sheet.real(report.body, stop):
        if is_contact_heading(sheet.plain(i)):
            near = sheet.real(i + 1, i + 12)
            if any(is_reached(sheet.plain(j)) for j in near) or any(_CLOSERS.match(sheet.plain(j)) for j in near[:3]):
                return i
    return report.body


def _goes_on(sheet: Sheet, i: int, number: int, stop: int) -> bool:
    """True when the page that begins at line `i` carries the cover on."""
    text = sheet.plain(i)
    if own_label(sheet, i, stop)[0]:
        return False
    if _CLOSERS.match(text) and not mostly_capitals(text):
        return True
    near = sheet.real(i, min(stop, i + 7))
    for j in near[:3]:
        if paragraph := _PARAGRAPH.match(sheet.plain(j)):
            return number < int(paragraph.group(1)) <= number + 2
    return text[:1].islower() or any(is_reached(sheet.plain(j)) for j in near[:5])


def _last_number(sheet: Sheet, start: int, stop: int) -> int:
    """The number of the last numbered paragraph that follows on from those before it."""
    last = 0
    for i in sheet.real(start, stop):
        match = _PARAGRAPH.match(sheet.plain(i))
        if match and last < int(match.group(1)) <= last + 3:
            last = int(match.group(1))
    return last


def _align(sheet: Sheet, report: Found, listed: Pairs, starts: list[int], stop: int) -> list[Found]:
    """Match the listed appendices, in order, to the places that may begin one; the first place always begins one."""
    hashes = _hashes(sheet, starts[0])
    likely = {*starts, *(i for i in sheet.real(starts[0], stop) if _headed(sheet, i))}
    # a heading beneath the first appendix's own is a section of it
    places = [i for i in sorted(likely) if not hashes or _hashes(sheet, i) <= hashes]
    n, m = len(listed), len(places)
    gain = [[_likeness(sheet, label, title, i, stop) for i in places] for label, title in listed]
    gain[0][0] = max(gain[0][0], _BLANK)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for a in range(n - 1, -1, -1):
        for b in range(m - 1, -1, -1):
            take = gain[a][b] + best[a + 1][b + 1] if gain[a][b] else 0.0
            best[a][b] = max(best[a + 1][b], best[a][b + 1], take)
    found: list[Found] = []
    a = b = 0
    while a < n and b < m:
        if gain[a][b] and gain[a][b] + best[a + 1][b + 1] >= best[a][b]:
            line = _after_blank(sheet, places[b], found[-1].line) if found else places[b]
            found.append(_appendix(report, line, *listed[a]))
            a, b = a + 1, b + 1
        elif best[a][b + 1] >= best[a][b]:
            b += 1
        else:
            a += 1
    if not found or found[0].line != places[0]:
        found.insert(0, _appendix(report, places[0], "Appendices", ""))
    return found


def _after_blank(sheet: Sheet, line: int, before: int) -> int:
    """Where the paper matched at `line` begins: a page left blank just above ends the paper `before` it."""
    for i in range(line - 1, max(before, line - _FEW) - 1, -1):
        if is_left_blank(sheet.lines[i].text):
            return sheet.real(i + 1, line + 1)[0]
    return line


def _headed(sheet: Sheet, i: int) -> bool:
    """True for a line printed as a heading: a mark of Markdown, or capitals."""
    return sheet.lines[i].text.startswith("#") or (sheet.lines[i].gap > 0 and mostly_capitals(sheet.plain(i)))


def _hashes(sheet: Sheet, i: int) -> int:
    text = sheet.lines[i].text
    return len(text) - len(text.lstrip("#"))


def _likeness(sheet: Sheet, label: str, title: str, i: int, stop: int) -> float:
    """How far the place at line `i` looks like the listed appendix: by label, title's words and a blank page before."""
    own, _ = own_label(sheet, i, stop)
    if own and label:
        return 3.0 if own == label else 0.0
    words = _title_words(title)
    top: list[str] = []
    for j in sheet.real(i, min(stop, i + 3)):
        if (j > i and sheet.lines[j].opens) or len(sheet.plain(j).split()) > 22:
            break
        top.append(sheet.plain(j).lower())
    shared = len(words & _title_words(" ".join(top))) / max(1, len(words))
    blank = is_left_blank(sheet.lines[i - 1].text)
    return (shared if shared >= 0.4 else 0.0) + (_BLANK if blank else 0.0)


def _with_nested(sheet: Sheet, found: list[Found], stop: int) -> list[Found]:
    """Add to the appendices of one report, in order, the pages inside them that name themselves appendices."""
    result: list[Found] = []
    given = {_key(paper.title) for paper in found}
    for n, paper in enumerate(found):
        result.append(paper)
        end = found[n + 1].line if n + 1 < len(found) else stop
        inside: set[str] = set()
        for i in sheet.real(paper.line + 1, end):
            if not (sheet.lines[i].opens or _stands_alone(sheet, i, end)) or "](" in sheet.lines[i].text:
                continue  # a link leads to an appendix, it does not begin one
            label, title = own_label(sheet, i, end)
            key = _key(label)
            own = key == _key(paper.title)
            again = own and i <= paper.line + _SAME and bool(_title_words(title) & _title_words(paper.title))
            if not label or not title or again or key in inside or (key in given and not own):
                continue
            inside.add(key)
            # a label that is printed again just below is the caption of a file that was embedded there
            if not any(_key(own_label(sheet, j, end)[0]) == key for j in sheet.real(i + 1, min(end, i + _SAME))):
                result.append(replace(_appendix(paper, i, label, title), parent=paper.line))
    return result


def _key(title: str) -> str:
    return " ".join(re.split(r"[\s–:]+", title.lower())[:2])
