"""By when something was promised: the words as printed, and the date they come to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from index.language.periods import find_periods, first_after, length_after
from index.language.periods.grammar import times_of
from index.language.periods.values import month_end

_NEXT = re.compile(r"\b(?:to|at|for|by|before) (?:the|its|our|this committee’s)? ?next meeting\b", re.I)
_VAGUE = re.compile(
    r"\b(?:(?:to|at) a (?:future|later) (?:meeting|committee)(?: of th\w+ \w+)?|"
    r"(?:in|at) (?:the )?(?:due course|near future)|"
    r"(?:at|in) the next (?:refresh|quarter|report)|in future|before the summer holidays|after the meeting|"
    r"once [^.,;]{3,60}|when (?:available|published)[^.,;]{0,30})",
    re.I,
)
_TO_MONTH = re.compile(r"\b(?:by (?:the )?(?:end|start|middle) of|by|in|until|before) $", re.I)
_LEAD = r"(?:by|before|no later than|not later than|until|on|in|at|from|to|during|for)"
_BY = re.compile(rf"\b{_LEAD}(?:\s+(?!that\b)[\w’'-]+){{0,6}}\s*$", re.I)


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
    if meeting and (found := _undated(text, meeting) or _length(text, meeting)):
        return found
    if match := _VAGUE.search(text):
        return Due(None, match.group())
    return NOTHING


def _undated(text: str, meeting: date) -> Due | None:
    """The first day that `text` names without its year, else the end of the first month it leads to."""
    times = [time for time in times_of(text) if time.month and not time.dated and time.until is None]
    for time in times:
        if time.month and time.day and (day := first_after(meeting, time.month, time.day)):
            return Due(day, text[time.start : time.end])
    for time in times:
        lead = _TO_MONTH.search(text[: time.start]) if time.day is None else None
        if time.month and lead:
            last = month_end(meeting.replace(day=1, month=time.month, year=meeting.year))
            due = last if last >= meeting else month_end(last.replace(day=1, year=last.year + 1))
            return Due(due, text[lead.start() : time.end])
    return None


def _length(text: str, meeting: date) -> Due | None:
    found = length_after(text, meeting)
    return Due(found[0], text[slice(*found[1:])]) if found else None
