"""The words just before a commitment, where its own point back at them: "this", "the decision", "these findings"."""

from __future__ import annotations

import re

from index.language.sentences import split
from rag.memory.commitments.owner import OFFICES
from rag.memory.commitments.values import Commitment

_VERB = r"(?:would|will|was|were|is|are|had|has|have|be|could|should|may|might|must|to|and|or|in|by|at|with|for)\b"
_POINTS = re.compile(rf"\b(?:it|they|them|both|he|she|(?:this|these|those)(?=\W*$| {_VERB}))\b", re.I)
# "It was felt that", "it would be useful to": the "it" stands for nothing.
_EMPTY = re.compile(r"\bit (?:(?:was|is|were|would|had|has|be|been) )+(?:\w+ )?\w+ (?:that|to|whether)\b", re.I)
_THESE = re.compile(rf"\b(?:this|these|those|such) (?!{_VERB})(?P<noun>[a-z]+)\b", re.I)
_THE = re.compile(r"\bthe (?P<noun>[a-z]+)\b(?! (?:of|on|about|around|for|from|in|that|which|to be)\b|-)")
_OWN = {"year", "month", "quarter", "week", "time", "meeting", "report", "paper", "committee", "minutes"}  # "this year"
_EARLY = 9  # words: a pronoun after more than these stands for something in its own sentence
_WHOLE = 5  # words: less is no sentence, and goes with the one before it


def said_before(commitment: Commitment) -> str:
    """What stands before a commitment whose words need it, word for word; "" for one that can be read alone.

    They need it that begin with "this" or "it", or name with "the" or "these" a thing that the words before named.
    """
    told = [commitment.about[a:b].strip() for a, b in split(commitment.about)]
    told = [sentence for sentence in told if sentence]
    text = " ".join(commitment.text.split())
    if not told or commitment.kind == "resolution":
        return ""
    first = _first_needed(text, told)
    return " ".join(told[first:]) if first is not None else ""


def _first_needed(text: str, told: list[str]) -> int | None:
    """The place of the sentence from which on the words before are needed; None when they are not."""
    last = max((n for n, sentence in enumerate(told) if len(sentence.split()) >= _WHOLE), default=0)
    if any(len(text[: m.start()].split()) <= _EARLY for m in _POINTS.finditer(_EMPTY.sub(_blank, text))):
        return last
    if any(m["noun"] not in _OWN and not _named(m["noun"], text[: m.start()]) for m in _THESE.finditer(text)):
        return last
    for match in _THE.finditer(text):
        noun = match["noun"]
        if noun in _OWN | OFFICES | {"members", "councillors", "petitioners"} or _named(noun, text[: match.start()]):
            continue
        naming = [n for n, sentence in enumerate(told) if _named(noun, sentence)]
        if naming:
            return naming[-1]
    return None


def _blank(match: re.Match[str]) -> str:
    return " ".join("–" for _ in match.group().split())


def _named(noun: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(noun.removesuffix('s'))}s?\b", text, re.I) is not None
