"""Times as periods of days: "7 Sept 2021", "Q2 21/22", "last March", "April to September 2016"."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from dateutil.relativedelta import relativedelta

from index.language.periods.grammar import times_of
from index.language.periods.values import (
    Period,
    Span,
    Time,
    day_span,
    month_span,
    months_to,
    quarter_span,
    season_span,
    tokens_of,
    years_span,
)

_AHEAD = timedelta(days=92)  # a pack names its next meeting before it has happened
_SINCE = frozenset({"last", "this", "in", "since"})


@lru_cache(maxsize=20_000)
def find_periods(text: str, today: date | None = None) -> tuple[Period, ...]:
    """Every period named in `text`, in order of place, none inside another. `today` is what "last March", "last year"
    and "7 November" without a year are reckoned from; without it they are left alone.
    """
    if today is None and not any(letter.isdigit() for letter in text):
        return ()
    found = []
    for time in times_of(text):
        span = days_of(time)
        if span is not None:
            found += _placed(time, span, text)
        elif today is not None and not time.dated:
            found += _reckoned(time, text, today)
    if today is not None:
        told = _years_told(text, today)
        found += [p for p in told if not any(p.span[0] < q.span[1] and q.span[0] < p.span[1] for q in found)]
    return tuple(sorted(found, key=lambda p: p.span))


def find_dates(text: str, short: bool = False) -> list[tuple[int, int, date]]:
    """Every whole date in `text`, with its span; each of a range for itself. `short`: also years in two digits."""
    if not any(map(str.isdigit, text)):
        return []
    found = []
    for time in times_of(text):
        for one in (time, time.until):
            if one is not None and one.day is not None and one.year is not None and one.month is not None:
                start, end = one.start, one.stop or one.end
                if (short or str(one.year) in text[start:end]) and 1900 <= one.year <= 2100:
                    found.append((start, end, date(one.year, one.month, one.day)))
    return found


def first_date(text: str) -> date | None:
    """The first whole date in `text`."""
    found = find_dates(text)
    return found[0][2] if found else None


def without_periods(text: str, periods: Iterable[Period]) -> str:
    """`text` with blanks where `periods` (found in it) stand, every other character in its place."""
    for p in periods:
        text = text[: p.span[0]] + " " * (p.span[1] - p.span[0]) + text[p.span[1] :]
    return text


def days_of(time: Time) -> Span | None:
    """The days of a time; None where it does not name its year, or there is no such day."""
    try:
        if time.until is not None:
            last = days_of(time.until)
            return _through(time, last) if last else None
        return _days(time)
    except (ValueError, OverflowError):
        return None


def _days(time: Time) -> Span | None:
    year = time.year
    if year is None:
        return None
    if time.quarter is not None:
        return quarter_span(year, time.quarter)
    if time.season is not None:
        return season_span(year, time.season)
    if time.month is not None:
        named = day_span(date(year, time.month, time.day)) if time.day is not None else month_span(year, time.month)
        return months_to(named.end, time.months) if time.months else named
    if time.second is not None:
        return years_span(year, time.second, time.school)
    return Span(date(year, 1, 1), date(year, 12, 31), "year")


def _through(time: Time, last: Span) -> Span | None:
    """From the beginning of a time to the end of a later one, whose year it takes where it has none itself."""
    until = time.until
    if until is None or until.year is None:
        return None
    year = time.year
    if year is None:
        later = (time.month or 0, time.day or 0) > (until.month or 0, until.day or 0)
        year = until.year - (time.month is not None and later)
    first = _days(Time(time.start, time.end, year, time.month, time.day, time.quarter))
    return Span(first.start, last.end, "range") if first and first.start <= last.end else None


def _placed(time: Time, span: Span, text: str) -> list[Period]:
    """A time as a period; two years are two periods ("between 2018 and 2021")."""
    if time.until is not None and time.month is None and time.quarter is None:
        first = Time(time.start, time.stop, time.year)
        return [p for one in (first, time.until) for p in _placed(one, days_of(one) or span, text)]
    return [_period(span, text, time.start, time.end)]


def _period(span: Span, text: str, start: int, end: int) -> Period:
    return Period(span.start, span.end, span.precision, text[start:end], (start, end))


def _reckoned(time: Time, text: str, today: date) -> list[Period]:
    """A day or a month without its year, told from today."""
    if time.month is None or time.until is not None:
        return []
    if time.day is not None:
        day = _last_such_day(today, time.month, time.day)
        return _placed(time, day_span(day), text) if day else []
    before = tokens_of(text[: time.start])
    if not before or before[-1].text not in _SINCE:
        return []
    span = month_span(today.year - (time.month > today.month), time.month)
    return [_period(span, text, before[-1].start, time.end)]


def _years_told(text: str, today: date) -> list[Period]:
    found = []
    for one, other in pairwise(tokens_of(text)):
        if other.text == "year" and one.text in ("last", "this"):
            year = today.year - (one.text == "last")
            found.append(_period(Span(date(year, 1, 1), date(year, 12, 31), "year"), text, one.start, other.end))
    return found


def _last_such_day(today: date, month: int, day: int) -> date | None:
    for year in (today.year, today.year - 1):
        found = date(year, month, 1) + relativedelta(day=day)
        if found.day == day and found <= today + _AHEAD:
            return found
    return None
