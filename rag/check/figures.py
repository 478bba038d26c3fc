"""The figures in a text: numbers with their unit, whether in digits or in words, normalised so that equals
are equal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from rag.check.folding import word_list

_UNITS = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = word_list("twenty thirty forty fifty sixty seventy eighty ninety")
WORDS = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * value for value, word in enumerate(_TENS, 2)
}
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
}
_SCALE = {
    "k": 1000,
    "thousand": 1000,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "billion": 10**9,
    "hundred": 100,
}
# Words that state an amount without a numeral; each must stand in the quote as it is.
_AMOUNTS = re.compile(
    r"\b(half|halved|halving|halves|doubl\w+|tripl\w+|trebl\w+|quadrupl\w+|twice|thrice|dozens?|hundreds|thousands"
    r"|millions|majority|minority|most|quarters|thirds|fifths|tenths)\b"
)
_WORD_NUMBER = "|".join(sorted(WORDS, key=len, reverse=True))
_SCALE_WORD = r"hundred|thousand|million|billion|bn|mn|m|k"
_NUMBER = re.compile(
    rf"(?P<sign>(?<![\w)])-)?(?P<money>[£$€]\s?)?"
    rf"(?:(?<![A-Za-z0-9_])(?<!\d[.,])(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"|\b(?P<tens>{'|'.join(_TENS)})[- ](?P<unit>{'|'.join(_UNITS[1:10])})|\b(?P<word>{_WORD_NUMBER}))"
    rf"(?:(?P<ordinal>st|nd|rd|th)\b|\s?(?P<scale>{_SCALE_WORD})\b|(?!\w))"
    rf"(?P<percent>\s?%|\s?percentage points?\b|\s?per ?cent\b|\s?pp\b)?",
    re.IGNORECASE,
)
_ORDINAL_WORD = re.compile(rf"\b({'|'.join(_ORDINALS)})\b")
# "one" is mostly a pronoun: "no one", "one of the", "this one", "one another".
_PRONOUN_BEFORE = re.compile(r"\b(no|any|every|each|this|that|the|which|such|some)[\s-]$", re.IGNORECASE)
_PRONOUN_AFTER = re.compile(r"[\s-](of|another|or|by|off|to|which|that|such)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Figure:
    """A number with its unit ("%", "£", "ordinal", "" …), and the text it was read from."""

    value: Decimal
    unit: str
    printed: str

    @property
    def key(self) -> tuple[Decimal, str]:
        """What two mentions of one figure share."""
        return (self.value, self.unit)


def figures(text: str) -> list[Figure]:
    """Every figure in the folded `text`, in order. Amount words ("half", "twice") are in `amounts`
    instead.
    """
    found = []
    for match in _NUMBER.finditer(text):
        if (match["word"] or "").lower() == "one" and _is_pronoun(text, match):
            continue
        found.append(Figure(_value(match), _unit(match), match[0].strip()))
    found += [Figure(Decimal(_ORDINALS[m[1].lower()]), "ordinal", m[0]) for m in _ordinal_words(text)]
    return found


def amounts(text: str) -> set[str]:
    """Words that state an amount without a numeral, lower case."""
    return {match[1] for match in _AMOUNTS.finditer(text.lower())}


def _ordinal_words(text: str) -> list[re.Match[str]]:
    """Ordinal words, but not a "First," or "Second," that only opens a sentence."""
    return [
        m
        for m in _ORDINAL_WORD.finditer(text.lower())
        if m.start() > 0 or not re.match(r"\s?,", text[m.end() :])
    ]


def _is_pronoun(text: str, match: re.Match[str]) -> bool:
    if match["scale"] or match["percent"]:
        return False
    before, after = text[: match.start()][-8:], text[match.end() :][:9]
    return bool(_PRONOUN_BEFORE.search(before) or _PRONOUN_AFTER.match(after) or not after.strip(" .,;:?!"))


def _value(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        value = Decimal(match["digits"].replace(",", ""))
    elif match["tens"]:
        value = Decimal(WORDS[match["tens"].lower()] + WORDS[match["unit"].lower()])
    else:
        value = Decimal(WORDS[match["word"].lower()])
    if match["scale"]:
        value *= _SCALE[match["scale"].lower()]
    return (-value if match["sign"] else value).normalize()


def _unit(match: re.Match[str]) -> str:
    if match["money"]:
        return match["money"].strip()
    if match["percent"]:
        return "points" if "point" in match["percent"].lower() or "pp" in match["percent"].lower() else "%"
    return "ordinal" if match["ordinal"] else ""
