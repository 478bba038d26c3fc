"""The figures in a text: numbers with their unit, whether in digits or in words, normalised so that equals
are equal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from index.language.amounts import WORDS, numbers

__all__ = ["WORDS", "Figure", "amounts", "figures"]

# Words that state an amount without a numeral; each must stand in the quote as it is.
_AMOUNTS = re.compile(
    r"\b(half|halved|halving|halves|doubl\w+|tripl\w+|trebl\w+|quadrupl\w+|twice|thrice|dozens?|hundreds|thousands"
    r"|millions|majority|minority|most|quarters|thirds|fifths|tenths)\b"
)


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
    return [Figure(Decimal(str(n.value)).normalize(), n.unit, n.printed) for n in numbers(text)]


def amounts(text: str) -> set[str]:
    """Words that state an amount without a numeral, lower case."""
    return {match[1] for match in _AMOUNTS.finditer(text.lower())}
