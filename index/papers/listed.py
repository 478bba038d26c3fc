"""Reads the appendices that a covering report lists at its end, and the label that an appendix gives itself."""

from __future__ import annotations

import re

from index.papers.sheet import Sheet

_HEADING = re.compile(
    r"^\W*(?:\d+(?:\.\d+)?[.)]?\s*\|?\s*)?(?:list\s+of\s+)?(?:appendix|appendices|annexe?s?)\W*$", re.IGNORECASE
)
LABEL = re.compile(
    r"^\W*((?:appendix|annexe?|schedule|enclosure)\s*(?:[A-Z]{1,2}\d?|\d{1,2}[a-z]?|[IVX]{1,4})?)\s*(?:[:.)–—-]+\s*|\s+(?=\S)|$)(.*)$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"^\W*(?:\d+(?:\.\d+)?[.)]?\s*)?(?:(?:report\s+)?(?:lead\s+)?officers?(?:\(s\))?\s*(?:to\s+)?contacts?|contact\s+(?:officers?|details?)"
    r"|report\s+authors?|contacts?|for\s+further\s+information|background\s+(?:papers|documents))\b",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.\w|\b(?:tel|telephone|phone|ext|e-?mail)\b|\b0\d{3,4}[\s)]?\s*\(?\d{2,3}|\b\d{10,11}\b",
    re.I,
)
Pairs = list[tuple[str, str]]


def is_contact_heading(text: str) -> bool:
    """True for the heading above the names of those to contact, or the background papers."""
    return len(text) < 70 and bool(_CONTACT.match(text))


def is_reached(text: str) -> bool:
    """True for a line with a telephone number or an address."""
    return bool(_REACHED.search(text))


def listed_appendices(sheet: Sheet, start: int, stop: int) -> tuple[Pairs, int]:
    """Read the first list of appendices between two lines: (label, title) pairs, and the line after the list.

    A report that only says "Appendix" and then a title lists one without a label. No list: ([], start).
    """
    heading = next((i for i in sheet.real(start, stop) if _HEADING.match(sheet.plain(i))), None)
    if heading is None:
        return _loose(sheet, start, stop)
    found: Pairs = []
    end = heading + 1
    for i in sheet.real(heading + 1, min(stop, heading + 40)):
        text = sheet.plain(i).lstrip("•-·* \uf0b7")
        line = sheet.lines[i]
        if is_contact_heading(text) or is_reached(text) or line.opens == 2 or re.match(r"^\d+\.\s+[A-Z]", text):
            break
        label = LABEL.match(text)
        if label and label.group(2):
            found.append((_neat(label.group(1)), label.group(2)))
        elif found and line.gap == 0 and not line.opens:
            found[-1] = (found[-1][0], f"{found[-1][1]} {text}")
        elif not found and not line.opens:
            found.append(("", text))
        else:
            break
        end = i + 1
    return found, end


def _loose(sheet: Sheet, start: int, stop: int) -> tuple[Pairs, int]:
    """Labelled lines without a heading above them, three lines apart or fewer, below the contacts."""
    found: Pairs = []
    end, seen = start, False
    for i in sheet.real(start, stop):
        text = sheet.plain(i)
        seen = seen or is_contact_heading(text)
        label = LABEL.match(text)
        if label and (sheet.lines[i].opens or (found and i - end > 3)):
            break
        if seen and label and label.group(2) and len(text.split()) < 30:
            found.append((_neat(label.group(1)), label.group(2)))
            end = i + 1
    return found, end


def own_label(sheet: Sheet, i: int, stop: int) -> tuple[str, str]:
    """The label and title that a page's first lines give themselves: "Appendix 1", "Appendix A – Samples"."""
    match = LABEL.match(sheet.plain(i))
    lettered = match is not None and re.search(r"\s(?:\d+[a-z]?|[A-Z]{1,2}|[IVX]+)$", match.group(1), re.IGNORECASE)
    if match is None or not (lettered or re.match(r"^\W*appendix\s*[:–—-]\s*\S", sheet.plain(i), re.IGNORECASE)):
        return "", ""
    if len(sheet.plain(i).split()) > 25 or re.match(r"^(?:shows?|sets?|is|of|to|and|provides?)\b", match.group(2)):
        return "", ""
    label, title = _neat(match.group(1)), match.group(2)
    if not title:
        for j in sheet.real(i + 1, min(stop, i + 3))[:1]:
            again = LABEL.match(sheet.plain(j))
            if again and _neat(again.group(1)) == label:
                title = again.group(2)
            elif len(sheet.plain(j).split()) <= 20 and not sheet.plain(j).endswith("."):
                title = sheet.plain(j)
    return label, title


def _neat(label: str) -> str:
    """Write a label as "Appendix A"."""
    words = label.split()
    return " ".join([words[0].capitalize(), *(w.upper() if len(w) < 3 else w for w in words[1:])])
