"""A question as the retriever sees it: concepts to look for, periods named, and the kind of answer wanted.

A concept is one thing the question asks about, with every way the field or the papers say it. A passage that says it
any of these ways has the concept, so that "home ed" is met by "electively home educated" without being counted twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from index.tokens import tokens
from index.vocabulary import Group

Wanted = Literal["number", "date", "person", "yes_no", "reason", "list", "text"]
Stems = tuple[str, ...]

SAME, NEAR, OWN_PART = 0.85, 0.35, 0.9
_LONGEST_PHRASE = 7

# Words that shape a question but name nothing in a paper.
_ASKING = """a about all also am an and any anyone are as ask at back be been before being but by can could did didn do does doesn doing don
 done each ever every for from gave get gets getting give given go goes going got had has hasn have having he her here him his how i if in into is isn it
 its just know let like list long lot made make many may me might mine more most much must my name no not now of off on one only or our ours out over own per
 please put said same say saying says shall she should show so some such take tell than that the their them then there these they thing things this those through to told
 too up us use used very want was wasn we well were what when where whether which while who whom whose why will with would yet you your
 s t re ve ll d m""".split()
_NUMBER = re.compile(r"\b(how (many|much|often|long|old|far)|what (number|share|percentage|proportion|rate|figure|percent)|proportion|percentage|"
                     r"number of|figures?|how big|cost|average|target|total|rate|share)\b", re.I)
_DATE = re.compile(r"\b(when|what (date|day|time|month|year)|by what date|deadline|how soon)\b", re.I)
_PERSON = re.compile(r"\b(who|whose|whom|which (firm|company|organisation|body|councils?|agency|officer))\b", re.I)
_REASON = re.compile(r"\b(why|what (reason|explanation|caused|held|went wrong)|how come|reasons?|explain)\b", re.I)
_LIST = re.compile(r"^\s*(list|name)\b|\b(which|what)\s+(\w+\s+){0,3}(councils|models|jobs|aims|programmes|areas|options|priorities|steps|"
                   r"risks|schools|groups|partners|agencies|themes|actions|recommendations)\b", re.I)
_YES_NO = re.compile(r"^\s*(do|does|did|is|are|was|were|has|have|had|can|could|will|would|should)\b", re.I)


@dataclass(frozen=True)
class Concept:
    """One thing asked about: the question's own words, and the ways to say it, each stems with a weight in (0, 1]."""

    surface: str
    ways: tuple[tuple[Stems, float], ...]


@dataclass(frozen=True)
class Query:
    """What to look for. `concepts` in the question's order; `stems` every stem of every way, for the full text."""

    text: str
    concepts: tuple[Concept, ...]
    wanted: Wanted

    @property
    def stems(self) -> tuple[str, ...]:
        """Every stem of every way, each once."""
        return tuple(dict.fromkeys(s for c in self.concepts for way, _ in c.ways for s in way))


class Vocabulary:
    """Ways to say things: the curated groups and the abbreviations that the papers in the index introduce."""

    def __init__(self, groups: Iterable[Group], abbreviations: Mapping[str, Iterable[str]]) -> None:
        self._ways: dict[Stems, dict[Stems, float]] = {}
        for group in groups:
            self._add(group.phrases, NEAR if group.weak else SAME)
        for short, long in abbreviations.items():
            self._add((short, *long), SAME)

    def _add(self, phrases: Iterable[str], weight: float) -> None:
        ways = [w for w in dict.fromkeys(stems(p) for p in phrases) if w]
        for way in ways:
            others = self._ways.setdefault(way, {})
            for other in ways:
                if other != way:
                    others[other] = max(weight, others.get(other, 0.0))

    def ways(self, phrase: Stems) -> dict[Stems, float]:
        """Other ways to say `phrase`, with their weights; empty when it is in no group."""
        return self._ways.get(phrase, {})


def stems(text: str) -> Stems:
    """The stems of `text` without asking words (unless it has none but those)."""
    every = tuple(tokens(text))
    heavy = tuple(t for t in every if t not in ASKING)
    return heavy or every


ASKING = frozenset(_ASKING) | frozenset(t for word in _ASKING for t in tokens(word))


def analyse(question: str, vocabulary: Vocabulary) -> Query:
    """The concepts of `question`, longest known phrases first, and the kind of answer it wants."""
    found = stems(question)
    concepts: list[Concept] = []
    at = 0
    while at < len(found):
        for size in range(min(_LONGEST_PHRASE, len(found) - at), 0, -1):
            phrase = found[at : at + size]
            others = vocabulary.ways(phrase)
            if others or size == 1:
                concepts.append(Concept(" ".join(phrase), ((phrase, 1.0), *sorted(others.items(), key=lambda w: -w[1]))))
                at += size
                break
    unique = {c.ways[0][0]: c for c in reversed(concepts)}
    return Query(question, tuple(reversed(unique.values())), wanted(question))


def wanted(question: str) -> Wanted:
    """The kind of answer asked for, by the question's own form."""
    for kind, pattern in (("list", _LIST), ("reason", _REASON), ("date", _DATE), ("number", _NUMBER),
                          ("person", _PERSON), ("yes_no", _YES_NO)):
        if pattern.search(question):
            return kind  # type: ignore[return-value]
    return "text"
