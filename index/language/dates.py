"""Finds dates as councils print them: "Tuesday, 7th September, 2021", "30/01/2025", "30th-Jan-2025"."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = (
    "("
    + "|".join(f"{m[:3]}(?:{m[3:]})?" if m != "may" else "may" for m in _MONTHS).replace(
        "sep(?:tember)?", "sep(?:t|tember)?"
    )
    + r")\.?"
)
_DAY = r"(\d{1,2})\s*(?:<sup>)?(?:st|nd|rd|th)?(?:</sup>)?"
_DATE = re.compile(
    rf"\b{_DAY}(?:\s+of)?[\s,-]+{_MONTH}[\s,-]+(\d{{4}})(?!\d)"
    rf"|\b{_MONTH}\s+{_DAY},?\s+(\d{{4}})\b"
    r"|\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b"
    r"|\b(\d{4})-(\d{2})-(\d{2})\b",
    re.IGNORECASE,
)


def find_dates(text: str) -> list[tuple[int, int, date]]:
    """Give every whole date in `text` with its span; days and months that do not exist are passed over."""
    found = []
    for match in _DATE.finditer(text):
        a, b, c, d, e, f, g, h, i, j, k, m = match.groups()
        if c:
            parts = (int(c), _month(b), int(a))
        elif f:
            parts = (int(f), _month(d), int(e))
        elif i:
            parts = (int(i), int(h), int(g))
        else:
            parts = (int(j), int(k), int(m))
        if not 1900 <= parts[0] <= 2100:
            continue
        try:
            found.append((match.start(), match.end(), date(*parts)))
        except ValueError:
            continue
    return found


def first_date(text: str) -> date | None:
    """The first whole date in `text`."""
    found = find_dates(text)
    return found[0][2] if found else None


def long_date(day: date) -> str:
    """Write a date as minutes do: "7 September 2021"."""
    return f"{day.day} {_MONTHS[day.month - 1].capitalize()} {day.year}"


def _month(name: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:3]))
