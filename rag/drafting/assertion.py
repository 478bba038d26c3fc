"""What a sentence itself asserts, and whether it can be quoted alone.

A cue counts only in what is asserted: not in what something is about ("concerns regarding delay"), what is to be
prevented ("to avoid delay"), what may be or would be under a condition, or examples.
"""

from __future__ import annotations

import re

from index.language.amounts import amounts
from prompts.cues import lexicon

_COUNTERS = "|".join(lexicon()["counters"])
_ASIDES = re.compile(
    rf"""\([^)]*\)
    | \b(?:including|such\ as|for\ example|regarding|concerning|relating\ to|in\ respect\ of|with\ regard\ to
        |in\ relation\ to)\b[^.;:]*
    | \b(?:if|whether|unless|where|in\ the\ event)\b[^,.;:]*
    | \bany\s+\w+ | \bpotential(?:\s+\w+){1, 4}
    | \b(?:to|of|for|in|by|and|which|that)\s+(?:\w+ly\s+)?(?:{_COUNTERS})\b(?:[^,.;:](?!\b(?:but|however)\b))*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CLAUSE = re.compile(r"(?<=[,;:–—])\s+|\s+(?=(?:but|while|although|whereas)\s)")
_MAY = re.compile(r"\b(?:may|might|could|can|must|should)\b(?!\s*(?:not|there)\b)", re.IGNORECASE)
_ONE = re.compile(
    r"\b(?:[Oo]ne|1)\s+(?:\w+\s+){0,3}?(?:child|carer|parent|pupil|student|young person|household|family|set of"
    r"|decision|adopter|case|member of staff)\b|\b(?:Child|Family|Parent|Carer) [A-Z]\b"
    r"|\b(?:he|she|him|his|her|hers)\b",
)
_NO = re.compile(r"\b(?:no|not|none|nobody|never|cannot)\b", re.IGNORECASE)  # what cannot be is a fact
_MARK_UP = re.compile(r"</?[a-zA-Z][^<>]*>|\*\*|~~|\+\+|\]\(|\b[xX]{2,}\b|\|")
_FORM = re.compile(  # the question of a form, glued to its heading or without its mark
    r"(?:^|[^.!?:“\"]\s)(?:Are|Is|Do|Does|Will|Have|Has|What|How|Who)\s+(?:there|the|you|any|this|it|your)\b"
    r"|^(?:How|What|Which|Who|When|Where|Why)\s+(?:does|do|did|is|are|was|were|will|would|can|could|has|have)\b"
    r"|^\d\s(?:[^.;]*?\b\d\s){2}"  # posts or things counted one after the other
)
_CONDITION = re.compile(r"[:*–-]\s*(?:If|Where|When|Should|Unless)\b")
_CUT = re.compile(
    r"(?::|\b(?:and|or|but|the|a|an|of|in|to|for|with|by|as|that|which|including|are|is|was|were|following),?)\s*$",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|am|has|have|had|do|does|did|will|would|can|could|may|might|must|should|shall"
    rf"|cannot|\w+n[’']t|we|they|it|he|she|\w+ed|{'|'.join(lexicon()['plain_verbs'])})\b",
    re.IGNORECASE,
)
_VOICE = re.compile(
    r"\bI(?:[’']\w+| (?:am|have|had|will|would|was|do|did|can|intend|hope|think|believe|need|know))\b"
    r"|\b(?:[Mm]y|[Yy]ou|[Yy]ours?)\b"
)
_NUMBERED = re.compile(r"\d+(?:\.\d+)*\.?[A-Z]")  # the number of a paragraph or a form, glued to its words
_SHORT = 5  # words: a longer one with a full stop is a sentence, though its verb is not known
_SEVERAL = 2  # figures: with as many the sentence tells of more than the one


def asserted(text: str) -> str:
    """The text without what it does not assert."""
    bare = _ASIDES.sub(" ", text)
    return " , ".join(c for c in _CLAUSE.split(bare) if _NO.search(c) or not _MAY.search(c))


def of_one_case(text: str) -> bool:
    """True where it tells of a single person or family, which is not for a committee to pick over."""
    return bool(_ONE.search(text)) and len(amounts(text)) < _SEVERAL


def quotable(text: str) -> bool:
    """True for a whole sentence that can be read out: no heading, form, condition, mark-up, or piece of a sentence."""
    bare = text.strip()
    if not bare or bare[0].islower() or bare[0] in "…,;)&" or _MARK_UP.search(bare) or _CUT.search(bare):
        return False
    if _VOICE.search(bare) or _FORM.search(bare) or _CONDITION.search(bare) or _NUMBERED.match(bare):
        return False
    return bool(_FINITE.search(bare)) or (len(bare.split()) > _SHORT and bare.endswith("."))
