"""Counts in digits or words ("62", "1,240", "Twenty-two"), as parts and wholes are printed."""

from __future__ import annotations

import re

from rag.check.figures import WORDS

_WORDS = "|".join(sorted(WORDS, key=len, reverse=True))
COUNT = rf"(?:\d[\d,]*|(?:{_WORDS})(?:[-‐‑ ](?:{_WORDS}))?)"


def value_of(text: str) -> float:
    """The value of what `COUNT` matched."""
    if text[0].isdigit():
        return float(text.replace(",", ""))
    return float(sum(WORDS[word] for word in re.split(r"[-‐‑ ]", text.lower())))
