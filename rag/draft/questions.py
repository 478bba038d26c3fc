"""How a question is worded: what the paper says, in few of its own words, then one thing that is asked.

To be said aloud in about thirty words. What is asked depends on what arithmetic shows and on nothing else. The citation
beneath has the whole quote, the reasons the working.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rag.draft.challenges import Challenge
from rag.draft.findings.finding import Finding
from rag.draft.material.papers import Quotable

_LOOK = "Passages to look at"
_ALOUD = 30  # words of a question that can be said in a breath or two
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
    """Words the questions of a report."""

    def __init__(self, author: str | None) -> None:
        """Questions are put to the report's author."""
        self._to = "the Director" if "director" in (author or "").lower() else "the service"

    def of_finding(self, found: Finding) -> Candidate:
        """The question that a finding deserves; without what was before where it would be too long to be said."""
        way = wordings()["finding"][found.sort]
        slots = {name: short(words) for name, words in found.said.items()}
        asked, more = (way[name].format(**slots) for name in ("asks", "next"))
        if len(asked.split()) > _ALOUD and found.sort == "missed":
            asked = way["asks"].format(**{**slots, "change": ""})
        why = f"{way['why']}: {found.working}."
        return Candidate(asked, None, way["theme"], found.kind, why, more, found.proofs, self._to)

    def of_challenge(self, challenge: Challenge, said: str) -> Candidate:
        """The passage, `said` as it is shown, with ways of asking to choose from."""
        ways = tuple(wordings()["look"]["ways"])
        return Candidate(said, None, _LOOK, "challenge", "", "", challenge.proofs, self._to, ways)


@cache
def wordings() -> Mapping[str, Any]:
    """The ways of asking: of a `finding`, by its sort, and of a passage to `look` at."""
    return tomllib.loads(files("prompts").joinpath("asks.toml").read_text(encoding="utf-8"))


def short(text: str, most: int = _SAID) -> str:
    """A text of few words whole, else its first words to the last mark of a clause within reach; no stop at its end."""
    words = text.split()
    if len(words) <= most + _SPARE:
        return " ".join(words).rstrip(".;:,–— ")
    ends = [n for n in range(_CLAUSE, most + 1) if words[n - 1][-1:] in ".,;:–—"]
    cut = " ".join(words[: ends[-1] if ends else most - 2]).rstrip(".;:,–— ")
    return cut if ends and words[ends[-1] - 1][-1:] == "." else f"{cut} …"
