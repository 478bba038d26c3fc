"""The figures of a sentence and the forms of words in which English reports give them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from index.language.amounts import Amount, amounts, parts_of
from index.language.periods import Named
from rag.figures.names import MEASURE

_FLAGS = re.IGNORECASE | re.VERBOSE

MARKER = re.compile(
    r"^\s*(?:\#+\s*|\*+\s*|[•\-–*▪●\uf000-\uf0ff]\s*|\(?(?:\d{1,3}(?:\.\d{1,2})*|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s+"
    r"|\d{1,2}(?:\.\d{1,2})+\s+(?=[A-Z](?:[a-z]|\s)))+",
    re.VERBOSE,
)
"""A paragraph's number or a bullet."""

ADVERBIAL = re.compile(
    r"""^(?: (?:At|In|During|For|By|Within|Over|As\ of|As\ at|On|Between|So\ far|Overall|However|Of|This\ year
      |Currently)\b [^,]{0,70},\s* )+""",
    re.VERBOSE,
)
"""What a sentence begins with before its subject: "In the Summer Term 2021, "."""

VERB = re.compile(
    r"""\s+(?:
        (?:(?:has|have|had)\s+(?:also\s+)?)?
        (?:increased|decreased|risen|rose|fell|fallen|dropped|reduced|improved|declined|grown|grew)
        (?:\s+(?:slightly|again|further))?\s+(?:to|from)
      | (?:(?:has|have|had)\s+)?(?:remained|stood|stands|remains|stayed)\s+(?:at|on)
      | fell\ back\ to | reached | was | were | is | are | has\ been | have\ been )
    (?:\s+(?:provisionally|currently|approximately|around|just|about|only|over|still|at))* \s*[:(]?\s*$""",
    _FLAGS,
)
"""The verb between a measure and its value, at the end of what stands before the value."""

MEASURED = re.compile(
    rf"""^(?:.*?\b)? (?:the\s+)? ["'“”‘’]? (?:overall\s+|total\s+|average\s+)*
    (?: {MEASURE} \s+ (?:of|for) | % | no\. | total ) \s+ (?P<name>.+)$""",
    _FLAGS,
)
"""A subject that calls its measure by name: "the percentage of …"."""

AFTER = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?of\s+(?!(?:all\s+)?(?:cases|those|them|these|the\ total|plans)\b)", re.IGNORECASE
)
"""A value whose measure follows: "68.5% of …"."""

PREDICATE = re.compile(r"^\s*(?:\([^)]*\)\s*)?(?:were|was|had|have|took|are|is)\s+(?!higher|lower)", re.IGNORECASE)
"""A value that is the subject of what follows: "91.0% were in …"."""

CONTINUES = (
    "This ", "It ", "That ", "These ", "There has been ", "There have been ", "Compared ", "Slightly ", "Up from ",
    "Down from ", "A little ", "A slight ", "A small ", "A similar ", "A further ", "An increase ", "A decrease ",
    "An improvement ", "A rise ", "A fall ", "A reduction ",
)  # fmt: skip
"""A sentence that speaks of the value before it."""

CLAUSE = re.compile(r"(?:,\s*(?:and|while|but)|;|\band(?=\s*$))\s*", re.IGNORECASE)
"""Where a new statement begins within a sentence."""

COMPARES = frozenset({"from", "compared", "comparison", "against", "than", "since", "previous", "preceding", "last"})
COMPARES |= {"earlier", "to", "on", "when", "reported"}

PERIOD_AFTER = re.compile(
    r"""^\)? \s* (?:\([^()]*\)\s*)?
    (?: (?:[a-z][a-z-]*\s+){0,2}? (?:reported|recorded)\s+ | (?:(?!and\b|of\b|an?\b)[a-z-]+\s+){0,2}? )??
    (?:(?:at|in|for|during|by|to|on|as\ at|within|over)\s+)? (?:the\s+)?
    (?:(?:calendar\s+|financial\s+|school\s+)?year\s+)? (?:(?:year\s+)?end\s+of\s+)?
    (?:the\s+)? (?:school\s+)? $""",
    _FLAGS,
)
"""What may stand between a value and the period printed after it."""

PERIOD_BEFORE = re.compile(
    r"""^(?:['’]s)? \s* (?:term|census|figure|average|rate|when|it|was|were|the|of|had|been|\(latest\ available\)
      |\([^()\d]*\d{4}\)
      |,|\(|:|[-–]|\s)* \s* (?:\( | \(\s*[\d,]+\s[a-z\s]{1,30},\s*)? $""",
    _FLAGS,
)
"""What may stand between a period and the value printed after it."""

THERE = re.compile(r"(?:\bthere\s+(?:were|are|was|is)|^Of(?:\s+the)?)\s*(?:only|about|around|over)?\s*$", re.IGNORECASE)
"""What a count of things follows: "there were 611 …", "Of the 657 …"."""

THINGS = re.compile(
    r"""^\s*(?P<name>(?:
        (?!(?:at\ (?:the\ )?(?:end|same|start|\d)|as\ (?:at|of|a)|on\ (?:the\ )?\d|who|whose|whom|which
          |where|during|by|and|compared
          |there|an?\ (?:increase|decrease|rise|fall))\b)
        [A-Za-z’'‐-]+\s*){2,9})""",
    _FLAGS,
)
"""What is counted there."""

NOUN = re.compile(r"^\s*(?P<noun>(?:[A-Za-z’'-]+\s*){1,12})")  # what a bare count counts


Role = Literal["value", "change", "area", "target", "count", "none"]

_CHANGE = r"(?:increase|decrease|rise|fall|drop|reduction|decline|improvement|growth)"
_CHANGE_BEFORE = re.compile(
    rf"""(?: \b(?:{_CHANGE}|gain|change|difference|gap|saving|range)s? (?:\ was|\ is)? \ (?:of|by) | \bby
      | \b(?:increas|decreas|ris|fall|grow|dropp|declin|improv)(?:ed|es|e|ing|en|n) | \brose | \bfell | \bgrew )
    \s+ (?:around|about|approximately|nearly|over|just|some|only|a\ further|almost)? \s* $""",
    re.IGNORECASE | re.VERBOSE,
)
_CHANGE_AFTER = re.compile(
    rf"""^\s* (?:percentage\ points?\s*|points?\s*|[a-z]+\s+)?
    (?:higher|lower|more|fewer|less|above|below|better|worse|{_CHANGE}|up\b|down\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_AREA = re.compile(
    r"""\b(?: england | national(?:ly)? | region(?:al(?:ly)?)? | neighbours? | comparator | benchmark | average\ for
      | other\ (?:local\ )?(?:authorities|councils|counties) | county\ average | all\ authorities )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_TARGETS = frozenset({name + s for name in ("target", "ambition", "goal", "aim", "threshold") for s in ("", "s")})
_DASHES = ("-", "‐", "‑")
_NEAR = 4  # words before a figure, among which a target is named
_BOUNDARY = re.compile(r"[,;(]|\s(?:and|while|with|but|compared|against)\s")


@dataclass(frozen=True)
class Figure:
    """A figure of a sentence with its role; `count` and `base` are those printed with it."""

    amount: Amount
    role: Role
    count: float | None = None
    base: float | None = None


def figures_of(text: str, periods: Sequence[Named]) -> list[Figure]:
    """The figures of a sentence in order, each with its role."""
    found = [a for a in amounts(text) if not any(p.start < a.end and a.start < p.end for p in periods)]
    # "3 or more" and "a 5-year plan" tell a measure apart, and count nothing
    found = [a for a in found if a.unit or not (text[a.end :][:1] in _DASHES or "or" in text[a.end :].split()[:2])]
    figures = [Figure(a, _role(text, a)) for a in found]
    return _with_brackets(text, figures, periods)


def clause_before(text: str, at: int) -> str:
    """The words before a place, back to where their clause begins."""
    start = 0
    for m in _BOUNDARY.finditer(text, 0, at):
        if m.end() < at - 1:
            start = m.end()
    return text[start:at]


def _role(text: str, amount: Amount) -> Role:
    before, after = text[: amount.start], text[amount.end :]
    if _CHANGE_BEFORE.search(before) or _CHANGE_AFTER.match(after):
        return "change"
    if amount.sign or not _TARGETS.isdisjoint(word.strip("(,:") for word in before.lower().split()[-_NEAR:]):
        return "target"
    return "area" if _AREA.search(clause_before(text, amount.start) + _BOUNDARY.split(after)[0]) else "value"


def _with_brackets(text: str, figures: Sequence[Figure], periods: Sequence[Named]) -> list[Figure]:
    """Counts in brackets go to the share beside them: "28.4% in quarter 2 (47 children)", "(13 children, 2.8%)"."""
    done = list(figures)
    for i, (one, other) in enumerate(pairwise(figures)):
        gap = text[one.amount.end : other.amount.start]
        if _is_count(one) and other.amount.unit == "%" and text[: one.amount.start].rstrip().endswith("("):
            if gap.rstrip().endswith(",") and ")" not in gap:
                done[i], done[i + 1] = replace(one, role="count"), replace(other, count=one.amount.value)
        elif one.role == "value" and one.amount.unit == "%" and _is_count(other) and _opens(gap):
            closes = text.find(")", other.amount.end)
            inside = [f for f in figures[i + 1 :] if f.amount.start < closes]
            of = parts_of(text, [f.amount for f in inside])
            if len(inside) != 1 + len(of) or any(p.start < closes and other.amount.start < p.end for p in periods):
                continue
            done[i] = replace(done[i], count=other.amount.value, base=of[0][1].value if of else None)
            for j in range(i + 1, i + 1 + len(inside)):
                done[j] = replace(figures[j], role="count")
    return done


def _is_count(figure: Figure) -> bool:
    return not figure.amount.unit and figure.amount.value.is_integer()


def _opens(gap: str) -> bool:
    """Whether the words after a share only lead to a bracket that opens: " in quarter 2 (", " (approx. "."""
    words, bracket, rest = gap.partition("(")
    return bool(bracket) and rest.strip() in ("", "approx", "approx.") and not set(".;)") & set(words)
