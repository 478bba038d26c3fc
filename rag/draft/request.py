"""Questions asked for in a chat: "what should I ask about young carers?", "harder", "two for the Lead Member"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from index.language.tokens import tokens
from index.store.library import Library
from index.values import StoredItem
from rag.check.figures import WORDS
from rag.draft.drafter import numbered, prepare, worded
from rag.draft.papers import Numbers, report_of
from rag.draft.questions import LEAD_MEMBER, Writer
from rag.drafted import DraftQuestion
from rag.search.titles import telling_stems

_POOL = 40  # challenges looked through in one report
_REPORTS = 8  # reports looked through for a topic
_PASSAGES = 60  # passages by which the reports on a topic are found
_MOST = 12
_FEW = 6  # questions given when no number is asked for
_COUNT = "|".join(("one", *(word for word, n in WORDS.items() if 1 < n <= _MOST)))
_NUMBER = re.compile(
    rf"\b(\d{{1,2}}|{_COUNT})\b(?=\s+(?:\w+\s+){{0,2}}(?:questions?|for|to|more|others?)\b)", re.IGNORECASE
)
_HARDER = re.compile(r"\b(?:harder|tougher|sharper|more (?:challenging|probing|searching)|stronger)\b", re.IGNORECASE)
_MONEY = re.compile(r"\b(?:money|costs?|budgets?|funding|spending|financ\w+|savings?)\b", re.IGNORECASE)
_LEAD = re.compile(r"\b(?:lead member|cabinet member|portfolio holder)\b", re.IGNORECASE)
_OFFICER = re.compile(r"\b(?:director|officers?|head of service)\b", re.IGNORECASE)
_ONLY = re.compile(r"\bonly\b.*\b(?:about|on)\b|\bjust\b.*\b(?:about|on)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:questions?|what (?:should|could|might|can|would) (?:i|we|members|one|you) (?:ask|challenge|probe)|to ask)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"\b(?:about|on|regarding|concerning)\s+(?:the\s+)?(?P<topic>[^?.!,;]+)", re.IGNORECASE)
_MARK_UP = re.compile(r"</?\w+[^<>]*>")
_HARD = ("contradiction", "missed_target", "commitment_followup", "decline", "data_quality")
_OF_MONEY = ("after_money", "cost", "savings", "value")


@dataclass(frozen=True)
class Wish:
    """What is wished for: questions on a `topic` ("" for none), at most `count`, put `to` whom ("" for anybody), only
    about `money`, `harder` than those given before.
    """

    topic: str = ""
    count: int = _FEW
    to: str = ""
    money: bool = False
    harder: bool = False

    @property
    def plain(self) -> bool:
        """True when it wishes for no more than questions on something, which a whole draft gives."""
        return not (self.to or self.money or self.harder or self.count != _FEW)


def wish_of(text: str, after_questions: bool = False) -> Wish | None:
    """What a message wishes for; None when it asks for no questions.

    `after_questions` tells that questions were given just before, when "harder" or "only about money" is enough.
    """
    harder, money = bool(_HARDER.search(text)), bool(_MONEY.search(text))
    to = LEAD_MEMBER if _LEAD.search(text) else ""
    counted = _NUMBER.search(text)
    short = after_questions and len(text.split()) <= 8
    if not _ASKS.search(text) and not (short and (harder or (money and _ONLY.search(text)) or (counted and to))):
        return None
    named = _TOPIC.search(text)
    topic = _subject(named["topic"]) if named else ""
    return Wish(topic, _count(counted[1]) if counted else _FEW, to or _officer(text), money, harder)


def wished_questions(
    library: Library, wish: Wish, reports: Sequence[StoredItem], given: Collection[str] = ()
) -> list[DraftQuestion]:
    """The questions wished for, best first, from these reports; none of those `given` before. [] when none fits.

    `given` holds the texts of earlier questions and, where others are wanted in their place, the quotes they begin
    with. Where a topic is named, reports whose titles name it are looked through whole, else every report for questions
    whose own words bear on it.
    """
    topic = telling_stems(wish.topic)
    named = [r for r in reports if topic and topic <= telling_stems(r.title)]
    found: list[tuple[float, DraftQuestion]] = []
    numbers: Numbers = {}
    for report in (named or _nearest(library, wish.topic, reports))[:_REPORTS]:
        item = report_of(library, report.id)
        writer = Writer(item.author, LEAD_MEMBER if wish.to == LEAD_MEMBER else None)
        candidates = worded(library, prepare(library, item.id), writer, _POOL)
        worth = {candidate.text: candidate.worth for candidate in candidates}
        found += [(worth[q.text], q) for q in numbered(candidates, numbers)[0] if named or _bears(q, topic)]
    fitting = [(w, q) for w, q in found if _fits(q, wish) and (wish.to or not _given(q, given))]
    fitting.sort(key=lambda pair: -(pair[0] + 0.2 * (wish.harder and pair[1].kind in _HARD)))
    chosen = [q for _, q in fitting][: min(wish.count, _MOST)]
    return [_ranked(q, rank) for rank, q in enumerate(chosen, 1)]


def _nearest(library: Library, topic: str, reports: Sequence[StoredItem]) -> list[StoredItem]:
    """The reports with most passages on a topic, most first; as they are when none is named."""
    if not topic:
        return list(reports)
    ids = [id for id, _ in library.search_words(tokens(topic), _PASSAGES)]
    hits = Counter(p.item.parent_id or p.item.id for p in library.passages_by_id(ids))
    return sorted((r for r in reports if hits[r.id]), key=lambda r: -hits[r.id])


def _fits(question: DraftQuestion, wish: Wish) -> bool:
    if (wish.harder and question.kind == "coverage") or any(_MARK_UP.search(c.quote) for c in question.citations):
        return False
    if wish.money and not _on_money(question):
        return False
    if wish.to == "officer":
        return question.to != LEAD_MEMBER
    return wish.to != LEAD_MEMBER or question.delivery == "meeting"


def _on_money(question: DraftQuestion) -> bool:
    return question.prompt_id in _OF_MONEY or any("£" in citation.quote for citation in question.citations)


def _bears(question: DraftQuestion, topic: frozenset[str]) -> bool:
    """True when more than half of the topic's words stand in what the question rests on."""
    quoted = [f"{citation.quote} {citation.passage.section or ''}" for citation in question.citations]
    grounds = telling_stems(" ".join((question.text, *quoted)))
    return len(topic & grounds) * 2 >= len(topic) + (len(topic) > 1)


def _given(question: DraftQuestion, given: Collection[str]) -> bool:
    return question.text in given or (bool(question.citations) and question.citations[0].quote in given)


def _ranked(question: DraftQuestion, rank: int) -> DraftQuestion:
    return replace(question, rank=rank)


def _officer(text: str) -> str:
    return "officer" if _OFFICER.search(text) else ""


def _subject(topic: str) -> str:
    """A topic without what belongs to the wish ("only about money", "for the Lead Member")."""
    bare = re.split(r"\b(?:for|to|please|from|in|at)\b", topic, maxsplit=1)[0].strip(" “”\"'")
    return (
        ""
        if _MONEY.fullmatch(bare) or re.fullmatch(r"(?:this|it|that|these)?\s*(?:report|paper|item)?", bare)
        else bare
    )


def _count(word: str) -> int:
    return 1 if word.lower() == "one" else int(word) if word.isdigit() else WORDS[word.lower()]
