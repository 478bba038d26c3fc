"""The grammar of times: a text is cut into words, numbers and signs once, and the times it names are read from these.

    day      "7 September 2021", "7th Sept.", "September 7, 2021", "07/09/2021", "2021-09-07"
    month    "September 2021", "Sept '21", "March 2020/21" (of that financial year), "September"
    quarter  "Q2 2021/22", "2021/22 Q2", "second quarter of 2021-22", "Q2"
    season   "spring 2021", "Summer Term Census 2021", "2021 autumn term", "spring term"
    years    "2021/22", "2018-2021", "academic year 2021/22", "2021"
    range    "April to September 2021", "1 April 2020 to 31 March 2021", "Q1 to Q3 2021/22"
    months to  "the year to June 2025", "quarter ended 30 June 2025"

English order: the day before the month in figures. Whatever the text leaves out is None.
"""

import calendar
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.language.periods.values import MONTHS, NUMBERS, ORDINALS, Time, Token, exists, tokens_of, touching

_ABBREVIATED = {name.lower() for name in calendar.month_abbr} | {"sept"}
_SEASONS = frozenset({"spring", "summer", "autumn", "winter"})
_QUARTER = frozenset({"q", "quarter", "qtr"})
_SUFFIX = frozenset({"st", "nd", "rd", "th"})
_DASHES = frozenset("-–‐‑")
_TO = frozenset({"to", "until"}) | _DASHES
_ENDING = frozenset({"to", "ending", "ended"})
_MONTHS_OF = {"year": 12, "quarter": 3}


def times_of(text: str) -> list[Time]:
    """Every time that a text names, in order and apart: the longest that begins at a place."""
    reader = _Reader(text)
    found = []
    at = 0
    while at < len(reader.tokens):
        read = reader.read(at)
        if read is None:
            at += 1
        else:
            found.append(read[0])
            at = read[1]
    return found


Read = tuple[Time, int] | None


class _Reader:
    """Reads times from a text's tokens. A method that reads from a place gives a time and where the next begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)

    def read(self, at: int) -> Read:
        """The longest time that begins at a token, if it stands apart from what is around it."""
        token = self.tokens[at]
        if token.start and (self.text[token.start - 1] in "£$€." or touching(self.text[token.start - 1])):
            return None
        found: Read = None
        for form in self._forms(token):
            read = form(at)
            if read and (found is None or read[1] > found[1]) and self._ends(read):
                found = read
        return self._ranged(at, found) if found else None

    def _forms(self, token: Token) -> Sequence[Callable[[int], Read]]:
        """What may begin with a token."""
        if token.kind == "number":
            return (self._numeric, self._day, self._years_then, self._quarter, self._to)
        if token.kind != "word":
            return ()
        if token.text in MONTHS:
            return (self._month,)
        if token.text in ("year", "quarter", "twelve"):
            return (self._to, self._quarter)
        if token.text in _QUARTER or token.text in ORDINALS:
            return (self._quarter,)
        if token.text in _SEASONS:
            return (self._season,)
        return (self._academic,) if token.text in ("academic", "school") else ()

    def _ends(self, read: tuple[Time, int]) -> bool:
        """True when no letter, figure or per cent goes on a time; capitals run on from a line that lost its end."""
        end = self.tokens[read[1] - 1].end
        after = self.text[end : end + 2]
        if after[:1].isupper() and read[0].day and read[0].month and read[0].dated:
            return True
        return not (touching(after[:1]) or after[:1] == "%" or (after[:1] in (".", ",", ":") and after[1:].isdigit()))

    def _is(self, at: int, *words: str) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].text in words

    def _skip(self, at: int, *words: str) -> int:
        """The place after any of these words and signs."""
        while self._is(at, *words):
            at += 1
        return at

    def _number(self, at: int, digits: Sequence[int] = (1, 2)) -> int | None:
        token = self.tokens[at] if at < len(self.tokens) else None
        return int(token.text) if token and token.kind == "number" and len(token.text) in digits else None

    def _touches(self, at: int) -> bool:
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def _whole(self, at: int) -> int | None:
        year = self._number(at, (4,))
        return year if year is not None and 1900 <= year <= 2100 else None

    def _year(self, at: int) -> tuple[int, int] | None:
        """A year after a month: ", 2021", "2021", "'21", "21"; with the place after it."""
        bare = self._skip(at, ",", "-")
        year = self._whole(bare)
        if year is not None:
            return year, bare + 1
        if self._is(at, ","):
            return None  # "on 21st October, 18 children"
        at = self._skip(bare, "'", "’")
        short = self._number(at, (2,))
        return (2000 + short, at + 1) if short is not None and 10 <= short < 40 else None

    def _pair(self, at: int) -> tuple[int, int, int] | None:
        """Two years that follow one another, or a longer span in full: (first, second, the place after)."""
        first, last = self._number(at, (2, 4)), self._number(at + 2, (2, 4))
        if first is None or last is None or not self._is(at + 1, "/", *_DASHES):
            return None
        if self._is(at + 3, "/", "-") and self._touches(at + 3):
            return None
        full = len(self.tokens[at].text) == 4
        aged = self._is(at - 1 - self._is(at - 1, "of"), "aged", "age", "ages")
        if not full and (aged or self._is(self._skip(at + 3, "year"), "years", "old", "olds")):
            return None  # "young people aged 16-17"
        if (full and not 1900 <= first <= 2100) or (not full and not 10 <= first <= 40):
            return None
        begins = first if full else 2000 + first
        if last < 100:
            last += begins // 100 * 100 + (100 if last < begins % 100 and begins % 100 == 99 else 0)
        if last == begins + 1 or (full and begins < last <= begins + 15):
            return begins, last, at + 3
        return None

    def _time(self, at: int, after: int, **parts: int | str | bool | None) -> tuple[Time, int]:
        return Time(self.tokens[at].start, self.tokens[after - 1].end, **parts), after  # type: ignore[arg-type]

    def _numeric(self, at: int) -> Read:
        """ "07/09/2021", "7.9.21", "07-09-2021", "2021-09-07"."""
        one, two, three = (self._number(n, (1, 2, 4)) for n in (at, at + 2, at + 4))
        if one is None or two is None or three is None or not all(self._touches(n) for n in range(at + 1, at + 5)):
            return None
        sign, other = self.tokens[at + 1].text, self.tokens[at + 3].text
        if sign == other == "-" and self._whole(at) and exists(one, two, three):
            return self._time(at, at + 5, year=one, month=two, day=three)
        size = len(self.tokens[at + 4].text)
        if sign not in "/.-" or other not in "/.-" or size == 1 or (size == 2 and sign == "-"):
            return None
        year = three if size == 4 else 2000 + three
        return self._time(at, at + 5, year=year, month=two, day=one) if year and exists(year, two, one) else None

    def _day(self, at: int) -> Read:
        """ "7 September 2021", "the 7th day of Sept.", "30th-Jan-2025"."""
        day = self._number(at)
        after = at + 1
        after = self._skip(self._skip(self._skip(self._skip(after, *_SUFFIX), "day"), "of"), ",", "-")
        month = self._month_at(after)
        if day is None or month is None:
            return None
        if self._is(at - 1, *_DASHES) and self._touches(at) and self.tokens[max(0, at - 2)].kind == "number":
            return None  # "aged 16-17 Dec 2023" names a month, not its 17th
        after += 1 + (self._abbreviated(after) and self._is(after + 1, "."))
        year = self._year(after)
        if not exists(year[0] if year else 2000, month, day):
            return None
        if year:
            return self._time(at, year[1], year=year[0], month=month, day=day)
        return self._time(at, after, month=month, day=day)

    def _month_at(self, at: int) -> int | None:
        return MONTHS.get(self.tokens[at].text) if at < len(self.tokens) else None

    def _month(self, at: int) -> Read:
        """ "September 2021", "September 7, 2021", "March 2020/21"; "September"."""
        month = MONTHS[self.tokens[at].text]
        bare = after = at + 1 + (self._abbreviated(at) and self._is(at + 1, "."))
        day = self._number(after)
        if day is not None:
            next_ = self._skip(self._skip(after + 1, *_SUFFIX), ",")
            if (year := self._whole(next_)) and exists(year, month, day):
                return self._time(at, next_ + 1, year=year, month=month, day=day)
        after = self._skip(after, "of")
        pair = self._pair(after)
        if pair and pair[1] == pair[0] + 1:
            return self._time(at, pair[2], year=pair[0] + (month < 4), month=month)
        year_ = self._year(after)
        verb = self.tokens[at].text == "may" and year_ and self.tokens[year_[1] - 1].text != str(year_[0])
        if year_ and not verb:
            return self._time(at, year_[1], year=year_[0], month=month)
        return self._time(at, bare, month=month)

    def _abbreviated(self, at: int) -> bool:
        return self.tokens[at].text in _ABBREVIATED and self._touches(at + 1)

    def _years_then(self, at: int) -> Read:
        """ "2021/22", "2021/22 Q2", "2021 autumn term", "2021"."""
        pair = self._pair(at)
        if pair:
            after = self._skip(pair[2], ",")
            quarter = self._quarter_at(after) if pair[1] == pair[0] + 1 else None
            if quarter:
                return self._time(at, quarter[1], year=pair[0], second=pair[1], quarter=quarter[0])
            return self._time(at, pair[2], year=pair[0], second=pair[1])
        year = self._whole(at)
        if year is None or self._is(at - 1, "<", ">"):
            return None
        if at + 1 < len(self.tokens) and self.tokens[at + 1].text in _SEASONS and self._is(at + 2, "term", "census"):
            return self._time(at, at + 3, year=year, season=self.tokens[at + 1].text)
        return self._time(at, at + 1, year=year)

    def _quarter_at(self, at: int) -> tuple[int, int] | None:
        """A quarter's number and the place after it: "Q2", "quarter two", "second quarter", "2nd quarter"."""
        if at >= len(self.tokens):
            return None
        token = self.tokens[at]
        if token.text in ORDINALS and self._is(at + 1, "quarter"):
            return ORDINALS[token.text], at + 2
        ordinal = self._number(at, (1,))
        if ordinal and self._is(at + 1, *_SUFFIX) and self._touches(at + 1) and self._is(at + 2, "quarter"):
            return (ordinal, at + 3) if ordinal <= 4 else None
        if token.text not in _QUARTER:
            return None
        number = self._number(at + 1, (1,))
        if number is None and at + 1 < len(self.tokens) and token.text != "q":
            number = NUMBERS.get(self.tokens[at + 1].text)
        return (number, at + 2) if number and number <= 4 else None

    def _quarter(self, at: int) -> Read:
        """ "Q2 2021/22", "second quarter of 2021"; "Q2"."""
        quarter = self._quarter_at(at)
        if not quarter:
            return None
        after = self._skip(quarter[1], "of", ",", "fy", "the", "financial", "year")
        pair = self._pair(after)
        if pair and pair[1] == pair[0] + 1:
            return self._time(at, pair[2], year=pair[0], second=pair[1], quarter=quarter[0])
        year = self._whole(after)
        if year and not pair and self.tokens[at].text in _QUARTER:
            return self._time(at, after + 1, year=year, quarter=quarter[0])
        return self._time(at, quarter[1], quarter=quarter[0])

    def _season(self, at: int) -> Read:
        season = self.tokens[at].text
        after = self._skip(at + 1, "term", "school", "census")
        year = self._whole(after)
        if year:
            return self._time(at, after + 1, year=year, season=season)
        return self._time(at, at + 2, season=season) if self._is(at + 1, "term") else None

    def _academic(self, at: int) -> Read:
        if not self._is(at + 1, "year"):
            return None
        pair = self._pair(self._skip(at + 2, "of"))
        return self._time(at, pair[2], year=pair[0], second=pair[1], school=True) if pair else None

    def _to(self, at: int) -> Read:
        """ "year to June 2025", "12 months ended 31 March 2024"."""
        months, after = _MONTHS_OF.get(self.tokens[at].text, 0), at + 1
        if self._is(at, "12", "twelve") and self._is(after, "months"):
            months, after = 12, at + 2
        if not months or not self._is(after, *_ENDING):
            return None
        after += 1
        last = self._day(after) or (self._month(after) if self._month_at(after) else None)
        if last is None or not last[0].dated:
            return None
        return replace(last[0], start=self.tokens[at].start, months=months), last[1]

    def _ranged(self, begins: int, read: tuple[Time, int]) -> Read:
        """A time with the one that it runs to: a day to a day, a month to a month, a quarter to a quarter, a year to a
        year, of which the later has its year.
        """
        first, at = read
        both = self._is(at, "and") and (self._is(begins - 1, "between") or (first.day is None and not first.dated))
        if not (self._is(at, *_TO) or (both and first.month)) or first.months or first.season or first.second:
            return read
        forms = self._forms(self.tokens[at + 1]) if at + 1 < len(self.tokens) else ()
        for other in filter(None, (form(at + 1) for form in forms)):
            last = other[0]
            if _alike(first, last) and last.dated and self._ends(other):
                return replace(first, end=last.end, until=last, stop=first.end), other[1]
        return read


def _alike(first: Time, last: Time) -> bool:
    parts = ("day", "month", "quarter", "season", "second")
    return not last.months and all((getattr(first, p) is None) == (getattr(last, p) is None) for p in parts)
