"""Resolutions after which nothing has to be done: "be noted", "be welcomed", the date of the next meeting."""

from __future__ import annotations

import re

_BE = re.compile(r"\b(?:be|is|are|was|were)(?: now| also)? (?!(?:a|an|the|in|on|of|for|to)\b)([a-z]+)\b")
_NOTED = """
accepted adopted appointed approved commended confirmed congratulated elected endorsed noted received supported thanked
welcomed
"""
_NOTES = """
adopt adopts approve approves delegate delegates endorse endorses expects note notes receive receives support supports
thank thanks welcome welcomes
"""
_DONE, _DOES = frozenset(_NOTED.split()), frozenset(_NOTES.split())
_RECORD = re.compile(
    r"\b(?:next|future) meetings?\b.*\b(?:held|take place)\b|\bcorrect record\b|\btaken as read\b", re.I
)


def is_noting(text: str, lead: str = "") -> bool:
    """Whether a part of a resolution only notes something; `lead` opens all its parts ("that Cabinet agree to")."""
    if _RECORD.search(text):
        return True
    first = text.split(" ", 1)[0].strip(",.;:").lower()
    if first in _DOES and (lead or not text.lower().startswith("that")):
        return True
    if re.match(r"(?:that it be noted that|agree(?:s|d)? the)\b", text, re.I):
        return True
    match = re.match(r"[Tt]hat (?:the )?(?:[A-Z][\w’']* ){1,6}(?P<verb>[a-z]+)\b", text)
    agrees = bool(match and match["verb"].startswith("agree") and text[match.end() :].startswith(" the "))
    if match and (agrees or match["verb"] in _DOES | _DONE):
        return not re.search(r"\band (?:request|ask|recommend|agree|agreed|require)\w*\b", text)
    done = [v for v in _BE.findall(text.lower()) if v.endswith(("ed", "en", "ad", "ght", "nt"))]
    return bool(done) and all(v in _DONE for v in done[-2:]) and done[-1] in _DONE
