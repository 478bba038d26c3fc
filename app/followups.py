"""Questions to go on with, drawn from the evidence of an answer: each names something that is in the papers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from app.examples import figures_under_headings, own_heading
from app.records import AnswerRecord
from app.wording import date_words
from index.library import Library
from index.tokens import tokens
from index.values import StoredItem, StoredPassage
from rag.query import stems

MOST = 3
ENOUGH = 0.75  # of the words of a subject that a minute has to have
READ = 8  # cited papers that are looked at


def follow_ups(library: Library, answer: AnswerRecord) -> list[str]:
    """Up to three questions: the cited papers' next headings with figures, what minutes say of the subject, and
    the same paper of another meeting."""
    cited = library.passages_by_id([c.passage_id for c in answer.citations])[:READ]
    if not cited or answer.status not in ("answered", "partial"):
        return []
    found = [
        _next_heading(library, cited),
        _in_minutes(library, cited),
        _another_year(library.items(), cited[0]),
    ]
    asked = answer.question.casefold()
    return list(dict.fromkeys(q for q in found if q and q.casefold() != asked))[:MOST]


def _next_heading(library: Library, cited: Sequence[StoredPassage]) -> str:
    """The heading with most figures, in the paper cited first, that the answer did not quote from."""
    item = cited[0].item
    used = {own_heading(passage) for passage in cited}
    counts = figures_under_headings(library.passages(item.id))
    left = [(n, heading) for heading, n in counts.items() if n and heading not in used]
    if item.kind == "minutes" or not left:
        return ""
    return f"What does “{item.title}” say under “{max(left, key=lambda pair: pair[0])[1]}”?"


def _in_minutes(library: Library, cited: Sequence[StoredPassage]) -> str:
    """What was said of the heading quoted from, at the newest meeting whose minutes have its words."""
    if cited[0].item.kind == "minutes":
        return ""
    heading = own_heading(cited[0])
    subject = heading if len(set(stems(heading))) > 1 else cited[0].item.title  # "Numbers" is no subject
    wanted = set() if any(c.isdigit() for c in subject) else set(stems(subject))  # no meeting speaks of "Quarter 2"
    minutes = {i.id: i for i in library.items() if i.kind == "minutes" and i.meeting_date}
    found = library.search_words(tokens(subject), 20, list(minutes)) if wanted and minutes else []
    said = [
        p
        for p in library.passages_by_id([id for id, _ in found])
        if len(wanted & set(stems(f"{p.section} {p.text}"))) >= ENOUGH * len(wanted)
    ]
    newest = max((p.item.meeting_date for p in said if p.item.meeting_date), default=None)
    return f"What was said about {_lowered(subject)} at the meeting on {date_words(newest)}?" if newest else ""


def _another_year(items: Iterable[StoredItem], cited: StoredPassage) -> str:
    """The same subject in the paper most like the one cited among those of other meetings."""
    item, wanted = cited.item, set(stems(cited.item.title))
    others = [
        other
        for other in items
        if other.kind == item.kind
        and other.meeting_date
        and other.meeting_date != item.meeting_date
        and wanted
        and len(wanted & set(stems(other.title))) / len(wanted | set(stems(other.title))) >= 0.5
    ]
    heading = own_heading(cited)
    if item.kind == "minutes" or not others or not heading:
        return ""
    newest = max(others, key=lambda other: other.meeting_date or date.min)
    return f"What did “{newest.title}” of {date_words(newest.meeting_date)} say about {_lowered(heading)}?"


def _lowered(subject: str) -> str:
    """A heading inside a sentence: its first letter small, unless it begins a name or an abbreviation."""
    rest = subject.split()[1:]
    plain = all(word.islower() or not word.isalpha() for word in rest) and rest
    return subject[:1].lower() + subject[1:] if plain and subject[1:2].islower() else f"“{subject}”"
