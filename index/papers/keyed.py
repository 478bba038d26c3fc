"""Finds papers by the form that opens them: "From: …", "To: …", "Subject: …", or "Meeting: …", "Date: …",
"Report Of: …".

A form is a run of lines that begin with a key and a colon; a line without a key carries on the value before
it.
"""

from __future__ import annotations

import re

from index.language.periods import find_dates
from index.papers.sheet import Found, Sheet, is_body, mostly_capitals, tidy_body

_KEYS = {
    "title": (
        "subject",
        "title",
        "report title",
        "title of report",
        "subject matter",
        "item",
        "title of paper",
    ),
    "body": (
        "to",
        "meeting",
        "committee",
        "report to",
        "decision to be taken by",
        "decision maker",
        "decision-maker",
        "name of committee",
        "meeting of",
    ),
    "date": ("date", "meeting date", "date of meeting", "date/time", "date and time"),
    "author": (
        "from",
        "report of",
        "report by",
        "report from",
        "joint report by",
        "by",
        "report author",
        "author",
        "lead officer",
        "presented by",
        "joint report of",
        "director",
    ),
    "appendices": ("appendices", "list of appendices", "appendix", "attachments"),
    "other": (
        "classification",
        "past pathway of report",
        "past pathway of paper",
        "future pathway of report",
        "future pathway of paper",
        "electoral division",
        "summary",
        "wards affected",
        "ward",
        "key decision",
        "contact officer",
        "email",
        "tel",
        "decision no",
        "for publication",
        "portfolio",
        "cabinet member",
        "status",
        "purpose",
        "recommendation",
        "recommendations",
        "location",
        "venue",
        "contact",
        "time",
        "budget/policy framework",
        "exempt",
        "report no",
        "agenda item",
        "agenda item no",
        "type of report",
    ),
}
_FIELD = {key: field for field, keys in _KEYS.items() for key in keys}
_KEY = re.compile(r"^([A-Za-z][A-Za-z /&()]{1,34}?)\s*:\s*(.*)$")
_UNKNOWN = re.compile(r"^[A-Z][\w/&()'’ -]{1,40}:(?:\s|$)")  # a key that this module does not know
_POST = re.compile(
    r"\b(?:directors?|chief|heads?|officers?|members?|leader|chair\w*|manager|secretary|treasurer|solicitor|counsel)\b",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"(?:\b(?:of|the|and|for|to|in)|[&–:,-])$", re.IGNORECASE)
_SPAN = 34  # lines a form may take


def find_forms(sheet: Sheet) -> list[Found]:
    """Find every form that names a subject, and a body, a date or an author."""
    found: list[Found] = []
    done = -1
    for i in sheet.real(0, len(sheet.lines)):
        if i <= done or _key(sheet.plain(i))[0] not in ("title", "body", "author", "date"):
            continue
        form = _form(sheet, i)
        if form is not None:
            found.append(form)
            done = form.body - 1
    return found


def is_field(text: str) -> bool:
    """True for a line of a form: a key, a colon, a value."""
    return bool(_key(text)[0])


def _key(text: str) -> tuple[str, str]:
    """Give the field that a line opens, and its value; empty strings when it opens none."""
    match = _KEY.match(text)
    field = _FIELD.get(" ".join(match.group(1).lower().split()), "") if match else ""
    return (field, match.group(2)) if match and field else ("", "")


def _form(sheet: Sheet, start: int) -> Found | None:
    values: dict[str, str] = {}
    current, last, keyed = "", start, 0
    for i in sheet.real(start, start + _SPAN):
        line = sheet.lines[i]
        if i > start and (line.opens == 2 or line.gap > 4):
            break
        field, value = _key(sheet.plain(i))
        if field:
            keyed += 1
            if field in ("body", "date") and "title" in values and field in values:
                break
            current = field if field not in values else "other"
            if current != "other":
                values[current] = value
            last = i
            if sheet.plain(i).lower().startswith("summary"):
                break
        elif current == "appendices" and (mostly_capitals(line.text) or re.match(r"^\d+\.\d", line.text)):
            break  # the text begins
        elif current in ("title", "body", "date", "author", "appendices") and i - last < 8:
            if (
                (current == "title" and line.gap and values["title"])
                or re.match(r"^\d+(?:\.\d+)*[.)]?\s+[A-Z]", line.text)
            ) and current != "appendices":
                current = ""
                continue
            if _UNKNOWN.match(line.text) and (current == "title" or line.text.rstrip().endswith(":")):
                current = ""
                last = i
                continue
            if current in ("body", "date") and values[current]:
                continue  # a paper that goes to several meetings: the first is this pack's
            values[current] = _carried_on(values[current], sheet.plain(i), current == "author")
            last = i
        elif i - last > 4:
            break
    return _paper(sheet, start, last, values) if keyed >= 3 else None


def _paper(sheet: Sheet, start: int, last: int, values: dict[str, str]) -> Found | None:
    """The paper that a form's fields name; None where they name no subject, or neither a body nor an officer."""
    if not values.get("title") or not any(values.get(f) for f in ("body", "author")):
        return None
    body = values.get("body", "") or _body_above(sheet, start)
    dates = find_dates(values.get("date", "")) or find_dates(body)
    named = find_dates(body)
    if named:
        body = body[: named[0][0]]
    body = tidy_body(re.split(r"\s{2,}|\s+Date:", body)[0].strip(" -–—,"))
    if not is_body(body) and not _POST.search(values.get("author", "")):
        return None  # a letter, or an email among the papers
    return Found(
        start,
        "report",
        values["title"],
        last + 1,
        body,
        dates[0][2] if dates else None,
        values.get("author", ""),
        listed=_numbered(values.get("appendices", "")),
    )


def _carried_on(value: str, line: str, people: bool) -> str:
    """A value with its next line; among `people`, one who gives a post of their own is another person."""
    another = people and _POST.search(line) and _POST.search(value) and not _OPEN_END.search(value)
    return f"{value}{'; ' if another else ' '}{line}".strip()


def _body_above(sheet: Sheet, start: int) -> str:
    """The body that the lines just above a form name, when the form itself has no field for it."""
    for i in reversed(sheet.real(max(0, start - 4), start)):
        if is_body(sheet.plain(i)) and sheet.lines[i].page == sheet.lines[start].page:
            return sheet.plain(i)
    return ""


def _numbered(text: str) -> tuple[tuple[str, str], ...]:
    """Read "1. One title 2. Another" as appendices with labels."""
    parts = re.split(r"(?:^|\s)(?:appendix\s+)?(\d{1,2}|[A-Z])[.:)]\s+", text)
    if len(parts) < 3:
        return ()
    return tuple((f"Appendix {label}", title.strip()) for label, title in zip(parts[1::2], parts[2::2], strict=False))
