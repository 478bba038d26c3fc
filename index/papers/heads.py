"""Finds reports by the block that opens them: committee, date, title and REPORT OF THE …, in any order.

A block is printed in capitals or bold. Its lines are sorted into fields. A field ends
at a wide gap, at a bold run's end, at a date, at the noun that ends a committee's name and where the author begins; it
goes on while its last word, or the next line's first, says so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.papers.forms import TEXT, is_field
from index.papers.sheet import Found, Sheet, days, is_body, is_name, mostly_capitals, of_council, tidy_body
from index.read.layout.lines import Line

AUTHOR = re.compile(
    r"^(?:(?:joint|interim|covering)\s+)?reports?\s+(?:of|by|from)\s*(?:the\b)?(?!\s+\d)", re.IGNORECASE
)
_ROLE = re.compile(
    r"\b(?:directors?|chief|heads?|officers?|executive|leader|member|chair\w*|secretary|treasurer|solicitor|manager|"
    r"counsel|cabinet|lead|service|monitoring|commissioner|working\s+group|panel)\b",
    re.IGNORECASE,
)
_OF_A_REPORT = ("annual", "quarterly", "yearly", "monthly", "final", "interim", "draft", "progress", "joint")
_OPEN_END = re.compile(r"(?:\b(?:of|the|and|for|to|in|on|director|joint|report)|&|[-–:,])$", re.IGNORECASE)
_NOT_BANNER = re.compile(r"^(?:agenda|a\s*g\s*e\s*n\s*d\s*a|present|minutes\b.*)$", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|dydd\s+\w+)\b,?", re.IGNORECASE)
_EDGES = " -–—:,.|/"
_MAX_LINES = 16
_NEAR = 8  # lines from the first of a block to its author
_REACH = 40  # lines, furniture included, that a block may take up and down
_WORDS = 18  # of a line that gives an author


@dataclass(frozen=True)
class _Token:
    line: int
    text: str
    gap: int
    glued: bool  # follows the token before on the same line


def find_banners(sheet: Sheet) -> list[Found]:
    """Find every block of lines in capitals or bold that opens a report, in order."""
    found: list[Found] = []
    done = -1
    for i in sheet.real(0, len(sheet.lines)):
        if i > done and _loud(sheet, i) and any(AUTHOR.match(p) or is_body(undated(p)) for p in _parts(sheet, i)):
            lines = _block(sheet, i, done)
            banner = _sort(sheet, lines)
            if banner is not None:
                found.append(banner)
                done = lines[-1]
    return found


def naming(lines: Sequence[Line], furniture: frozenset[int]) -> set[int]:
    """The lines that are printed again page after page, and still name papers: what stands above an author,
    a form's labels or a meeting under a title that the page before has not.
    """
    on = {(line.page, line.plain) for line in lines}
    found = set()
    for i in furniture:
        line, text = lines[i], lines[i].plain
        authored = any(_names_author(near.plain) for near in lines[i : i + _NEAR])
        again = (line.page - 1, text) in on
        if is_field(text) or any(meeting_of(text)):
            named = authored or (not again and (is_field(text) or not line.opens))
        else:
            named = _names_author(text)
        if named:
            found.add(i)
    return found


def _names_author(text: str) -> bool:
    """True for a line that gives the author of a report by a post: "Report of the Director of …"."""
    return len(text.split()) <= _WORDS and bool(AUTHOR.match(text)) and bool(_ROLE.search(text))


def _loud(sheet: Sheet, i: int) -> bool:
    """True for lines as blocks have them: capitals, wholly bold, or a date."""
    text = sheet.plain(i)
    if len(text) > 300 or _NOT_BANNER.match(text) or is_field(text):
        return False
    text = (_parts(sheet, i) or [""])[0]  # a section's heading may be glued to the end of the block
    words = undated(text)
    if not words:
        return bool(days(text))
    letters = [c for c in words if c.isalpha()]
    loud = mostly_capitals(words) or (0 < len(letters) < 4 and all(c.isupper() for c in letters))
    bold = sheet.lines[i].text.startswith("**") and sheet.lines[i].text.rstrip(" .").endswith("**")
    return loud or (bold and bool(AUTHOR.match(text))) or (not letters and len(words) <= 9)


def _block(sheet: Sheet, i: int, done: int) -> list[int]:
    """The loud lines around line `i`, up and down."""
    lines = [i]
    above = [] if sheet.lines[i].opens and _starts_committee(sheet, i) else sheet.real(max(done + 1, i - _REACH), i)
    for j in reversed(above):
        if sheet.lines[j].page != sheet.lines[i].page or not _loud(sheet, j) or _dates_another(sheet, j, lines):
            break
        lines.insert(0, j)
        if sheet.lines[j].opens and _starts_committee(sheet, j):
            break
    for j in sheet.real(i + 1, i + _REACH):
        if len(lines) >= _MAX_LINES or not (_loud(sheet, j) or _names_author(sheet.plain(j))):
            break
        if sheet.lines[j].gap > 5 or sheet.lines[j].opens == 2:
            break
        lines.append(j)
    return lines


def _dates_another(sheet: Sheet, j: int, lines: Sequence[int]) -> bool:
    """True for a date above a block that has another: it ends what stands above, minutes or a letter."""
    above = {day for _, _, day in days(sheet.plain(j))}
    near = sheet.real(lines[-1] + 1, lines[-1] + 8)
    own = {day for k in (*lines, *near) for _, _, day in days(sheet.plain(k))}
    return bool(above and own) and not above & own


def _starts_committee(sheet: Sheet, j: int) -> bool:
    near = " ".join(undated(sheet.plain(k)) for k in range(j, min(j + 3, len(sheet.lines))))
    return bool(re.search(r"\b(?:committee|commission|cabinet|council|board|panel)\b(?!['’])", near, re.IGNORECASE))


def _parts(sheet: Sheet, i: int) -> list[str]:
    """A line's parts: bold runs glued together are parted."""
    parts = sheet.lines[i].text.split("****")
    return [" ".join(part.replace("*", " ").replace("#", " ").split()) for part in parts if part.strip("* #")]


def undated(text: str) -> str:
    """A line without the day that it names."""
    for start, end, _ in reversed(days(text)):
        text = f"{text[:start]} {text[end:]}"
    return _WEEKDAY.sub("", text).strip(_EDGES).removesuffix(" on")


def meeting_of(text: str) -> tuple[str, date | None]:
    """The body and the date that a line names, and nothing else: "Report to Cabinet, 12 March 2024"."""
    dates = days(text)
    words = undated(text)
    parts = (tidy_body(part) for part in reversed(re.split(r"\s[/|]\s", words)))
    body = next((part for part in parts if is_body(part)), "")
    if len({day for _, _, day in dates}) > 1 or (words and not body) or not is_name(body):
        return "", None
    return body, dates[0][2] if dates else None


def _sort(sheet: Sheet, lines: Sequence[int]) -> Found | None:
    """Sort a block's lines into fields; None when they do not make the opening of a report."""
    tokens = [
        _Token(i, part, sheet.lines[i].gap if n == 0 else 0, n > 0)
        for i in lines
        for n, part in enumerate(_parts(sheet, i))
    ]
    committee, author, day = "", "", None
    titles: list[str] = []
    for text in _fields(tokens):
        body, dated = meeting_of(text)
        if AUTHOR.match(text) and not author:
            author = text
        elif body and (not committee or of_council(committee)):
            # a council's own name may stand above the body's
            committee, day = body, day or dated
        elif dated and not body:
            day = day or dated
        elif not (text.strip(" -–:").isdigit() or TEXT.match(text) or re.match(r"^agenda\s+item\b", text, re.I)):
            titles.append(text)
    if any(mostly_capitals(title) for title in titles):
        titles = [title for title in titles if mostly_capitals(title)]
    if not ((author and _ROLE.search(author)) or (committee and day)) or not titles:
        return None
    title = " ".join(titles)
    return Found(
        lines[0], "report", title, lines[-1] + 1, tidy_body(committee), day, AUTHOR.sub("", author).strip(" .:-")
    )


def _fields(tokens: Sequence[_Token]) -> list[str]:
    wide = 2 if any(token.gap >= 2 for token in tokens[1:]) else 1
    fields: list[str] = []
    for n, token in enumerate(tokens):
        if fields and not _is_new(fields[-1], tokens, n, wide):
            fields[-1] = f"{fields[-1]} {token.text}"
        else:
            fields.append(token.text)
    return fields


def _is_new(last: str, tokens: Sequence[_Token], n: int, wide: int) -> bool:
    """True when token `n` begins a field after the field `last`."""
    token = tokens[n]
    if any(start < len(last) < end for start, end, _ in days(f"{last} {token.text}")):
        return False  # a date is broken between them: "… COMMITTEE: 2" / "NOVEMBER 2021"
    if AUTHOR.match(token.text) and _ROLE.search(" ".join(t.text for t in tokens[n : n + 3])):
        return True
    if AUTHOR.match(token.text) and n == len(tokens) - 1 and last.split()[-1].lower() not in _OF_A_REPORT:
        return True  # an author's post that is none of the usual ones
    if _short_noun(token.text):
        return False
    if all(meeting_of(token.text)):
        return True
    if _OPEN_END.search(last):
        # a dash after a committee's name waits for the date, not for a title
        return last.rstrip()[-1] in "-–:," and not days(token.text) and is_body(undated(last))
    if is_body(undated(last)) or (days(last) and not undated(last)):
        return True
    return token.glued or token.gap >= wide


def _short_noun(text: str) -> bool:
    """True for what can only end a committee's name: "COMMITTEE", "SCRUTINY COMMITTEE - 2 NOVEMBER 2021"."""
    return bool(
        re.match(r"^(?:(?:and\s+)?scrutiny\s+)?(?:committee|commission|panel|board)$", undated(text), re.IGNORECASE)
    )
