"""The extractive composer: an answer made of quotes, each introduced by where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from index.language.periods import long_date
from index.values import StoredItem
from rag.ask.quotes import Quote
from rag.search.retriever import Found
from rag.values import Answer, Citation, Sentence, Status

NEAREST = "The papers held do not seem to say. The closest passages:"
RESOLVED = "RESOLVED"
_MINUTE = re.compile(r"\n\W*\d{1,3}\.\s")  # another minute begins


def compose(question: str, found: Found, quotes: Sequence[Quote], status: Status) -> Answer:
    """An answer of `quotes`: the best first; over several meetings the others in date order.

    What the minutes resolve is introduced as resolved. With
    the status "nearest" it is first said that they do not seem to answer.
    """
    shown = _ordered(quotes, by_date=found.scoped.scope.wide)
    citations = tuple(Citation(n, q.clue.passage, q.text, q.focus) for n, q in enumerate(shown, 1))
    sentences = [Sentence(NEAREST, ())] if status == "nearest" and shown else []
    before: StoredItem | None = None
    for citation, quote in zip(citations, shown, strict=True):
        sentences.append(_sentence(citation, before, quote))
        before = citation.passage.item
    return Answer(
        question=question,
        status=status,
        text="\n\n".join(s.text for s in sentences),
        sentences=tuple(sentences),
        citations=citations,
        passages=found.retrieved,
        scope=found.scoped.scope,
    )


def _ordered(quotes: Sequence[Quote], by_date: bool) -> list[Quote]:
    """The best quote, then the others as they are ranked; over several meetings in date order, each as it is read."""
    if not quotes or not by_date:
        return list(quotes)

    def place(quote: Quote) -> tuple[date, str, int, int]:
        item = quote.clue.passage.item
        return item.meeting_date or date.max, item.id, quote.clue.passage.ordinal, quote.start

    return [quotes[0], *sorted(quotes[1:], key=place)]


def _sentence(citation: Citation, before: StoredItem | None, quote: Quote) -> Sentence:
    item = citation.passage.item
    where = place_words(citation)
    named = item.title if before is not None and before.id == item.id else paper_words(item)
    weight = _resolves(quote, citation.quote) if item.kind == "minutes" else ""
    lead = f"{named}{', ' + where if where else ''}{weight}"
    return Sentence(f"{lead}: “{' '.join(citation.quote.split())}” [{citation.n}]", (citation.n,))


def _resolves(quote: Quote, shown: str) -> str:
    """That a quote of minutes is of a resolution, by where it stands; it must be proved from the words shown."""
    _, resolved, after = quote.clue.passage.text[: quote.clue.end].rpartition(RESOLVED)
    if not resolved or _MINUTE.search(after):
        return ""
    return " (resolved)" if RESOLVED in shown else " (part of a resolution)"


def paper_words(item: StoredItem) -> str:
    """A paper as a person names it: title, the report it belongs to, and the meeting."""
    title = item.title
    if item.kind == "appendix" and item.parent:
        title = f"{title} (to {item.parent})"
    when = f", {long_date(item.meeting_date)}" if item.meeting_date and item.kind != "minutes" else ""
    return f"{title}{when}"


def place_words(citation: Citation) -> str:
    """Where in its paper a quote stands: paragraph and page, as far as known."""
    parts, begins = [], citation.begins
    if citation.paragraph:
        numbered = "minute" if citation.passage.item.kind == "minutes" else "paragraph"
        parts.append(f"{numbered} {citation.paragraph.rstrip('.')}")
    if begins.pack_page:
        parts.append(f"page {begins.pack_page}")
    elif begins.page:
        parts.append(f"PDF page {begins.page}")
    return ", ".join(parts)
