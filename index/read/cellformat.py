"""A spreadsheet's number as its cell shows it: 0.114 under the format "0.0%" is "11.4%", as a reader quotes it."""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

_PLACES = "0#?"
_HARD = ("e+", "e-", "/", "[<", "[>", "[=", "@", "general")  # not followed: the number is given plainly


def shown(value: object, code: str = "General") -> str:
    """The words of a cell that holds `value` under the number format `code`; "" for an empty one. Dates are given as
    2024-03-31 whatever their format, for 03/04 is a day in March in some countries.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date | time):
        return value.isoformat()
    return _number(value, code) if isinstance(value, int | float) else str(value)


def _number(value: float, code: str) -> str:
    sections = code.split(";")
    negative = value < 0 and len(sections) > 1 and bool(sections[1])  # a section of its own writes the sign itself
    section = sections[1] if negative else sections[2] if value == 0 and len(sections) > 2 else sections[0]
    if not section or any(sign in section.lower() for sign in _HARD):
        return f"{value:.10g}" if abs(value) < 1e15 else str(value)
    before, places, after = _parts(section)
    if not places:  # words alone: a dash for nought
        return (before + after).strip()
    number = Decimal(str(abs(value) if negative else value))
    number = number * 100 if "%" in section else number
    whole, _, fraction = places.partition(".")
    for sign in reversed(places):  # each comma at the end leaves three figures out
        if sign != ",":
            break
        number /= 1000
    decimals = sum(sign in _PLACES for sign in fraction)
    rounded = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{abs(rounded):{',' if ',' in whole.rstrip(',') else ''}.{decimals}f}"
    least = fraction.count("0")
    while "." in text and len(text.partition(".")[2]) > least and text.endswith("0"):
        text = text[:-1]
    sign = "-" if rounded < 0 else ""
    return f"{sign}{before}{text.rstrip('.')}{after}".strip()


def _parts(section: str) -> tuple[str, str, str]:
    """What a format writes before the figures, the places of the figures, and what it writes after them."""
    before, places, after = "", "", ""
    at = 0
    while at < len(section):
        sign, words = section[at], section[at]
        if sign in (*_PLACES, ".", ",") and not after:
            places, words = places + sign, ""
        elif sign == '"' or sign == "[":
            end = section.find('"' if sign == '"' else "]", at + 1)
            end = len(section) if end < 0 else end
            words = section[at + 1 : end]
            if sign == "[":  # a colour, or a currency: [$£-809]
                words = words[1:].partition("-")[0] if words.startswith("$") else ""
            at = end
        elif sign in "\\_*":  # the next sign as it is, as a space of its width, or as filling
            words = section[at + 1 : at + 2] if sign == "\\" else " " if sign == "_" else ""
            at += 1
        if places:
            after += words
        else:
            before += words
        at += 1
    return before, places, after
