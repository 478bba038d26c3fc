"""The answer to a question about a promise: the exact words of the minutes, and what later papers held show of it.

Where somebody asks what became of something, and no promise on it is found, that is said, with what the minutes have of
the subject. It is not said to a question what was promised: what is promised in other words is found by other means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.language.periods import long_date
from index.store.library import Library
from rag.ask.compose import RESOLVED, paper_words, place_words
from rag.check import check_answer
from rag.memory.commitments.before import said_before
from rag.memory.commitments.match import NAMED, about, naming
from rag.memory.commitments.register import Register
from rag.memory.commitments.values import Commitment
from rag.memory.history.ask import Asked, asked
from rag.memory.history.search import history
from rag.memory.history.shared import retriever_of
from rag.memory.history.topic import Topic
from rag.memory.history.weight import Kind
from rag.search.corpus import Corpora
from rag.values import Answer, Citation, Sentence

_MOST = 4  # commitments, or entries of minutes, in one answer
_DID = {"resolution": "resolved", "undertaking": "undertaken", "soft": "to be considered"}
_MINUTED: tuple[Kind, ...] = ("resolved", "undertaken", "soft", "asked", "advised", "noted", "question", "reply")
_SHOWN = {"kept": "A later paper has it, or says that it was done:", "partly": "A later paper has part of it:"}
_SPOKEN = "Later papers held speak of it; none says that it was done:"
_NOTHING = "Nothing in the later papers held here shows what became of it."
_NOT_DUE = "It is not yet due by the papers held here."
_NONE = "No promise on this was found in the minutes held."
_SAID = "They say:"


def about_promises(question: str, library: Library, register: Register, corpora: Corpora) -> Answer | None:
    """A checked answer to a question whether something was promised or done; None for a question of another sort, for
    one that is left to be answered like any other, and while the register is not worked out yet: nobody waits for it.

    Its status is `answered` with the promises, `partial` where the minutes only speak of the subject, and `not_found`
    where they do not.
    """
    about_what = asked(question)
    if about_what is None or about_what.sort not in ("promised", "owed", "done") or not register.ready():
        return None
    pool = [c for c in register.all() if c.source == "minutes" and c.status != "for noting"]
    pool = [c for c in pool if about_what.filters.allows_day(c.meeting_date)]
    topic = Topic(about_what.topic, corpora.current())
    found = [c for c in naming(about_what.topic, pool, corpora.current()) if topic.names(f"{said_before(c)} {c.text}")]
    if found:
        return _told(question, _newest(found))
    if about_what.sort != "done" or about(about_what.topic, pool, corpora.current(), 1):
        return None
    return _none(question, about_what, library, corpora)


def _newest(found: Sequence[Commitment]) -> list[Commitment]:
    """The newest few, oldest first; a promise and the resolution that repeats it side by side, as in the minutes."""
    return sorted(found, key=lambda c: c.meeting_date or date.min)[-_MOST:]


def _told(question: str, commitments: Sequence[Commitment]) -> Answer:
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    for n, commitment in enumerate(commitments):
        sentences.append(_cited(commitment.citation, _where(commitment.citation, _DID[commitment.kind]), citations))
        same = commitments[n + 1 :] and _standing(commitments[n + 1]) == _standing(commitment)
        if same and commitments[n + 1].meeting_date == commitment.meeting_date:
            continue  # said once, after the last of them
        sentences += _after(commitment, citations)
    return _answer(question, "answered", sentences, citations)


def _standing(commitment: Commitment) -> tuple[str, tuple[tuple[str, str], ...]]:
    follow_ups = ((f.citation.passage.id, f.citation.quote) for f in commitment.follow_ups)
    return commitment.status, tuple(follow_ups)


def _after(commitment: Commitment, citations: list[Citation]) -> list[Sentence]:
    """What later papers show of a commitment."""
    if commitment.status == "not yet due":
        return [Sentence(_NOT_DUE, ())]
    if not commitment.follow_ups:
        return [Sentence(_NOTHING, ())]
    shown = [f for f in commitment.follow_ups if f.bearing != "mention"] or commitment.follow_ups
    last = shown[-1].citation
    return [Sentence(_SHOWN.get(commitment.status, _SPOKEN), ()), _cited(last, _where(last), citations)]


def _none(question: str, about_what: Asked, library: Library, corpora: Corpora) -> Answer:
    """That no promise is recorded, and the last that the minutes say of the subject."""
    filters = replace(about_what.filters, kinds=_MINUTED)
    told = history(library, retriever_of(library), about_what.topic, filters)
    topic = Topic(about_what.topic, corpora.current())
    entries = [e for e in told if e.date and topic.names(e.text, e.heading, NAMED)][-_MOST:]
    if not entries:
        return Answer(question, "not_found", f"{_NONE} {_searched(library)}")
    citations: list[Citation] = []
    said = [_cited(e.citation, _where(e.citation, e.kind), citations) for e in entries]
    return _answer(question, "partial", [Sentence(f"{_NONE} {_SAID}", ()), *said], citations)


def _cited(citation: Citation, where: str, citations: list[Citation]) -> Sentence:
    """A quote with where it stands, numbered as the next citation."""
    n = len(citations) + 1
    citations.append(replace(citation, n=n))
    return Sentence(f"{where}: “{' '.join(citation.quote.split())}” [{n}]", (n,))


def _where(citation: Citation, weight: str = "") -> str:
    """The paper and place of a quote; "resolved" stands only above words that say so, for it must be proved."""
    weight = "part of a resolution" if weight == "resolved" and RESOLVED not in citation.quote else weight
    place = place_words(citation) if (citation.paragraph or "0")[0].isdigit() else ""  # a letter alone is no place
    where = ", ".join(part for part in (paper_words(citation.passage.item), place) if part)
    return f"{where} ({weight})" if weight else where


def _searched(library: Library) -> str:
    """Which minutes were searched, in one sentence."""
    days = sorted({i.meeting_date for i in library.items() if i.kind == "minutes" and i.meeting_date})
    if not days:
        return "No minutes are held."
    span = long_date(days[0]) + (f" to {long_date(days[-1])}" if len(days) > 1 else "")
    return f"Searched: the minutes of {len(days)} meeting{'s' if len(days) > 1 else ''}, {span}."


def _answer(question: str, status: str, sentences: Sequence[Sentence], citations: Sequence[Citation]) -> Answer:
    text = "\n\n".join(s.text for s in sentences)
    answer = Answer(question, "answered", text, tuple(sentences), tuple(citations))
    checked = check_answer(answer)
    return replace(checked, status="partial") if status == "partial" and checked.status == "answered" else checked
