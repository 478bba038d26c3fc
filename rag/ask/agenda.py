"""A question for what a meeting has before it ("which papers are on the agenda?") is answered from the catalogue: each
paper with its agenda number, and what it says it is for.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from index.language.periods import long_date
from index.store.library import Library
from index.values import StoredItem
from rag.ask.edges import settled
from rag.check import check_quote, check_sentence
from rag.search.evidence import spans
from rag.search.retriever import Found
from rag.values import Answer, Citation, Sentence

MOST = 20  # papers told
_THINGS = r"(?:papers?|reports?|items?|things)"
_WHICH = r"(?:this|that|the|our)(?: (?:next|last|latest|coming))?"
_ASKS = re.compile(
    rf"\b(?:which|what|list|show)\b[^?.]{{0,30}}\b{_THINGS} (?:(?:are|is|were|was) )?(?:there )?"
    rf"(?:on|for|at|before|in) {_WHICH} (?:agenda|meeting)\b"
    rf"|\bwhat(?:['’]s| is| was| will be) (?:on|in) {_WHICH} (?:agenda|meeting)\b"
    rf"|\bwhat(?:['’]s| is| was) {_WHICH} meeting (?:about|for)\b|\bwhat(?:['’]s| is) on at {_WHICH} meeting\b",
    re.I,
)
_READ = 4  # passages of a paper in which it says what it is for
_LEAST = 8  # words of a sentence that says something
_PURPOSE = re.compile(r"\bpurpose of\b", re.I)


def agenda_answer(found: Found, library: Library) -> Answer | None:
    """The papers of the meeting named, of the one chosen, or else of the newest, as an answer still to be checked; None
    for another question, and where no paper is held.
    """
    if not _ASKS.search(found.query.text):
        return None
    papers = _papers(found)[:MOST]
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    for item in papers:
        citation = _purpose(item, library, len(citations) + 1)
        if citation is not None:
            citations.append(citation)
            sentences.append(Sentence(_line(item, citation), (citation.n,)))
    if not sentences:
        return None
    text = "\n\n".join(s.text for s in sentences)
    answer = Answer(found.query.text, "answered", text, tuple(sentences), tuple(citations))
    return replace(answer, notice=f"These are the reports held for {_meeting(papers[0])}.")


def _papers(found: Found) -> list[StoredItem]:
    """The reports of one meeting in the order of its papers."""
    reports = [i for i in found.searched if i.kind == "report" and not i.replaced_by and not i.copy_of]
    named = [i for i in reports if i.meeting_date in found.scoped.scope.meetings] or reports
    last = max(named, key=lambda i: i.meeting_date or date.min, default=None)
    of = [i for i in named if last and (i.meeting_date, i.committee) == (last.meeting_date, last.committee)]
    return sorted(of, key=lambda i: (*_number(i.agenda_number), i.document, i.ordinal))


def _meeting(item: StoredItem) -> str:
    of = f" of the {item.committee}" if item.committee else ""
    return f"the meeting{of} on {long_date(item.meeting_date)}" if item.meeting_date else f"a meeting{of}"


def _number(printed: str | None) -> tuple[bool, int]:
    found = re.search(r"\d+", printed or "")
    return found is None, int(found.group()) if found else 0


def _purpose(item: StoredItem, library: Library, n: int) -> Citation | None:
    """The sentence near a paper's beginning that says what it is for, or else its first whole one."""
    read = [p for p in library.passages(item.id)[:_READ] if p.kind in ("prose", "list")]
    every = [
        Citation(n, p, p.text[slice(*place)])
        for p in read
        for at in range(len(spans(p)))
        if (place := settled(p, spans(p), at, at, at, ()))
    ]
    whole = [c for c in every if len(c.quote.split()) >= _LEAST and check_quote(c.quote, c.passage)]
    return next((c for c in whole if _PURPOSE.search(c.quote)), whole[0] if whole else None)


def _line(item: StoredItem, citation: Citation) -> str:
    number = f"{item.agenda_number}. " if item.agenda_number else ""
    quote = f": “{' '.join(citation.quote.split())}” [{citation.n}]"
    numbered = f"{number}{item.title}{quote}"
    return f"{item.title}{quote}" if check_sentence(numbered, [citation]) else numbered
