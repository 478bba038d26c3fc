"""Who is to do what was promised, only as the paper prints it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_RUN = re.compile(r"(?:[A-Z][\w’'-]*)(?:(?:,? (?:of|for|and|&|in) (?:the )?|, | )(?:[A-Z][\w’'-]*))*")
_PASSIVE = re.compile(
    r"\b(?:T|t)hat (?:the )?(?P<who>[A-Z].{2,90}?) "
    r"(?:be (?:requested|asked|recommended|invited|urged|authorised|instructed)|"
    r"(?:write|writes|agree|agrees|note|notes|considered|consider)\b)"
)
_VERB = re.compile(
    r"\b(?:agreed|undertook|promised|would|will|offered|confirmed|advised|said|stated|reported|replied)\b"
    r"(?!\s+(?:\w+\s+)?be\s+\w+(?:ed|en|wn|ght|lt|de|ut)\b)"
)
_NOBODY = re.compile(r"(?:Members?|It|This|These|That|There|He|She|They|Both|One|In|At|On|As|For)\b")
_HE = re.compile(r"^(?:he|she|they)\b", re.I)
_ASKING = re.compile(r"\b(?:Committee|Members|Commission)$")  # who asks in the sentences before is not who will do it
_ACTS = """
board cabinet chair chairman chairperson clerk cllr commission commissioner committee council councillor counsel
department director directorate directors executive head icb lead leader manager member officer officers panel partner
partnership schools secretary service team treasurer vice-chairman
"""
OFFICES = frozenset(_ACTS.split())
"""Words of an office or body: a run of capitalised words with one of these acts."""
_PLAIN = re.compile(
    r"\b(?:the )?(officers|department|service|council|team|directorate|authority)\s+(?:also |then |had |has )?$"
)
_BINDING = ("agreed", "undertook", "promised", "offered")
_LONGEST = 8  # words of a name or office
_BACK = 3  # sentences of the same point that are looked back over


def owner_of(text: str, before: Sequence[str] = (), lead: str = "") -> str | None:
    """Who is to do it: the office or body named before the verb; else the one the sentences `before` begin with.

    `lead` is what opens all the parts of a resolution ("that Cabinet agree to"). None where nobody is printed.
    """
    if lead or text.lower().startswith("that "):
        match = _PASSIVE.search(lead or text)
        return _tidy(match["who"]) if match and _is_office(match["who"]) else None
    if not _HE.match(text) and (found := _named(text) or _opening(text)):
        return found
    if re.match(r"\W*Members?\b", text):  # what members asked for was agreed by nobody named
        return None
    told = (_opening(sentence) for sentence in list(reversed(before))[:_BACK])
    return next((who for who in told if who and not _ASKING.search(who)), None)


def _opening(sentence: str) -> str | None:
    """The office that the sentence begins with."""
    match = re.match(r"\W*(?:The )?" + _RUN.pattern, sentence)
    return _tidy(match.group().strip("“\"' ")) if match and _is_office(match.group()) else None


def _named(text: str) -> str | None:
    """The last office or body printed before the first verb that says, agrees or will; else a plain "officers"."""
    for verb in _VERB.finditer(text):
        before = text[: verb.start()]
        runs = [m for m in _RUN.finditer(before) if _is_office(m.group())]
        if runs and len(before) - runs[-1].end() <= 25:
            return _tidy(runs[-1].group())
        direct = re.search(rf"(?:^|[.;,] |\band |\bthat )(?:[Tt]he )?({_RUN.pattern})\s$", before)
        if direct and len(direct[1].split()) <= _LONGEST and not _NOBODY.match(direct[1]):
            return _tidy(direct[1])
        if plain := _PLAIN.search(before.lower()):
            return plain[1]
        if verb.group() in _BINDING:  # agreed by nobody named
            return None
    return None


def _is_office(run: str) -> bool:
    return any(w.strip("’',-").lower() in OFFICES for w in run.split())


def _tidy(who: str) -> str:
    """The office without the words that only open a sentence."""
    who = re.sub(r"^(?:The|A|An|In|At|Members?) (?=[A-Z])", "", " ".join(who.split()))
    return who.strip(" ,.;:")
