"""The extractive composer: an answer made of quotes, each introduced by where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.items.dates import long_date
from index.values import StoredItem
from rag.quotes import Quote
from rag.retriever import Found
from rag.values import Answer, Citation, Sentence, Status

_SAYS = {"minutes": "The minutes say", "agenda": "The agenda says", "guidance": "The guidance page says"}


def compose(question: str, found: Found, quotes: Sequence[Quote], status: Status) -> Answer:
    """An answer of `quotes`: the best first; over several meetings the others in date order."""
    shown = _ordered(quotes, by_date=found.scoped.scope.wide)
    citations = tuple(Citation(n, q.clue.passage, q.text) for n, q in enumerate(shown, 1))
    sentences = []
    before: StoredItem | None = None
    for citation in citations:
        sentences.append(_sentence(citation, before))
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


def _sentence(citation: Citation, before: StoredItem | None) -> Sentence:
    item = citation.passage.item
    where = place_words(citation)
    if before is not None and before.id == item.id:
        lead = f"{item.title}{', ' + where if where else ''}"
    else:
        lead = f"{paper_words(item)}{', ' + where if where else ''}"
    quote = " ".join(citation.quote.split())
    return Sentence(f"{lead}: “{quote}” [{citation.n}]", (citation.n,))


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
        parts.append(f"paragraph {citation.paragraph.rstrip('.')}")
    if begins.pack_page:
        parts.append(f"page {begins.pack_page}")
    elif begins.page:
        parts.append(f"PDF page {begins.page}")
    return ", ".join(parts)
