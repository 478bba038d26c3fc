"""Names a file that holds one paper without a banner: decision notices, assessment forms, agendas,
appendices, reports.

The title comes from the paper's own words first (a form's field, its first heading, the period it covers),
then from the outline, the metadata, and last of all the file's name.
"""

from __future__ import annotations

import re

from index.language.periods import find_dates
from index.papers.listed import LABEL
from index.papers.sheet import Found, Sheet, is_body, mostly_capitals

_DECISION = re.compile(
    r"\b(?:record\s+of\s+(?:\w+\s+)?decisions?|decision\s+(?:notice|record(?:ing)?|sheet))\b", re.IGNORECASE
)
_FORM = re.compile(r"\b(?:EQIA|EHRIA|EIA|equality|equalities|impact\s+assessment|screening)\b", re.IGNORECASE)
_TITLE_KEY = re.compile(
    r"^(?:(?:eqia|eia|assessment|report|policy|decision)\s+title|subject\s+matter(?:\s*/\s*title\s+of\s+decision)?|title"
    r"(?:\s+of\s+(?:decision|report|policy|proposal))?|subject|name\s+of\s+policy(?:\s+being\s+assessed)?)\s*:?\s*(.*)$",
    re.IGNORECASE,
)
_ANOTHER_KEY = re.compile(
    r"^[A-Z][A-Za-z ()/]{2,40}:?$|^[A-Z][\w ]{2,30}:\s|^(?:responsible|decision|reason|approved)\b"
)
_PERIOD = re.compile(
    r"\b(?:covers?|covering|for)\s+(?:the\s+)?(?:period|year)\s+(?:of\s+|from\s+)?(.{6,60}?)(?:[.;,]\s|\.$|$)",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(
    r"\btemplate\b|^the report$|^executive decision$|^minutes$|^agenda\b|powerpoint presentation|"
    r"\.(?:docx?|xlsx?|pptx?)$|"
    r"^microsoft|^untitled|^document\d*$|slide \d|^programme of",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"^(?:executive\s+)?summary$|^\d*\W*introduction$|^contents$|^foreword$|^purpose\b", re.IGNORECASE
)
_SENTENCE = re.compile(
    r"^(?:this|the)\s+(?:report|paper|document)\b|\b(?:covers|sets out|presents|provides|is to|are|was)\b",
    re.I,
)
_BYLINE = re.compile(
    r"^(?:by|to|from|prepared|author|version|contents?|contact|date|presented|as\s+at|unrestricted)\b", re.I
)


def name_decision(sheet: Sheet, start: int) -> Found | None:
    """A decision notice that begins at line `start`, named for what it decides."""
    if not any(_DECISION.search(sheet.plain(i)) for i in sheet.real(start, start + 4)):
        return None
    title = _field(sheet, start)
    body = next((sheet.plain(j) for j in sheet.real(start, start + 8) if is_body(sheet.plain(j))), "")
    return Found(start, "decision", f"Record of decision: {title}" if title else "Record of decision", start, body)


def name_form(sheet: Sheet, start: int) -> Found | None:
    """An assessment form that begins at line `start`: its first line says so, and a field gives its
    subject.
    """
    lines = sheet.real(start, start + 2)
    if not lines or not any(_FORM.search(sheet.plain(i)) and len(sheet.plain(i).split()) <= 12 for i in lines[:1]):
        return None
    title = _field(sheet, start)
    if not title:
        return None
    return Found(start, "appendix", f"Equality impact assessment: {title}", start)


def name_single(sheet: Sheet) -> Found:
    """Name the one paper of a file that no finder recognised."""
    lines = sheet.real(0, len(sheet.lines))
    first = lines[0] if lines else 0
    for namer in (name_decision, name_form):
        named = namer(sheet, first)
        if named is not None:
            return named
    top = [sheet.plain(i) for i in lines[:12]]
    label = LABEL.match(top[0]) if top else None
    labelled = label is not None and re.search(r"\s(?:\d{1,2}|[A-Z])$", label.group(1)) is not None
    in_name = re.search(r"\b(appendix|annex)\s*([A-Z]\b|\d{1,2}\b)?\s*[-–:]?\s*(.*)$", sheet.name, re.IGNORECASE)
    kind = "appendix" if labelled or in_name else "report"
    committee, day = _meeting(top)
    title = _own_title(sheet, lines)
    if in_name and kind == "appendix":
        tag = " ".join(filter(None, [in_name.group(1).capitalize(), (in_name.group(2) or "").upper()]))
        rest = title if title and not labelled else in_name.group(3)
        if labelled and label is not None and label.group(2) and len(sheet.reading.outline) <= 1:
            rest = label.group(2)
        title = f"{tag} – {rest}" if rest and not rest.lower().startswith(tag.lower()) else rest or tag
    return Found(first, kind, title or _fallback(sheet), first, committee, day)  # type: ignore[arg-type]


def _field(sheet: Sheet, start: int) -> str:
    """The value of the field that gives a form its subject: beside its key, or on the lines below it."""
    for i in sheet.real(start, start + 40):
        match = _TITLE_KEY.match(sheet.plain(i).strip("* "))
        if not match:
            continue
        parts = [match.group(1)] if match.group(1) else []
        for j in sheet.real(i + 1, i + 5):
            text = sheet.plain(j)
            if parts and (sheet.lines[j].gap or _ANOTHER_KEY.match(text)):
                break
            parts.append(text)
        return " ".join(parts)
    return ""


def _meeting(top: list[str]) -> tuple[str, object]:
    """The meeting that a paper's first lines name: "To Cabinet – 30 January 2025"."""
    for text in top:
        dates = find_dates(text)
        if dates and re.match(r"^to\b|^meeting\b", text, re.IGNORECASE):
            words = re.sub(r"^(?:to|meeting)\b[:\s]*", "", text[: dates[0][0]], flags=re.IGNORECASE).strip(" -–—,:")
            if is_body(words):
                return words, dates[0][2]
    return "", None


def _own_title(sheet: Sheet, lines: list[int]) -> str:
    """The title that the first page prints, else the period that the opening says the paper covers."""
    parts: list[str] = []
    hashed = bool(lines) and sheet.lines[lines[0]].text.startswith("#")
    for i in lines[:8]:
        text = sheet.plain(i)
        wordy = len(text.split()) > 16 or text.endswith((".", ";", ",")) or "@" in text
        if wordy or (_BYLINE.match(text) and parts) or (parts and sheet.lines[i].gap > (0 if hashed else 1)):
            break
        if _BYLINE.match(text) or text.isdigit() or _SENTENCE.search(text):
            break
        if parts and sheet.lines[i].opens:
            break
        parts.append(text)
        if len(" ".join(parts).split()) > 18:
            break
        if _SECTION.match(text):
            break
    title = " ".join(parts)
    if _SECTION.match(title):
        title = ""
    opening = " ".join(sheet.plain(i) for i in lines[:14])
    period = _PERIOD.search(opening)
    if not title and period:
        subject = _subject(opening)
        return f"{subject} {period.group(1)}".strip()
    return title


def _subject(opening: str) -> str:
    """What an untitled report is about, in its own words: "annual summary of the core activities relating
    to …".
    """
    match = re.search(
        r"\b(annual|quarterly|half[- ]yearly|monthly|final|interim)\s+(?:report|summary|review)\b"
        r"(.{0,90}?)(?:[.;,(]|$)",
        opening,
        re.IGNORECASE,
    )
    if match:
        words = f"{match.group(1)} report{match.group(2)}"
        return " ".join(words.split()).strip().capitalize() + ","
    return "Report,"


def _fallback(sheet: Sheet) -> str:
    """A title from the outline, the metadata, or the file's name."""
    for mark in sheet.reading.outline[:1]:
        if not _TEMPLATE.search(mark.title) and not re.match(r"^\d", mark.title):
            return mark.title
    title = sheet.reading.metadata.get("Title", "").strip()
    if len(title.split()) > 1 and not _TEMPLATE.search(title) and not mostly_capitals(title[:0]):
        return title
    return re.sub(r"[_\s]+", " ", sheet.name).strip() or "Untitled paper"
