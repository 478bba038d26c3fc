"""Challenges known by their words: what is admitted, at risk, late, left out, vague or not assessed."""

from __future__ import annotations

from index.language.amounts import amounts
from prompts.cues import ChallengeCues, challenge_cues, cue_list
from rag.drafting.assertion import of_one_case
from rag.drafting.challenge import Challenge, Material
from rag.drafting.coverage import planned
from rag.drafting.cues import any_found, read
from rag.drafting.statements import Statement

_FIGURE = 0.04  # a sentence with a figure proves more
_AGAIN = 0.03  # for each further cue in the sentence
_ELSEWHERE = 0.15  # what others found elsewhere is not this service's to answer for
_TALLY = 0.25  # a count of measures says nothing of any one of them
_HYPOTHETICAL = 0.25  # what might happen, or happens as a rule
_SHORTEST = 5  # words
_LONG = 60  # words; a longer sentence makes a worse quote


def find(material: Material) -> list[Challenge]:
    """One challenge for each statement and sort whose cues it has."""
    return [
        Challenge(cues.name, cues.kind, cues.theme, _weight(cues, statement), (statement,))
        for statement in material.report
        if not is_story(statement)
        for cues in challenge_cues()
        if _fits(cues, statement)
    ]


def is_story(statement: Statement) -> bool:
    """True in a case study, and where one case is told of: one child's story is not to be picked over."""
    if not statement.row and of_one_case(statement.text):
        return True
    return any_found(cue_list("one_childs_story"), read(f"{statement.passage.item.title} {statement.heading}"))


def states_purpose(statement: Statement) -> bool:
    """True where a paper says what it is for, which claims nothing."""
    return any_found(cue_list("states_purpose"), statement.words)


def _fits(cues: ChallengeCues, statement: Statement) -> bool:
    if (statement.row and not cues.rows) or len(statement.text.split()) < _SHORTEST:
        return False
    if statement.spoken or statement.conditional or statement.text.endswith("?") or states_purpose(statement):
        return False
    words = statement.words
    if not cues.later and any_found(cue_list("of_aims"), read(statement.heading)):
        return False
    if cues.figure and not amounts(statement.text):
        return False
    return (
        any_found(cues.all[0], statement.words if statement.row else statement.asserted)
        and all(any_found(some, words) for some in cues.all[1:])
        and not any_found(cues.unless, words)
        and (cues.later or not planned(statement))
    )


def _weight(cues: ChallengeCues, statement: Statement) -> float:
    words = statement.words
    hits = sum(any_found([cue], words) for cue in cues.all[0])
    elsewhere = _ELSEWHERE * any_found(cue_list("found_elsewhere"), words)
    elsewhere += _TALLY * any_found(cue_list("tallies"), words)
    elsewhere += _HYPOTHETICAL * any_found(cue_list("hypothetical"), words)
    long = max(0.0, len(statement.text.split()) - _LONG) / 200
    return cues.weight - elsewhere + _AGAIN * (hits - 1) + _FIGURE * ("#" in words.held) - long
