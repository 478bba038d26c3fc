"""Whether a sentence promises something, and how firmly, by the form of its words.

Minutes report speech: a promise is somebody who "agreed to" do a thing, or a "would" that gives something to members
or does a thing once. A "would" after "it was hoped", "it was noted" or "a member asked" is none; one with "if", "any"
or "would continue" is how a service works. The words themselves are data (`prompts/cues/promises.toml`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from prompts.cues.promises import phrases, words

Firmness = Literal["undertaking", "soft"]

_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*")
_QUESTION = re.compile(r"\?[”\"’']?\s*$")
_ARTICLES = {"the", "a", "an", "this", "these", "that", "its", "their", "all"}
_BEFORE = re.compile(r"\b(?:before|until|whether|if)(?: \w+){1,3} $")
_TURN = re.compile(r"; |,? (?:however|but),? |,? and that |\. ")
_ACTOR = re.compile(
    r", and (?:then )?(?:the )?"
    r"(?:officers|he|she|they|(?:\w+ ){0,3}(?:director|lead member|chairman|chair|head of \w+))\s+$"
)
_DONE = re.compile(r"(?:ed|en|wn|nt|ld|ought|aught|ade|one|ing|put|set|met|led|held|read|kept|paid)$")
_REACH = 7  # words after "would" within which it says what will be done
_OBJECT = 14  # words after the verb within which what is given, or to whom, is named


def firmness(sentence: str, future: bool = False) -> Firmness | None:
    """How firmly a sentence of the minutes promises something; None when it does not.

    `future` tells that it is a reply printed in the speaker's own words, where "will" is what "would" is elsewhere.
    """
    text = " ".join(sentence.lower().split())
    if _QUESTION.search(text):
        return None
    if bound := _bound(text):
        return bound
    if _held_by(text, _soft_at(text)):
        return "soft"
    if re.search(r"\b(?:which|this|that) was (?:also )?agreed\b", text):
        return "undertaking"
    for match in _modals(future).finditer(text):
        before = text[: match.start()]
        teller = _teller(_own_words(before))
        if teller in words("wishing") and teller != "suggested":
            continue
        if _general(_clause(before) + text[match.start() :].split(", ")[0]) or _BEFORE.search(before):
            continue
        if not _acts(text[match.end() :], before, passive=match["be"] is not None):
            continue
        return "soft" if teller == "suggested" or _soft_after(text[match.start() :]) else "undertaking"
    return None


def _bound(text: str) -> Firmness | None:
    """A verb of agreeing, with "to" or with "that … would"; None where there is none."""
    for match in _binding().finditer(text):
        after = text[match.end() :].lstrip()
        if match.group().startswith("not ") or _teller(text[: match.start()], 3) in ("asked", "requested", "hoped"):
            continue
        if after.startswith("to "):
            first = next(iter(_WORD.findall(after[3:])), "")
            known = first in words("give") | words("do") | words("speak") | words("soft_verbs")
            if first in _ARTICLES or not (known or match.group() in ("agreed", "undertook")):
                continue
            return "soft" if first in words("soft_verbs") or _soft_after("would " + after[3:], 2) else "undertaking"
        if after.startswith("that "):
            clause = re.split(r"[;.]", after)[0]
            if re.search(r"\bwould be (?:useful|helpful|beneficial) (?:to|if|for)\b", clause):
                return "undertaking"
            if re.search(r"\b(?:should|must) be\b", clause) or re.search(r"\bbe (?!\w*ing\b)\w+(?:ed|en|t)\b", clause):
                if _stative(clause):
                    continue
                return "soft" if _soft_after(clause) else "undertaking"
            if re.search(r"\b(?:would|will|should|must) (?:not )?[a-z]+", clause) and not _stative(clause):
                return "soft" if _soft_after(clause) else "undertaking"
    return None


@cache
def _binding() -> re.Pattern[str]:
    return re.compile(rf"\b(?:not )?(?:{'|'.join(map(re.escape, phrases('binding')))})(?=\s+(?:to|that)\s)")


@cache
def _modals(future: bool) -> re.Pattern[str]:
    modal = "would|will|is to|are to" if future else "would"
    adverb = r"(?:\s+(?:now|also|then|therefore|both|all|again))?"
    return re.compile(rf"\b(?:{modal})\b{adverb}(?:\s+(?P<be>be)\b(?!\s+\w+ing\b))?(?!\s+not\b)")


def _stative(clause: str) -> bool:
    """Whether the clause's "would" is a state or an opinion: "would be important", "would need", "would have"."""
    match = re.search(r"\b(?:would|will|should|must) (?:not )?(be )?([a-z]+)", clause)
    if not match:
        return False
    word = match[2]
    if match[1]:
        return not _DONE.search(word) or word in words("states")
    return word in words("states")


def _acts(after: str, before: str, passive: bool) -> bool:
    """Whether what follows "would" gives something to members or does a thing once."""
    following = _WORD.findall(after)
    for place, word in enumerate(following[:_REACH]):
        if passive and place > 2 and not any(w in ("and", "or") for w in following[:place]):
            break
        if not passive and place > 2:
            break
        if word in words("speak"):
            return True
        if word in words("do") or word in words("give"):
            beyond = set(following[place + 1 : place + 1 + _OBJECT])
            if passive:
                subject = set(_WORD.findall(re.split(r", |\band\b|[()]", before)[-1])[-_OBJECT:])
                return bool(subject & words("given") or beyond & words("receivers") or word in words("do"))
            return bool(beyond & words("receivers") or beyond & words("given"))
    return False


def _teller(before: str, reach: int = 40) -> str:
    """The last verb that says whose words these are; "" for none."""
    known = words("telling") | words("wishing")
    return next((w for w in reversed(_WORD.findall(before)[-reach:]) if w in known), "")


def _clause(before: str) -> str:
    """The words since the last turn of the sentence ("; ", ", but", "and that")."""
    return _TURN.split(before)[-1]


def _own_words(before: str) -> str:
    """The words that may say whose speech it is: a new actor after "and", or "however", begins a new statement."""
    if _ACTOR.search(before):
        return ""
    return re.split(r"; |,? however,? ", before)[-1]


def _general(text: str) -> bool:
    return any(re.search(rf"\b{re.escape(p)}\b", text) for p in phrases("general"))


def _soft_at(text: str) -> int:
    places = [m.start() for p in phrases("soft") for m in [re.search(rf"\b{re.escape(p)}\b", text)] if m]
    agents = "|".join(sorted(words("agents")))
    places += [m.start() for m in re.finditer(rf"\b(?:{agents}) (?:now )?(?:plans?|hopes|aims|intends) to\b", text)]
    return min(places, default=-1)


def _soft_after(text: str, reach: int = 6) -> bool:
    return any(w in words("soft_verbs") for w in _WORD.findall(text)[:reach]) or 0 <= _soft_at(text) < 4 * reach


def _held_by(text: str, place: int) -> bool:
    """Whether a soft phrase at `place` is an officer's and not a member's wish or a question."""
    if place < 0:
        return False
    before = text[:place]
    teller = _teller(_own_words(before))
    wishes = teller in words("wishing") and teller not in {"considered", "understood"}
    asks = re.search(r"\b(?:asked|request\w*|suggest\w*|urged|whether|members? (?:wished|wanted))\b", before)
    return not wishes and not asks and not _BEFORE.search(before) and not _general(_clause(before))
