"""Figures from rows of tables: a label, then a period with its value, once or more, then target, quartile and the rest.

A row is known by its own form: periods each followed by a value. What follows the last of them is read by the column
heads that the table prints: a quartile or a neighbours' average only under such a head. Nothing is taken from colours,
and a status only where it is printed as a word (it is not kept: nobody asked the ledger for it).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.language.periods import Named, Span, named_periods
from rag.figures.forms import number_of

_VALUE = re.compile(
    r"^(?P<printed>£?\s?-?\d{1,3}(?:,\d{3})+(?:\.\d+)?%?|£?-?\d+(?:\.\d+)?\s?%?|n/?a|tbc|-|–|x)(?=[\s),;*|]|$)", re.I
)
_BETWEEN = re.compile(r"^\s*\|?\s*(?:(?:final|provisional|term|census)\b\s*\|?\s*)?", re.I)
_COUNT = re.compile(r"^\s*\(\s*(?P<count>[\d,]+)(?:\s+(?:out\s+)?of\s+(?P<base>[\d,]+))?\s*\)")
_TARGET = re.compile(r"(?:^|(?<=[\s|]))[<>≤≥]\s?£?\d[\d,.]*\s?%?")
_ENDING = re.compile(
    r"(?:^|[\s|])(?P<quartile>[1-4])(?:st|nd|rd|th)?[\s|]+(?P<neighbours>£?\d[\d,.]*\s?%?|n/?a)\s*\|?\s*$", re.I
)
_CELL = re.compile(
    r"[\s|]+(?:quarter(?:ly)?|term(?:ly)?|annual(?:ly)?|year(?:ly)?|month(?:ly)?|ytd|percent(?:age)?|number|rate|n/?a"
    r"|(?:low|high)\s*(?:=|is)\s*good|\((?:low|high)\s*(?:=|is)\s*good\))\s*\|?\s*$",
    re.I,
)
_WORDS = re.compile(r"[A-Za-z]{3,}")
_UNENDED = re.compile(r"(?:[(,]|(?<!\S)(?:the|a|an|of|in|for|to|from|by|and|or|at|was|were|on))$", re.I)
_HEAD = re.compile(r"^£?\s?0{2,}$")  # "£000" heads a column
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_TAIL_WORDS = 6  # a row may end with a trend, a status and the next group's name; more are a sentence


@dataclass(frozen=True)
class Read:
    """One value of a row: its label as printed, the value, and what the row says besides (of the latest value only)."""

    label: str
    printed: str
    period: Span
    count: float | None
    base: float | None
    target: str | None
    quartile: int | None
    neighbours: str | None


@dataclass(frozen=True)
class Heads:
    """What the heads of a paper's tables promise: `values`, that a period's value stands beside it."""

    values: bool
    quartile: bool
    neighbours: bool


def heads_of(lines: Sequence[str]) -> Heads:
    """The heads that stand anywhere in a paper's lines."""
    heads = [line.lower() for line in lines if re.search(r"\b(?:target|latest|previous|current)\b", line, re.I)]
    return Heads(
        any(len(re.findall(r"\b(?:target|latest|previous|current|trend|direction|quartile)\b", h)) > 1 for h in heads),
        any(re.search(r"\bquartile\b", line) for line in heads),
        any(re.search(r"\bneighbours?\b", line) for line in heads),
    )


def read_row(line: str, own: Span | None, heads: Heads) -> list[Read]:
    """The values of a row; empty for a line that is none."""
    pairs = _pairs(line, named_periods(line, own))
    if not pairs:
        return []
    label = _label(line[: pairs[0][0].start])
    if len(_WORDS.findall(label)) < 2 or _UNENDED.search(label):
        return []
    if len(pairs) == 1 and (pairs[0][0].span.precision == "year" or not heads.values):
        return []  # one year and a number may be anything
    last = pairs[-1]
    tail = line[last[2] :]
    if len(_WORDS.findall(re.sub(r"\([^)]*\)", "", tail))) > _TAIL_WORDS:
        return []
    target = _TARGET.search(tail)
    ending = _ENDING.search(tail[target.end() :] if target else tail) if heads.quartile else None
    quartile = int(ending["quartile"]) if ending else None
    neighbours = ending["neighbours"] if ending and heads.neighbours else None
    found = []
    for named, printed, end in pairs:
        if not any(c.isdigit() for c in printed):
            continue
        count = _COUNT.match(line[end:])
        latest = (named, printed, end) == last
        found.append(
            Read(
                label,
                printed,
                named.span,
                number_of(count["count"]) if count else None,
                number_of(count["base"]) if count and count["base"] else None,
                target.group().strip() if target and latest else None,
                quartile if latest else None,
                neighbours if latest and neighbours and neighbours[0].isdigit() else None,
            )
        )
    return found


def _pairs(line: str, periods: Sequence[Named]) -> list[tuple[Named, str, int]]:
    """(period, value, end) for every period that a value follows at once; none unless all but the first stretch do."""
    found: list[tuple[Named, str, int]] = []
    for named in periods:
        if found and named.start < found[-1][2]:
            continue
        gap = _BETWEEN.match(line[named.end :])
        at = named.end + (gap.end() if gap else 0)
        value = _VALUE.match(line[at:])
        if value and not _HEAD.match(value["printed"]) and not _YEAR.match(value["printed"]):
            found.append((named, value["printed"].strip(), at + value.end()))
    if len({named.span for named, _, _ in found}) < len(found):
        return []  # one period with two values: columns of another sort
    first = found[0] if found else None
    if (
        not first
        or re.search(r"(?<!\bno)[.;:]\s", line[: first[0].start], re.I)
        or re.search(r"[a-z]{3,}[.;]$", line.strip())
    ):
        return []
    for (_, _, end), (named, _, _) in pairwise(found):
        if re.search(r"[a-z]{3}", re.sub(r"\([^)]*\)", "", line[end : named.start]), re.I):
            return []  # words between two values: a sentence, not a row
    return found


def _label(text: str) -> str:
    text = text.rstrip(" |\t")
    while (bare := _CELL.sub("", text)) != text and not _UNENDED.search(bare):
        text = bare
    return text.rpartition("|")[2].strip(" \t-–*")
