"""How a question is worded: what the paper says, in few of its own words, then one thing that is asked.

To be said aloud in about thirty words. What is asked depends on what arithmetic and structure show and on nothing else;
each way of asking is taken twice at most in a draft. The citation beneath has the whole quote, the reasons the working.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rag.draft.asking import Opening
from rag.draft.challenges import Challenge
from rag.draft.findings.finding import Finding
from rag.draft.material.papers import Quotable

_LOOK = "Passages to look at"
_ALOUD = 30  # words of a question that can be said in a breath or two
_TIMES = 2  # a way of asking in a draft, at most: more would bore
_SAID, _SPARE, _CLAUSE = 18, 5, 12  # words of a name or quote in a question, how many more a whole one has, the fewest


@dataclass(frozen=True)
class Candidate:
    """A question not yet numbered: its words, and what it rests on."""

    text: str
    prompt_id: str | None
    theme: str
    kind: str
    why: str
    supplementary: str
    proofs: tuple[Quotable, ...]
    to: str
    ways: tuple[str, ...] = ()


class Writer:
    """Words questions, so that no draft asks the same thing over and over."""

    def __init__(self, author: str | None) -> None:
        """Questions are put to the report's author."""
        self._to = "the Director" if "director" in (author or "").lower() else "the service"
        self._used: Counter[str] = Counter()

    def of_finding(self, found: Finding) -> Candidate:
        """The question that a finding deserves; without what was before where it would be too long to be said."""
        way = wordings()["finding"][found.way or found.sort]
        slots = {name: short(words) for name, words in found.said.items()}
        asked, more = (way[name].format(**slots) for name in ("asks", "next"))
        if len(asked.split()) > _ALOUD and "change" in slots:
            asked = way["asks"].format(**{**slots, "change": ""})
        why = f"{way['why']}: {found.working}."
        return Candidate(asked, None, way["theme"], found.kind, why, more, found.proofs, self._to)

    def of_challenge(self, challenge: Challenge, found: Opening) -> Candidate | None:
        """The question that a statement lets one ask, or the passage with ways of asking to choose from, those of its
        figure first; None where it was asked often enough.
        """
        one = challenge.proofs[0]
        if to_look_at(found):
            look = wordings()["look"]
            ways = tuple(way.format(**found.words) for way in (*look[found.sort], *look["ways"]))
            text, theme, more = f"{found.said}.", _LOOK, ""
        else:
            if self._used[found.sort] == _TIMES:
                return None
            self._used[found.sort] += 1
            asked, more = (way.format(**found.words) for way in wordings()["opening"][found.sort])
            text, theme, ways = f"{found.said}. {asked}", one.heading or one.passage.item.title, ()
        return Candidate(text, None, theme, "challenge", found.why, more, challenge.proofs, self._to, ways)


def to_look_at(found: Opening) -> bool:
    """True where nothing tells what to ask: the passage is shown, and how it is asked is left to the member."""
    return found.sort in wordings()["look"]


@cache
def wordings() -> Mapping[str, Any]:
    """The ways of asking: of a `finding`, of an `opening` and of a passage to `look` at, by its sort."""
    return tomllib.loads(files("prompts").joinpath("asks.toml").read_text(encoding="utf-8"))


def short(text: str, most: int = _SAID) -> str:
    """A text of few words whole, else its first words to the last mark of a clause within reach; no stop at its end."""
    words = text.split()
    if len(words) <= most + _SPARE:
        return " ".join(words).rstrip(".;:,–— ")
    ends = [n for n in range(_CLAUSE, most + 1) if words[n - 1][-1:] in ".,;:–—"]
    cut = " ".join(words[: ends[-1] if ends else most - 2]).rstrip(".;:,–— ")
    return cut if ends and words[ends[-1] - 1][-1:] == "." else f"{cut} …"
