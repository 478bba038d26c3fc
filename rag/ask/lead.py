"""The first words of an answer: the one value that the best sentence prints, where it prints just one of its kind.

Two figures in a sentence are left to the reader: which of them is meant would be a guess.
"""

from __future__ import annotations

import re

from index.language.periods import find_periods
from rag.ask.quotes import ANSWERS
from rag.search.evidence import Clue
from rag.search.forms import UNITS, Kind
from rag.search.wanted import Want, counted

_VALUES: dict[Kind, re.Pattern[str]] = {
    "money": re.compile(r"£\s?\d[\d,.]*\d?(?:\s?(?:million|billion|bn|m|k)\b)?", re.I),
    "share": re.compile(r"\d[\d,.]*\s?(?:%|per ?cent\b)", re.I),
    "count": re.compile(r"(?<![£.\d])\d[\d,]*(?:\.\d+)?(?!\s?%|\d|\s?per ?cent)", re.I),
    "span": re.compile(rf"\d[\d,.]*(?:\s\w+)?[\s-]{UNITS}\b", re.I),
    "length": re.compile(rf"\d[\d,.]*(?:\s\w+)?[\s-]{UNITS}\b", re.I),
}


def value_of(want: Want, clue: Clue) -> str:
    """The value that answers `want`, as printed in the clue's sentence; "" where there is none or more than one."""
    if clue.together < ANSWERS or not want.explicit:
        return ""
    if want.kind == "date":
        dates = [p.text for p in find_periods(clue.quote) if p.precision in ("day", "month")]
        return " ".join(dates[0].split()) if len(set(dates)) == 1 else ""
    pattern = _VALUES.get(want.kind)
    if pattern is None:
        return ""
    values = {" ".join(m.group().rstrip(".,").split()) for m in pattern.finditer(counted(clue.quote))}
    return values.pop() if len(values) == 1 else ""
