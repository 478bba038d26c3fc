"""Turns challenges and gaps in coverage into drafted questions, each built on the words that it quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.language.periods import long_date
from prompts.cues import Wording, challenge_cues, cue_list, wordings
from rag.drafting.addressee import LEAD_MEMBER, author_of, partner_in
from rag.drafting.challenge import SIDE_BY_SIDE, Challenge
from rag.drafting.coverage import Judged
from rag.drafting.cues import any_found
from rag.drafting.places import excerpt, place
from rag.drafting.statements import Statement
from rag.drafting.wordings import fitting, fitting_words
from rag.values import Delivery

_PAIRED = 22  # words of each of two quotes
_BY_FIGURES = ("#", "%", "£")
_CUES = {"denied": "denies", "not_done": "denies", "comparison": "compares_badly"}  # sort → its list of cues
_UNTOLD = "Only the appendix says this; the covering report does not."


@dataclass(frozen=True)
class Candidate:
    """A question not yet numbered: its words, what it rests on, how much it is worth, whom it is put to and how."""

    text: str
    prompt_id: str | None
    theme: str
    kind: str
    why: str
    supplementary: str
    proofs: tuple[Statement, ...]
    worth: float
    to: str
    delivery: Delivery


class Writer:
    """Words questions, taking the wordings of a sort in turn."""

    def __init__(self, author: str | None, to: str | None = None) -> None:
        """Questions are put to the report's author, or all of them to `to`."""
        self._who = to or author_of(author)
        self._to = to
        self._used: Counter[tuple[str, int]] = Counter()
        self._asked_of: set[tuple[str, int]] = set()

    def of_challenge(self, challenge: Challenge, prompt_id: str | None = None, untold: bool = False) -> Candidate:
        """The question that a challenge deserves. `untold` tells that the cover is silent on what an appendix says."""
        wording = self._next(challenge.sort, fitting(challenge))
        first = challenge.proofs[0]
        to = self._to or (LEAD_MEMBER if wording.to == "lead" else partner_in(first) or self._who)
        slots = {"who": to, **challenge.slots}
        lead = _row_lead(challenge) if first.row and "measure" in challenge.slots else _lead(challenge)
        why = wording.why.format(**slots)
        if challenge.reckoned:
            why = f"{why} Reckoned here: {challenge.reckoned}."
        return Candidate(
            f"{lead} {wording.ask.format(**slots)}",
            prompt_id,
            challenge.theme,
            challenge.kind,
            f"{why} {_UNTOLD}" if untold else why,
            wording.supplementary.format(**slots),
            challenge.proofs,
            challenge.weight,
            to,
            wording.delivery,
        )

    def of_prompt(self, judged: Judged, fallback: Sequence[Statement], worth: float) -> Candidate:
        """The question that an agreed prompt deserves, by how far the report answers it.

        It rests on what the report does say; when that is nothing, on what the question is asked of, else on
        `fallback`, the report's purpose. What it rests on is quoted; a silence is told by how much was searched.
        """
        sort = f"prompt.{judged.prompt.id}.{judged.coverage}"
        sort = sort if wordings(sort) else f"prompt.other.{judged.coverage}"
        cues = [cue for facet, _ in judged.shown for cues in facet.all for cue in cues]
        quotes = tuple(q for q in judged.quotes if q.quotable and q.key not in self._asked_of)
        said = [cue for facet, _ in judged.shown for cue in facet.all[0]]
        quotes = tuple(sorted(quotes, key=lambda q: not any_found(said, q.asserted)))[:3]
        self._asked_of.update(q.key for q in quotes[:1])
        proofs = quotes or self._fresh((*judged.beside, *(f for f in fallback if f.quotable)))
        wording = self._next(sort, fitting_words(sort, proofs[:1]))
        to = self._to or (LEAD_MEMBER if wording.to == "lead" else self._who)
        slots = {"who": to, "prompt": judged.prompt.text}
        lead = why = wording.why
        if proofs:
            lead = f"{place(proofs[0]).rstrip(',')} says “{excerpt(proofs[0], cues if quotes else ())}”."
        if judged.coverage == "silent":
            sort_of = "an extra, not an agreed prompt:" if judged.extra else "the agreed prompt"
            searched = f"Of {judged.read} sentences and rows read, none answers {sort_of} “{judged.prompt.text}”."
            why = f"{why} {searched}" if proofs else searched
        elif judged.extra:
            why = f"An extra, not an agreed prompt. {why}"
        return Candidate(
            f"{lead} {wording.ask.format(**slots)}".strip(),
            judged.prompt.id,
            judged.theme,
            "coverage",
            why,
            wording.supplementary.format(**slots),
            proofs or judged.quotes[:3] or judged.beside[:1] or tuple(fallback)[:1],
            worth,
            to,
            wording.delivery,
        )

    def _fresh(self, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        """The first that no question on a silence was asked of yet; () when each was."""
        fresh = tuple(s for s in statements if s.key not in self._asked_of)[:1]
        self._asked_of.update(s.key for s in fresh)
        return fresh

    def _next(self, sort: str, ways: Sequence[tuple[int, Wording]]) -> Wording:
        """The wording of those that fit which was used least."""
        n, way = min(ways, key=lambda pair: (self._used[sort, pair[0]], pair[0]))
        self._used[sort, n] += 1
        return way


def _cues_of(challenge: Challenge) -> list[str]:
    """What the excerpt must not lose: the cues that gave the challenge away, or its figures."""
    if challenge.sort == "scale":
        return [*cue_list("reach_counts"), *cue_list("estimated"), "# in #"]
    if challenge.sort in _CUES:
        return list(cue_list(_CUES[challenge.sort]))
    cues = [cue for cues in challenge_cues() if cues.name == challenge.sort for cue in cues.all[0]]
    return cues or list(_BY_FIGURES)


def _lead(challenge: Challenge) -> str:
    """What the report says, quoted: one sentence, or two with a place each."""
    first, *others = challenge.proofs
    cues = _cues_of(challenge)
    if not others:
        return f"{place(first).rstrip(',')} {_verb(first)} “{excerpt(first, cues)}”."
    second = others[0]
    if challenge.sort == "boilerplate" and second.passage.item.meeting_date:
        when = long_date(second.passage.item.meeting_date)
        return f"{place(first).rstrip(',')} says, word for word as the paper of {when} did, “{excerpt(first, cues)}”."
    if second.order == first.order - 1 and (first.leans or challenge.sort == "promise"):
        first, second = second, first  # as the paper has them
    where = _where(second, first)
    one, two = excerpt(first, cues, _PAIRED), excerpt(second, cues, _PAIRED)
    lead = f"{place(first).rstrip(',')} {_verb(first)} “{one}”"
    if where == place(first).rstrip(","):
        return f"{lead} and “{two}”."
    where = where if re.match(r"Appendix [A-Z\d]|“", where) else where[0].lower() + where[1:]
    joint = ", while" if challenge.sort in SIDE_BY_SIDE else ";"
    return f"{lead}{joint} {where} {_verb(second)} “{two}”."


def _where(statement: Statement, beside: Statement) -> str:
    """The place of a statement as said after another's: with the paper's name, and its meeting, where it is another."""
    mine, theirs = statement.passage.item, beside.passage.item
    where = place(statement).rstrip(",")
    if mine.kind == "minutes" or (mine.parent_id or mine.id) == (theirs.parent_id or theirs.id):
        return where
    when = f" of {long_date(mine.meeting_date)}" if mine.meeting_date not in (None, theirs.meeting_date) else ""
    within = "" if where == "The report" else f", {where[0].lower()}{where[1:]},"
    return f"“{mine.parent or mine.title}”{when}{within}".rstrip(",")


def _verb(statement: Statement) -> str:
    if statement.passage.item.kind == "minutes":
        return "record"
    return "shows" if statement.row else "says"


def _row_lead(challenge: Challenge) -> str:
    """A row of a table said in words: its own label and its own figures."""
    slots = challenge.slots
    first = challenge.proofs[0]
    where = place(first).rstrip(",")
    if challenge.sort == "missed_target_beside":  # the row is another paper's
        where = f"“{first.passage.item.parent or first.passage.item.title}”"
    if "first" in slots:
        began, ended = (f"{slots[value]} in {slots[when]}" for value, when in (("first", "began"), ("last", "ended")))
        return f"{where} shows “{slots['measure']}” at {began} and {ended}."
    said = f"{where} shows “{slots['measure']}” at {slots.get('latest', slots.get('mine', ''))}"
    if "theirs" in slots:
        return f"{said} for {slots['period']}; the earlier paper had {slots['theirs']}."
    if "previous" in slots and slots["previous"] != slots["latest"]:
        said += f" ({slots['previous']} before)"
    if "target" in slots:
        said += f", against a target of {slots['target']}"
    if "quartile" in slots:
        said += f", in quartile {slots['quartile']}"
    return f"{said}."
