"""Rows of flattened tables of measures: label, previous and latest value, target, printed trend, quartile.

Only what is printed in the row is read. A RAG status is never inferred; a target is met or missed by arithmetic.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from index.language.amounts import Amount, amounts
from index.language.tokens import stem
from rag.drafting.statements import Statement

_GOOD = re.compile(r"\b(?:positive|better|improv\w+)\b", re.IGNORECASE)
_BAD = re.compile(r"\b(?:negative|worse\w*|declin\w+|deteriorat\w+)\b", re.IGNORECASE)
_QUARTILE = re.compile(
    r"(?<![\d.,%<>/-])[ \t]([1-4])(?:st|nd|rd|th)?(?=\s+(?:<?\d+(?:\.\d+)?%?|n/?a)\b|\s*$)", re.IGNORECASE
)
_HEADS = re.compile(r"\bquartile\b", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_PERIOD = re.compile(  # a reporting frequency counts only before a period, so that "Annual review" stays a label
    rf"(?<!in the )(?<!of the )(?<!per )\b(?:(?:quarter|term|annual|year|month|ytd)\s+"
    rf"(?=q[1-4]|20\d\d|spring|summer|autumn|winter|{_MONTH})"
    rf"|q[1-4]\b|(?:spring|summer|autumn|winter)\s|{_MONTH}\s+(?=20\d\d)|20\d\d(?:/\d\d)?\b)",
    re.IGNORECASE,
)
_FUNCTION = {"the", "and", "for", "with", "who", "have", "had", "from", "per"}
_THEME = 3  # rows that begin with the same words make these a theme
_COUNTED = re.compile(
    r"[\s(]*\b(?:(?:percent|per cent|number|rate)\s*)?\(?(?:low|high)\s*=\s*\w+\)?\s*$", re.IGNORECASE
)
_LONG = 14  # words
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_WORD = re.compile(r"[a-z]{3,}", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """A row of measures. `target` has its printed sign; `good` is whether the row prints its change as good or bad;
    `quartile` is 1 to 4 where one is printed under such a head.
    """

    statement: Statement
    label: str
    previous: Amount | None
    latest: Amount | None
    target: Amount | None
    good: bool | None
    quartile: int | None

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the label's words."""
        return _stems_of(self.label)

    @property
    def missed(self) -> bool:
        """True when the latest value is on the wrong side of the target."""
        if not self.latest or not self.target or self.latest.unit != self.target.unit:
            return False
        return (
            self.latest.value >= self.target.value
            if self.target.sign == "<"
            else self.latest.value <= self.target.value
        )

    @property
    def change(self) -> float | None:
        """Latest less previous, where both are printed in one unit."""
        if self.latest and self.previous and self.latest.unit == self.previous.unit:
            return round(self.latest.value - self.previous.value, 4)
        return None

    @property
    def polarity(self) -> int:
        """+1 when the row shows that high is good, -1 that it is bad, 0 when it does not show it."""
        if self.target:
            return -1 if self.target.sign == "<" else 1
        if self.good is not None and self.change:
            return 1 if (self.change > 0) == self.good else -1
        return 0


def themes(rows: Sequence[Row]) -> dict[tuple[str, int], frozenset[str]]:
    """Key of a row's statement → stems of its label without the words that begin the labels of several rows.

    Flattened tables repeat the theme of a measure before it ("Education Primary schools …").
    """
    begins = Counter(tuple(row.label.split()[:n]) for row in rows for n in range(1, 4))
    return {row.statement.key: _stems_of(_bare(row.label, begins, 2)) for row in rows}


def bare_labels(rows: Sequence[Row]) -> dict[tuple[str, int], str]:
    """Key of a row's statement → its label as a person would name the measure, without what is printed round it: a
    theme before it, how it is counted after it.
    """
    begins = Counter(tuple(row.label.split()[:n]) for row in rows for n in range(1, 4))
    return {row.statement.key: _short(_bare(_COUNTED.sub("", row.label), begins, 3)) for row in rows}


def _short(label: str) -> str:
    """A label of more words than a measure's name has, from its first capital within the last of them."""
    words = label.split()
    late = range(max(0, len(words) - _LONG), len(words) - 3)
    start = next((n for n in late if words[n][:1].isupper()), 0) if len(words) > _LONG else 0
    return " ".join(words[start:])


def _bare(label: str, begins: Counter[tuple[str, ...]], fewest: int) -> str:
    words = label.split()
    shared = max((n for n in range(4) if n == 0 or begins[tuple(words[:n])] >= _THEME), default=0)
    bare = words[shared:]
    named = len(bare) >= fewest and (bare[0][:1].isupper() or fewest < 3)
    return " ".join(bare) if named else label


def _stems_of(label: str) -> frozenset[str]:
    return frozenset(stem(w.lower()) for w in _WORD.findall(label)) - _FUNCTION


def read_row(statement: Statement) -> Row | None:
    """The row that a statement is, or None: a label, then at least two values or one value and a target."""
    if not statement.row:
        return None
    text = _TAG.sub(lambda tag: " " * len(tag[0]), statement.text)  # a tag's brackets are no signs
    period = _PERIOD.search(text)
    figures = amounts(text)
    if not figures:
        return None
    cut = min([f.start for f in figures] + ([period.start()] if period and period.start() > 8 else []))
    label = text[:cut].strip(" |\t-–").rpartition("|")[2].strip()
    if len(label.split()) < 2:
        return None
    figures = [f for f in figures if f.start >= cut]
    target = next((f for f in figures if f.sign), None)
    values = [f for f in figures if not f.sign and (target is None or f.start < target.start)]
    unit = target.unit if target else (values[0].unit if values else "")
    # Tables often leave the % to the target's column.
    values = ([v for v in values if v.unit == unit] or [replace(v, unit=unit) for v in values if not v.unit])[:2]
    if len(values) + bool(target) < 2:
        return None
    latest = values[-1] if values else None
    previous = values[0] if len(values) == 2 else None
    tail = text[target.end if target else (latest.end if latest else 0) :]
    headed = _HEADS.search(statement.passage.context) or _HEADS.search(statement.passage.text)
    quartile = _QUARTILE.search(tail) if headed or target else None
    good = True if _GOOD.search(text[cut:]) else False if _BAD.search(text[cut:]) else None
    return Row(statement, label, previous, latest, target, good, int(quartile[1]) if quartile else None)
