"""The periods that figures are for: as named, or as told from the paper's own ("the previous quarter", "Q1").

A period is kept as its days and the precision it was named in, so that "July to September 2021" and "Q2 2021/22" are
one. What is only told from the paper's period is reckoned from that, never from the day the paper is read.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from index.language.dates import long_date
from index.language.periods import MONTHS, Period, Precision, find_periods

_LONGEST = timedelta(days=400)  # of the period that a paper reports on
_SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_HALF_TERM = {"spring": (2, 15), "summer": (5, 31), "autumn": (10, 31)}  # a paper tells of a term that has half run
_TERMS = ("spring", "summer", "autumn")
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
_FY = r"(?P<a>(?:20)?\d\d)\s?[/\-–‐‑]\s?(?P<b>(?:20)?\d\d)(?![\d/])"
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_RULES = (
    ("month_fy", re.compile(rf"\b(?P<m>{_MONTH})\.?\s+{_FY}", re.I)),
    ("fy_quarter", re.compile(rf"(?<![\w£.]){_FY}\s*,?\s*(?:q|quarter\s)(?P<q>[1-4])\b", re.I)),
    ("day", re.compile(rf"\b(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>20\d\d)\b", re.I)),
    # "aged 16-17 Dec 2023" names a month, not its 17th
    ("month", re.compile(rf"(?<=\d[-–‐‑]\d\d\s)(?P<m>{_MONTH})\.?\s+(?P<y>20\d\d)\b", re.I)),
    (
        "season",
        re.compile(r"\b(?P<s>spring|summer|autumn|winter)\s+(?:term\s+)?(?:school\s+)?census\s+(?P<y>20\d\d)\b", re.I),
    ),
    ("season", re.compile(r"\b(?P<y>20\d\d)\s+(?P<s>spring|summer|autumn|winter)\s+(?:term|census)\b", re.I)),
)
_LAST = r"(?:previous|preceding|prior|(?<!the )last)"
_SINCE = re.compile(r"\b(?:first|last) (?:\w+ )?(?:months?|weeks?|half|term) of\s*(?:the year\s*)?$", re.I)
_AGED = re.compile(r"\bage[ds]?(?: of)?\s+$", re.I)
_OLD = re.compile(r"^[\s-]*year", re.I)
_TOLD = (
    ("quarter", re.compile(r"\b(?:q|quarter\s|qtr\s)\s?(?P<q>[1-4]|one|two|three|four)\b", re.I)),
    ("quarter", re.compile(r"\b(?P<q>first|second|third|fourth) quarter\b", re.I)),
    ("month_end", re.compile(rf"\bend of (?P<m>{_MONTH})\b(?!\.?,?\s+(?:of\s+)?\d)", re.I)),
    ("term", re.compile(r"\b(?P<s>spring|summer|autumn)\s+term\b", re.I)),
    ("same_quarter", re.compile(r"\bsame (?:quarter|period|point|time)(?: in the)? (?:last|previous) year\b", re.I)),
    ("previous_quarter", re.compile(r"\b(?:previous|preceding|last|prior) (?:quarter|qtr)\b", re.I)),
    ("previous_term", re.compile(r"\b(?:previous|preceding|last) term\b", re.I)),
    ("previous_year", re.compile(rf"\b{_LAST} (?:(?:financial|academic|school) )?year\b", re.I)),
    ("year_before", re.compile(r"\bpreviously\b(?=\W{0,3}\d)", re.I)),
    ("previous_year", re.compile(r"\ba year (?:earlier|before|ago)\b", re.I)),
)  # fmt: skip
_RELATIVE = frozenset({"same_quarter", "year_before", "previous_quarter", "previous_term", "previous_year"})


@dataclass(frozen=True)
class Span:
    """The days `start` to `end` that a figure is for, and the precision they were named in."""

    start: date
    end: date
    precision: Precision

    @property
    def text(self) -> str:
        """As a person writes it: "Q2 2021/22", "2020/21", "Summer 2021", "31 March 2024"."""
        quarter = _quarter_of(self.start, self.end)
        if quarter:
            return f"Q{quarter[1]} {_pair(quarter[0])}"
        if (self.start.month, self.start.day, self.end) == (4, 1, date(self.start.year + 1, 3, 31)):
            return _pair(self.start.year)
        if self.precision == "year":
            return str(self.start.year)
        if self.precision == "academic_year":
            return f"academic year {_pair(self.start.year)}"
        if self.precision == "season":
            season = next(name for name, month in _SEASON_MONTHS.items() if month == self.start.month)
            return f"{season.capitalize()} {self.start.year}"
        if self.precision == "month":
            return f"{self.start:%B} {self.start.year}"
        if self.start == self.end:
            return long_date(self.start)
        if self.start.day == 1 and (self.end + timedelta(days=1)).day == 1:
            first = f"{self.start:%B}" + (f" {self.start.year}" if self.start.year != self.end.year else "")
            return f"{first} to {self.end:%B} {self.end.year}"
        return f"{long_date(self.start)} to {long_date(self.end)}"

    def same(self, other: Span) -> bool:
        """True for the same days, and for a day, month or quarter that ends on the same day as the other: "at 31
        March 2024" and "Q4 2023/24" are one point in time. A whole year is not its last quarter.
        """
        if (self.start, self.end) == (other.start, other.end):
            return True
        short = all(s.end - s.start < timedelta(days=95) and s.precision != "season" for s in (self, other))
        return short and self.end == other.end

    def before(self, years: int = 0, quarters: int = 0) -> Span | None:
        """The span so many years and quarters earlier; None where it is not a quarter and quarters are asked for."""
        if quarters:
            found = _quarter_of(self.start, self.end)
            if not found:
                return None
            index = found[0] * 4 + found[1] - 1 - quarters - 4 * years
            return quarter_span(index // 4, index % 4 + 1)
        return Span(_years_back(self.start, years), _years_back(self.end, years), self.precision)


@dataclass(frozen=True)
class Named:
    """A period where a text names it. `told` is True when it was reckoned from the paper's own period, `relative` when
    it is another than the one spoken of ("the previous quarter").
    """

    span: Span
    start: int
    end: int
    told: bool = False
    relative: bool = False


def quarter_span(year: int, quarter: int) -> Span:
    """Quarter 1 to 4 of the financial year that begins in April of `year`."""
    month = 4 + 3 * (quarter - 1)
    first = date(year + (month > 12), (month - 1) % 12 + 1, 1)
    after = date(first.year + (first.month > 9), (first.month + 2) % 12 + 1, 1)
    return Span(first, after - timedelta(days=1), "quarter")


def named_periods(text: str, own: Span | None, carried: Span | None = None) -> list[Named]:
    """Every period that `text` names, in order.

    `own` is the paper's, from which "Q1" and "last year" are told; `carried` the one that the sentences before speak
    of, from which "the previous term" is.
    """
    found: list[Named] = []

    def add(span: Span | None, start: int, end: int, told: bool = False, relative: bool = False) -> None:
        if span and not any(n.start < end and start < n.end for n in found):
            found.append(Named(span, start, end, told, relative))

    for kind, rule in _RULES:
        for m in rule.finditer(text):
            add(_written(kind, m), m.start(), m.end())
    for period in find_periods(text):
        if not _is_other(period, text):
            add(_span(period), *period.span)
    if own:
        for kind, rule in _TOLD:
            for m in rule.finditer(text):
                earlier = [n.span for n in found if n.end <= m.start()]
                if carried:
                    earlier.insert(0, carried)
                add(_reckoned(kind, m, own, earlier), m.start(), m.end(), True, kind in _RELATIVE)
    return sorted(found, key=lambda n: n.start)


def own_period(titles: list[str], opening: str) -> Span | None:
    """The period a paper reports on: in its title or its report's, else where its opening says "for the period"."""
    for title in titles:
        for period in find_periods(title):
            if period.precision not in ("day", "month", "year", "season") and period.end - period.start < _LONGEST:
                return _span(period)
    said = re.search(
        r"\b(?:for|covers|covering|during|over|in|to) (?:the )?(?:financial )?(?:period|year|quarter)\b(.{0,60})",
        opening,
    )
    for period in find_periods(said[1]) if said else ():
        if period.precision not in ("day", "month", "year", "season") and period.end - period.start < _LONGEST:
            return _span(period)
    return None


def _written(kind: str, m: re.Match[str]) -> Span | None:
    if kind == "season":
        month, year = _SEASON_MONTHS[m["s"].lower()], int(m["y"])
        return _season(month, year)
    if kind == "day":
        with suppress(ValueError):  # February 30th: printed by mistake
            day = date(int(m["y"]), MONTHS[m["m"].lower()], int(m["d"]))
            return Span(day, day, "day")
        return None
    if kind == "month":
        start = date(int(m["y"]), MONTHS[m["m"].lower()], 1)
        return Span(start, _month_end(start), "month")
    first = int(m["a"]) % 100 + 2000
    if (int(m["b"]) - first - 1) % 100:
        return None
    if kind == "fy_quarter":
        return quarter_span(first, int(m["q"]))
    month = MONTHS[m["m"].lower()]
    start = date(first + (month < 4), month, 1)
    return Span(start, _month_end(start), "month")


def _reckoned(kind: str, m: re.Match[str], own: Span, earlier: list[Span]) -> Span | None:
    quarter = _quarter_of(own.start, own.end)
    if kind == "previous_year":
        year = next((s for s in reversed(earlier) if s.precision in ("financial_year", "academic_year", "year")), own)
        return year.before(years=1)
    if kind == "same_quarter":
        return own.before(years=1)
    if kind == "year_before":  # "previously 91.8%" in a year's report; in a quarter's it may be any time
        return own.before(years=1) if own.end - own.start > timedelta(days=360) else None
    if kind == "previous_quarter":
        return own.before(quarters=1)
    if kind == "previous_term":
        term = next((span for span in reversed(earlier) if span.precision == "season"), None)
        return _term_before(term) if term else None
    if kind == "term":
        return _last_term(m["s"].lower(), own.end)
    if kind == "month_end":
        month = MONTHS[m["m"].lower()]
        start = date(own.end.year - (month > own.end.month), month, 1)
        return Span(start, _month_end(start), "month")
    number = _NUMBERS.get(m["q"].lower()) or int(m["q"])
    if quarter:
        return quarter_span(quarter[0] - (number > quarter[1]), number)
    if own.start.month == 4 and own.end - own.start > timedelta(days=360):
        return quarter_span(own.start.year, number)
    return None


def _is_other(period: Period, text: str) -> bool:
    """True for a part of a year that is named by the year ("the first three months of 2025"), and for ages."""
    before, after = text[: period.span[0]], text[period.span[1] :]
    if period.precision == "year":
        return bool(_SINCE.search(before))
    return period.precision == "financial_year" and bool(_AGED.search(before) or _OLD.match(after))


def _span(period: Period) -> Span:
    return Span(period.start, period.end, period.precision)


def _season(month: int, year: int) -> Span:
    first = date(year, month, 1)
    after = date(year + (month == 12), (month + 2) % 12 + 1, 1)
    return Span(first, after - timedelta(days=1), "season")


def _last_term(name: str, before: date) -> Span:
    run = date(before.year, *_HALF_TERM[name]) <= before
    return _season(_SEASON_MONTHS[name], before.year if run else before.year - 1)


def _term_before(term: Span) -> Span | None:
    months = [_SEASON_MONTHS[name] for name in _TERMS]
    if term.start.month not in months:
        return None
    place = months.index(term.start.month)
    return _season(months[place - 1], term.start.year - (place == 0))


def _quarter_of(start: date, end: date) -> tuple[int, int] | None:
    """(first calendar year, number) of the financial quarter that these days are, or None."""
    if start.day != 1 or start.month not in (1, 4, 7, 10):
        return None
    number = (start.month - 4) % 12 // 3 + 1
    year = start.year - (start.month == 1)
    span = quarter_span(year, number)
    return (year, number) if span.end == end else None


def _pair(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"


def _month_end(start: date) -> date:
    return date(start.year + (start.month == 12), start.month % 12 + 1, 1) - timedelta(days=1)


def _years_back(day: date, years: int) -> date:
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year - years)
