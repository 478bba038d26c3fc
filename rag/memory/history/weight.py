"""How much a sentence of the minutes weighs: resolved, undertaken, asked, advised or noted; never more than it says."""

from __future__ import annotations

import re
from typing import Literal

from prompts.cues.promises import words
from rag.memory.commitments.language import firmness
from rag.memory.history.said import Said

Kind = Literal["resolved", "undertaken", "soft", "asked", "advised", "noted", "question", "reply", "reported"]

KINDS: tuple[Kind, ...] = (
    "resolved", "undertaken", "soft", "asked", "advised", "noted", "question", "reply", "reported"
)  # fmt: skip
_WORD = re.compile(r"[a-z]+")
_NOTED = re.compile(r"\b(?:was|were|members|committee|cabinet|council) (?:also )?noted\b", re.I)
_REACH = 22  # words in which the verb that says who speaks is looked for


def kind_of(said: Said) -> Kind:
    """The kind of one sentence of the minutes."""
    if said.part:
        return "resolved"
    promised = None if said.role == "question" else _promised(said.text, said.role == "reply")
    return promised or said.role or _spoken(said.text)


def kind_of_words(text: str) -> Kind:
    """The kind of a sentence of the minutes known by its words alone: all but resolved, question and reply."""
    return _promised(text, False) or _spoken(text)


def _promised(text: str, reply: bool) -> Kind | None:
    firm = firmness(text, reply)
    return ("undertaken" if firm == "undertaking" else "soft") if firm else None


def _spoken(text: str) -> Kind:
    """Asked, advised or noted, by the first verb that says so."""
    if _NOTED.search(text):
        return "noted"
    for word in _WORD.findall(text.lower())[:_REACH]:
        if word in words("asked"):
            return "asked"
        if word in words("advised"):
            return "advised"
    return "noted"
