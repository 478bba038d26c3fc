"""Questions wished for in a chat ("two for the Lead Member", "harder", "only about money") as a reply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from app.findpaper import find_paper
from app.saved.records import DraftRecord, Message, QuestionRecord
from index.faults import NotFound
from index.store.library import Library
from index.values import StoredItem
from rag.draft.request import Wish, wish_of, wished_questions
from rag.drafted import Draft, DraftQuestion

NONE = "Nothing in these papers bears on that. Name a report or a subject, or pick a paper under “Looking in”."

_PAPER = re.compile(r"\b(?:report|paper)\b", re.IGNORECASE)


def wished_reply(library: Library, messages: Sequence[Message], question: QuestionRecord) -> DraftRecord | None:
    """The questions that a message wishes for, as a reply; None when it wishes for none, or for a whole draft."""
    last = messages[-1] if messages and isinstance(messages[-1], DraftRecord) else None
    wish = wish_of(question.text, last is not None)
    if wish is None or (wish.plain and not wish.topic):
        return None
    named = _paper(library, wish.topic)
    if wish.plain and named is not None:
        return None
    reports = [named] if named is not None else _reports(library, wish, question, last)
    found = wished_questions(library, wish, reports, _given(wish, messages))
    return _record(wish, reports, found)


def _paper(library: Library, words: str) -> StoredItem | None:
    """The report that these words name, the newest where "the … report" comes back at meetings; None for a subject."""
    try:
        found = find_paper(words, library.items(), newest=bool(_PAPER.search(words)))
    except NotFound:
        return None
    return found if found.kind == "report" else None


def _reports(library: Library, wish: Wish, question: QuestionRecord, last: DraftRecord | None) -> list[StoredItem]:
    """The reports picked; those drafted for just before; else all, those of the newest meeting first."""
    reports = [item for item in library.items() if item.kind == "report"]
    picked = [r for r in reports if question.paper in (r.id, *(i.id for i in library.items() if i.parent_id == r.id))]
    if question.meetings and not question.paper:
        picked = [r for r in reports if r.meeting_date and r.meeting_date.isoformat() in question.meetings]
    if not picked and last is not None and not wish.topic:
        picked = [r for r in reports if r.id == last.item_id]
    newest = sorted(reports, key=lambda r: r.meeting_date or date.min, reverse=True)
    return picked or newest


def _given(wish: Wish, messages: Sequence[Message]) -> set[str]:
    """The questions given in this chat; for harder ones, also what they rest on."""
    before = [question for message in messages if isinstance(message, DraftRecord) for question in message.questions]
    return {q.text for q in before} | ({c.quote for q in before for c in q.citations[:1]} if wish.harder else set())


def _record(wish: Wish, reports: Sequence[StoredItem], found: Sequence[DraftQuestion]) -> DraftRecord:
    items = {c.passage.item.parent_id or c.passage.item.id for q in found for c in q.citations[:1]}
    whole = [r for r in reports if r.id in items]
    if not whole:
        made = Draft(wish.topic or "as wished", "", None, "", (), (), (), NONE)
        return DraftRecord.of(made, "")
    title = whole[0].title if len(whole) == 1 else wish.topic or "several reports"
    notice = "" if len(found) >= wish.count or wish.plain else f"Only {len(found)} found that fit."
    first = whole[0]
    made = Draft(title, first.document, first.meeting_date, first.id, (), tuple(found), (), notice)
    return DraftRecord.of(made, first.document_id)
