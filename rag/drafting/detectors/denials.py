"""What the paper itself says is not so: not done, not known, not counted, does not work.

Known by structure, not by subject: a negation on what was, is or has been. Left out is a negation that limits a
number ("no more than"), that denies something bad ("no delay"), that a rule or a condition has, or that defines.
"""

from __future__ import annotations

import re

from index.language.amounts import amounts
from prompts.cues import cue_list, lexicon
from rag.drafting.assertion import asserted
from rag.drafting.challenge import Challenge, Material
from rag.drafting.coverage import planned
from rag.drafting.cues import any_found
from rag.drafting.detectors.cued import is_story, states_purpose
from rag.drafting.statements import Statement

_DENIAL = re.compile(
    r"(?:\b(?:has|have|had|was|were|is|are|do|does|did|could|can)\s+(?:\w+\s+)?not\b(?!\s*[,;.])"
    r"|\bcannot\b|\b\w+n[’']t\b|\bno longer\b|\bnobody\b|\bno one\b|\bnone\b|\bnever\b"
    r"|\bno\s+(?=[a-z]+)|\bunable to\b|\bfailed to\b)",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:has|have|had|was|were|did)\s+(?:\w+\s+)?not\s+(?:yet\s+|been\s+|be\s+|always\s+|fully\s+)*\w+|\bno longer\b"
    r"|\bcould not\b|\bdoes not\b|\bdo not\b",
    re.IGNORECASE,
)
_UNDONE = re.compile(r"\b(?:has|have|had|was|were)\s+(?:\w+\s+)?not\s+(?:yet\s+|been\s+|always\s+|fully\s+)*\w+ed\b")
_LIMITS = re.compile(
    r"\b(?:no|not)\s+(?:more|less|fewer|later|earlier|only|least|just|necessarily|limited|later)\b|\bwhether or not\b"
    r"|\bnot (?:expected|anticipated|subject to|intended|planned|aware|affected)\b|\bif not\b|\bor not\b"
    r"|\bnot\b[^.;,]{0,24}\bnecessarily\b|\bneither\b"
    r"|\bno (?:change|comment|impact|implication|doubt|question)s?\b|\bnot applicable\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:(?:that|what|those)\s+|(?:who|which|where|when|if)\s+(?:\w+\s+){0,3}?)"
    r"(?:(?:is|are|was|were|do|does|have|has|had)\s+)?$",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:no|none|nobody|no one|never)\b", re.IGNORECASE)
_MEASURE = re.compile(r"(?:the\s+)?(?:number|percentage|proportion|share|rate)\b", re.IGNORECASE)
_AFTER = 5  # words after a negation that it bears on
_NOBODYS = 0.1  # what bears on nobody named and no figure
_RULED = re.compile(
    r"\b(?:will|shall|would|should|must|may)\s+not\b", re.IGNORECASE
)  # a rule or a plan, before the denial
_UNDER = re.compile(  # a clause that begins so says under what, or of whom, and not what is
    r"(?:^|[,;:]\s*)(?:if|when|where|because|as|since|that|which|who|whether|although|though|unless|until|while)\b[^,;:]*$",
    re.IGNORECASE,
)
_BASE, _FACT, _PEOPLE, _FIGURE, _SHORT = 0.6, 0.1, 0.04, 0.04, 0.04
_SHORTEST, _LONG, _TERSE = 5, 45, 20  # words
_CONCERNED = ("@people", "@staff", "@outsiders")


def find(material: Material) -> list[Challenge]:
    """One challenge for each sentence that denies something which ought to be."""
    return [Challenge(_sort(s), "gap", "What is not there", _weight(s), (s,)) for s in material.report if denies(s)]


def _sort(statement: Statement) -> str:
    """What was not done can be asked after; what is not so can only be asked about."""
    return "not_done" if _UNDONE.search(statement.text) else "denied"


def denies(statement: Statement) -> bool:
    """True when the sentence says that something good, or something neutral, is not so."""
    text = statement.text
    length = len(text.split())
    if statement.row or not _SHORTEST <= length <= _LONG or statement.spoken or text.endswith("?"):
        return False
    match = _DENIAL.search(text)
    if match and ((_NOBODY.match(match[0]) and _DENIAL.search(text, match.end())) or _MEASURE.match(text)):
        return False  # "none was left without a place" is good news; a measure of what is not says what it is
    if not match or (not match.start() and text[0].islower()) or _LIMITS.search(text) or is_story(statement):
        return False
    if statement.conditional or states_purpose(statement) or any_found(cue_list("hypothetical"), statement.words):
        return False
    if any_found(cue_list("always_said"), statement.words):
        return False
    if any_found(cue_list("found_elsewhere"), statement.words) or any_found(cue_list("tallies"), statement.words):
        return False
    if any_found(cue_list("rule"), statement.words) or (planned(statement) and not _DONE.search(text)):
        return False
    if _RELATIVE.search(text[: match.start()]) and not amounts(text[: match.start()]):
        return False  # "children who are not in school" are a group; "22 homes that were not inspected" are news
    if not _DENIAL.search(asserted(text)):
        return False
    if _RULED.search(text[: match.start()]) or _UNDER.search(text[: match.start()]):
        return False
    return not _denies_bad(text[match.end() :])


def _denies_bad(after: str) -> bool:
    """True when what is denied is itself bad ("no delay", "not excluded")."""
    words = re.findall(r"[a-z-]+", after.lower())[:_AFTER]
    return any(word in _bad() or word.rstrip("s") in _bad() for word in words)


def _bad() -> frozenset[str]:
    return frozenset((*lexicon()["bad_high"], *lexicon()["bad_news"]))


def _weight(statement: Statement) -> float:
    words = statement.words
    weight = _BASE + _FACT * bool(_DONE.search(statement.text)) + _FIGURE * ("#" in words.held)
    weight += _SHORT * (len(statement.text.split()) <= _TERSE)
    people = any_found(_CONCERNED, words)
    return weight + _PEOPLE * people - _NOBODYS * (not people and "#" not in words.held)
