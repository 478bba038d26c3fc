"""Finds papers by the form that opens them: labels with values, in any order, a line each or as a table's cells.

What a label calls its value, and what the value is (a body that meets, a date, somebody's post), say which field it is;
labels of no known field only end the value before them.
"""

import re

from index.language.rows import cells, is_row
from index.papers.sheet import Found, Sheet, days, is_body, mostly_capitals, tidy_body

_LABEL = re.compile(r"^([A-Z][\w /&().'’-]{0,44}?)\s*:\s*(.*)$")
_ROLES = {
    "title": re.compile(
        r"^(?!.*\b(?:job|post|template|officer|member)\b)(?=.*\btitle\b|.*\bsubject\b(?! to\b)|name of policy|re$)",
        re.I,
    ),
    "date": re.compile(r"^(?!.*\b(?:publi|next|previous|review|implement))(?=.*\bdate\b)", re.I),
    "body": re.compile(
        r"^(?:(?:report )?to|report for|for (?:submission|consideration|decision) (?:to|by)"
        r"|(?:name of )?(?:the )?(?:committee|board|panel|forum|meeting)(?: of| name)?"
        r"|.*\bdecision[- ]maker|.*\btaken by)$",
        re.I,
    ),
    "author": re.compile(
        r"^(?:from|by|(?:joint )?report (?:of|by|from)|(?:report )?authors?|lead officer|presented by|director)$", re.I
    ),
    "appendices": re.compile(r"^(?:list of )?(?:appendi(?:x|ces)|attachments?)$", re.I),
}
TEXT = re.compile(r"^(?:summary|purpose|recommend|reason|introduc|background)", re.IGNORECASE)
POST = re.compile(
    r"\b(?:directors?|chief|heads?|officers?|members?|leader|chair\w*|manager|secretary|treasurer|clerk|solicitor|"
    r"counsel)\b",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"(?:\b(?:of|the|and|for|to|in)|[&–:,-])$", re.IGNORECASE)
NUMBERED = re.compile(r"^\d+(?:\.\d+)*[.)]?\s+[A-Z]")
_BARE = re.compile(r"^[A-Z][A-Za-z ()/]{2,40}:?$")  # what may be a label above its value
_SPAN, _LONGEST = 34, 60  # lines that the form above a paper may take, and one that is a paper
_BOXES = ("☐", "☑", "☒", "□", "[ ]")  # to tick
_FEW = 3  # labels, or it is no form
_WORDS, _ALONE, _TITLE = 6, 4, 18  # words of a label, of one on a line of its own, and of a title above a form
Pair = tuple[str, str]  # a label and its value


def find_forms(sheet: Sheet) -> list[Found]:
    """Find every form that names a subject, and a body or an officer."""
    found: list[Found] = []
    done = -1
    for i in sheet.real(0, len(sheet.lines)):
        if i > done and any(role_of(label) not in ("", "appendices") for label, _ in _pairs(sheet, i)):
            form = _form(sheet, i)
            if form is not None:
                found.append(form)
                done = form.body - 1
    return found


def is_post(person: str, title: str) -> bool:
    """True for what stands as the "title" of the `person` just named, and of no paper: the post."""
    return bool(person and POST.search(title)) and not POST.search(person)


def is_field(text: str) -> bool:
    """True for a line of a form: a label of a known field, a colon or a cell's end, a value."""
    label, *value = re.split(r"\s*[:|]", text, maxsplit=1)
    return bool(value) and len(label.split()) <= _WORDS and bool(role_of(label))


def subject_of(sheet: Sheet, start: int) -> str:
    """The subject that a form from line `start` gives, beside its label or on lines below; "" for none or several."""
    found: list[list[str]] = []
    open_ = False
    for i in sheet.real(start, start + _LONGEST):
        text, pairs = sheet.plain(i), _pairs(sheet, i)
        alone = not pairs and len(text.split()) <= _WORDS and role_of(text) == "title" and not open_
        named = [""] if alone else [value for label, value in pairs if role_of(label) == "title"]
        if named:
            found.append(named)
        elif open_ and (
            pairs
            or len(found[-1]) > 4
            or any(box in text for box in _BOXES)
            or (any(found[-1]) and (sheet.lines[i].gap or _BARE.match(text)))
        ):
            open_ = False
        elif open_:
            found[-1].append(text)
        open_ = bool(named) or open_
    subjects = {" ".join(parts).strip() for parts in found} - {""}
    return subjects.pop() if len(subjects) == 1 else ""


def role_of(label: str) -> str:
    """The field that a label gives the value of, "" for none that is known."""
    return next((role for role, pattern in _ROLES.items() if pattern.search(label)), "")


def _pairs(sheet: Sheet, i: int) -> list[Pair]:
    text = sheet.plain(i)
    if not is_row(sheet.lines[i].text):
        match = _LABEL.match(text)
        if match is None:  # a label may stand alone above its value
            return [(text, "")] if len(text.split()) <= _ALONE and role_of(text) else []
        return [(match.group(1), match.group(2))] if len(match.group(1).split()) <= _WORDS else []
    parts = [cell for cell in cells(text) if cell]
    if len(parts) == 2 and ":" not in parts[0][:-1] and len(parts[0].split()) <= _WORDS:
        return [(parts[0].rstrip(": "), parts[1])]
    if len(parts) > 2 and sum(bool(role_of(part)) for part in parts) > 1:
        below, after = ([c for line in sheet.lines[n : n + 1] for c in cells(line.plain) if c] for n in (i + 1, i + 2))
        return list(zip(parts, below, strict=True)) if len(below) == len(parts) != len(after) else []
    found: list[Pair] = []
    for n, part in enumerate(parts):
        match = _LABEL.match(part)
        if match and len(match.group(1).split()) <= _WORDS:
            beside = parts[n + 1] if n + 1 < len(parts) and not match.group(2) else ""
            found.append((match.group(1), match.group(2) or beside))
    return found


def _form(sheet: Sheet, start: int) -> Found | None:
    """The paper that the form beginning at line `start` names; None where it is no form."""
    values: dict[str, str] = {}
    current, last, labels = "", start, 0
    for i in sheet.real(start, start + _SPAN):
        line, text = sheet.lines[i], sheet.plain(i)
        pairs = _pairs(sheet, i)
        named = [role_of(label) for label, _ in pairs]
        again = "title" in values and any(role in ("title", "body") and role in values for role in named)
        if i > start and (line.opens == 2 or line.gap > 4 or again):
            break
        if pairs and "title" in values and TEXT.match(pairs[0][0]):
            break
        if pairs:
            labels += len(pairs)
            for role, (_, value) in zip(named, pairs, strict=True):
                post = role == "title" and current == "author" and is_post(values["author"], value)
                current = role if role not in values and not post else ""
                if current:
                    values[current] = value
            last = i + (len(pairs) > 1 and ":" not in text)  # the values of a row of labels stand in the row below
        elif i <= last:
            continue
        elif current == "body" and "date" not in values and days(text):
            values["date"] = text
            last = i
        elif current == "appendices" and (mostly_capitals(line.text) or re.match(r"^\d+\.\d", line.text)):
            break  # the text begins
        elif current and i - last < 6 and (current in ("appendices", "date") or not NUMBERED.match(line.text)):
            if current == "title" and line.gap and values["title"]:
                current = ""
            elif not (current in ("body", "date") and values[current]):
                # a paper that goes to several meetings: the first is this pack's
                values[current] = _carried_on(values[current], text.replace(" |", ""), current == "author")
                last = i
        elif i - last > 4 or ("title" in values and NUMBERED.match(line.text)):
            break
    return _paper(sheet, start, last, values) if labels >= _FEW or {"body", "date"} <= values.keys() else None


def _paper(sheet: Sheet, start: int, last: int, values: dict[str, str]) -> Found | None:
    """The paper that a form's fields name; None where they name no subject, or neither a body nor an officer."""
    near = [sheet.plain(i) for i in reversed(sheet.real(start - 4, start))]
    body = values.get("body", "") or next(filter(is_body, near), "")
    dates = days(values.get("date", ""), short=True) or days(body)
    title = values.get("title", "") or (near[0] if near and {"body", "date"} <= values.keys() else "")
    told = title.endswith(".") or is_body(title) or days(title) or not title[:1].isupper()
    if not title or (title not in values.values() and (told or not 1 < len(title.split()) <= _TITLE)):
        return None
    for at, _, _ in days(body)[:1]:
        body = body[:at]
    body = tidy_body(re.split(r"\s{2,}|\s+Date:", body)[0].strip(" -–—,"))
    if not is_body(body) and not POST.search(values.get("author", "")):
        return None  # a letter, or an email among the papers
    listed = _listed(values.get("appendices", ""))
    day = dates[0][2] if dates else None
    return Found(start, "report", title, last + 1, body, day, values.get("author", ""), listed=listed)


def _carried_on(value: str, line: str, people: bool) -> str:
    """A value with its next line; among `people`, one who gives a post of their own is another person."""
    another = people and POST.search(line) and POST.search(value) and not _OPEN_END.search(value)
    return f"{value}{'; ' if another else ' '}{line}".strip()


def _listed(text: str) -> tuple[tuple[str, str], ...]:
    """Read "1. One title 2. Another" as appendices with labels."""
    parts = re.split(r"(?:^|\s)(?:appendix\s+)?(\d{1,2}|[A-Z])[.:)]\s+", text)
    return tuple((f"Appendix {label}", title.strip()) for label, title in zip(parts[1::2], parts[2::2], strict=False))
