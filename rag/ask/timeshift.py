"""Times that only the conversation fixes: "the year before", "two years later", "the next quarter"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_COUNT = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_RELATIVE = re.compile(
    r"\b(?:in |for |from |of |with |than )?(?:"
    r"(?:the )?(?P<back>previous|preceding|prior)\s(?P<u1>year|quarter)"
    r"|the (?P<u2>year|quarter) (?P<side2>before|after|earlier|later)"
    r"|the (?P<ahead>next|following)\s(?P<u3>year|quarter)"
    r"|(?P<n>a|one|two|three|four|five) (?P<u4>year|quarter)s? (?P<side4>before|after|earlier|later)"
    r")\b(?:\s(?:to |than |after |before )?that\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Shift:
    """So many years or quarters back (negative) or on, and the words that said so."""

    by: int
    unit: Literal["year", "quarter"]
    text: str

    def remove(self, question: str) -> str:
        """`question` without those words."""
        return " ".join(question.replace(self.text, " ", 1).split())


def find_shift(question: str) -> Shift | None:
    """The first time in `question` that is told from another time, or None."""
    match = _RELATIVE.search(question)
    if not match:
        return None
    unit = (match["u1"] or match["u2"] or match["u3"] or match["u4"]).lower()
    side = (match["side2"] or match["side4"] or "").lower()
    back = bool(match["back"]) or side in ("before", "earlier")
    count = _COUNT[match["n"].lower()] if match["n"] else 1
    return Shift(-count if back else count, "quarter" if unit == "quarter" else "year", match[0])


def shifted(period: str, shift: Shift) -> str:
    """`period`, as a person wrote it, moved: "Q1 2021/22" a quarter back is "Q4 2020/21"."""
    years = shift.by
    if shift.unit == "quarter":
        quarter = re.search(r"(?i)(?<![a-z])(q|quarter )\s?([1-4])", period)
        if not quarter:
            return f"{period}, {shift.text}"
        years, number = divmod(int(quarter[2]) - 1 + shift.by, 4)
        period = f"{period[: quarter.start(2)]}{number + 1}{period[quarter.end(2) :]}"
    return _years_moved(period, years)


def _years_moved(period: str, by: int) -> str:
    def move(match: re.Match[str]) -> str:
        return f"{(int(match[0]) + by) % 10 ** len(match[0]):0{len(match[0])}d}"

    return re.sub(
        r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<=[/\-–'])\d\d(?!\d)|(?<!\d)\d\d(?=[/\-–]\d\d(?!\d))", move, period
    )
