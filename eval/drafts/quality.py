"""Drafted questions for what they are: proved by a verbatim quote that can be read out, no two the same, one point
each.
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
    Figure("questions a report", "draft"),
)

_QUOTED = re.compile(r"“[^”]*”")
_BROKEN = re.compile(r"“(?:… (?:and|but|or|which|that|who)\b|[a-z,;])|</?[a-zA-Z][^<>]*>|\*\*|\[[^\]]*\]\(")
_DOUBLE = re.compile(r"\?\s+\S.*\?|,? and (?:what|who|when|why|how|which|by when)\b[^“”]*\?\s*$", re.IGNORECASE)


def quality(drafts: Sequence[Drafted], source: Source) -> dict[str, float | None]:
    """The figures of `QUESTIONS`; None where there was no question to judge by. A quote is in pieces that begins within
    a sentence or holds mark-up.
    """
    texts = [question.text for draft in drafts for question in draft.questions]
    valid = [
        bool(question.citations) and all(source.holds(cited.quote) for cited in question.citations)
        for draft in drafts
        for question in draft.questions
    ]
    return {
        "questions with valid citations": mean_of(valid),
        "duplicate questions": mean_of([double for draft in drafts for double in _duplicates(draft)]),
        "double questions": mean_of([bool(_DOUBLE.search(_QUOTED.sub("it", text))) for text in texts]),
        "questions that quote nothing": mean_of(["“" not in text for text in texts]),
        "quotes in pieces": mean_of([bool(_BROKEN.search(text)) for text in texts]),
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
