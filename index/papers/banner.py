"""Finds reports by the block that opens them: committee, date, title and REPORT OF THE …, in any order.

The lines of a block are sorted into fields. A field ends at a wide gap, at a bold run's end, at a date, at
the noun that ends a committee's name and where the author begins; it goes on while its last word, or the
next line's first, says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.language.periods import find_dates
from index.papers.keyed import is_field
from index.papers.sheet import Found, Sheet, is_body, mostly_capitals, tidy_body

_AUTHOR = re.compile(
    r"^(?:(?:joint|interim|covering)\s+)?reports?\s+(?:of|by|from)\s*(?:the\b)?(?!\s+\d)", re.IGNORECASE
)
_ROLE = re.compile(
    r"\b(?:directors?|chief|heads?|officers?|executive|leader|member|chair\w*|secretary|treasurer|solicitor|manager|"
    r"counsel|cabinet|lead|service|monitoring|commissioner|working\s+group|panel)\b",
    re.IGNORECASE,
)
_OF_A_REPORT = re.compile(r"\b(?:annual|quarterly|yearly|monthly|final|interim|draft|progress|joint)$", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:\b(?:of|the|and|for|to|in|on|director|joint|report)|&|[-–:,])$", re.IGNORECASE)
_OPEN_START = re.compile(r"^(?:of|and|&|for|to|in|on|the|–|-)\b", re.IGNORECASE)
_NOT_BANNER = re.compile(r"^(?:agenda|a\s*g\s*e\s*n\s*d\s*a|present|minutes\b.*)$", re.IGNORECASE)
_MAX_LINES = 16
_NEAR = 8  # lines below a block's first that its date may stand on
_REACH = 40  # lines, furniture included, that a block may take up and down


@dataclass(frozen=True)
class _Token:
    line: int
    text: str
    gap: int
    glued: bool  # follows the token before on the same line


def find_banners(sheet: Sheet) -> list[Found]:
    """Find every block of lines that opens a report, in order."""
    found: list[Found] = []
    done = -1
    for i in sheet.real(0, len(sheet.lines)):
        if i <= done or not _seed(sheet, i):
            continue
        lines = _block(sheet, i, done)
        banner = _sort(sheet, lines)
        if banner is not None:
            found.append(banner)
            done = lines[-1]
    return found


def find_quiet_banners(sheet: Sheet) -> list[Found]:
    """Find blocks that are not printed in capitals: at a page's top, with an author's post and a body or a date."""
    found: list[Found] = []
    for i in sheet.real(0, len(sheet.lines)):
        if sheet.lines[i].opens:
            lines = _top(sheet, i)
            named = [j for j in lines if _names_author(sheet.plain(j))]
            banner = _sort(sheet, lines) if named else None
            if banner is not None and (banner.committee or banner.meeting_date):
                found.append(banner)
    return found


def _top(sheet: Sheet, i: int) -> list[int]:
    """The short lines at the top of the page that begins at line `i`, to the author and what carries the author on."""
    lines: list[int] = []
    for j in sheet.real(i, i + _MAX_LINES):
        text = sheet.plain(j)
        if is_field(text):
            return []
        wordy = len(text.split()) > 18 or (text.endswith(".") and len(text.split()) > 8)
        if j > i and (wordy or sheet.lines[j].opens or re.match(r"^\d+[.)]", text)):
            break
        if lines and _names_author(sheet.plain(lines[-1])) and not _OPEN_END.search(sheet.plain(lines[-1])):
            break
        lines.append(j)
    return lines


def _names_author(text: str) -> bool:
    """True for a line that gives the author of a report by a post: "Report of the Director of …"."""
    return len(text.split()) <= 18 and bool(_AUTHOR.match(text)) and bool(_ROLE.search(text))


def _seed(sheet: Sheet, i: int) -> bool:
    """A line from which a block may be grown: it names an author, or ends a committee's name, in capitals
    or bold.
    """
    text = sheet.plain(i)
    if not _loud(sheet, i):
        return False
    if any(_AUTHOR.match(part) for part in _parts(sheet, i)):
        return True
    return any(is_body(_undated(part)) for part in _parts(sheet, i)) and len(text) < 160


def _loud(sheet: Sheet, i: int) -> bool:
    """True for lines as blocks have them: capitals, wholly bold, or a date."""
    text = sheet.plain(i)
    if len(text) > 300 or _NOT_BANNER.match(text) or is_field(text):
        return False
    text = (_parts(sheet, i) or [text])[0]  # a section's heading may be glued to the end of the block
    words = _undated(text).strip(" -–—:,.")
    if not words:
        return bool(find_dates(text))
    raw = sheet.lines[i].text
    bold = raw.startswith("**") and raw.rstrip(" .").endswith("**")
    letters = [c for c in words if c.isalpha()]
    loud = mostly_capitals(words) or (0 < len(letters) < 4 and all(c.isupper() for c in letters))
    return loud or (bold and _AUTHOR.match(text) is not None) or (not letters and len(words) <= 9)


def _block(sheet: Sheet, i: int, done: int) -> list[int]:
    """The loud lines around line `i`, up and down."""
    lines = [i]
    above = [] if sheet.lines[i].opens and _starts_committee(sheet, i) else sheet.real(max(done + 1, i - _REACH), i)
    for j in reversed(above):
        if (
            sheet.lines[j].page != sheet.lines[i].page
            or len(lines) >= _MAX_LINES
            or not _loud(sheet, j)
            or sheet.lines[lines[0]].opens == 2
        ):
            break
        if sheet.lines[lines[0]].gap > 5 or _dates_another(sheet, j, [*lines, *sheet.real(i + 1, i + _NEAR)]):
            break
        lines.insert(0, j)
        if sheet.lines[j].opens and _starts_committee(sheet, j):
            break
    for j in sheet.real(i + 1, i + _REACH):
        if (
            len(lines) >= _MAX_LINES
            or not (_loud(sheet, j) or _names_author(sheet.plain(j)))
            or sheet.lines[j].gap > 5
            or sheet.lines[j].opens == 2
        ):
            break
        lines.append(j)
    return lines


def _dates_another(sheet: Sheet, j: int, lines: Sequence[int]) -> bool:
    """True for a date above a block that has another: it ends what stands above, minutes or a letter."""
    above = {day for _, _, day in find_dates(sheet.plain(j))}
    own = {day for k in lines for _, _, day in find_dates(sheet.plain(k))}
    return bool(above and own) and not above & own and len(_undated(sheet.plain(j)).split()) <= 2


def _starts_committee(sheet: Sheet, j: int) -> bool:
    near = " ".join(_undated(sheet.plain(k)) for k in range(j, min(j + 3, len(sheet.lines))))
    return bool(re.search(r"\b(?:committee|commission|cabinet|council|board|panel)\b(?!['’])", near, re.IGNORECASE))


def _parts(sheet: Sheet, i: int) -> list[str]:
    """A line's parts: bold runs glued together are parted."""
    raw = sheet.lines[i].text
    parts = raw.split("****") if "****" in raw else [raw]
    return [" ".join(part.replace("*", " ").replace("#", " ").split()) for part in parts if part.strip("* #")]


def _undated(text: str) -> str:
    for start, end, _ in reversed(find_dates(text)):
        text = f"{text[:start]} {text[end:]}"
    return re.sub(r"^\s*(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?", "", text, flags=re.IGNORECASE).strip()


def _sort(sheet: Sheet, lines: Sequence[int]) -> Found | None:
    """Sort a block's lines into fields; None when they do not make the opening of a report."""
    tokens = [
        _Token(i, part, sheet.lines[i].gap if n == 0 else 0, n > 0)
        for i in lines
        for n, part in enumerate(_parts(sheet, i))
    ]
    fields = _fields(tokens)
    committee, author, day = "", "", None
    titles: list[str] = []
    for text in fields:
        words, dated = _lone_date(text)
        if _AUTHOR.match(text) and (not author or _ROLE.search(text)) and not (author and _ROLE.search(author)):
            author = text
        elif is_body(words) and (not committee or re.search(r"\bcouncil$", committee, re.IGNORECASE)):
            # a council's own name may stand above the body's
            committee, day = words, day or dated
        elif dated and not words:
            day = day or dated
        elif not text.strip(" -–:").isdigit() and not re.match(r"^agenda\s+item\b", text, re.IGNORECASE):
            titles.append(text)
    if any(mostly_capitals(title) for title in titles):
        titles = [title for title in titles if mostly_capitals(title) or not any(c.isalpha() for c in title)]
    if not ((author and _ROLE.search(author)) or (committee and day and titles)) or not titles:
        return None
    return Found(
        lines[0],
        "report",
        " ".join(titles),
        lines[-1] + 1,
        tidy_body(committee),
        day,
        _AUTHOR.sub("", author).strip(" .:-"),
    )


def _fields(tokens: Sequence[_Token]) -> list[str]:
    """Join tokens into fields, in order."""
    wide = 2 if any(token.gap >= 2 for token in tokens[1:]) else 1
    fields: list[str] = []
    for n, token in enumerate(tokens):
        if fields and not _is_new(fields[-1], tokens, n, wide):
            fields[-1] = f"{fields[-1]} {token.text}"
        else:
            fields.append(token.text)
        fields[-1:] = _after_meeting(fields[-1])
    return fields


def _is_new(last: str, tokens: Sequence[_Token], n: int, wide: int) -> bool:
    """True when token `n` begins a field after the field `last`."""
    token = tokens[n]
    if _unfinished_date(last, token.text):
        return False
    if _AUTHOR.match(token.text) and _ROLE.search(" ".join(t.text for t in tokens[n : n + 3])):
        return not re.search(r"\bjoint$", last, re.IGNORECASE)
    if _AUTHOR.match(token.text) and n == len(tokens) - 1 and not _OF_A_REPORT.search(last):
        return True  # an author's post that is none of the usual ones
    if _short_noun(token.text) and not find_dates(last) and not _AUTHOR.match(last):
        return False
    if _OPEN_END.search(last):
        # a dash after a committee's name waits for the date, not for a title
        return last.rstrip()[-1] in "-–:," and not find_dates(token.text) and is_body(_undated(last))
    if is_body(_undated(last)) or (find_dates(last) and not _undated(last).strip(" -–—:,.")):
        return True
    return token.glued or (token.gap >= wide and not _OPEN_START.match(token.text))


def _after_meeting(text: str) -> list[str]:
    """Part a title that was glued to the meeting's date: "… COMMITTEE – 10 JUNE 2025ANNUAL REPORT"."""
    for start, end, _ in find_dates(text)[:1]:
        if is_body(text[:start].strip(" -–—:,.")) and len(text[end:].split()) > 1:
            return [text[:end], text[end:].lstrip(" -–—:,.")]
    return [text]


def _short_noun(text: str) -> bool:
    """True for what can only end a committee's name: "COMMITTEE", "SCRUTINY COMMITTEE - 2 NOVEMBER 2021"."""
    words = _undated(text).strip(" -–—:,.")
    return bool(re.match(r"^(?:(?:and\s+)?scrutiny\s+)?(?:committee|commission|panel|board)$", words, re.IGNORECASE))


def _unfinished_date(last: str, text: str) -> bool:
    """True when a date is broken between the field and the next line: "… COMMITTEE: 2" / "NOVEMBER 2021"."""
    joined = f"{last} {text}"
    return any(start < len(last) < end for start, end, _ in find_dates(joined))


def _lone_date(text: str) -> tuple[str, date | None]:
    """Give the words beside a meeting's date, and the date, when at most a committee's name stands beside
    it.
    """
    found = find_dates(text)
    if len(found) != 1:
        return text, None
    start, end, day = found[0]
    words = f"{text[:start]} {text[end:]}".strip(" -–—:,.")
    words = re.sub(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?", "", words, flags=re.IGNORECASE)
    words = words.strip(" -–—:,.")
    if not words or is_body(words):
        return words, day
    return text, None
