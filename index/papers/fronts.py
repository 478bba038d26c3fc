"""Reads the front of a paper by what each of its lines is, whatever the layout: a label with its value, the meeting, a
date, somebody's post, or none of these.

Of the lines that are none, the title is the one whose words the paper goes on to use: housekeeping ("OPEN", "Wards:
all", "Report for information") is not spoken of again. Only the names of the fields are known beforehand.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import log

from index.language.rows import cells, is_row
from index.papers.forms import NUMBERED, TEXT, is_post, role_of
from index.papers.heads import AUTHOR, undated
from index.papers.sheet import (
    WORD,
    Found,
    Sheet,
    body_among,
    days,
    is_body,
    is_name,
    mostly_capitals,
    of_council,
    tidy_body,
)

_MOST, _AHEAD = 26, 160  # lines of a front, and of the paper below it whose words tell its title
_LABEL, _TITLE = 6, 24  # words of a label and of a title
_SENTENCE, _WORDY = 8, 18  # words of a line that ends with a full stop, and of any, where the text begins
_RUNNING = 5  # words of a line that is no heading
_NEAR = 12  # lines below a front in which its text begins
_ABOVE = 8  # lines of a page above the one by which a paper was found
_BETTER = 1.5  # times what a title is worth, for one that takes its place
_WRAPPED = 50  # characters of a line that may go on in the next
_LATER = 0.5  # of what a line is worth as a title, for each that stands above it
_ALONE = 0.1  # of that, for a word alone: it heads a section
_FIRST = 0.05  # what a title is worth of which the paper does not speak again: the first of them is taken
_LONG = 4  # letters of a word that tells what a title names
_OTHERS = ("minutes", "present", "apologies", "in attendance")  # that begin other papers
_OPEN_END = (" of", " the", " and", " for", " to", " in", " on", " with", "&", "-", "–", ",", ":")
_HOUR = re.compile(r"\b(?:at\s+)?\d{1,2}(?:[.:]\d{2})?\s*[ap]\.?m\b\.?", re.IGNORECASE)
_Line = tuple[int, str, float]  # its place, its words, and what they are worth as a title


@dataclass
class _Front:
    """What the lines read so far gave."""

    titled: str = ""
    committee: str = ""
    day: date | None = None
    author: str = ""
    last: int = 0


def read_front(sheet: Sheet, start: int) -> Found | None:
    """The paper whose front begins at line `start`; None where its lines name no title."""
    lines = _lines(sheet, start)
    if not lines:
        return None
    front = _Front(last=lines[-1])
    free: list[_Line] = []
    asked, last, ended = "", "", -2  # the field whose label stood alone, the last one, the last line of a title's
    for i in lines:
        for text in _parts(sheet, i):
            label = _labelled(text)
            role, value = label or (asked, text)
            if role == "title" and last == "author" and is_post(front.author, value):
                role = ""
            asked, last = "" if value else role, role
            taken = bool(value and (role or not label)) and _take(front, role, value)
            if value and not (taken or role or text.endswith(".")):
                if front.titled and i == ended + 1 and len(sheet.plain(ended)) > _WRAPPED and not sheet.lines[i].gap:
                    front.titled, ended = f"{front.titled} {text}", i
                free.append((i, text, 0.5 if label else 1.0))
            elif role == "title":
                ended = i
    title = front.titled or _title(sheet, free, lines[-1] + 1)
    if not title:
        return None
    return Found(start, "report", title, front.last + 1, tidy_body(front.committee), front.day, front.author)


def find_fronts(sheet: Sheet) -> list[Found]:
    """Find the papers whose front stands at the top of a page and names a title and a meeting, where its text begins to
    count from 1 or somebody reports.
    """
    found: list[Found] = []
    for i in sheet.real(0, len(sheet.lines)):
        front = read_front(sheet, i) if sheet.lines[i].opens else None
        if front is None or not (front.committee and front.meeting_date):
            continue
        texts = [sheet.plain(j) for j in sheet.real(i, front.body + _NEAR)]
        begins = next((text for text in texts[1:] if NUMBERED.match(text) and not days(text[:_WRAPPED])), "")
        again = bool(found) and found[-1].title == front.title
        if not (again or any(text.lower().startswith(_OTHERS) or text.lower() == "agenda" for text in texts)) and (
            front.author or begins.startswith("1")
        ):
            found.append(front)
    return found


def told(sheet: Sheet, paper: Found) -> Found:
    """A report with what its front says, where what found it left its meeting open or took another title."""
    if paper.kind != "report" or not sheet.lines:
        return paper
    page = sheet.lines[paper.line].page
    above = [i for i in sheet.real(paper.line - _ABOVE, paper.line) if sheet.lines[i].page == page]
    paged = len(sheet.reading.pages) > 1  # a text that lost its pages begins none
    top = next((i for i in above if paged and sheet.lines[i].opens == 2), paper.line)
    front = read_front(sheet, top)
    known, met = (bool(one and one.committee and one.meeting_date) for one in (paper, front))
    if front is None or (known and not met):
        return paper
    body = max(paper.body, front.body)
    if not known and met:
        author = front.author or paper.author
        return replace(front, line=paper.line, body=body, author=author, agenda_number=paper.agenda_number)
    used = _used(sheet, body)
    labelled = paper.title.endswith(f" {front.title}")
    rest = paper.title.removeprefix(f"{front.title} ")  # headings, of which the paper does not speak: no period
    worse = rest if met and not any(map(str.isdigit, rest)) else paper.title
    better = _worth(front.title, used) > _BETTER * _worth(worse, used)
    if labelled or (better and len(front.title.split()) > 1):
        return replace(paper, title=front.title, body=body)
    return paper


def _lines(sheet: Sheet, start: int) -> list[int]:
    """The lines of the front that begins at line `start`: those above the first section or sentence of its page."""
    found: list[int] = []
    for i in sheet.real(start, start + _MOST):
        text = sheet.plain(i)
        words = len(text.split())
        named = bool((_labelled(text) or ("", ""))[1])
        parts = _parts(sheet, i)
        if found and (
            sheet.lines[i].page != sheet.lines[start].page or (len(parts) > 2 and not any(map(_labelled, parts)))
        ):
            break  # the next page, or a table
        if not (named or AUTHOR.match(text)) and ((text.endswith(".") and words > _SENTENCE) or words > _WORDY):
            break
        if (NUMBERED.match(text) and not days(text[:_WRAPPED])) or (
            found and not named and words < _SENTENCE and TEXT.search(text)
        ):
            break
        found.append(i)
    return found


def _parts(sheet: Sheet, i: int) -> list[str]:
    """The fields on one line: a row's cells, a label with the value beside it."""
    text = sheet.plain(i)
    if not is_row(sheet.lines[i].text):
        return [text]
    parts = [cell for cell in cells(text) if cell]
    joined: list[str] = []
    for part in parts:
        if joined and (joined[-1].endswith(":") or (len(parts) == 2 and ":" not in "".join(parts))):
            joined[-1] = f"{joined[-1].rstrip(': ')}: {part}"
        else:
            joined.append(part)
    return joined


def _labelled(text: str) -> tuple[str, str] | None:
    """The field that a line names ("" for one of no use) and its value; None for a line without a label."""
    label, colon, value = (part.strip() for part in text.partition(":"))
    if colon and len(label.split()) <= _LABEL and not label[-1:].isdigit():
        role = role_of(label)
        return (role, value) if role or not is_body(tidy_body(label)) else None  # "CABINET MEETING: 12 MARCH 2024"
    words = text.split()
    for n in range(1, min(_LABEL, len(words))):
        role, after = role_of(" ".join(words[:n])), words[n]
        if role and not role_of(after) and not after[:1].islower():
            return role, " ".join(words[n:])
    return (role_of(text), "") if len(words) < _LABEL and role_of(text) else None


def _take(front: _Front, role: str, text: str) -> bool:
    """Fill a field with a line's words, or with what they are; False for words that are of none."""
    dates = days(text, short=True)
    rest = text
    for begin, end, _ in reversed(dates):
        rest = f"{rest[:begin]} {rest[end:]}"
    rest = undated(_HOUR.sub("", rest))
    if role == "title":
        front.titled = front.titled or (text if len(text.split()) > 1 else "")
    elif role == "author" or (not role and AUTHOR.match(text)):
        who, *whom = rest.split(" to ") if dates else [text]  # "Report of … to the meeting of … to be held on …"
        for body in filter(is_body, map(tidy_body, whom)):
            front.committee, front.day = front.committee or body, front.day or dates[0][2]
        front.author = front.author or AUTHOR.sub("", who).strip(" :").removeprefix("the ")
    elif role in ("date", "body") or not role:
        body = _body(rest := tidy_body(rest), role == "body")
        if dates and (role or body or not any(word[0].isupper() for word in rest.split())):
            front.day = front.day or dates[0][2]
        if body and (not front.committee or of_council(front.committee)):
            front.committee = body
        return bool(role or body or (dates and front.day == dates[0][2]))
    return True


def _body(text: str, named: bool) -> str:
    """The body that meets which a line is; "" for none. One whose field is named may add what it is a board of."""
    for part in text.split(" / "):  # in two languages
        if is_body(part) and is_name(part):
            return part
    head = body_among([text])
    begins = bool(head) and text.lower().startswith(head.lower())
    return text if begins and (named or text[len(head) :].strip()[:1] in ("(", "-", "–")) else ""


def _title(sheet: Sheet, free: Sequence[_Line], below: int) -> str:
    """Of the lines that are no field, those that the paper goes on to speak of most; "" for none."""
    used = _used(sheet, below)
    best, worth = "", 0.0
    for n, (last, text, weight) in enumerate(free):
        title = text
        for at, more, _ in free[n + 1 :]:
            again = mostly_capitals(title) == mostly_capitals(more)
            runs = len(title.split("\n")[-1]) > _WRAPPED or title.endswith(_OPEN_END) or more[:1].islower()
            if at != last + 1 or sheet.lines[at].gap or not again or not (runs or mostly_capitals(more)):
                break
            title, last = f"{title}\n{more}", at
        wordy = 1.0 if len(title.split()) > 1 else _ALONE
        said = weight * wordy * _LATER**n * (_worth(title, used) + _FIRST * (wordy == 1.0))
        if said > worth and len(title.split()) <= _TITLE:
            best, worth = " ".join(title.split()), said
    return best


def _used(sheet: Sheet, below: int) -> Counter[str]:
    """How often the running text from line `below` uses the roots of its words."""
    texts = (sheet.plain(i) for i in sheet.real(below, below + _AHEAD))
    return Counter(_roots(text for text in texts if len(text.split()) > _RUNNING))


def _worth(title: str, used: Counter[str]) -> float:
    """How far the paper speaks of what a title names."""
    roots = set(_roots([title]))
    return sum(log(1 + used[root]) for root in roots) / (1 + 0.5 * len(roots))


def _roots(texts: Iterable[str]) -> list[str]:
    return [word[:6].lower() for text in texts for word in WORD.findall(text) if len(word) >= _LONG]
