"""Recognise, in a chat, that questions are to be drafted, and the paper that is named for it."""

from __future__ import annotations

import re

_VERB = r"(?:draft|write|suggest|propose|prepare|give me|come up with|list)"
_QUESTIONS = r"(?:some |a few |the |my |challenge |challenging |key |scrutiny |possible )*questions?"
_DRAFT = re.compile(
    rf"^\W*(?:please |can you |could you |would you |help me )*{_VERB} (?:me )?{_QUESTIONS}\b"
    r"|^\W*what (?:questions )?(?:should|could|might|can) (?:i|we|members) (?:ask|challenge)\b"
    r"|^\W*what questions (?:are there|to ask)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^\s*(?:to ask )?(?:about|for|on|of|from|at)\b\s*(?:the\b)?\s*(?P<name>.*)$", re.IGNORECASE | re.DOTALL
)
_THIS = re.compile(r"^(?:this|it|that|these|here)?\s*(?:report|paper|item|appendix)?$", re.IGNORECASE)


def draft_request(text: str) -> str | None:
    """None when no draft is asked for; otherwise the words naming the paper, "" for the one that is
    picked."""
    asked = _DRAFT.match(text)
    if asked is None:
        return None
    named = _NAMED.match(text[asked.end() :])
    name = named.group("name") if named else ""
    name = re.sub(r"(?:,?\s*please)?[\s.?!]*$", "", name, flags=re.IGNORECASE).strip(" “”\"'")
    return "" if _THIS.match(name) else name
