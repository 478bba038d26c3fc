"""Whether a sentence holds the kind of thing a question asks for: money, a figure, a date, a name."""

from __future__ import annotations

import re

from index.tokens import tokens
from rag.periods import find_periods, without_periods
from rag.query import Wanted

_MONEY_ASKED = re.compile(
    r"\bhow much\b.*\b(?:costs?|spen[dt]|pay|paid|money|rent|charged?)\b|\bhow much (?:money|budget|funding)\b"
    r"|\bwhat\b.*\b(?:costs?|rent|price|fees?)\b|\bcosts? (?:of|per|for)\b|\bprice of\b|\bhow expensive\b",
    re.I,
)
_MONEY = re.compile(r"£\s?\d|\bpounds?\b|\d\s?(?:m|million|k)\b", re.I)
_NUMBER = re.compile(
    r"\d|\b(?:none|no|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|third|quarter|twice)\b",
    re.I,
)
_NAME = re.compile(r"\b(?:[A-Z][\w’'.-]+(?:\s+(?:of|and|the|for|&)\s+)?\s?){1,}")


def wants_money(question: str) -> bool:
    """True when the question asks what something costs."""
    return bool(_MONEY_ASKED.search(question)) and not re.search(r"\bhow many\b", question, re.I)


def holds(wanted: Wanted, question: str, sentence: str) -> bool:
    """True when `sentence` holds the kind of thing that `question` wants; always for reasons, lists and plain text."""
    if wanted == "number" or wants_money(question):
        bare = _bare(sentence)
        return bool(_MONEY.search(bare)) if wants_money(question) else bool(_NUMBER.search(bare))
    if wanted == "date":
        return bool(find_periods(sentence)) or bool(
            re.search(
                r"\b(next|future|later|end of|by|annually|monthly|quarterly|weeks?|months?|term)\b",
                sentence,
                re.I,
            )
        )
    if wanted == "person":
        asked = set(tokens(question))
        return any(set(tokens(m.group())) - asked for m in _NAME.finditer(sentence[1:]))
    return True


def _bare(sentence: str) -> str:
    """`sentence` without its dates and the paragraph number it may begin with, whose figures answer nothing."""
    bare = without_periods(sentence, find_periods(sentence))
    return re.sub(r"^\s*\(?\d{1,3}(?:\.\d{1,2})*[.)]?\s", "", bare)
