"""Drafted questions for what they are: proved by a verbatim quote that can be read out, no two the same, one point
each, easy to read.
"""

import re
from collections.abc import Sequence

from eval.measures.printed import Drafted
from eval.measures.rows import Figure, mean_of
from eval.measures.source import Source

QUESTIONS: tuple[Figure, ...] = (
    Figure("questions with valid citations", "draft"),
    Figure("duplicate questions", "draft", higher=False),
    Figure("double questions", "draft", higher=False),
    Figure("questions that quote nothing", "draft", higher=False),
    Figure("quotes in pieces", "draft", higher=False),
    Figure("reading ease", "draft"),
    Figure("questions a report", "draft"),
)

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_SENTENCE = re.compile(r"[.?!]+(?=\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_QUOTED = re.compile(r"“[^”]*”")
_BROKEN = re.compile(r"“(?:… (?:and|but|or|which|that|who)\b|[a-z,;])|</?[a-zA-Z][^<>]*>|\*\*|\[[^\]]*\]\(")
_DOUBLE = re.compile(r"\?\s+\S.*\?|,? and (?:what|who|when|why|how|which|by when)\b[^“”]*\?\s*$", re.IGNORECASE)


def quality(drafts: Sequence[Drafted], source: Source) -> dict[str, float | None]:
    """The figures of `QUESTIONS`; None where there was no question to judge by. A quote is in pieces that begins within
    a sentence or holds mark-up. Reading ease is of the questions' own words, without the papers' that they quote.
    """
    texts = [question.text for draft in drafts for question in draft.questions]
    valid = [
        bool(question.citations) and all(source.holds(cited.quote) for cited in question.citations)
        for draft in drafts
        for question in draft.questions
    ]
    eases = [ease for text in texts if (ease := reading_ease(_QUOTED.sub("it", text))) is not None]
    return {
        "questions with valid citations": mean_of(valid),
        "duplicate questions": mean_of([double for draft in drafts for double in _duplicates(draft)]),
        "double questions": mean_of([bool(_DOUBLE.search(_QUOTED.sub("it", text))) for text in texts]),
        "questions that quote nothing": mean_of(["“" not in text for text in texts]),
        "quotes in pieces": mean_of([bool(_BROKEN.search(text)) for text in texts]),
        "reading ease": mean_of(eases),
        "questions a report": mean_of([len(draft.questions) for draft in drafts]),
    }


def _duplicates(draft: Drafted) -> list[bool]:
    """For each question of a draft, whether an earlier one says the same or rests on the very same quotes."""
    seen: set[str | frozenset[str]] = set()
    found = []
    for question in draft.questions:
        keys: set[str | frozenset[str]] = {question.text.casefold()}
        if question.citations and "“" in question.text:  # one on a silence quotes nothing and rests on the purpose
            keys.add(frozenset(cited.quote for cited in question.citations))
        found.append(bool(keys & seen))
        seen |= keys
    return found


def reading_ease(text: str) -> float | None:
    """The Flesch reading ease of a text; None when it has no word. 206.835 - 1.015 × words a sentence - 84.6 ×
    syllables a word; 60 to 70 is plain English, under 30 hard. A library for one formula would bring dictionaries of
    its own; syllables by vowels are within a few points of theirs.
    """
    words = _WORD.findall(text)
    if not words:
        return None
    sentences = max(1, len(_SENTENCE.findall(text)))
    return 206.835 - 1.015 * len(words) / sentences - 84.6 * sum(map(syllables, words)) / len(words)


def syllables(word: str) -> int:
    """The syllables of an English word, by its groups of vowels."""
    bare = word.lower().replace("’", "'").removesuffix("'s")
    count = len(_VOWELS.findall(bare))
    silent = (bare.endswith("e") and not bare.endswith(("le", "ee"))) or (bare.endswith(("es", "ed")) and len(bare) > 4)
    return max(1, count - (1 if silent and count > 1 else 0))
