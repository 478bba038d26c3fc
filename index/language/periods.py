"""Dates and periods as people write them: "7 Sept 2021", "Q2 21/22", "last March", "April to September 2016".

A period is a closed interval of days with the precision it was named in. English order only (day, month, year);
a financial year runs from 1 April to 31 March, and a school year ("academic year 2022/23") from 1 September.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Precision = Literal["day", "month", "quarter", "season", "half", "financial_year", "academic_year", "year", "range"]

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name}
MONTHS |= {"sept": 9}
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<{0}>(?:19|20)\d\d|'?[1-3]\d(?!\d))"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "one": 1, "two": 2, "three": 3, "four": 4}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
_FY = r"(?P<{0}>(?:19|20)?\d\d)\s?[/\-–‐‑]\s?(?P<{1}>(?:20)?\d\d)(?![\d/\-])"


@dataclass(frozen=True)
class Period:
    """The days `start` to `end`, the precision they were named in, and where in the text (`span`)."""

    start: date
    end: date
    precision: Precision
    text: str
    span: tuple[int, int]

    def overlaps(self, other: Period) -> bool:
        """True when the two share a day."""
        return self.start <= other.end and other.start <= self.end

    def same(self, other: Period) -> bool:
        """True when the two are the same days."""
        return (self.start, self.end) == (other.start, other.end)


def _year(text: str) -> int:
    digits = text.lstrip("'")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _financial_quarter(first_year: int, quarter: int) -> tuple[date, date]:
    """Quarter 1 is April to June; quarter 4 falls in the second calendar year."""
    month = 4 + 3 * (quarter - 1)
    year = first_year + (month > 12)
    month = month - 12 if month > 12 else month
    return date(year, month, 1), _month_end(year, month + 2)


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(r"(?<![\w£.])" + pattern + r"(?![\w%])", re.I)


_DAY = _rule(r"(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?" + _MONTH.format("m") + r",?\s+" + _YEAR.format("y"))
_NUMERIC_DAY = _rule(r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{4}|\d\d)")
_ISO_DAY = _rule(r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)")
_QUARTER = _rule(
    r"(?:q|quarter\s?|qtr\s?)(?P<q>[1-4]|one|two|three|four)\s*(?:of\s+)?,?\s*(?:fy\s*)?" + _FY.format("a", "b")
)
_ORDINAL_QUARTER = _rule(r"(?P<q>first|second|third|fourth)\s+quarter\s+(?:of\s+)?" + _FY.format("a", "b"))
_QUARTER_YEAR = _rule(r"(?:q|quarter\s?)(?P<q>[1-4])\s*(?:of\s+)?(?P<y>(?:19|20)\d\d)(?![/\-]\d)")
_FULL_RANGE = _rule(
    r"(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+"
    + _MONTH.format("m1")
    + r"\s+"
    + _YEAR.format("y1")
    + r"\s*(?:to|until|and|[-–])\s*(?P<d2>\d{1,2})(?:st|nd|rd|th)?\s+"
    + _MONTH.format("m2")
    + r"\s+"
    + _YEAR.format("y2")
)
_MONTH_RANGE = _rule(
    _MONTH.format("m1")
    + r"(?:\s+"
    + _YEAR.format("y1")
    + r")?\s*(?:to|until|and|[-–])\s*"
    + _MONTH.format("m2")
    + r"\s+"
    + _YEAR.format("y2")
)
_MONTH_YEAR = _rule(_MONTH.format("m") + r",?\s*(?:of\s+)?" + _YEAR.format("y"))
_SEASON = _rule(r"(?P<s>spring|summer|autumn|winter)\s+(?:term\s+)?" + r"(?P<y>(?:19|20)\d\d)")
_ACADEMIC = _rule(r"(?:academic|school)\s+year\s+(?:of\s+)?" + _FY.format("a", "b"))
_FINANCIAL = _rule(_FY.format("a", "b"))
_YEARS = _rule(r"(?P<y>(?:19|20)\d\d)")
_LAST_MONTH_NAMED = _rule(r"(?:last|this|in|since)\s+" + _MONTH.format("m"))
_BARE_DAY = _rule(r"(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?" + _MONTH.format("m"))


def find_periods(text: str, today: date | None = None) -> tuple[Period, ...]:
    """Every period named in `text`, in order of place, none inside another.

    `today` is what "last March", "last year" and "7 November" without a year are reckoned from; without it they
    are left alone.
    """
    taken: list[Period] = []

    def add(match: re.Match[str], start: date, end: date, precision: Precision) -> None:
        span = match.span()
        if end >= start and not any(p.span[0] < span[1] and span[0] < p.span[1] for p in taken):
            taken.append(Period(start, end, precision, match.group().strip(), span))

    for rule, read in _READERS:
        for match in rule.finditer(text):
            try:
                found = read(match)
            except ValueError:  # 31 February, month 13: printed by mistake, names no period
                continue
            if found:
                add(match, *found)
    if today:
        for match in _BARE_DAY.finditer(text):
            month, day = MONTHS[match["m"].lower().rstrip(".")], int(match["d"])
            named = _last_such_day(today, month, day)
            if named:
                add(match, named, named, "day")
        for match in _LAST_MONTH_NAMED.finditer(text):
            month = MONTHS[match["m"].lower().rstrip(".")]
            year = today.year if month <= today.month else today.year - 1
            add(match, date(year, month, 1), _month_end(year, month), "month")
        for match in _rule(r"last year").finditer(text):
            add(match, date(today.year - 1, 1, 1), date(today.year - 1, 12, 31), "year")
        for match in _rule(r"this year").finditer(text):
            add(match, date(today.year, 1, 1), date(today.year, 12, 31), "year")
    return tuple(sorted(taken, key=lambda p: p.span))


def without_periods(text: str, periods: Iterable[Period]) -> str:
    """`text` with blanks where `periods` (found in it) stand, every other character in its place."""
    for p in periods:
        text = text[: p.span[0]] + " " * (p.span[1] - p.span[0]) + text[p.span[1] :]
    return text


def _last_such_day(today: date, month: int, day: int) -> date | None:
    for year in (today.year, today.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today + timedelta(days=92):  # a pack names its next meeting before it has happened
            return found
    return None


Found = tuple[date, date, Precision] | None


def _day(m: re.Match[str]) -> Found:
    day = date(_year(m["y"]), MONTHS[m["m"].lower().rstrip(".")], int(m["d"]))
    return day, day, "day"


def _numeric_day(m: re.Match[str]) -> Found:
    day = date(_year(m["y"]), int(m["m"]), int(m["d"]))
    return day, day, "day"


def _full_range(m: re.Match[str]) -> Found:
    start = date(_year(m["y1"]), MONTHS[m["m1"].lower().rstrip(".")], int(m["d1"]))
    end = date(_year(m["y2"]), MONTHS[m["m2"].lower().rstrip(".")], int(m["d2"]))
    return start, end, "range"


def _month_range(m: re.Match[str]) -> Found:
    last = _year(m["y2"])
    first_month, last_month = (MONTHS[m[g].lower().rstrip(".")] for g in ("m1", "m2"))
    first = _year(m["y1"]) if m["y1"] else last - (first_month > last_month)
    return date(first, first_month, 1), _month_end(last, last_month), "range"


def _month_year(m: re.Match[str]) -> Found:
    if m["m"].lower() == "may" and len(m["y"]) < 4:  # "may 20 children be moved"
        return None
    year, month = _year(m["y"]), MONTHS[m["m"].lower().rstrip(".")]
    return date(year, month, 1), _month_end(year, month), "month"


def _quarter(m: re.Match[str]) -> Found:
    years = _consecutive(m["a"], m["b"])
    number = _ORDINALS.get(m["q"].lower()) or int(m["q"])
    return (*_financial_quarter(years[0], number), "quarter") if years else None


def _quarter_year(m: re.Match[str]) -> Found:
    return (*_financial_quarter(int(m["y"]), int(m["q"])), "quarter")


def _season(m: re.Match[str]) -> Found:
    first, last = _SEASONS[m["s"].lower()]
    year = int(m["y"])
    return date(year, first, 1), _month_end(year + (last < first), last), "season"


def _consecutive(first: str, second: str) -> tuple[int, int] | None:
    """("2021", "22") → (2021, 2022); None for a number that is no pair of years, such as "10-15" or "24/7"."""
    a, b = _year(first), _year(second)
    if len(first) == 2 and not 10 <= int(first) <= 40:
        return None
    return (a, b) if b == a + 1 or (len(first) == 4 and a < b <= a + 15) else None


def _academic(m: re.Match[str]) -> Found:
    years = _consecutive(m["a"], m["b"])
    return (date(years[0], 9, 1), date(years[1], 8, 31), "academic_year") if years else None


def _financial(m: re.Match[str]) -> Found:
    years = _consecutive(m["a"], m["b"])
    if not years:
        return None
    start, end = date(years[0], 4, 1), date(years[1], 3, 31)
    return start, end, "financial_year" if years[1] == years[0] + 1 else "range"


def _calendar_year(m: re.Match[str]) -> Found:
    year = int(m["y"])
    return date(year, 1, 1), date(year, 12, 31), "year"


# Longest forms first: a form may not take words that a longer one has taken.
_READERS = (
    (_FULL_RANGE, _full_range),
    (_DAY, _day),
    (_ISO_DAY, _numeric_day),
    (_NUMERIC_DAY, _numeric_day),
    (_QUARTER, _quarter),
    (_ORDINAL_QUARTER, _quarter),
    (_QUARTER_YEAR, _quarter_year),
    (_MONTH_RANGE, _month_range),
    (_MONTH_YEAR, _month_year),
    (_SEASON, _season),
    (_ACADEMIC, _academic),
    (_FINANCIAL, _financial),
    (_YEARS, _calendar_year),
)
