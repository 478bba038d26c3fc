"""Recognises the names of the bodies that meet: committees, commissions, boards, cabinets and councils."""

from __future__ import annotations

import re
from collections.abc import Iterable

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


_OF = re.compile(
    rf"\b(?:minutes|meeting)\s+of\s+(?:an?\s+)?(?:the\s+)?((?:(?!\bmeeting\b)[^\d.:|]){{0,90}}?\b{_NOUN})\b",
    re.IGNORECASE,
)
_UP_TO = re.compile(rf"^(.*?\b{_NOUN})\b(?=\s*(?:$|[-–—,(\[\d\"]|meeting|minutes|a\.?g\.?m))", re.IGNORECASE)
_LEAD = re.compile(
    r"^\W*(?:title\W+)?(?:\d+(?:st|nd|rd|th)\s+)?(?:(?:draft|minutes|meeting)\s+of\s+)?(?:the\s+)?", re.IGNORECASE
)
_TIES = {"of", "the", "and", "for", "on", "in", "to", "&", "-", "–"}


def body_among(lines: Iterable[str]) -> str:
    """The body that the lines at the head of a paper name, as printed; "" for none. The longest name wins."""
    shown = list(lines)
    whole = " ".join(shown)
    match = _OF.search(whole)
    named = tidy_body(match.group(1)) if match else ""
    if match and (len(named.split()) > 1 or not whole[match.end() :].lower().startswith(" meeting")):
        return named  # "the committee meeting" names none
    best = ""
    for cell in (part for line in shown for part in re.split(r"[|:]", line)):
        found = _UP_TO.match(_LEAD.sub("", cell.strip(' "')))
        name = found.group(1) if found else ""
        proper = all(word[:1].isupper() or word.lower() in _TIES for word in name.split())
        if proper and len(name.split()) > len(best.split()) and is_body(name):
            best = name
    return tidy_body(best)
