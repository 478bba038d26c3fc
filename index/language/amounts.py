"""Figures in a text: value, unit, sign and place, in digits or in words, and which of them measure something.

One reading of numbers serves all: money ("£1.2m", "£000" is none), shares, percentage points, counts, ordinals and
number words. `numbers` gives every one; `amounts` those that measure, without years, ordinals, ages, lengths of time,
ranges and what only labels a thing ("paragraph 7").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from index.language.periods.values import MONTHS, Token, tokens_of


def _list(text: str) -> list[str]:
    return text.split()


_UNITS = _list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = _list("twenty thirty forty fifty sixty seventy eighty ninety")
WORDS = {word: n for n, word in enumerate(_UNITS)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_ORDERS = _list("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
ORDINALS = {word: n for n, word in enumerate(_ORDERS, 1)}
_SCALES = {"hundred": 100} | dict.fromkeys(("thousand", "k"), 1000) | dict.fromkeys(("million", "mn", "m"), 10**6)
_SCALES |= dict.fromkeys(("billion", "bn"), 10**9)
_NUMBER = re.compile(
    rf"""(?P<sign>[<>≤≥]\s?)? (?P<minus>(?<![\w)])-)? (?P<money>[£$€]\s?)?
    (?: (?<![A-Za-z0-9_]) (?<!\d[.,]) (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
      | \b(?P<word>(?:{"|".join(_TENS)})[-\s](?:{"|".join(_UNITS[1:10])})
                  |{"|".join(sorted(WORDS, key=len, reverse=True))})
      | \b(?P<order>{"|".join(ORDINALS)})\b )
    (?: (?P<ordinal>st|nd|rd|th)\b | \s?(?P<scale>{"|".join(sorted(_SCALES, key=len, reverse=True))})\b | (?!\w) )
    (?P<share>\s?%|\s?percentage\ points?\b|\s?per\ ?cent\ points?\b|\s?per\ ?cent\b|\s?pp\b)?""",
    re.IGNORECASE | re.VERBOSE,
)
_JOINERS = frozenset("-–‐‑")
_JOINS = frozenset({"to", "and", "or", "&"}) | _JOINERS
_LABELS = frozenset(
    _list(
        "paragraph quartile section appendix table figure page q quarter year age aged act stage band tier grade over "
        "under part version no number item minute chapter annex step level phase priority outcome standard ks day per"
    )
)  # words before a number that it tells apart, and measures nothing
_LENGTHS = frozenset(_list("year month week day hour working min mile yr mth am pm"))
_NO_PRONOUN = frozenset(_list("no any every each this that the which such some"))  # "one" after these is a thing
_OF_THEM = frozenset(_list("of another or by off to which that such"))  # … and before these
NONE = frozenset({"n/a", "na", "tbc", "-", "–", "—", "x", "nil"})  # what a cell prints that has no figure


@dataclass(frozen=True)
class Amount:
    """A figure. `unit` is "%", "points", "£", "$", "€", "ordinal" or "" (a count); `sign` "<" or ">" where one is
    printed before it.
    """

    value: float
    unit: str
    sign: str
    start: int
    end: int
    printed: str


def numbers(text: str) -> list[Amount]:
    """Every number of `text`, in digits or in words, in order: no pronoun's "one", no "First," at a beginning."""
    return [_amount(m) for m in _NUMBER.finditer(text) if _counts(text, m)]


def amounts(text: str) -> list[Amount]:
    """The figures of `text` in digits that measure something: no years, dates, ordinals, ages, times or labels."""
    return list(_amounts(text))


def whole(text: str) -> Amount | None:
    """The figure that a text is, and nothing else ("£1,204", "84.1 %"); None where it is none or more."""
    bare = text.strip()
    found = _NUMBER.match(bare)
    if found is None or not found["digits"] or found["ordinal"] or found.end() < len(bare) or _is_unit(found):
        return None
    return _amount(found)


def parts_of(text: str, found: Sequence[Amount]) -> list[tuple[Amount, Amount]]:
    """ "612 of 692", "47 out of the 90", "9 boats of 12": counts of `found` that are a part, each with its whole."""
    pairs = []
    for part, of in pairwise(found):
        between = [token.text for token in tokens_of(text[part.end : of.start])]
        bare = [word for word in between if word not in ("the", "out")]
        if not part.unit and not of.unit and bare[-1:] == ["of"] and len(bare) <= 2 and all(map(str.isalpha, bare)):
            pairs.append((part, of))
    return pairs


def plain(value: float, unit: str = "") -> str:
    """A reckoned figure as a person writes it."""
    digits = f"{value:,.1f}".removesuffix(".0")
    return f"£{digits}" if unit == "£" else f"{digits}{unit}"


def _amount(match: re.Match[str]) -> Amount:
    if match["digits"]:
        value = Decimal(match["digits"].replace(",", ""))
    elif match["order"]:
        value = Decimal(ORDINALS[match["order"].lower()])
    else:
        value = Decimal(sum(WORDS[word] for word in match["word"].lower().replace("-", " ").split()))
    if match["scale"]:
        value *= _SCALES[match["scale"].lower()]
    sign = (match["sign"] or "").strip().replace("≤", "<").replace("≥", ">")
    printed = match[0].strip()
    return Amount(float(-value if match["minus"] else value), _unit(match), sign, match.start(), match.end(), printed)


def _is_unit(match: re.Match[str]) -> bool:
    return len(match["digits"]) > 1 and set(match["digits"]) == {"0"}


def _unit(match: re.Match[str]) -> str:
    if match["money"]:
        return str(match["money"].strip())
    if match["share"]:
        return "points" if "p" in match["share"].lower().replace("per", "", 1) else "%"
    return "ordinal" if match["ordinal"] or match["order"] else ""


def _counts(text: str, match: re.Match[str]) -> bool:
    if match["order"]:
        return match.start() > 0 or not text[match.end() :].lstrip(" ").startswith(",")
    if (match["word"] or "").lower() != "one" or match["scale"] or match["share"]:
        return True
    before, after = tokens_of(text[: match.start()][-8:]), tokens_of(text[match.end() :][:9])
    words = [token for token in before if token.text not in _JOINERS]
    beside = bool(words) and words[-1].text in _NO_PRONOUN
    follows = [token.text for token in after if token.text not in _JOINERS]
    return not (beside or (follows[:1] and follows[0] in _OF_THEM) or not any(t.kind != "sign" for t in after))


@lru_cache(maxsize=50_000)
def _amounts(text: str) -> tuple[Amount, ...]:
    if not any(map(str.isdigit, text)):
        return ()
    found = []
    labelled = 0  # where the last number ended that belongs to a label
    code = 0  # where the last group of digits of a code ended ("0116 305 5479": no quantity begins with a nought)
    for m in _NUMBER.finditer(text):
        if not m["digits"] or not _measures(text, m):
            continue
        goes_on = code and not _unit(m) and text[code : m.start()].isspace()
        if goes_on or (m["digits"][0] == "0" and m["digits"][1:2].isdigit()):
            code = m.end()
            continue
        amount = _amount(m)
        named = _is_label(text, amount.start, labelled)
        if not amount.unit and (named or _is_other(text, m, amount)):
            labelled = m.end() if named else 0
            continue
        found.append(amount)
    return tuple(found)


def _measures(text: str, match: re.Match[str]) -> bool:
    """False for an ordinal, percentage points, and one of a pair ("10/12", "4-6", "10:30")."""
    at = match.start("digits")
    before, after = text[max(0, at - 2) : at], text[match.end() : match.end() + 2]
    if _is_unit(match) or match["ordinal"] or "point" in (match["share"] or "") or before[-1:] in ("/", ".", ","):
        return False
    clock = before[-1:] == ":" and before[:1].isdigit()
    return not clock and not (after[:1] in ("/", "-", ":") and after[1:].isdigit())


def _is_label(text: str, start: int, labelled: int) -> bool:
    """True for a number that tells a thing apart ("paragraph 7", "aged 4"), or goes on such ("1 to 4")."""
    before = text[:start][-16:]
    tokens = tokens_of(before)
    if tokens and tokens[-1].text == ".":
        tokens = tokens[:-1]
    if tokens and before[-1:].isspace() and (tokens[-1].text in _LABELS or tokens[-1].text.rstrip("s") in _LABELS):
        return True
    return bool(labelled) and text[labelled:start].strip().lower() in _JOINS


def _is_other(text: str, match: re.Match[str], amount: Amount) -> bool:
    """True for a year, the day of a date, a length of time, or a number within a range or a reference."""
    if 1900 <= amount.value <= 2100 and len(match["digits"]) == 4:
        return True
    start = match.start()
    if start and text[start - 1] in "/-–‐‑(" and (start == 1 or text[start - 2].isdigit()):
        return True
    after, before = tokens_of(text[match.end() :][:14]), tokens_of(text[:start][-16:])
    if after and after[0].text in MONTHS and amount.value in range(1, 32) and text[match.end()].isspace():
        return True
    words = [token.text for token in before if token.text != "."]
    if words and words[-1] in MONTHS:
        return True
    return _is_length(text, match.end(), after)


def _is_length(text: str, end: int, after: Sequence[Token]) -> bool:
    """True before "weeks", "+", "-year": and for the 4 of "4 to 6 weeks"."""
    words = list(after)
    if len(words) > 1 and words[0].text in _JOINS and words[1].kind == "number":
        words = words[2:]
    if words and words[0].text == "+":
        return not text[end : end + words[0].start].strip() or words[0] is not after[0]
    if words and words[0].text in _JOINERS:
        words = words[1:2]
        return bool(words) and words[0].text == "year"
    if not words or words[0].kind != "word":
        return False
    unit = words[0].text.rstrip("s") if words[0].text not in ("am", "pm", "a", "p") else words[0].text
    if unit in ("a", "p"):
        return [w.text for w in words[1:3]] in ([".", "m"],)
    return unit in _LENGTHS
