"""The figures of a sentence or row with their places: value, sort, and what they are measured in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_AMOUNT = re.compile(
    r"""
    (?P<sign> [<>≤≥]\s? )? (?P<money> £\s? )?
    (?<![\w/.,]) (?P<digits> \d{1,3}(?:,\d{3})+(?:\.\d+)? | \d+(?:\.\d+)? ) (?!\d)
    (?P<rest> \s?% | \s?per\ cent\b | \s?(?:million|billion|bn|m|k)\b | \s?percentage\ points?\b
            | (?:st|nd|rd|th)\b | [/-]\d+ | :\d+ )? (?!\w)
    """,
    re.VERBOSE,
)
_SCALES = {"million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "k": 1e3}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE_AFTER = re.compile(rf"^\s+{_MONTH}\b", re.IGNORECASE)
_DATE_BEFORE = re.compile(rf"\b{_MONTH}\s+$", re.IGNORECASE)
_LABEL_BEFORE = re.compile(
    r"\b(?:paragraphs?|quartile|section|appendix|table|figure|page|q|quarter|years?|aged?|ages|act|key stage|band"
    r"|tier|stage|grade|over|under|part|version|no|number|item|minute|chapter|annex|step|level|phase|priority|outcome|standard"
    r"|ks|days?|per)s?\.?\s+$",
    re.IGNORECASE,
)
_SPAN = r"(?:\+|[-–]year|\s?(?:years?|months?|weeks?|days?|hours?|working days?|[ap]\.?m\b|mins?|miles?|yrs?|mths?)\b)"
_SPANS = re.compile(rf"^(?:\s?(?:to|and|or|[-–‐‑])\s?\d+)?{_SPAN}", re.IGNORECASE)  # "6 weeks", the 4 of "4 to 6 weeks"
_JOINS = re.compile(r"\s?(?:to|and|or|&|[-–‐‑])\s?", re.IGNORECASE)  # "aged 1 to 4", "years 10 and 11"


@dataclass(frozen=True)
class Amount:
    """A figure. `unit` is "%", "£" or "" (a count); `sign` "<" or ">" where one is printed before it."""

    value: float
    unit: str
    sign: str
    start: int
    end: int
    printed: str


def amounts(text: str) -> list[Amount]:
    """The figures of `text` that measure something: no years, dates, ordinals, ages, lengths of time or labels."""
    return list(_amounts(text))


@lru_cache(maxsize=50_000)
def _amounts(text: str) -> tuple[Amount, ...]:
    found = []
    labelled = 0  # where the last number ended that belongs to a label
    for m in _AMOUNT.finditer(text):
        rest = (m["rest"] or "").strip().lower()
        if (rest[:1] in ("/", "-", ":") and rest[1:].isdigit()) or rest in ("st", "nd", "rd", "th") or "point" in rest:
            continue
        unit = "£" if m["money"] else "%" if rest in ("%", "per cent") else ""
        value = float(m["digits"].replace(",", "")) * _SCALES.get(rest, 1)
        named = _LABEL_BEFORE.search(text[: m.start()][-16:]) or (
            labelled and _JOINS.fullmatch(text[labelled : m.start()])
        )
        if not unit and (named or _is_label(text, m, value)):
            labelled = m.end() if named else 0
            continue
        sign = (m["sign"] or "").strip().replace("≤", "<").replace("≥", ">")
        found.append(Amount(value, unit, sign, m.start(), m.end(), m[0].strip()))
    return tuple(found)


def plain(value: float, unit: str = "") -> str:
    """A reckoned figure as a person writes it."""
    digits = f"{value:,.1f}".removesuffix(".0")
    return f"£{digits}" if unit == "£" else f"{digits}{unit}"


def _is_label(text: str, match: re.Match[str], value: float) -> bool:
    """True for a year, the day of a date, a length of time, a number within a range or a reference."""
    if 1900 <= value <= 2100 and len(match["digits"]) == 4:
        return True
    after, before = text[match.end() :][:14], text[: match.start()][-16:]
    if (
        match.start()
        and text[match.start() - 1] in "/-–‐‑("
        and re.match(r"\d|$", text[match.start() - 2 : match.start() - 1])
    ):
        return True
    return bool(_is_day(value, after) or _DATE_BEFORE.search(before) or _SPANS.match(after))


def _is_day(value: float, after: str) -> bool:
    return value in range(1, 32) and bool(_DATE_AFTER.match(after))
