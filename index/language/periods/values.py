"""Times as values: the words, numbers and signs that they are written in, and the days they come to.

A financial year runs from 1 April, its quarters from there; a school year from 1 September.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from dateutil.relativedelta import relativedelta

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WELSH = "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr"
MONTHS |= {name: n for n, name in enumerate(_WELSH.split(), 1)}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_WORDS = "one two three four five six seven eight nine ten eleven twelve"
NUMBERS = {word: n for n, word in enumerate(_WORDS.split(), 1)} | {"a": 1, "an": 1, "fourteen": 14, "eighteen": 18}
_TOKEN = re.compile(r"</?sup>|(?P<number>[0-9]+)|(?P<word>[^\W\d_]+)|(?P<sign>\S)")
Precision = Literal["day", "month", "quarter", "season", "half", "financial_year", "academic_year", "year", "range"]
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # the month each begins in
_SHORT = timedelta(days=95)


class Token(NamedTuple):
    """A number, a word in lower case, or a sign, and where it stands."""

    kind: str
    text: str
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text, in order; tags of raised letters are left out."""
    return [
        Token(m.lastgroup, m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text) if m.lastgroup
    ]  # fmt: skip


def touching(letter: str) -> bool:
    """True for a letter, figure or underscore, which a time cannot stand against."""
    return letter.isalnum() or letter == "_"


@dataclass(frozen=True)
class Time:
    """A time that a text names between `start` and `end`. `second` is the later year of "2021/22" (`school` for a
    school year). `until` ends a range that this begins, whose own words end at `stop`. `months` is how many there are
    up to it ("the year to June 2025": 12).
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    season: str | None = None
    second: int | None = None
    school: bool = False
    until: Time | None = None
    stop: int = 0
    months: int = 0

    @property
    def dated(self) -> bool:
        """True when its year is named."""
        return self.year is not None


@dataclass(frozen=True)
class Span:
    """The days `start` to `end`, and the precision they were named in."""

    start: date
    end: date
    precision: Precision

    @property
    def text(self) -> str:
        """As a person writes it: "Q2 2021/22", "2020/21", "Summer 2021", "31 March 2024"."""
        quarter = self.quarter
        if quarter:
            return f"Q{quarter[1]} {_pair(quarter[0])}"
        if (self.start.month, self.start.day, self.end) == (4, 1, date(self.start.year + 1, 3, 31)):
            return _pair(self.start.year)
        if self.precision == "year":
            return str(self.start.year)
        if self.precision == "academic_year":
            return f"academic year {_pair(self.start.year)}"
        if self.precision == "season":
            season = next(name for name, month in SEASONS.items() if month == self.start.month)
            return f"{season.capitalize()} {self.start.year}"
        if self.precision == "month":
            return f"{self.start:%B} {self.start.year}"
        if self.start == self.end:
            return long_date(self.start)
        if self.start.day == 1 and (self.end + timedelta(days=1)).day == 1:
            first = f"{self.start:%B}" + (f" {self.start.year}" if self.start.year != self.end.year else "")
            return f"{first} to {self.end:%B} {self.end.year}"
        return f"{long_date(self.start)} to {long_date(self.end)}"

    @property
    def quarter(self) -> tuple[int, int] | None:
        """(first calendar year of the financial year, 1 to 4) where these days are a quarter."""
        if self.start.day != 1 or self.start.month not in (1, 4, 7, 10):
            return None
        number, year = (self.start.month - 4) % 12 // 3 + 1, self.start.year - (self.start.month == 1)
        return (year, number) if quarter_span(year, number).end == self.end else None

    def same(self, other: Span) -> bool:
        """True for the same days, and for a day, month or quarter that ends on the same day as the other: "at 31 March
        2024" and "Q4 2023/24" are one point in time. A whole year is not its last quarter.
        """
        if (self.start, self.end) == (other.start, other.end):
            return True
        short = all(s.end - s.start < _SHORT and s.precision != "season" for s in (self, other))
        return short and self.end == other.end

    def before(self, years: int = 0, quarters: int = 0) -> Span | None:
        """The span so many years and quarters earlier (later where negative); None where it is not a quarter and
        quarters are asked for, and outside the calendar.
        """
        try:
            if not quarters:
                first, last = (day + relativedelta(years=-years) for day in (self.start, self.end))
                whole = self.precision != "day" and self.end == month_end(self.end)
                return Span(first, month_end(last) if whole else last, self.precision)
            if not self.quarter:
                return None
            index = self.quarter[0] * 4 + self.quarter[1] - 1 - quarters - 4 * years
            return quarter_span(index // 4, index % 4 + 1)
        except ValueError:
            return None


@dataclass(frozen=True)
class Period:
    """The days `start` to `end`, the precision they were named in, the words (`text`) and their place (`span`)."""

    start: date
    end: date
    precision: Precision
    text: str
    span: tuple[int, int]

    @property
    def days(self) -> Span:
        """The period without its place."""
        return Span(self.start, self.end, self.precision)

    def overlaps(self, other: Period) -> bool:
        """True when the two share a day."""
        return self.start <= other.end and other.start <= self.end

    def same(self, other: Period) -> bool:
        """True when the two are the same days."""
        return (self.start, self.end) == (other.start, other.end)


def day_span(day: date) -> Span:
    """One day."""
    return Span(day, day, "day")


def month_span(year: int, month: int) -> Span:
    """A calendar month."""
    first = date(year, month, 1)
    return Span(first, month_end(first), "month")


def quarter_span(year: int, quarter: int) -> Span:
    """Quarter 1 to 4 of the financial year that begins in April of `year`: quarter 4 falls in the next."""
    month = 4 + 3 * (quarter - 1)
    first = date(year + (month > 12), (month - 1) % 12 + 1, 1)
    return Span(first, month_end(first + relativedelta(months=2)), "quarter")


def season_span(year: int, season: str) -> Span:
    """The three months of a season or term that begins in `year`."""
    first = date(year, SEASONS[season], 1)
    return Span(first, month_end(first + relativedelta(months=2)), "season")


def years_span(first: int, last: int, school: bool = False) -> Span:
    """The financial or school years from the one that begins in `first` to the one that ends in `last`."""
    month, sort = (9, "academic_year") if school else (4, "financial_year")
    start = date(first, month, 1)
    return Span(start, date(last, month, 1) - timedelta(days=1), sort if last == first + 1 else "range")  # type: ignore[arg-type]


def months_to(end: date, months: int) -> Span:
    """So many months up to a day: twelve to 31 March are a financial year."""
    start = end + timedelta(days=1) - relativedelta(months=months)
    span = Span(start, end, "range")
    if months == 12 and (start.month, start.day) == (4, 1):
        return years_span(start.year, end.year)
    return Span(start, end, "quarter") if span.quarter else span


def month_end(day: date) -> date:
    """The last day of the month of a day."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def exists(year: int, month: int, day: int) -> bool:
    """True for a day of the calendar."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def long_date(day: date) -> str:
    """Write a date as minutes do: "7 September 2021"."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def _pair(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"
