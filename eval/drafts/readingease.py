"""Flesch reading ease, reckoned here: a library for one formula would bring dictionaries of its own.

206.835 - 1.015 × words a sentence - 84.6 × syllables a word; 60 to 70 is plain English, under 30 hard. Syllables are
counted by groups of vowels, less a silent "e", which is within a few points of a dictionary's count on running text.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_SENTENCE = re.compile(r"[.?!]+(?=\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")


def reading_ease(text: str) -> float | None:
    """The Flesch reading ease of a text; None when it has no word."""
    words = _WORD.findall(text)
    if not words:
        return None
    sentences = max(1, len(_SENTENCE.findall(text)))
    return 206.835 - 1.015 * len(words) / sentences - 84.6 * sum(map(syllables, words)) / len(words)


def syllables(word: str) -> int:
    """The syllables of an English word, by its groups of vowels."""
    bare = word.lower().replace("’", "'").removesuffix("'s")
    count = len(_VOWELS.findall(bare))
    silent = (bare.endswith("e") and not bare.endswith(("le", "ee"))) or (bare.endswith(("es", "ed")) and len(bare) > 4)
    return max(1, count - (1 if silent and count > 1 else 0))
