"""Questions about what was said or promised: what they ask, and how the promises they ask about stand.

`asked` reads such a question; None means that it is of another sort.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.language.periods import Period, find_periods, without_periods
from rag.memory.history.values import Filters

Sort = Literal["said", "promised", "resolved", "owed", "done"]

_DONE = re.compile(
    r"\b(?:was|were|has|have|had) (?:it|this|that|they|these|those|anything) (?:ever |actually |since )?(?:been )?"
    r"(?:done|kept|delivered|honou?red|followed up|acted on|sent)\b"
    r"|\b(?:did|has|have) (?:[\w’'-]+ ){1,5}?(?:come|came|get|got|gone|report(?:ed)?) back\b"
    r"|\b(?:did|has|have) (?:[\w’'-]+ ){1,5}?follow(?:ed)? (?:it |this |that )?up\b"
    r"|\bwhat (?:became|has become|came|has come)\b(?= of\b)",
    re.I,
)
_SORTS: tuple[tuple[Sort, re.Pattern[str]], ...] = (
    ("done", _DONE),
    (
        "owed",
        re.compile(
            r"\b(?:do|did|does) (?:we|the department|officers|anyone) (?:still )?owe\b|\bstill (?:owed|outstanding)\b"
            r"|\bpromises? (?:not|never|that (?:was|were) not) kept\b|\boverdue\b",
            re.I,
        ),
    ),
    (
        "owed",
        re.compile(
            r"\bwhen (?:are|were|is|was) (?:\w+ ){1,5}?(?:due|going to|supposed to)\b|"
            r"\b(?:were|are|was) (?:we|members|the committee) (?:going to be|to be|due to be|due) "
            r"(?:sent|given|told|shown)\b",
            re.I,
        ),
    ),
    (
        "promised",
        re.compile(
            r"\b(?:who|what|when|did (?:we|anyone|officers|the director|the lead member)) ?(?:\w+ ){0,3}?"
            r"(?:promis\w+|undert\w+|commit(?:ted)? to)\b|\b(?:was|were|been) promised\b",
            re.I,
        ),
    ),
    (
        "resolved",
        re.compile(
            r"\bwhat (?:was|were|did \w+(?: \w+)?) (?:resolved?|decided?)\b|\bresolutions? (?:on|about)\b", re.I
        ),
    ),
    (
        "said",
        re.compile(
            r"\b(?:what|anything) (?:did|have|has) (?:we|members|the committee|scrutiny) (?:ever )?"
            r"(?:say|said|discuss\w*)\b|\bwhat (?:was|has been) (?:said|discussed)\b|\bhistory of\b",
            re.I,
        ),
    ),
)
_TOPIC = re.compile(r"\b(?:about|on|regarding|concerning|over|of|for)\s+(?P<topic>.+)$", re.I)
_AND_DONE = re.compile(rf"(?<=\w)[ ,;]+(?:(?:and|but|or) )?(?:{_DONE.pattern}).*$", re.I)
_BEFORE = re.compile(r"\b(?:before|until|up to|by)\s+(?:the\s+)?$", re.I)
_SINCE = re.compile(r"\b(?:since|after|from)\s+(?:the\s+)?$", re.I)
_AGREED = re.compile(
    r"\bdid (?:we|the committee|members) (?:ever )?(?:agree|ask|resolve)\b.*\b(?:report|paper|update|note)\b", re.I
)
_MOST = 8


@dataclass(frozen=True)
class Asked:
    """What such a question asks: the sort, the topic, and the meetings it is narrowed to."""

    sort: Sort
    topic: str
    filters: Filters


def asked(question: str, today: date | None = None) -> Asked | None:
    """What a question about what was said or promised asks; None for a question of another sort."""
    sort = next((name for name, pattern in _SORTS if pattern.search(question)), None)
    if sort is None and _AGREED.search(question):
        sort = "promised"
    if sort is None:
        return None
    periods = find_periods(question, today)
    filters = Filters((), "", *_days(question, periods))
    bare = " ".join(without_periods(question, periods).split()).rstrip(" ?.!")
    bare = re.sub(r"\b(?:before|until|up to|since|after|from|in|at|by)\s*(?:the\s+)?(?:meeting\s*)?$", "", bare).strip()
    bare = _AND_DONE.sub("", bare).strip()
    match = _TOPIC.search(bare)
    topic = match["topic"] if match else next(p for name, p in _SORTS if name == sort).sub(" ", bare)
    return Asked(sort, topic.strip(" ,;"), filters) if topic.strip(" ,;") else None


def _days(question: str, periods: Sequence[Period]) -> tuple[date | None, date | None]:
    """The first and last day of the meetings that a question names."""
    if not periods:
        return None, None
    first, last = periods[0], periods[-1]
    lead = question[: first.span[0]]
    if _BEFORE.search(lead):
        return None, first.start
    if _SINCE.search(lead) and len(periods) == 1:
        return first.start, None
    return first.start, last.end
