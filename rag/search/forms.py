"""The forms of questions: by which words a clause asks for money, a share, a count, a date, a name.

They are forms of English, not subjects: nothing here names what a council does.
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal[
    "money",
    "share",
    "count",
    "span",
    "length",
    "number",
    "date",
    "person",
    "name",
    "grade",
    "reason",
    "list",
    "yes_no",
    "text",
]
UNITS = r"(?:minute|hour|day|night|week|fortnight|month|term|year)s?"
_SHARES = r"(?:percentage|per ?cent|share|proportion|fraction)"
_COSTS = r"(?:costs?|price|rent|fees?)"
_SUMS = rf"(?:{_COSTS}|budget|funding|spend(?:ing)?|savings?|deficit|overspend|grant)"
_DOES = r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should)"
_BODIES = (
    r"(?:school|college|academy|nursery|university|home|hub|centre|club|hospital|village|town|company|firm|provider|"
    r"charity|organisation|contractor|building|agency)"
)
_MANY = (
    r"(?:councils|models|jobs|aims|programmes|areas|options|priorities|steps|risks|schools|groups|partners|agencies|"
    r"themes|actions|recommendations)"
)
# How a clause begins that asks, and the kind of thing it asks for. The first such clause decides.
_CLAUSES: tuple[tuple[Kind, str], ...] = (
    ("yes_no", rf"{_DOES}(?:n['’]?t)?\b"),
    ("reason", r"why\b|how come\b|what (?:reasons?|explanation|caused|held|went wrong)\b|explain\b"),
    ("span", rf"how many (?:\w+ )?{UNITS}\b"),
    ("length", r"how (?:long|old|soon)\b"),
    ("money", rf"how much (?:(?:\w+ )?{_SUMS}|money)\b|how expensive\b"),
    ("money", r"how much\b(?=.*\b(?:costs?|spen[dt]|pay|paid|money|rent|charged?|saved?|saving|agreed?)\b)"),
    ("money", rf"what (?:\w+ ){{0,2}}(?:{_COSTS}|savings?)\b|what {_DOES}\b[^,;?]*\b(?:costs?|rent|price)\b"),
    ("share", rf"what (?:\w+ )?{_SHARES}\b"),
    ("count", r"how (?:many|often)\b|what (?:was|is|are|were) the numbers?\b"),
    ("date", rf"(?:by )?when\b(?= {_DOES}\b)|(?:by |on )?what (?:date|day|time|month|year)\b"),
    ("grade", r"(?:what|which) (?:\w+ ){0,3}(?:grade|rating|judge?ment)\b"),
    ("name", rf"(?:which|what(?! about)) (?:\w+ ){{0,2}}{_BODIES}\b|what {_DOES}\b[^,;?]*\bcalled\b|name of\b"),
    ("number", r"(?:how (?:much|far|big|high|low)|what (?:number|rate|figure|target|average|total))\b"),
    ("number", r"(?:what is the average|where did \w+ come)\b"),
    ("person", r"who(?:se|m)?\b"),
    ("list", rf"(?:list|name) |(?:which|what) (?:\w+ ){{0,3}}{_MANY}\b"),
    ("text", r"(?:what|which|where|how|tell|trace|describe|compare)\b"),
)
# A question without an asking word names a thing, whose figure is asked for where it is a measure.
_THINGS: tuple[tuple[Kind, str], ...] = (
    ("name", r"^\s*names? of\b"),
    ("share", rf"\b{_SHARES}\b"),
    ("money", rf"\b{_COSTS} (?:of|per|for)\b|\b(?:annual|total|average|weekly) {_COSTS}\b"),
    ("count", r"\bnumbers? (?:of|for)\b|\bnumbers\b"),
    ("number", r"\b(?:figures?|rate|target|average|total)\b"),
)
_ASKS = [(kind, re.compile(form, re.I)) for kind, form in _CLAUSES]
_NAMES = [(kind, re.compile(form, re.I)) for kind, form in _THINGS]
_CLAUSE = re.compile(
    r"(?:^|[,;:?.–—]|\s-|\band\b)\s*"
    r"(?:so|but|and|then|also|please|roughly|exactly|about|from|in|on|at|to|for|by)?\s*",
    re.I,
)
_READ = 500  # characters of a question that are looked at for its form


def kind_asked(question: str) -> tuple[Kind | None, bool]:
    """The kind of thing that the form of `question` asks for, None where it says nothing, and whether that is sure."""
    question = question[:_READ]
    for place in _CLAUSE.finditer(question):
        for kind, form in _ASKS:
            if form.match(question, place.end()):
                return kind, True
    for kind, form in _NAMES:
        if form.search(question):
            return kind, kind != "number"  # "figures" and "rate" are asked for in passing too
    return None, False
