"""Names a file that holds one paper which no finder knew: decision notices, assessment forms, appendices, reports.

The title comes from the paper's own words first (a form's field, its first heading), then from the outline, the
metadata, and last of all the file's name.
"""

import re
from datetime import date

from index.language.rows import is_row
from index.papers.forms import NUMBERED, subject_of
from index.papers.heads import meeting_of, undated
from index.papers.listed import LABEL
from index.papers.sheet import Found, Sheet, days, is_body, is_name, tidy_body
from index.values import ItemKind

_DECISION = re.compile(
    r"\b(?:record\s+of\s+(?:\w+\s+)?decisions?|decision\s+(?:notice|record(?:ing)?|sheet))\b", re.IGNORECASE
)
_FORM = re.compile(r"\b(?:EQIA|EHRIA|EIA|equality|equalities|impact\s+assessment|screening)\b", re.IGNORECASE)
_TEMPLATE = re.compile(
    r"\btemplate\b|^the report$|^executive decision$|^minutes$|^agenda\b|powerpoint presentation|"
    r"\.(?:docx?|xlsx?|pptx?)$|^microsoft|^untitled|^document\d*$|slide \d|^programme of|^\d",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"^(?:executive\s+)?summary$|^(?:\d+\W+)?(?:introduction|purpose\b.*)$|^(?:table\s+of\s+)?contents$|^foreword$",
    re.I,
)
_SENTENCE = re.compile(
    r"^(?:this|the)\s+(?:report|paper|document)\b|\b(?:covers|sets out|presents|provides|is to|are|was)\b", re.I
)
_BYLINE = re.compile(
    r"^(?:by|to|from|prepared|author|version|contents?|contact|date|presented|as\s+at|unrestricted)\b", re.I
)
_SAID = re.compile(
    r"\b(annual|quarterly|half[- ]yearly|monthly|final|interim)\s+(?:report|summary|review)\s+(.{3,90}?)\s*[.;,(]", re.I
)
_PERIOD = re.compile(
    r"\b(?:covers?|covering|for)\s+the\s+(?:period|year)\s+(?:of\s+|from\s+)?(.{6,60}?)(?:[.;,]|$)", re.I
)
_WHOLE = ("cabinet", "council", "executive", "assembly")  # the nouns that name a body alone: a council has one
_LONGEST = 18  # words of a title


def name_decision(sheet: Sheet, start: int) -> Found | None:
    """A decision notice that begins at line `start`, named for what it decides."""
    if not any(_DECISION.search(sheet.plain(i)) for i in sheet.real(start, start + 4)):
        return None
    title = subject_of(sheet, start)
    body, day = _decided(sheet, start)
    title = f"Record of decision: {title}" if title else "Record of decision"
    return Found(start, "decision", title, start, body, day)


def _decided(sheet: Sheet, start: int) -> tuple[str, date | None]:
    """The body that a line of a notice's first says decided, and the day that it names with it."""
    above = ""  # a name that was begun in the line before
    for text in map(sheet.plain, sheet.real(start, start + 8)):
        words = tidy_body(undated(text)).replace(":", " ").split()
        before = [n for n, word in enumerate(words) if not is_name(word)]  # "Decision taken by the Cabinet"
        named = " ".join(words[before[-1] + 1 if before else 0 :])
        if is_body(named):
            day = days(text)[0][2] if len(days(text)) == 1 else None
            body = tidy_body(named if before else f"{above} {named}")
            return body if " " in body or body.lower() in _WHOLE else "", day
        above = named if before else ""
    return "", None


def name_form(sheet: Sheet, start: int) -> Found | None:
    """An assessment form that begins at line `start`: its first line says so, and a field gives its subject."""
    first = next((text for i in sheet.real(start, start + 3) if " " in (text := sheet.plain(i))), "")  # below a marking
    title = subject_of(sheet, start) if _FORM.search(first) and len(first.split()) <= 12 else ""
    return Found(start, "appendix", f"Equality impact assessment: {title}", start) if title else None


def name_single(sheet: Sheet) -> Found:
    """Name the one paper of a file that no finder recognised."""
    lines = sheet.real(0, len(sheet.lines))
    first = lines[0] if lines else 0
    named = name_decision(sheet, first) or name_form(sheet, first)
    if named is not None:
        return named
    top = [sheet.plain(i) for i in lines[:12]]
    label = LABEL.match(top[0]) if top else None
    labelled = label is not None and re.search(r"\s(?:\d{1,2}|[A-Z])$", label.group(1)) is not None
    in_name = re.search(r"\b(appendix|annex)[\s-]*([A-Z]\b|\d{1,2}\b)?\s*[-–:]?\s*(.*)$", sheet.name, re.IGNORECASE)
    committee, day = next((one for one in map(meeting_of, top) if all(one)), ("", None))
    header = sheet.reading.metadata.get("Header", "").split("\n")  # of a Word file: its first lines, and no title
    title = _own_title(sheet, lines[len(header) :] if header[0] else lines) or _own_title(sheet, lines)
    if not (labelled or in_name):
        kind: ItemKind = "other" if sheet.reading.metadata.get("Form") in ("table", "mail") else "report"
        return Found(first, kind, title or _fallback(sheet), first, committee, day)
    if in_name:
        tag = " ".join(filter(None, [in_name.group(1).capitalize(), (in_name.group(2) or "").upper()]))
        named_so = in_name.group(3) if any(c.isalpha() for c in in_name.group(3)) else ""
        rest = title if title and not labelled else named_so
        if labelled and label is not None and label.group(2) and len(sheet.reading.outline) <= 1:
            rest = label.group(2)
        title = f"{tag} – {rest}" if rest and not rest.lower().startswith(tag.lower()) else rest or tag
    return Found(first, "appendix", title or _fallback(sheet), first, committee, day)


def _own_title(sheet: Sheet, lines: list[int]) -> str:
    """The title that the first page prints, else what the opening says that the paper is; "" for none."""
    parts: list[str] = []
    styled = sheet.reading.outline[0].title if sheet.reading.outline else ""
    room = 0 if lines and sheet.lines[lines[0]].text.startswith("#") else 1  # blank lines within a title
    for n, i in enumerate(lines[:8]):
        text = sheet.plain(i)
        below = [sheet.plain(j) for j in lines[n + 1 : n + 3] if sheet.lines[j].page == sheet.lines[i].page]
        wordy = is_row(sheet.lines[i].text) or len(text.split()) > 16 or text.endswith((".", ";")) or "@" in text
        if text.endswith(","):  # it goes on in the next line, or is one of an address
            apart = bool(sheet.lines[lines[n + 1]].gap) if below else True
            wordy = wordy or apart or below[0].endswith(",") or bool(parts and sheet.lines[i].gap)
        if not parts and all(meeting_of(text)):
            continue
        if (
            wordy
            or _heads(text, below)
            or _BYLINE.match(text)
            or text.isdigit()
            or _SENTENCE.search(text)
            or _SECTION.match(text)
        ):
            break
        if parts and (
            sheet.lines[i].gap > room or sheet.lines[i].opens or NUMBERED.match(text) or all(meeting_of(text))
        ):
            break
        parts.append(text)
        if len(" ".join(parts).split()) > _LONGEST or " ".join(parts).rstrip(",") == styled:
            break
    opening = " ".join(sheet.plain(i) for i in lines[:14])
    said = _SAID.search(opening) if not parts else None
    if not said:
        return " ".join(parts)
    period = _PERIOD.search(opening)
    return f"{said.group(1).capitalize()} report {said.group(2).lower()}{f', {period.group(1)}' if period else ''}"


def _heads(text: str, below: list[str]) -> bool:
    """True for a line that heads what stands `below` it: the columns of a table, or a list of contents."""
    numbers = [line.split()[-1] for line in below]
    listed = len(below) > 1 and all(one.isdecimal() for one in numbers) and int(numbers[0]) < int(numbers[1])
    cells = " ".join(line for line in below if is_row(line)).split()
    return listed or (len(text.split()) > 1 and set(text.split()) <= {*cells})


def _fallback(sheet: Sheet) -> str:
    """A title from the outline, the metadata, or the file's name."""
    marks = [mark.title for mark in sheet.reading.outline]
    outline = [title for title in marks if not (_SECTION.match(title) or NUMBERED.match(title))][:1]
    for title in [*outline, sheet.reading.metadata.get("Title", "").strip()]:
        if not _TEMPLATE.search(title) and (title in outline or len(title.split()) > 1):
            return title
    return sheet.name or "Untitled paper"
