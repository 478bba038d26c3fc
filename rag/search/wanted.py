"""What kind of thing a question asks for, and whether a sentence holds one: money, a share, a count, a date, a name.

Read from the question's own form ("how many", "who"), never from its subject.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from index.language.periods import find_periods, without_periods
from index.language.tokens import tokens

Kind = Literal["money", "share", "count", "span", "number", "date", "person", "yes_no", "text"]
UNITS = r"(?:minute|hour|day|night|week|fortnight|month|term|year)s?"
_SHARES = r"(?:percentage|per ?cent|share|proportion|fraction)"
_COSTS = r"(?:costs?|price|rent|fees?)"
_SUMS = rf"(?:{_COSTS}|budget|funding|spend(?:ing)?|savings?|deficit|overspend|grant)"
_DOES = r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should)"
# How a clause begins that asks, and the kind of thing it asks for. The first such clause decides.
_CLAUSES: tuple[tuple[Kind, str], ...] = (
    ("yes_no", rf"{_DOES}(?:n['’]?t)?\b"),
    ("span", rf"how many (?:\w+ )?{UNITS}\b|how (?:long|old|soon)\b"),
    ("money", rf"how much (?:(?:\w+ )?{_SUMS}|money)\b|how expensive\b"),
    ("money", r"how much\b(?=.*\b(?:costs?|spen[dt]|pay|paid|money|rent|charged?|saved?|saving|agreed?)\b)"),
    ("money", rf"what (?:\w+ ){{0,2}}(?:{_COSTS}|savings?)\b|what {_DOES}\b[^,;?]*\b(?:costs?|rent|price)\b"),
    ("share", rf"what (?:\w+ )?{_SHARES}\b"),
    ("count", r"how (?:many|often)\b|what (?:was|is|are|were) the numbers?\b"),
    ("date", rf"(?:by )?when\b(?= {_DOES}\b)|(?:by |on )?what (?:date|day|time|month|year)\b"),
    ("number", r"(?:how (?:much|far|big|high|low)|what (?:number|rate|figure|target|average|total))\b"),
    ("number", r"(?:what is the average|where did \w+ come)\b"),
    ("person", r"who(?:se|m)?\b"),
    ("text", r"(?:what|which|where|why|how|tell|trace|describe|compare|explain|list|name)\b"),
)
_ASKS = [(kind, re.compile(form, re.I)) for kind, form in _CLAUSES]
_CLAUSE = re.compile(
    r"(?:^|[,;:?.–—]|\s-|\band\b)\s*"
    r"(?:(?:so|but|and|then|also|please|roughly|exactly|about|from|in|on|at|to|for|by)\b\s*)*",
    re.I,
)
_READ = 500  # characters of a question that are looked at for its form


def kind_asked(question: str) -> Kind | None:
    """The kind of thing that the form of `question` asks for, None where it says nothing."""
    question = question[:_READ]
    for place in _CLAUSE.finditer(question):
        for kind, form in _ASKS:
            if form.match(question, place.end()):
                return kind
    return None


_WORDED = (
    "none|no|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|half|third|quarter|twice|once"
)
_MONEY = re.compile(r"[£$€]\s?\d|\bpounds?\b|\d\s?(?:m|million|k|bn)\b", re.I)
_NUMBER = re.compile(rf"\d|\b(?:{_WORDED})\b", re.I)
_SHARE = re.compile(
    rf"\d\s?%|\bper ?cent\b|\b(?:\d[\d,]*|{_WORDED}) (?:out )?of (?:the |all |these |those )?\d|\bper [\d,]+"
    r"|\b(?:half|all|most|none|third|quarters?|fifths?)\b|\d\.\d",
    re.I,
)
_COUNT = re.compile(rf"(?<![£.\d])\d[\d,]*(?!\s?%|[\d.]*\s?%)|\b(?:{_WORDED})\b", re.I)
_SPAN = re.compile(rf"(?:\d|\b(?:{_WORDED}|a|an)\b)[\w.,-]*(?:\s\w+)?[\s-]{UNITS}\b", re.I)
_FIGURES: dict[Kind, re.Pattern[str]] = {"money": _MONEY, "share": _SHARE, "count": _COUNT, "span": _SPAN}
# Figures that name a thing instead of counting it: "Progress 8", "Year 11", "paragraph 7".
_NUMBERED = re.compile(
    r"\b(?:(?:key )?stages?|years?|grades?|progress|attainment|levels?|bands?|tiers?|phases?|steps?|sections?|"
    r"paragraphs?|para\.?|appendix|figures?|tables?|items?|pages?|chapters?|parts?|priority|recommendation|theme|"
    r"quarter|KS|Yr)\s?\d{1,2}\b",
    re.I,
)
_NAME = re.compile(r"\b[A-Z][\w’'.-]*(?:\s+(?:(?:of|and|the|for|&)\s+)?[A-Z][\w’'.-]*)*")
_FIRST = re.compile(r"^[\W\d]*")
NUMBERS: frozenset[Kind] = frozenset({"money", "share", "count", "span", "number"})
TYPED: frozenset[Kind] = NUMBERS | {"date", "person"}


@dataclass(frozen=True)
class Want:
    """The kind of thing asked for, and the stems of the question, of which no name in answer to it is made. `explicit`
    is False where the kind is only guessed ("Custody, Q2 2024/25").
    """

    kind: Kind
    asked: frozenset[str] = frozenset()
    explicit: bool = True

    @property
    def typed(self) -> bool:
        """Whether a sentence can be seen to hold such a thing at all."""
        return self.kind in TYPED


def read_want(question: str) -> Want:
    """The kind of answer that the form of `question` asks for; a thing and its time ask for its figure."""
    kind, asked = kind_asked(question), frozenset(tokens(question))
    if kind:
        return Want(kind, asked)
    return Want("number" if find_periods(question) else "text", asked, explicit=False)


def holds(want: Want, sentence: str) -> bool:
    """True when `sentence` holds the kind of thing wanted; always for plain text."""
    if want.kind in NUMBERS:
        pattern = _FIGURES.get(want.kind, _NUMBER)
        return bool(pattern.search(sentence if pattern is _SPAN else counted(sentence)))
    if want.kind == "date":
        return bool(find_periods(sentence))
    return want.kind != "person" or any(not want.asked.issuperset(tokens(name)) for name in _names(sentence))


def length_at(text: str, start: int) -> int:
    """Where the length of time ends that begins at `start` ("26 weeks"); 0 where none does."""
    found = _SPAN.match(text, start)
    return found.end() if found else 0


def _names(sentence: str) -> Iterator[str]:
    """The capitalised names of a sentence, without the word it begins with unless another follows."""
    start = _FIRST.match(sentence).end()  # type: ignore[union-attr]
    for match in _NAME.finditer(sentence, start):
        if match.start() > start:
            yield match.group()
        elif " " in match.group():
            yield match.group().split(None, 1)[1]


def counted(sentence: str) -> str:
    """`sentence` without dates, its paragraph number and numbered things, whose figures answer nothing."""
    bare = without_periods(sentence, find_periods(sentence))
    return _NUMBERED.sub("", re.sub(r"^\s*\(?\d{1,3}(?:\.\d{1,2})*[.)]?\s", "", bare))
