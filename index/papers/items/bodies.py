"""Recognises the names of the bodies that meet: committees, commissions, boards, cabinets and councils."""

from __future__ import annotations

import re

_NOUN = r"(?:sub-?committee|committee|commission|board|cabinet|council|panel|forum|executive|assembly)"
_ENDS = re.compile(rf"\b{_NOUN}(?!\w|[’'])\s*$", re.IGNORECASE)
_STARTS = re.compile(
    r"^(?:an?\s+)?(?:(?:ordinary|extraordinary|special|annual|virtual|hybrid)\s+)?(?:meeting\s+of\s+)?(?:the\s+)?",
    re.I,
)


def is_body(text: str) -> bool:
    """True when `text` can be the name of a body: it ends with such a noun and is short."""
    text = text.strip(" \t.:;,-–—")
    return 1 <= len(text.split()) <= 16 and bool(_ENDS.search(text)) and not re.search(r"[.;?!]\s", text)


def tidy_body(text: str) -> str:
    """Take "the", "a meeting of the", marks and leading words off the name of a body."""
    return _STARTS.sub("", " ".join(text.split()).strip(" \t.:;,-–—"), count=1)
