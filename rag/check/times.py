"""The times that a text names, normalised so that equals are equal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations

from index.language.periods.grammar import times_of
from index.language.periods.values import Time as Named

Key = tuple[str | int, ...]
_APRIL = 4  # a financial year's first month
TIME_UNITS = ("year", "month", "week", "day", "hour", "minute")


@dataclass(frozen=True)
class Time:
    """One mention: `key` says what it names, `implied` what it also names (a date implies its month and year)."""

    key: Key
    implied: frozenset[Key]
    printed: str


@lru_cache(maxsize=4_096)
def times(text: str) -> tuple[tuple[Time, ...], str]:
    """The mentions in the folded `text`, and the text with them blanked, so that no figure is read twice."""
    found: list[Time] = []
    rest, done = [], 0
    for named in times_of(text):
        printed = text[named.start : named.end]
        mentions = [] if _is_word(named, text) else [keys for one in (named, named.until) if one for keys in _keys(one)]
        if mentions:
            found += [Time(keys[0], frozenset(keys), printed) for keys in mentions]
            # a break, so that what stood before and after is not read as one figure
            rest += [text[done : named.start].removesuffix(_weekday(named)), " ; "]
            done = named.end
    return tuple(found), "".join([*rest, text[done:]])


def _is_word(named: Named, text: str) -> bool:
    """True for a verb ("may", "march", and these at a sentence's beginning), and for two ages ("16-17")."""
    printed = text[named.start : named.end]
    if named.month and not named.dated and named.day is None and named.until is None:
        name = printed.rstrip(".")
        whole = name[:1].isupper() and (len(name) > 3 or name == "May")
        return not whole or (named.start == 0 and name in ("May", "March"))
    return named.second is not None and printed[:2].isdigit() and printed[2:3] == "-"


def _weekday(named: Named) -> str:
    """The day of the week of a date, as it is printed before it; " " where no date is named."""
    if not (named.year and named.month and named.day):
        return " "
    return f"{date(named.year, named.month, named.day):%A} "


def _keys(named: Named) -> list[list[Key]]:
    if named.month is not None:
        month: list[Key] = [("month", named.month)]
        if named.year is not None:
            month = [("month-year", named.year, named.month), *month, ("year", named.year)]
        if named.day is None:
            return [month]
        day: list[Key] = [("day", named.month, named.day)]
        if named.year is not None:
            day.insert(0, ("date", named.year, named.month, named.day))
        return [[*day, *month]]
    found: list[list[Key]] = [[("quarter", named.quarter)]] if named.quarter is not None else []
    if named.year is not None:
        found.append(_years(named.year, named.second))
    return found


def _years(first: int, second: int | None) -> list[Key]:
    """ "2021/22" is a financial year, "2018-2021" a range."""
    if second is None:
        return [("year", first)]
    span: Key = ("period", first) if second == first + 1 else ("range", first, second)
    return [span, ("year", first), ("year", second)]


def is_told(time: Time, known: set[Key], dated: Sequence[Time]) -> bool:
    """True when `known` has this time, or its year, and one of the times `dated` is its day or month without a year."""
    part = {"date": "day", "month-year": "month"}.get(str(time.key[0]), "")
    if time.key in known or not part:
        return time.key in known
    apart = {key for key in time.implied if key[0] not in ("date", "month-year")}
    undated = {key for t in dated if t.key[0] in ("day", "month") for key in t.implied}
    return apart <= known and any(key[0] == part and key in undated for key in apart)


def spanned(known: Iterable[Key]) -> set[Key]:
    """The quarters, of the calendar and of the financial year, and the financial years of the months `known`."""
    months = [(int(key[1]), int(key[2])) for key in known if key[0] == "month-year"]
    quarters = {((month - start) % 12) // 3 + 1 for _, month in months for start in (1, _APRIL)}
    years = {year - (month < _APRIL) for year, month in months}
    return {*(("quarter", n) for n in quarters), *(("period", year) for year in years)}


def spans(unit: str, mentioned: Sequence[Time]) -> set[int]:
    """The whole years, months, weeks or days that lie between any two of the times mentioned."""
    keys = {key for time in mentioned for key in time.implied}
    if unit in ("day", "week"):
        days = [date(*map(int, key[1:])).toordinal() for key in keys if key[0] == "date"]
        apart = {abs(a - b) for a, b in combinations(days, 2)}
        return apart if unit == "day" else {n // 7 for n in apart if n % 7 == 0}
    if unit == "month":
        found = [int(k[1]) * 12 + int(k[2]) for k in keys if k[0] == "month-year"]
    else:
        found = [int(k[1]) for k in keys if k[0] in ("year", "period") and unit == "year"]
    return {abs(a - b) for a, b in combinations(found, 2)}
