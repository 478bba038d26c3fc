"""What a reader should know beside an answer: the same words elsewhere, a later version, marks on the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.language.periods import long_date
from index.values import RECOGNISED_NOTE, STRUCK_NOTE, StoredItem
from rag.ask.compose import paper_words
from rag.ask.refusal import in_period
from rag.search.retriever import Found
from rag.values import Citation

_FEW = 2  # concepts: a question of no more is wide
_PAPERS = 3  # papers from which on there is something to choose between


def notices(found: Found, citations: Sequence[Citation]) -> str:
    """All that applies, in whole sentences; "" for nothing."""
    said = [
        *_untimely(found, citations),
        *_versions(found, citations),
        *_also(found, citations),
        *_marks(citations),
        *_narrower(found, citations),
    ]
    return " ".join(said)


def _untimely(found: Found, citations: Sequence[Citation]) -> Iterable[str]:
    if found.scoped.relative and citations and not any(in_period(found, c.passage) for c in citations):
        dates = [d for i in _items(citations) if (d := i.meeting_date)]
        newest = f" The newest quoted here is of {long_date(max(dates))}." if dates else ""
        yield f"The papers found say nothing on this for {_listed(found.scoped.scope.periods)}.{newest}"


def _versions(found: Found, citations: Sequence[Citation]) -> Iterable[str]:
    items = {i.id: i for i in found.corpus.items}
    for item in _items(citations):
        later = items.get(item.replaced_by or "")
        if later:
            yield f"{paper_words(item)} was replaced by a later version: {paper_words(later)}."


def _also(found: Found, citations: Sequence[Citation]) -> Iterable[str]:
    also = {r.passage.id: r.also for r in found.retrieved if r.also}
    for citation in citations:
        papers = list(dict.fromkeys(paper_words(p.item) for p in also.get(citation.passage.id, ())))
        if papers:
            yield f"What [{citation.n}] says stands also in {_listed(papers)}."


def _marks(citations: Sequence[Citation]) -> Iterable[str]:
    struck = [f"[{c.n}]" for c in citations if STRUCK_NOTE in c.passage.context]
    if struck:
        yield f"Words near {_listed(struck)} are struck out in the paper: see them on the page before you rely on them."
    read = [f"[{c.n}]" for c in citations if RECOGNISED_NOTE in c.passage.context]
    if read:
        yield f"{_listed(read)} stand on scanned pages, whose text was recognised and may have mistakes."


def _narrower(found: Found, citations: Sequence[Citation]) -> Iterable[str]:
    query = found.query
    if query.wanted.explicit or query.wanted.kind != "text" or len(query.concepts) > _FEW or found.scoped.periods:
        return
    papers = _items(citations)
    if len(papers) < _PAPERS:
        return
    dates = sorted({i.meeting_date for i in papers if i.meeting_date})
    meetings = f", or of one meeting ({_listed([long_date(d) for d in dates])})" if len(dates) > 1 else ""
    yield f"That is a wide question. Ask of one paper ({_listed([i.title for i in papers[:_PAPERS]])}){meetings}."


def _items(citations: Sequence[Citation]) -> list[StoredItem]:
    return list({c.passage.item.id: c.passage.item for c in citations}.values())


def _listed(things: Sequence[str]) -> str:
    return things[0] if len(things) == 1 else f"{', '.join(things[:-1])} and {things[-1]}"
