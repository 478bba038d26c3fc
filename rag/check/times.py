"""The dates, months, years, financial years and quarters in a text, normalised so that equals are equal."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from rag.check.folding import word_list

Key = tuple[str | int, ...]

_MONTHS = word_list("january february march april may june july august september october november december")
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?\b\.?"
)
_YEAR = r"(?:19|20)\d\d"
_ORDER = {"one": 1, "first": 1, "two": 2, "second": 2, "three": 3, "third": 3, "four": 4, "fourth": 4}


@dataclass(frozen=True)
class Time:
    """One mention: `key` says what it names, `implied` what it also names (a date implies its month and
    year).
    """

    key: Key
    implied: frozenset[Key]
    printed: str


def times(text: str) -> tuple[list[Time], str]:
    """The mentions in the folded `text`, and the text with them blanked, so that no figure is read twice."""
    found: list[Time] = []
    for pattern, make in _READERS:

        def take(match: re.Match[str], make: Callable[[re.Match[str]], list[Key]] = make) -> str:
            keys = make(match)
            if not keys:
                return match[0]
            found.append(Time(keys[0], frozenset(keys), match[0]))
            return " ; "  # a break, so that what stood before and after is not read as one figure

        text = pattern.sub(take, text)
    return found, text


def month_number(name: str) -> int:
    """1 to 12 of a month's name or abbreviation."""
    return [m[:3] for m in _MONTHS].index(name[:3].lower()) + 1


def _date(year: int, month: int, day: int) -> list[Key]:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return []
    return [("date", year, month, day), ("day", month, day), *_month_year(year, month)]


def _month_year(year: int, month: int) -> list[Key]:
    return [("month-year", year, month), ("month", month), ("year", year)]


def _span(match: re.Match[str]) -> list[Key]:
    """ "2021/22" is a financial year, "2018-2021" a range; "20/21" only where the second year follows the
    first.
    """
    first, last = int(match["from"]), int(match["to"])
    if first < 100:
        if not (first >= 10 and last == first + 1):
            return []
        first += 2000
    last = last if last > 100 else first // 100 * 100 + last
    if last == first + 1:
        return [("period", first), ("year", first), ("year", last)]
    return [("range", first, last), ("year", first), ("year", last)] if last > first else []


def _quarter(match: re.Match[str]) -> list[Key]:
    word = match[1].lower()
    number = _ORDER.get(word) or int(re.sub(r"\D", "", word) or 0)
    return [("quarter", number)] if 1 <= number <= 4 else []


def _lone_month(match: re.Match[str]) -> list[Key]:
    # "May" and "March" that open a sentence are more often a verb.
    opening_verb = match.start() == 0 and match[1] in {"May", "March"}
    return [] if opening_verb else [("month", month_number(match[1]))]


_READERS: list[tuple[re.Pattern[str], Callable[[re.Match[str]], list[Key]]]] = [
    (
        re.compile(rf"(?i)(?<!\w)(\d{{1,2}})\s?(?:st|nd|rd|th)?\s(?:of\s)?({_MONTH}),?\s({_YEAR})\b"),
        lambda m: _date(int(m[3]), month_number(m[2]), int(m[1])),
    ),
    (
        re.compile(rf"(?i)\b({_MONTH})\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s({_YEAR})\b"),
        lambda m: _date(int(m[3]), month_number(m[1]), int(m[2])),
    ),
    (re.compile(rf"\b({_YEAR})-(\d\d)-(\d\d)\b"), lambda m: _date(int(m[1]), int(m[2]), int(m[3]))),
    (
        re.compile(rf"\b(\d{{1,2}})[/.](\d{{1,2}})[/.]({_YEAR})\b"),
        lambda m: _date(int(m[3]), int(m[2]), int(m[1])),
    ),
    (
        re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d\d)\b"),
        lambda m: _date(2000 + int(m[3]), int(m[2]), int(m[1])),
    ),
    (
        re.compile(rf"(?i)(?<![\w.])(\d{{1,2}})\s?(?:st|nd|rd|th)?\s(?:of\s)?({_MONTH})(?!\w)"),
        lambda m: [("day", month_number(m[2]), int(m[1])), ("month", month_number(m[2]))],
    ),
    (re.compile(rf"(?i)\b({_MONTH}),?\s({_YEAR})\b"), lambda m: _month_year(int(m[2]), month_number(m[1]))),
    (
        re.compile(rf"(?i)\b({_MONTH})\s'(\d\d)\b"),
        lambda m: _month_year(2000 + int(m[2]), month_number(m[1])),
    ),
    (
        re.compile(rf"(?<![\w£,.])(?P<from>{_YEAR})\s?(?:[/-]|\sto\s)\s?(?P<to>{_YEAR}|\d\d)(?![\w%]|[.,]\d)"),
        _span,
    ),
    (re.compile(r"(?<![\w£,./-])(?P<from>\d\d)/(?P<to>\d\d)(?![\w%/]|[.,]\d)"), _span),
    (re.compile(r"(?i)\bq\s?([1-4])\b"), _quarter),
    (re.compile(r"(?i)\bquarter\s(one|two|three|four|[1-4])\b"), _quarter),
    (re.compile(r"(?i)\b(first|second|third|fourth|1st|2nd|3rd|4th)\squarter\b"), _quarter),
    (re.compile(rf"(?<![\w£$€,.<>-])({_YEAR})(?![\w,]\d|\w|\s?%|\.\d)"), lambda m: [("year", int(m[1]))]),
    (
        re.compile(
            r"\b(January|February|March|April|May|June|July|August|September|October|November|December|Sept)\b"
        ),
        _lone_month,
    ),
]
