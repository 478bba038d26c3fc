"""How much a sentence of the minutes weighs: resolved, undertaken, asked, advised or noted; never more than it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from llama_index.core.base.embeddings.base import BaseEmbedding

from rag.memory.acts import acts
from rag.memory.history.said import Said

Kind = Literal["resolved", "undertaken", "soft", "asked", "advised", "noted", "question", "reply", "reported"]

KINDS: tuple[Kind, ...] = (
    "resolved", "undertaken", "soft", "asked", "advised", "noted", "question", "reply", "reported"
)  # fmt: skip
_SPOKEN = re.compile(
    r"\b(?:(?P<noted>(?:was|were|members|committee|cabinet|council) (?:also )?noted)"
    r"|(?P<asked>(?:ask|quer|question|request|concern|urg|challeng)\w*|sought)"
    r"|(?P<advised>(?:advis|report|explain|stat|confirm|respond|repl|assur|inform|announc|clarif|outlin)(?:ed|ied)|said|told))\b",
    re.I,
)
_NOTED = re.compile(r"\W*(?:it was|(?:the )?\w+) (?:also )?noted\b", re.I)  # what is only noted binds nobody
_BOUND = re.compile(r"\b(?:agreed|undertook|offered) (?:to|that)\b", re.I)


def kinds_of(said: Sequence[Said], formal: bool, embedding: BaseEmbedding | None = None) -> list[Kind]:
    """The kind of each sentence of one set of minutes.

    In `formal` minutes what the body decides stands in blocks that say RESOLVED: what it "agreed" in running words is
    undertaken by it, or only said.
    """
    judged = acts(["" if s.part or s.role == "question" or _NOTED.match(s.text) else s.text for s in said], embedding)
    kinds: list[Kind] = []
    for sentence, act in zip(said, judged, strict=True):
        if sentence.part or (act == "resolution" and not formal):
            kinds.append("resolved")
        elif act == "undertaking" or (act == "resolution" and _BOUND.search(sentence.text)):
            kinds.append("undertaken")
        elif act == "soft":
            kinds.append("soft")
        else:
            kinds.append(sentence.role or _spoken(sentence.text))
    return kinds


def is_formal(said: Sequence[Said]) -> bool:
    """Whether minutes print what was decided in blocks of their own, in a third of their entries or more."""
    under = {id(sentence.minute) for sentence in said if sentence.minute}
    decided = {id(sentence.minute) for sentence in said if sentence.part and sentence.part.apart}
    return bool(decided) and 3 * len(decided) >= len(under)


def _spoken(text: str) -> Kind:
    """Asked, advised or noted, by the first verb that says so."""
    match = _SPOKEN.search(text)
    return match.lastgroup if match else "noted"  # type: ignore[return-value]
