"""Finds minutes by their opening sentence, "Minutes of a meeting of the … held at … on …", or by body, date
and PRESENT; a file that is minutes, by what stands above its list of who was there.
"""

import re
from datetime import date

from index.language.periods import find_dates, first_date, long_date
from index.papers.sheet import Found, Sheet, body_among, is_body, tidy_body
from index.papers.single import name_decision

_OPENING = re.compile(
    r"^(?:(?:draft|confirmed|unconfirmed|printed)\s+)?minutes?\s+of\s+(?:an?|the|that)\b(?P<met>[^.]{0,80}?\b(?:meeting|proceedings))?",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"meeting\s+of\s+(?:the\s+)?(.{3,160}?)(?:,)?\s+(?:which\s+was\s+)?(?:was\s+)?(?:held|on\s+(?:mon|tues|wednes|thurs|fri))",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"^(?:members\s+)?(?:present|attendance|in attendance|in the chair|attendees)\b\s*[:.]?", re.IGNORECASE
)
ATTENDED = re.compile(
    r"^\W*(?:[a-z]+\s+){0,2}(?:present|[bp]resennol|attendance|attending|attendees)(?:\s*\([^)]*\))?\s*(?:[:|–-]|$|\s(?=[A-Z]))",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\b(?:minutes?|cofnodion)\b(?!\s+of\s+the\s+(?:previous|last))", re.IGNORECASE)
_SUMMONS = re.compile(r"^agenda\b(?!.*\bminutes\b)|\bsummoned\b|\breports?\s+(?:of|by)\b|\bsubject\s*:", re.IGNORECASE)
_LISTED = re.compile(r"\(\s*pages?\s+\d", re.IGNORECASE)
_REACH = 9  # lines that an opening may take
_HEAD, _BARE = 26, 9  # lines of a file above the list of who was there, and of one that has none
_SHORT = 40  # words: a longer line names nothing


def find_minutes(sheet: Sheet) -> list[Found]:
    """Find every set of minutes. The date is the meeting minuted."""
    whole = _whole(sheet)
    found: list[Found] = [whole] if whole else []
    for i in sheet.real(0, len(sheet.lines)):
        if found and i < found[-1].body:
            continue
        opening = _opening(sheet, i) if _OPENING.match(sheet.plain(i)) else _headed(sheet, i)
        if opening is not None and not (found and found[-1].meeting_date == opening.meeting_date):
            found.append(opening)
    return found


def _whole(sheet: Sheet) -> Found | None:
    """A file that begins as minutes do: a body and a date, above who was there or under the word itself."""
    real = sheet.real(0, _HEAD + 1)
    attended = next((n for n, i in enumerate(real) if ATTENDED.match(sheet.plain(i))), None)
    top = real[:attended] if attended is not None else real[:_BARE]
    head = [sheet.plain(i) for i in top if len(sheet.plain(i).split()) <= _SHORT]
    if 0 < len(real) <= _HEAD and 2 * len(sheet.lines[real[-1]].text) > len(sheet.reading.text):
        head.append(" ".join(sheet.plain(real[-1]).split()[:_SHORT]))  # all of them are one line
    printed = any(_CALLED.search(text) for text in head)
    called = printed or bool(_CALLED.search(sheet.name))
    body = body_among(head)
    opened = next((n for n, i in enumerate(top) if (m := _OPENING.match(sheet.plain(i))) and m["met"]), 0)
    if opened and not sheet.plain(top[0]).startswith("---") and not body_among([sheet.plain(top[0])]):
        return None  # another paper stands first
    summons = any(_SUMMONS.search(text) for text in head) or name_decision(sheet, real[0] if real else 0) is not None
    if not head or summons or not (called or (attended is not None and body)):
        return None
    if attended is None and not (printed and body):
        return None
    days = _held(head) or find_dates(" ".join(head), short=True)
    days = days or find_dates(sheet.reading.metadata.get("Date", "")) or find_dates(sheet.name)
    if not days and attended is None:
        return None
    day = days[0][2] if days else None
    title = f"Minutes of the meeting held on {long_date(day)}" if day else "Minutes"
    below = real[attended] if attended is not None else next((i for i in top if sheet.lines[i].gap), top[-1])
    return Found((top or real)[0], "minutes", title, below, body, day)


def _held(head: list[str]) -> list[tuple[int, int, date]]:
    """The day that a line of the head says the meeting was held on, by its label or its words."""
    for text, after in zip(head, [*head[1:], ""], strict=True):
        found = find_dates(text, short=True) or find_dates(f"{text} {after}")
        before = f"{text} {after}"[: found[0][0]].lower() if found else ""
        if before.startswith("date") or "held" in before.split():
            return found
    return []


def _opening(sheet: Sheet, i: int) -> Found | None:
    parts: list[str] = []
    body = i + 1
    for j in sheet.real(i, i + _REACH):
        line = sheet.lines[j]
        if j > i and (line.gap > 1 or _PRESENT.match(sheet.plain(j))):
            break
        parts.append(sheet.plain(j))
        body = j + 1
        if first_date(" ".join(parts)) and sheet.plain(j).rstrip().endswith((".", ")")):
            break
        if first_date(" ".join(parts)) and (j + 1 < len(sheet.lines) and sheet.lines[j + 1].gap):
            break
    text = " ".join(parts)
    day = first_date(text)
    if day is None:
        return None
    named = _BODY.search(text)
    sure = bool(named and (opening := _OPENING.match(text)) and opening["met"])
    if _LISTED.search(text) or not (sure or any(_PRESENT.match(sheet.plain(j)) for j in sheet.real(body, body + 12))):
        return None  # an agenda's item, or words about the minutes
    start = _with_heading(sheet, i)
    committee = tidy_body(named.group(1)) if named else body_among(parts)
    return Found(start, "minutes", f"Minutes of the meeting held on {long_date(day)}", body, committee, day)


def _with_heading(sheet: Sheet, i: int) -> int:
    """Take in the lines just above that only name the council and the body."""
    start = i
    for j in reversed(sheet.real(max(0, i - 4), i)):
        if sheet.lines[start].opens or sheet.lines[start].gap > 3 or not is_body(sheet.plain(j)):
            break
        start = j
    return start


def _headed(sheet: Sheet, i: int) -> Found | None:
    """Minutes whose page opens with the body's name and a date above PRESENT, at line `i`, without a sentence."""
    if not _PRESENT.match(sheet.plain(i)):
        return None
    lines: list[int] = []
    for j in reversed(sheet.real(i - _REACH, i)):
        lines.insert(0, j)
        if sheet.lines[j].opens:
            break
    named = next((j for j in lines if is_body(sheet.plain(j)) and sheet.plain(j).isupper()), None)
    texts = [sheet.plain(j) for j in lines if named is not None and j >= named]
    dates = find_dates(" ".join(texts))
    if named is None or not dates or any(_SUMMONS.search(text) for text in texts):
        return None
    title = f"Minutes of the meeting held on {long_date(dates[0][2])}"
    return Found(named, "minutes", title, i, body_among(texts), dates[0][2])
