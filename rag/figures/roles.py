"""What each figure of a sentence is: a measure's value, a count behind one, a change, a target, another area's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.language.amounts import Amount, amounts
from index.language.periods import Named
from rag.figures.forms import number_of

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
_CHANGE_BRACKET = re.compile(
    r"\b(?:increase|decrease|rise|fall|drop|reduction|growth) of [\d,.%]+\s*[a-z]*\s*\(\s*$", re.I
)
_AREA = re.compile(
    r"""\b(?: england | national(?:ly)? | region(?:al(?:ly)?)? | neighbours? | comparator | benchmark | average\ for
      | other\ (?:local\ )?(?:authorities|councils|counties) | county\ average | all\ authorities )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_TARGET_BEFORE = re.compile(r"\b(?:target|ambition|goal|aim|threshold)s?\b[^.;]{0,25}$", re.I)
_BRACKET = re.compile(
    r"^(?P<gap>[^().;]{0,90})\(\s*(?:approx\.?\s*)?(?P<n>\d[\d,]*)(?![\d.%,])(?:\s+(?:out\s+)?of\s+(?P<b>\d[\d,]*))?[^()%\d]{0,60}\)"
)
_IN_BRACKET = re.compile(r"\(\s*(?P<n>\d[\d,]*)\s+[a-z]+(?:\s[a-z]+)?\s*,\s*$", re.I)
_BOUNDARY = re.compile(r"[,;(]|\s(?:and|while|with|but|compared|against)\s")
_AGE = re.compile(r"\bage[ds]?\s+\d+\s+(?:to|and|or|[-–])\s+$|\b\d+\s+(?:to|or|[-–])\s+$", re.I)
_HYPHENED = re.compile(r"[A-Za-z][-‐‑–]\s?$")  # "Covid-19"
_UNMEANT = re.compile(
    r"^\s*(?:[-‐‑–]?\s?(?:year|month|week|day|hour|mile|minute)s?\b|per cent point|[-‐‑][a-z]"
    r"|(?:[a-z]+\s+)?or (?:more|fewer|less)\b)",
    re.I,
)


@dataclass(frozen=True)
class Figure:
    """A figure of a sentence with its role; `count`, `base` and `target` are those printed with it."""

    amount: Amount
    role: Role
    count: float | None = None
    base: float | None = None
    target: str | None = None


def figures_of(text: str, periods: Sequence[Named]) -> list[Figure]:
    """The figures of a sentence in order, each with its role."""
    found = [a for a in amounts(text) if not any(p.start < a.end and a.start < p.end for p in periods)]
    found = [a for a in found if a.unit or not _HYPHENED.search(text[: a.start])]
    found = [
        a for a in found if not _AGE.search(text[: a.start]) and not (not a.unit and _UNMEANT.match(text[a.end :]))
    ]
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
    clause = re.split(r"[,;()]|\b(?:and|but|compared|with)\b", after, maxsplit=1)[0]
    if _CHANGE_BEFORE.search(before) or _CHANGE_AFTER.match(after) or _CHANGE_BRACKET.search(before):
        return "change"
    if amount.sign or _TARGET_BEFORE.search(before):
        return "target"
    near = clause_before(text, amount.start)
    # "compared to the England average, 90.2%": the clause of the figure is empty, the one before it names the area.
    if not near.strip(" ,("):
        near = clause_before(text, max(0, amount.start - len(near) - 2))
    if _AREA.search(near) or _AREA.search(clause):
        return "area"
    return "value"


def _with_brackets(text: str, figures: list[Figure], periods: Sequence[Named]) -> list[Figure]:
    """Counts in brackets go to the share before them: "28.4% in quarter 2 (47 children)", "(13 children, 2.8%)"."""
    done = list(figures)
    for i, figure in enumerate(figures):
        inside = _IN_BRACKET.search(text[: figure.amount.start]) if figure.amount.unit == "%" else None
        if inside and i and figures[i - 1].amount.start == inside.start("n"):
            done[i] = replace(figure, count=number_of(inside["n"]))
            done[i - 1] = replace(figures[i - 1], role="count")
            continue
        m = _BRACKET.match(text[figure.amount.end :]) if figure.role == "value" and figure.amount.unit == "%" else None
        if not m:
            continue
        start, end = figure.amount.end + m.start("n"), figure.amount.end + m.end()
        gap = (figure.amount.end, figure.amount.end + m.end("gap"))
        inner = [f for f in figures if gap[0] <= f.amount.start < gap[1]]
        if inner or any(p.start < end and start < p.end for p in periods):
            continue
        done[i] = replace(figure, count=number_of(m["n"]), base=number_of(m["b"]) if m["b"] else None)
        for j, other in enumerate(figures):
            if start <= other.amount.start < end:
                done[j] = replace(other, role="count")
    return done
