"""Cuts a text into words, numbers and signs, and knows the words for months and small numbers."""

from __future__ import annotations

import calendar
import re
from typing import NamedTuple

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_WORDS = "one two three four five six seven eight nine ten eleven twelve"
NUMBERS = {word: n for n, word in enumerate(_WORDS.split(), 1)} | {"a": 1, "an": 1, "fourteen": 14, "eighteen": 18}
_TOKEN = re.compile(r"</?sup>|(?P<number>[0-9]+)|(?P<word>[^\W\d_]+)|(?P<sign>\S)")


class Token(NamedTuple):
    """A number, a word in lower case, or a sign, and where it stands."""

    kind: str
    text: str
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text, in order; tags of raised letters are left out."""
    return [
        Token(m.lastgroup, m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text) if m.lastgroup
    ]  # fmt: skip


def touching(letter: str) -> bool:
    """True for a letter, figure or underscore, which a time cannot stand against."""
    return letter.isalnum() or letter == "_"
