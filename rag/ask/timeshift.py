"""Times that only the conversation fixes: "the year before", "two years later", "the next quarter"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.language.periods import find_periods, shifts_of
from index.language.periods.lexer import tokens_of

_LEADS = frozenset({"in", "for", "from", "of", "with", "than"})
_TO = frozenset({"to", "than", "after", "before"})


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
    for found in shifts_of(question):
        if found.same or found.word == "last" or found.unit == "term":
            continue
        before = tokens_of(question[: found.start])
        if found.led:
            before.pop()
        elif found.word in ("next", "following"):
            continue
        start = question.lower().rindex("the", 0, found.start) if found.led else found.start
        if before and before[-1].text in _LEADS:
            start = before[-1].start
        end = found.end
        after = tokens_of(question[end : end + 20])
        that = next((n for n, token in enumerate(after[:2]) if token.text == "that"), None)
        if that == 0 or (that == 1 and after[0].text in _TO):
            end += after[that].end
        return Shift(found.by, "quarter" if found.unit == "quarter" else "year", question[start:end])
    return None


def shifted(period: str, shift: Shift) -> str:
    """`period`, as a person wrote it, moved: "Q1 2021/22" a quarter back is "Q4 2020/21"."""
    named = find_periods(period)
    for one in reversed(named):
        moved = one.days.before(**{"quarters" if shift.unit == "quarter" else "years": -shift.by})
        if moved is None:
            return f"{period}, {shift.text}"
        period = period[: one.span[0]] + moved.text + period[one.span[1] :]
    return period if named else f"{period}, {shift.text}"
