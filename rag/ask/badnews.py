"""A vague question for bad news about a paper ("anything worrying in the performance report?") is answered by what
deserves a challenge in it: words that ask for bad news stand in no paper, and find its commonplaces.
"""

from __future__ import annotations

import re

from index.store.library import Library
from index.values import StoredItem
from rag.ask.followup import content_words
from rag.ask.quotes import Quote
from rag.drafting.challenge import Challenge
from rag.drafting.prepared import prepare
from rag.drafting.statements import Statement
from rag.search.evidence import Clue
from rag.search.retriever import Found
from rag.search.titles import newest, telling, titled

MOST = 6
_BAD = re.compile(
    r"\b(?:worr(?:y|ies|ied|ying)(?: about)?|bad news|alarm(?:ing|ed)|concern(?:s|ed|ing)?(?: about)?|red flags?|"
    r"(?:go(?:ing|ne|es)?|went|is|are) (?:badly|wrong)|problems?|weak(?:ness(?:es)?|(?:est)? points?)|missed targets?|"
    r"targets? (?:were |are |being )?missed|not (?:going|doing) well|doing badly)\b",
    re.I,
)
_KINDS = frozenset(
    ("missed_target", "decline", "comparison", "contradiction", "delay", "risk", "gap", "cost", "data_quality")
) | {"commitment_followup"}
_TARGET, _TARGETS = re.compile(r"\btargets?\b", re.I), frozenset(("missed_target",))


def bad_news(found: Found, library: Library) -> list[Quote]:
    """The sentences of a paper that deserve a challenge, sharpest first, where the question asks for no more than bad
    news about it: the paper named, the newest of its name, or the one chosen. [] for another question.
    """
    if not _BAD.search(found.query.text):
        return []
    item = _paper(found)
    if item is None:
        return []
    kinds = _TARGETS if _TARGET.search(found.query.text) else _KINDS
    challenges = [c for c in prepare(library, item.id, 2 * MOST).challenges if c.kind in kinds]
    return [quote for challenge in challenges[:MOST] for quote in _quotes(challenge)]


def _paper(found: Found) -> StoredItem | None:
    reports = [i for i in found.searched if i.kind == "report"]
    rest = " ".join(word for word in _BAD.sub(" ", found.query.text).split() if content_words(word))
    named = titled(rest, reports, found.corpus.vocabulary) if telling(rest) else reports[:2]
    named = newest(named) if len(named) > 1 else named
    return named[0] if len(named) == 1 else None


def _quotes(challenge: Challenge) -> list[Quote]:
    """The statement that the challenge stands on, and the other one where two contradict each other."""
    both = challenge.proofs[: 2 if challenge.kind == "contradiction" else 1]
    return [Quote(_clue(statement), statement.start, statement.end) for statement in both]


def _clue(statement: Statement) -> Clue:
    return Clue(statement.passage, statement.start, statement.end, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
