"""What kind of thing a question asks for, and whether a sentence holds one: money, a share, a count, a date, a name.

Read from the question's own form ("how many", "who", "what grade"), never from its subject. One reading serves ranking,
the choice of evidence and the decision to answer at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.language.periods import find_periods, without_periods
from index.language.tokens import tokens
from rag.search.forms import UNITS, Kind, kind_asked

_WORDED = (
    "none|no|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|half|third|quarter|twice|once"
)
_MONEY = re.compile(r"£\s?\d|\bpounds?\b|\d\s?(?:m|million|k|bn)\b", re.I)
_NUMBER = re.compile(rf"\d|\b(?:{_WORDED})\b", re.I)
_SHARE = re.compile(
    rf"\d\s?%|\bper ?cent\b|\b(?:\d[\d,]*|{_WORDED}) (?:out )?of (?:the |all |these |those )?\d|\bper [\d,]+"
    r"|\b(?:half|all|most|none|third|quarters?|fifths?)\b|\d\.\d",
    re.I,
)
_COUNT = re.compile(rf"(?<![£.\d])\d[\d,]*(?!\s?%|[\d.]*\s?%)|\b(?:{_WORDED})\b", re.I)
_SPAN = re.compile(rf"(?:\d|\b(?:{_WORDED}|a|an)\b)[\w.,-]*(?:\s\w+)?[\s-]{UNITS}\b", re.I)
_FIGURES: dict[Kind, re.Pattern[str]] = {
    "money": _MONEY,
    "share": _SHARE,
    "count": _COUNT,
    "span": _SPAN,
    "length": _SPAN,
}
_SOON = re.compile(r"\b(?:next|future|later|end of|by|annually|monthly|quarterly|weeks?|months?|term)\b", re.I)
_GRADE = re.compile(
    r"\b(?:outstanding|good|requir(?:es|ed|ing) improvement|inadequate|satisfactory|red|amber|green|graded?|rated)\b",
    re.I,
)
# Figures that name a thing instead of counting it: "Progress 8", "Year 11", "paragraph 7".
_NUMBERED = re.compile(
    r"\b(?:(?:key )?stages?|years?|grades?|progress|attainment|levels?|bands?|tiers?|phases?|steps?|sections?|"
    r"paragraphs?|para\.?|appendix|figures?|tables?|items?|pages?|chapters?|parts?|priority|recommendation|theme|"
    r"quarter|KS|Yr)\s?\d{1,2}\b",
    re.I,
)
_SCHOOL = re.compile(r"\b(?:schools?|college|academy|nursery|university|hospital)\b", re.I)
_SCHOOLS = frozenset(tokens("school college academy nursery university hospital primary infant junior trust unit"))
_NAME = re.compile(r"\b[A-Z][\w’'.-]*(?:\s+(?:(?:of|and|the|for|&)\s+)?[A-Z][\w’'.-]*)*")
_FIRST = re.compile(r"^[\W\d]*")
NUMBERS: frozenset[Kind] = frozenset({"money", "share", "count", "span", "length", "number"})
TYPED: frozenset[Kind] = NUMBERS | {"date", "person", "name", "grade"}


@dataclass(frozen=True)
class Want:
    """The kind of thing asked for, and the stems of the question, of which no name in answer to it is made.

    `explicit` is False where the kind is only guessed ("Custody, Q2 2024/25"). `body` holds the stems one of which a
    name must have: a school's name says that it is one.
    """

    kind: Kind
    asked: frozenset[str] = frozenset()
    explicit: bool = True
    body: frozenset[str] = frozenset()

    @property
    def typed(self) -> bool:
        """Whether a sentence can be seen to hold such a thing at all."""
        return self.kind in TYPED


def read_want(question: str) -> Want:
    """The kind of answer that the form of `question` asks for; a thing and its time ask for its figure."""
    (kind, sure), asked = kind_asked(question), frozenset(tokens(question))
    if kind:
        return Want(kind, asked, sure, _SCHOOLS if kind == "name" and _SCHOOL.search(question) else frozenset())
    return Want("number" if find_periods(question) else "text", asked, explicit=False)


def holds(want: Want, sentence: str) -> bool:
    """True when `sentence` holds the kind of thing wanted; always for reasons, lists and plain text."""
    if want.kind in NUMBERS:
        pattern = _FIGURES.get(want.kind, _NUMBER)
        return bool(pattern.search(sentence if pattern is _SPAN else counted(sentence)))
    if want.kind == "date":
        return bool(find_periods(sentence)) or bool(_SOON.search(sentence))
    if want.kind == "grade":
        return bool(_GRADE.search(sentence))
    if want.kind in ("person", "name"):
        return any(_answers(want, frozenset(tokens(name))) for name in _names(sentence))
    return True


def _names(sentence: str) -> Iterator[str]:
    """The capitalised names of a sentence, without the word it begins with unless another follows."""
    start = _FIRST.match(sentence).end()  # type: ignore[union-attr]
    for match in _NAME.finditer(sentence, start):
        if match.start() > start:
            yield match.group()
        elif " " in match.group():
            yield match.group().split(None, 1)[1]


def _answers(want: Want, name: frozenset[str]) -> bool:
    """Whether a name says more than the question, and is a school's where a school's is wanted."""
    return bool(name - want.asked - want.body) and (not want.body or bool(name & want.body))


def counted(sentence: str) -> str:
    """`sentence` without dates, its paragraph number and numbered things, whose figures answer nothing."""
    bare = without_periods(sentence, find_periods(sentence))
    return _NUMBERED.sub("", re.sub(r"^\s*\(?\d{1,3}(?:\.\d{1,2})*[.)]?\s", "", bare))
