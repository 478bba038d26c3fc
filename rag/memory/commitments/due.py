"""By when something was promised: the words as printed, and the date they come to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from index.language.periods import MONTHS, find_periods

_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: n for n, word in enumerate(_COUNTED, 1)} | {"a": 1, "an": 1, "fourteen": 14, "eighteen": 18}
_MONTHS = "|".join(m for m in MONTHS if len(m) > 3 or m == "may")
_NEXT = re.compile(r"\b(?:to|at|for|by|before) (?:the|its|our|this committee’s)? ?next meeting\b", re.I)
_WITHIN = re.compile(
    r"\b(?:in|within) (?P<n>a|an|\d{1,3}|[a-z-]+) (?:(?:working|calendar) )?(?P<unit>days?|weeks?|months?|years?)"
    r"(?:[’']s? time)?\b",
    re.I,
)
_VAGUE = re.compile(
    r"\b(?:(?:to|at) a (?:future|later) (?:meeting|committee)(?: of th\w+ \w+)?|"
    r"(?:in|at) (?:the )?(?:due course|near future)|"
    r"(?:at|in) the next (?:refresh|quarter|report)|in future|before the summer holidays|after the meeting|"
    r"once [^.,;]{3,60}|when (?:available|published)[^.,;]{0,30})",
    re.I,
)
_LEAD = r"(?:by|before|no later than|not later than|until|on|in|at|from|to|during|for)"
_BY = re.compile(rf"\b{_LEAD}(?:\s+(?!that\b)[\w’'-]+){{0,6}}\s*$", re.I)
_BARE = re.compile(
    rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?P<m>{'|'.join(MONTHS)})\b(?!,? ?(?:19|20)\d\d)",
    re.I,
)
_MONTH = re.compile(
    rf"\b(?:by (?:the )?(?:end|start|middle) of|by|in|until|before) (?P<m>{_MONTHS})\b(?!,? ?(?:19|20)\d\d)",
    re.I,
)


@dataclass(frozen=True)
class Due:
    """The date (None where the words give none) and the words."""

    day: date | None
    words: str


NOTHING = Due(None, "")


def due_of(text: str, meeting: date | None, next_meeting: date | None) -> Due:
    """When what `text` promises at `meeting` is due. `next_meeting` is the committee's next, where it is known."""
    text = " ".join(text.split())
    if match := _NEXT.search(text):
        return Due(next_meeting, match.group())
    dated = [
        (p, _BY.search(text[: p.span[0]]))
        for p in find_periods(text)
        if p.precision in ("day", "month", "quarter", "season") and (meeting is None or p.end > meeting)
    ]
    for period, lead in dated:
        if lead:
            return Due(period.end, text[lead.start() : period.span[1]])
    if meeting and (match := _BARE.search(text)):
        day = _after(meeting, int(match["d"]), MONTHS[match["m"].lower()])
        if day:
            return Due(day, match.group())
    if meeting and (match := _MONTH.search(text)):
        first = _after(meeting, 1, MONTHS[match["m"].lower()], inside=True)
        return Due(first + relativedelta(months=1) - timedelta(days=1) if first else None, match.group())
    if meeting and (match := _WITHIN.search(text)):
        count = int(match["n"]) if match["n"].isdigit() else _NUMBERS.get(match["n"].lower())
        if count:
            unit = match["unit"].lower().rstrip("s") + "s"
            return Due(meeting + relativedelta(**{unit: count}), match.group())
    if match := _VAGUE.search(text):
        return Due(None, match.group())
    return NOTHING


def _after(meeting: date, day: int, month: int, inside: bool = False) -> date | None:
    """The first such day after the meeting (with `inside`, of a month that may have begun)."""
    for year in (meeting.year, meeting.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            return None
        if found > meeting or (inside and (year, month) >= (meeting.year, meeting.month)):
            return found
    return None
