"""Times told from another: "Q1" in a paper on 2021/22, "the previous quarter", "two years later", "in six weeks"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

from index.language.periods.grammar import times_of
from index.language.periods.reading import days_of, find_periods
from index.language.periods.values import (
    NUMBERS,
    SEASONS,
    Period,
    Span,
    Time,
    Token,
    month_span,
    quarter_span,
    season_span,
    tokens_of,
)

Unit = Literal["year", "quarter", "term"]

_LONGEST = timedelta(days=400)  # of the period that a paper reports on
_YEARLY = timedelta(days=360)
_HALF_TERM = {"spring": (2, 15), "summer": (5, 31), "autumn": (10, 31)}  # a paper tells of a term that has half run
_TERMS = ("spring", "summer", "autumn")
_UNITS = {name + s: name for name in ("year", "quarter", "term") for s in ("", "s")} | {"qtr": "quarter"}
_BACK = frozenset({"previous", "preceding", "prior"})
_ON = frozenset({"next", "following"})
_EARLIER = frozenset({"before", "earlier", "ago"})
_LATER = frozenset({"after", "later"})
_KINDS = frozenset({"financial", "academic", "school"})
_POINTS = frozenset({"quarter", "period", "point", "time"})
_LENGTHS = {"day": "days", "week": "weeks", "month": "months", "year": "years"}


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


@dataclass(frozen=True)
class Shift:
    """So many years, quarters or terms back (negative) or on, and where the words stand that say so. `same` is True for
    the like part of another year ("the same quarter last year"), `led` where "the" stands before them.
    """

    by: int
    unit: Unit
    start: int
    end: int
    same: bool = False
    led: bool = False
    word: str = ""


def shifts_of(text: str) -> list[Shift]:
    """The shifts of time that a text names, in order."""
    tokens = tokens_of(text)
    found: list[Shift] = []
    at = 0
    while at < len(tokens):
        read = _shift(tokens, at)
        if read is None:
            at += 1
        else:
            found.append(read[0])
            at = read[1]
    return found


def _shift(tokens: Sequence[Token], at: int) -> tuple[Shift, int] | None:
    word = [token.text for token in tokens[at : at + 7]]
    led = at > 0 and tokens[at - 1].text == "the"

    def made(by: int, unit: str, size: int, same: bool = False) -> tuple[Shift, int]:
        last = tokens[at + size - 1].end
        return Shift(by, unit, tokens[at].start, last, same, led, word[0]), at + size  # type: ignore[arg-type]

    match word:
        case ["same", point, "in", "the", "last" | "previous", "year", *_] if point in _POINTS:
            return made(-1, "year", 6, same=True)
        case ["same", point, "last" | "previous", "year", *_] if point in _POINTS:
            return made(-1, "year", 4, same=True)
        case [lead, kind, "year", *_] if kind in _KINDS and (lead in _BACK or lead == "last"):
            return made(-1, "year", 3)
        case [lead, unit, *_] if unit in _UNITS and (lead in _BACK or lead == "last"):
            return made(-1, _UNITS[unit], 2)
        case [lead, unit, *_] if unit in _UNITS and lead in _ON:
            return made(1, _UNITS[unit], 2)
        case [count, unit, side, *_] if unit in _UNITS and count in NUMBERS and side in _EARLIER | _LATER:
            return made(NUMBERS[count] * (-1 if side in _EARLIER else 1), _UNITS[unit], 3)
        case ["the", unit, side, *_] if unit in _UNITS and side in _EARLIER | _LATER:
            return made(-1 if side in _EARLIER else 1, _UNITS[unit], 3)
    return None


def named_periods(text: str, own: Span | None, carried: Span | None = None) -> list[Named]:
    """Every period that `text` names, in order. `own` is the paper's, from which "Q1" and "last year" are told;
    `carried` the one that the sentences before speak of, from which "the previous term" is.
    """
    found: list[Named] = []
    times = times_of(text)
    for time in times:
        span = days_of(time)
        if span is not None and not _is_other(time, span, text):
            found += [Named(p.days, *p.span) for p in find_periods(text[: time.end]) if p.span[0] >= time.start]
    if own is None:
        return found

    def add(span: Span | None, start: int, end: int, relative: bool) -> None:
        if span and not any(n.start < end and start < n.end for n in found):
            found.append(Named(span, start, end, True, relative))

    for time in times:
        if not time.dated:
            add(_told(time, own, text), time.start, time.end, False)
    for shift in shifts_of(text):
        earlier = [*([carried] if carried else []), *(n.span for n in found if n.end <= shift.start)]
        add(_shifted(shift, own, earlier), shift.start, shift.end, True)
    for start, end in _previously(text):
        add(own.before(years=1) if own.end - own.start > _YEARLY else None, start, end, True)
    return sorted(found, key=lambda n: n.start)


def own_period(titles: Sequence[str], opening: str) -> Span | None:
    """The period a paper reports on: in its title or its report's, else where its opening says "for the period"."""
    for title in titles:
        for period in find_periods(title):
            if _reports(period):
                return period.days
    for at in _saying(tokens_of(opening)):
        for period in find_periods(opening[at : at + 60]):
            if _reports(period):
                return period.days
    return None


def first_after(day: date, month: int, number: int) -> date | None:
    """The first such day of a month after `day`; None for a day that the month has not."""
    for year in (day.year, day.year + 1):
        try:
            found = date(year, month, number)
        except ValueError:
            return None
        if found > day:
            return found
    return None


def length_after(text: str, day: date) -> tuple[date, int, int] | None:
    """Where a text says "within six weeks" or "in two months": the day that comes to, and the place of the words."""
    tokens = tokens_of(text)
    for at, token in enumerate(tokens):
        if token.text not in ("in", "within") or at + 2 >= len(tokens):
            continue
        count = int(tokens[at + 1].text) if tokens[at + 1].kind == "number" else NUMBERS.get(tokens[at + 1].text)
        after = at + 2 + (tokens[at + 2].text in ("working", "calendar"))
        unit = _LENGTHS.get(tokens[after].text.rstrip("s")) if after < len(tokens) else None
        if count and unit and count < 1000:
            return day + relativedelta(**{unit: count}), token.start, tokens[after].end
    return None


def _reports(period: Period) -> bool:
    return period.precision not in ("day", "month", "year", "season") and period.end - period.start < _LONGEST


def _saying(tokens: Sequence[Token]) -> Iterator[int]:
    """The places after "for the year", "covers the period" and the like."""
    for at, token in enumerate(tokens[:-1]):
        if token.text in ("for", "covers", "covering", "during", "over", "in", "to"):
            rest = at + 1 + (tokens[at + 1].text == "the")
            rest += rest < len(tokens) and tokens[rest].text == "financial"
            if rest < len(tokens) and tokens[rest].text in ("period", "year", "quarter"):
                yield tokens[rest].start


def _is_other(time: Time, span: Span, text: str) -> bool:
    """True for a part of a year that is named by the year ("the first three months of 2025")."""
    if span.precision != "year":
        return False
    before = [token.text for token in tokens_of(text[: time.start])[-6:]]
    parts = {"months", "month", "weeks", "week", "half", "term"}
    while before and before[-1] in ("the", "year", "of"):
        before.pop()
    return bool(parts & set(before[-1:]) and {"first", "last"} & set(before[-3:]))


def _told(time: Time, own: Span, text: str) -> Span | None:
    """A quarter, a term, or the end of a month, of which the paper's own period tells the year."""
    if time.until is not None:
        return None
    if time.season is not None:
        return _last_term(time.season, own.end) if time.season in _HALF_TERM else None
    if time.month is not None:
        ends = time.day is None and text[: time.start].lower().endswith("end of ")
        return month_span(own.end.year - (time.month > own.end.month), time.month) if ends else None
    if time.quarter is not None:
        if own.quarter:
            return quarter_span(own.quarter[0] - (time.quarter > own.quarter[1]), time.quarter)
        if own.start.month == 4 and own.end - own.start > _YEARLY:
            return quarter_span(own.start.year, time.quarter)
    return None


def _shifted(shift: Shift, own: Span, earlier: Sequence[Span]) -> Span | None:
    if shift.by > 0 or (shift.word == "last" and shift.led and shift.unit == "year"):
        return None  # "in the last year" is the one that is spoken of
    if shift.same:
        return own.before(years=1)
    if shift.unit == "quarter":
        return own.before(quarters=-shift.by)
    if shift.unit == "term":
        term = next((span for span in reversed(earlier) if span.precision == "season"), None)
        return _term_before(term) if term else None
    years = (s for s in reversed(earlier) if s.precision in ("financial_year", "academic_year", "year"))
    return next(years, own).before(years=-shift.by)


def _previously(text: str) -> Iterator[tuple[int, int]]:
    """Where "previously" stands before a figure."""
    tokens = tokens_of(text)
    for at, token in enumerate(tokens):
        after = next((t for t in tokens[at + 1 : at + 4] if t.kind != "sign"), None)
        if token.text == "previously" and after is not None and after.kind == "number":
            yield token.start, token.end


def _last_term(name: str, before: date) -> Span:
    run = date(before.year, *_HALF_TERM[name]) <= before
    return season_span(before.year if run else before.year - 1, name)


def _term_before(term: Span) -> Span | None:
    months = [SEASONS[name] for name in _TERMS]
    if term.start.month not in months:
        return None
    place = months.index(term.start.month)
    return season_span(term.start.year - (place == 0), _TERMS[place - 1])
