"""Reads the front of a pack: the agenda, its list of items with stamped pages, supplements, and the guidance page."""

import re
from dataclasses import dataclass, replace
from datetime import date

from index.language.periods import find_dates
from index.papers.sheet import Found, Sheet, is_body, is_name, mostly_capitals, tidy_body

_PAGES = re.compile(r"\(?\bpages?\s+(\d{1,4})\s*(?:[-–]|to)\s*(\d{1,4})\s*\)?", re.IGNORECASE)
_ITEM = re.compile(r"^\W*(\d{1,2}[a-zA-Z]?)[.)\s|]+\s*(.+)$")
_HEADING = re.compile(
    r"^\W*(?:a\s*g\s*e\s*n\s*d\s*a|summons\b.*|agenda\s+item\s+no\.?|order\s+of\s+business)\W*$", re.I
)
_LATE = re.compile(
    r"unavailable when the\s+agenda|not\s+available when the|agenda supplement|"
    r"supplementary (?:agenda|papers?|pack)|"
    r"to follow papers?|late (?:paper|item|report)s?\b|subsequently updated",
    re.IGNORECASE,
)
_GUIDANCE = re.compile(
    r"^(?:a\s+)?(?:guide\s+(?:to|for)\s+|guidance\s+(?:on|for|to)\s+)?question(?:ing|s)\b.*\b(?:members?|scrutiny|councillors)\b",
    re.IGNORECASE,
)
_ASIDE = ("(At", "-", "•", "–")
_TO_COME = re.compile(r"\b(?:next|future|previous|last|minutes)\b", re.IGNORECASE)
_CALLED = re.compile(r"\bat\s+\d{1,2}[.:]?\d{0,2}\s*(?:[ap]\.?m\b)?|^date\s*(?:/|and|&)\s*time", re.IGNORECASE)
_LONGEST = 400  # characters from an item's number to its pages
_KIND = 2  # words of a body before "meeting", of which "General" has not enough
_TOP = 60  # lines of a front that name the meeting


@dataclass(frozen=True)
class Listing:
    """An item as the agenda lists it; `first` and `last` are stamped pages, 0 where it gives none."""

    number: str
    title: str
    first: int
    last: int
    line: int


def find_listing(sheet: Sheet, start: int, stop: int) -> list[Listing]:
    """Read an agenda's items between two lines: all that are given pages, or those numbered on without a gap."""
    run: list[Listing] = []
    paged: list[Listing] = []
    number, words, whole, at = "", "", False, 0
    for i in sheet.real(start, stop):
        text = re.sub(r"\s*\|\s*", " ", sheet.plain(i)).strip(" |")
        item = _ITEM.match(text) if not find_dates(text[:20]) else None
        if item and not _PAGES.match(item.group(2)):
            number, words, at = item.group(1), item.group(2), i
            count = int(re.sub(r"\D", "", number))
            whole = count not in (1, len(run) + 1) or not words[:1].isalnum()
            if not whole:
                run = [*(run if count > 1 else []), Listing(number, words, 0, 0, i)]
        elif number:
            words = f"{words} {text}"
            whole = whole or bool(sheet.lines[i].gap) or mostly_capitals(text) or text.startswith(_ASIDE)
            if not whole:
                run[-1] = replace(run[-1], title=words)
        pages = _PAGES.search(words) if number else None
        if pages:
            title = words[: pages.start()].strip(" ([-–.")
            paged.append(Listing(number, title, int(pages.group(1)), int(pages.group(2)), i))
            if run and run[-1].line == at:
                run[-1] = replace(paged[-1], line=at)
        if pages or len(words) > _LONGEST:
            number, words = "", ""
    if len(run) < max(2, len(paged)):
        return paged
    return [replace(one, title=one.title.strip(" .")) for one in run]


def find_front(sheet: Sheet, stop: int) -> Found | None:
    """Find the agenda or the supplement's letter before line `stop`; the leftovers of a lost agenda count as one."""
    if not (lines := sheet.real(0, stop)):
        return None
    text = " ".join(sheet.plain(i) for i in lines)
    named = [mark.title for mark in sheet.reading.outline[:1]] + [sheet.reading.metadata.get("Title", "")]
    committee, day = _meeting([sheet.plain(i) for i in lines[:_TOP]])
    headed = any(_HEADING.match(sheet.plain(i)) for i in lines)
    known = headed or any(one.first for one in find_listing(sheet, 0, stop))
    leftover = len(text) < 600 and re.search(r"\b(?:next|future)\s+meetings?\b", text, re.IGNORECASE)
    if known and any(_LATE.search(one) for one in (text, *named)):
        return Found(lines[0], "supplement", "Agenda supplement", lines[0], committee, day)
    if known or leftover:
        return Found(lines[0], "agenda", "Agenda", lines[0], committee, None if leftover and not headed else day)
    return None


def _meeting(near: list[str]) -> tuple[str, date | None]:
    """The committee and date that the front names: labelled, on lines of their own, or as "CABINET - THURSDAY, …"."""
    committee = shouted = ""
    best, score = None, 0
    for n, text in enumerate(near):
        dates = find_dates(text)
        words = _without_day(text[: dates[0][0]] if dates else text)
        labelled = re.match(r"^(?:meeting|committee)\s*:\s*(.+)$", text, re.IGNORECASE)
        called = re.search(r"meeting of the (.{3,80}?)\s+(?:will|is|to)\b", text, re.IGNORECASE)
        if labelled:
            committee = labelled.group(1)
        elif is_body(words) and mostly_capitals(words):
            shouted = shouted or words
            committee = committee or ("" if words.lower().endswith("county council") else words)
        elif text.lower().endswith(" meeting") and is_name(text) and len(tidy_body(text[:-8]).split()) >= _KIND:
            committee = committee or text[: -len(" meeting")]
        elif called and is_body(called.group(1)):
            committee = committee or called.group(1)
        if not dates and not find_dates(" ".join(near[n + 1 : n + 3])):
            text = " ".join(near[n : n + 3])  # a date broken over lines
            dates = find_dates(text)
        worth = _worth(text, dates[0][0]) if dates else 0
        if worth > score:
            best, score = dates[0][2], worth
    return tidy_body(committee or shouted), best


def _without_day(text: str) -> str:
    return re.sub(r"\b\w+day\b,?\s*$", "", text, flags=re.IGNORECASE).strip(" -–—:,.")


def _worth(text: str, at: int) -> int:
    """How far a line with a date looks like the one that calls the meeting, and not like a letter's date."""
    if _TO_COME.search(text):
        return 0
    if is_body(_without_day(text[:at])) or _CALLED.search(text):
        return 4
    if re.match(r"^(?:meeting\s+)?date\b.*|^meeting\b", text, re.IGNORECASE):
        return 3 if "meeting" in text.lower() else 2
    return 1 if _without_day(text[:at]) != text[:at].strip(" -–—:,.") else 0


def find_guidance(sheet: Sheet) -> Found | None:
    """Find the page that guides members in asking questions, by its heading."""
    for i in sheet.real(0, len(sheet.lines)):
        text = sheet.plain(i)
        loud = mostly_capitals(text) or sheet.lines[i].text.startswith(("#", "**"))
        if loud and len(text.split()) <= 14 and _GUIDANCE.match(text):
            return Found(i, "guidance", text, i + 1)
    return None
