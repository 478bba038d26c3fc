"""The words of a folded text with their places: what the checks of claims compare.

A word is known by its stem, so that "agreed" and "agreement", "Order" and "Orders" are near; a spelling one letter off
a paper's own is the paper's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from index.language.tokens import stem
from rag.check.folding import is_negator, word_set

_TOKEN = re.compile(r"\d(?:[\d,./]*\d)?|[^\W\d_][\w&]*(?:['-]\w+)*|[^\w\s]")
_SHARED = 5  # letters that two forms of one word begin with
_MISSPELT = 6  # letters from which a word may be one letter off
# Closed classes: words that carry no claim of their own and name nobody.
FUNCTION = word_set("""a about above across after again against all almost already also although am among an and another
    any are around as at away be because been before behind being below beneath between both but by can could despite
    did do does down during each either else elsewhere every few for from further had has have he her here his how
    however i if in instead into is it its itself just less like made make may might more moreover most much must my
    near nearly neither next nor now of off on once only or other others our out outside over own per quite rather
    same shall she should since so some still such than that the their them then there therefore these they this those
    though through throughout thus to together too towards under unless until up upon us very was we were what when
    where whether which while who whom whose why will with within without would yes yet you your""")


@dataclass(frozen=True)
class Word:
    """A word, a number or a mark, where it stands in its text (character offsets), and its stem."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in lower case, without a possessive."""
        return self.text.lower().removesuffix("'s").removesuffix("'")

    @property
    def stem(self) -> str:
        """What its forms share."""
        return stem(self.lower)

    @property
    def is_word(self) -> bool:
        """True for letters, false for numbers and marks."""
        return self.text[0].isalpha()

    @property
    def is_content(self) -> bool:
        """True when the word carries a claim: no function word, no negation."""
        return self.is_word and len(self.text) > 1 and self.lower not in FUNCTION and not is_negator(self.lower)


@lru_cache(maxsize=4_000)
def cut(text: str) -> tuple[Word, ...]:
    """The words, numbers and marks of the folded `text`, in order."""
    return tuple(Word(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text))


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry a claim, in order; a compound gives its parts."""
    return [stem(part) for w in cut(text) if w.is_content for part in w.lower.split("-") if len(part) > 1]


def alike(one: str, other: str) -> bool:
    """True when two lower-case words are forms of one: a shared stem, a shared beginning, or one letter apart."""
    if stem(one) == stem(other):
        return True
    if min(len(one), len(other)) < _MISSPELT:
        return False
    return one[:_SHARED] == other[:_SHARED] or (one[0] == other[0] and Levenshtein.distance(one, other) <= 1)


def among(word: str, others: Iterable[str]) -> bool:
    """True when a form of the lower-case `word` is among `others`."""
    return any(alike(word, other) for other in others)
