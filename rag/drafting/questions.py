"""Turns challenges and gaps in coverage into drafted questions, each built on the words that it quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from prompts.cues import Wording, challenge_cues, wordings
from rag.drafting.challenge import Challenge
from rag.drafting.coverage import Judged
from rag.drafting.places import excerpt, place
from rag.drafting.statements import Statement

_AUTHOR = re.compile(r"\b(?:director|chief executive|head of service|chief officer|chair|manager)s?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Candidate:
    """A question not yet numbered: its words, what it rests on and how much it is worth."""

    text: str
    prompt_id: str | None
    theme: str
    kind: str
    why: str
    supplementary: str
    proofs: tuple[Statement, ...]
    worth: float


class Writer:
    """Words questions, taking the wordings of a sort in turn."""

    def __init__(self, author: str | None) -> None:
        self._who = addressee(author)
        self._used: Counter[str] = Counter()

    def of_challenge(self, challenge: Challenge) -> Candidate:
        """The question that a challenge deserves."""
        wording = self._next(challenge.sort)
        slots = {"who": self._who, **challenge.slots}
        cues = _cues_of(challenge.sort)
        lead = (
            _row_lead(challenge)
            if challenge.proofs[0].row and "measure" in challenge.slots
            else _lead(challenge.proofs, cues)
        )
        why = wording.why.format(**slots)
        if challenge.reckoned:
            why = f"{why} Reckoned here: {challenge.reckoned}."
        return Candidate(
            f"{lead} {wording.ask.format(**slots)}",
            None,
            challenge.theme,
            challenge.kind,
            why,
            wording.supplementary.format(**slots),
            challenge.proofs,
            challenge.weight,
        )

    def of_prompt(self, judged: Judged, purpose: Sequence[Statement], worth: float) -> Candidate:
        """The question that an agreed prompt deserves, by how far the report answers it.

        It rests on what the report does say, or on its own purpose when it says nothing.
        """
        sort = f"prompt.{judged.prompt.id}.{judged.coverage}"
        wording = self._next(sort if wordings(sort) else f"prompt.other.{judged.coverage}")
        slots = {"who": self._who, "prompt": judged.prompt.text}
        proofs = tuple(purpose)[:1] if judged.coverage == "silent" else (judged.quotes or tuple(purpose))[:3]
        cues = [cue for facet, _ in judged.shown for cues in facet.all for cue in cues]
        lead, why = _lead(proofs[:1], cues) if proofs else "", wording.why
        if proofs and judged.coverage == "silent":
            lead, why = why, f"The agreed prompt “{judged.prompt.text}” is not answered anywhere in the report."
            if not self._used["purpose"]:
                lead = f"{place(proofs[0])} gives the report’s purpose: “{excerpt(proofs[0], cues)}”. {lead}"
            self._used["purpose"] += 1
        return Candidate(
            f"{lead} {wording.ask.format(**slots)}".strip(),
            judged.prompt.id,
            judged.theme,
            "coverage",
            why,
            wording.supplementary.format(**slots),
            proofs,
            worth,
        )

    def _next(self, sort: str) -> Wording:
        ways = wordings(sort)
        way = ways[self._used[sort] % len(ways)]
        self._used[sort] += 1
        return way


def addressee(author: str | None) -> str:
    """Who a question is put to, from the report's author line: "the Director", else "the service"."""
    posts = [post.lower() for post in _AUTHOR.findall(author or "")]
    if not posts:
        return "the service"
    return "the Director" if "director" in posts else f"the {posts[0].title()}"


def _cues_of(sort: str) -> list[str]:
    return [cue for cues in challenge_cues() if cues.name == sort for cue in cues.all[0]]


def _lead(proofs: Sequence[Statement], cues: Sequence[str]) -> str:
    """What the report says, quoted: one sentence, or two with a place each."""
    first, *others = proofs
    if others and others[0].order == first.order - 1 and first.leans:
        proofs = (others[0], first)
        first = others[0]
    lead = f"{place(first).rstrip(',')} {_verb(first)} “{excerpt(first, cues)}”"
    if len(proofs) < 2:
        return f"{lead}."
    second = proofs[1]
    where = place(second).rstrip(",")
    if where == place(first).rstrip(","):
        return f"{lead} and “{excerpt(second, cues)}”."
    where = where if re.match(r"Appendix [A-Z\d]", where) else where[0].lower() + where[1:]
    return f"{lead}; {where} {_verb(second)} “{excerpt(second, cues)}”."


def _verb(statement: Statement) -> str:
    if statement.passage.item.kind == "minutes":
        return "record"
    return "shows" if statement.row else "says"


def _row_lead(challenge: Challenge) -> str:
    """A row of a table said in words: its own label and its own figures."""
    slots = challenge.slots
    where = place(challenge.proofs[0]).rstrip(",")
    said = f"{where} shows “{slots['measure']}” at {slots['latest']}"
    if "previous" in slots and slots["previous"] != slots["latest"]:
        said += f" ({slots['previous']} before)"
    if "target" in slots:
        said += f", against a target of {slots['target']}"
    if "quartile" in slots:
        said += f", in quartile {slots['quartile']}"
    return f"{said}."
