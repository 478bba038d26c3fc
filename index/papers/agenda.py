"""Reads the front of a pack: the agenda, its list of items with stamped pages, supplements, and the
guidance page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from index.language.periods import find_dates
from index.papers.sheet import Found, Sheet, is_body, mostly_capitals, tidy_body

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
_ASKED = re.compile(r"\b(?:asked|put|received|standing\s+order|public|answered|replies|notice)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Listing:
    """An item as the agenda lists it."""

    number: str
    title: str
    first: int
    last: int
    line: int


def find_listing(sheet: Sheet, stop: int) -> list[Listing]:
    """Read the agenda's list above line `stop`: numbered items that are given stamped pages."""
    found: list[Listing] = []
    number, words = "", ""
    for i in sheet.real(0, stop):
        text = re.sub(r"\s*\|\s*", " ", sheet.plain(i)).strip(" |")
        item = _ITEM.match(text)
        if item and not _PAGES.match(item.group(2)) and not find_dates(text[:20]):
            number, words = item.group(1), item.group(2)
        elif number:
            words = f"{words} {text}"
        pages = _PAGES.search(words)
        if number and pages:
            title = words[: pages.start()].strip(" ([-–.")
            found.append(Listing(number, title, int(pages.group(1)), int(pages.group(2)), i))
            number, words = "", ""
        elif len(words) > 400:
            number, words = "", ""
    return found


def find_numbered(sheet: Sheet, start: int, stop: int) -> list[Listing]:
    """Read an agenda's items between two lines, in order and numbered without a gap; those without pages have 0."""
    found: list[Listing] = []
    open_ = False
    for i in sheet.real(start, stop):
        text = re.sub(r"\s*\|\s*", " ", sheet.plain(i)).strip(" |")
        item = _ITEM.match(text)
        number = int(re.sub(r"\D", "", item.group(1))) if item else 0
        if item and number in (1, len(found) + 1) and not find_dates(text[:20]) and item.group(2)[:1].isalnum():
            if number == 1:
                found = []
            found.append(Listing(item.group(1), item.group(2), 0, 0, i))
            open_ = True
        elif open_:
            open_ = not (sheet.lines[i].gap or mostly_capitals(text) or text.startswith(("(At", "-", "•", "–")))
            if open_:
                found[-1] = replace(found[-1], title=f"{found[-1].title} {text}")
        if found and (pages := _PAGES.search(found[-1].title)):
            first, last = int(pages.group(1)), int(pages.group(2))
            found[-1] = replace(
                found[-1], title=found[-1].title[: pages.start()].strip(" ([-–."), first=first, last=last
            )
            open_ = False
    return [replace(one, title=one.title.strip(" .")) for one in found] if len(found) > 1 else []


def find_front(sheet: Sheet, stop: int) -> Found | None:
    """Find the agenda or the supplement's letter before line `stop`; the leftovers of a lost agenda count
    as one.
    """
    lines = sheet.real(0, stop)
    if not lines:
        return None
    text = " ".join(sheet.plain(i) for i in lines)
    title = sheet.reading.metadata.get("Title", "")
    named = [mark.title for mark in sheet.reading.outline[:1]] + [title]
    late = bool(_LATE.search(text) or any(_LATE.search(one) for one in named))
    committee, day = _meeting(sheet, lines)
    headed = any(_HEADING.match(sheet.plain(i)) for i in lines)
    listing = find_listing(sheet, stop)
    leftover = len(text) < 600 and re.search(r"\b(?:next|future)\s+meetings?\b", text, re.IGNORECASE)
    if late and (listing or headed):
        return Found(lines[0], "supplement", "Agenda supplement", lines[0], committee, day)
    if headed or listing or leftover:
        return Found(lines[0], "agenda", "Agenda", lines[0], committee, None if leftover and not headed else day)
    return None


def _meeting(sheet: Sheet, lines: list[int]) -> tuple[str, date | None]:
    """The committee and the date that the front names: keyed, or as lines of their own, or "CABINET -
    THURSDAY, …".
    """
    committee = ""
    for i in lines[:60]:
        text = sheet.plain(i)
        keyed = re.match(r"^(?:meeting|committee)\s*:\s*(.+)$", text, re.IGNORECASE)
        dates = find_dates(text)
        words = text[: dates[0][0]] if dates else text
        words = re.sub(r"\b\w+day\b,?\s*$", "", words, flags=re.IGNORECASE).strip(" -–—:,.")
        if keyed:
            committee = keyed.group(1)
        elif (
            not committee
            and is_body(words)
            and mostly_capitals(words)
            and not re.search(r"\bcounty council$", words, re.I)
        ):
            committee = words
        if not committee and "meeting of the" in text.lower():
            named = re.search(r"meeting of the (.{3,80}?)\s+(?:will|is|to)\b", text, re.IGNORECASE)
            committee = named.group(1) if named and is_body(named.group(1)) else ""
    if not committee:
        committee = next(
            (sheet.plain(i) for i in lines[:40] if is_body(sheet.plain(i)) and sheet.plain(i).isupper()), ""
        )
    best, score = None, 0
    near = [sheet.plain(i) for i in lines[:60]]
    for n, text in enumerate(near):
        dates = find_dates(text)
        if not dates:
            text = " ".join(near[n : n + 3])
            dates = [] if find_dates(" ".join(near[n + 1 : n + 3])) else find_dates(text)
        worth = _worth(text, dates[0][0]) if dates else 0
        if worth > score:
            best, score = dates[0][2], worth
    return tidy_body(committee), best


def _worth(text: str, at: int) -> int:
    """How far a line with a date looks like the one that calls the meeting, and not like a letter's date."""
    before = re.sub(r"\b\w+day\b,?\s*$", "", text[:at], flags=re.IGNORECASE).strip(" -–—:,.")
    if re.search(r"\b(?:next|future|previous|last|minutes)\b", text, re.IGNORECASE):
        return 0
    if is_body(before) or re.search(
        r"\bat\s+\d{1,2}[.:]?\d{0,2}\s*(?:[ap]\.?m\b)?|^date\s*(?:/|and|&)\s*time", text, re.I
    ):
        return 4
    if re.match(r"^(?:meeting\s+)?date\b.*|^meeting\b", text, re.IGNORECASE):
        return 3 if "meeting" in text.lower() else 2
    return 1 if re.search(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", text, re.IGNORECASE) else 0


def find_guidance(sheet: Sheet) -> Found | None:
    """Find the page that guides members in asking questions, by its heading."""
    for i in sheet.real(0, len(sheet.lines)):
        text = sheet.plain(i)
        loud = mostly_capitals(text) or sheet.lines[i].text.startswith(("#", "**"))
        if loud and len(text.split()) <= 14 and _GUIDANCE.match(text) and not _ASKED.search(text):
            return Found(i, "guidance", text, i + 1)
    return None
