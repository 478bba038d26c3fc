"""The extractive composer: an answer made of quotes, each introduced by where it stands, and what should be known
beside it: the same words elsewhere, a later version, marks on the page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from index.language.periods import Period, find_periods, long_date
from index.language.statements import Statement
from index.papers.entries import entries
from index.store.library import Library
from index.values import RECOGNISED_NOTE, STRUCK_NOTE, Cell, StoredItem, StoredPassage
from rag.ask.excerpts import Quote
from rag.check.sentences import SAME_PAPER, check_sentence
from rag.search.corpus import periods_of
from rag.search.retriever import Found
from rag.search.scope import SHORTLY
from rag.values import Answer, Citation, Sentence, Status

NEAREST = "The papers held do not seem to say. The closest passages:"
_NUMBERED = {"minutes": "minute", "agenda": "item"}
_ROW = 45  # words of a row that is told by its columns
_NEAR = 2.0  # how far a quote's score may be below the best one's (log odds) to be shown at once


def compose(question: str, found: Found, quotes: Sequence[Quote], status: Status) -> Answer:
    """An answer of `quotes`, the best first; the status "nearest" first says that they do not seem to answer."""
    citations = tuple(Citation(n, q.clue.passage, q.text, q.focus) for n, q in enumerate(quotes, 1))
    sentences = [Sentence(NEAREST, ())] if status == "nearest" and quotes else []
    named: dict[str, StoredItem] = {}  # the papers said, each in full once
    best = max((q.clue.score for q in quotes), default=0.0)
    near = sum(best - q.clue.score <= _NEAR for q in quotes)
    several = len({item.committee for item in found.searched if item.committee}) > 1
    for before, citation in zip((None, *citations), citations, strict=False):
        same = before is not None and before.passage.item.id == citation.passage.item.id
        sentences.append(replace(_sentence(citation, named, several, same), more=citation.n > max(1, near)))
        named[citation.passage.item.id] = citation.passage.item
    return Answer(
        question=question,
        status=status,
        text="\n\n".join(s.text for s in sentences),
        sentences=tuple(sentences),
        citations=citations,
        passages=found.retrieved,
        scope=found.scoped.scope,
    )


def by_columns(answer: Answer, library: Library) -> Answer:
    """The answer with the row of a table that its first quote is shown for told by the heads of its columns as well,
    where all that tells can be proved.
    """
    first = answer.citations[0]
    rows = (s for s in library.statements_of([first.passage.id]) if s.row and s.text == first.focus)
    words = next(map(row_words, rows), "")
    at = next((n for n, one in enumerate(answer.sentences) if one.cites), 0)
    place, mark, quoted = answer.sentences[at].text.partition(": “")
    told = replace(answer.sentences[at], text=f"{place} – {words}{mark}{quoted}")
    if not words or check_sentence(told.text, [first]):
        return answer
    sentences = (*answer.sentences[:at], told, *answer.sentences[at + 1 :])
    return replace(answer, sentences=sentences, text="\n\n".join(s.text for s in sentences))


def row_words(row: Statement) -> str:
    """A row as words: its name, and each cell after the head of its column ("Loans – 2030: 12; 2031: 14"); "" where not
    every cell has a head of its own, none has a figure, or that is long.
    """
    name, *cells = [cell for n, cell in enumerate(row.cells) if not n or cell.text.strip()] or [Cell("", 0, 0)]
    told = {_flat(cell.head).rstrip(" -"): _flat(cell.text) for cell in cells}  # Markdown rules the heads off: "---"
    words = f"{_flat(name.text)} – {'; '.join(f'{head}: {text}' for head, text in told.items())}"
    headed = len(told) == len(cells) and all(any(map(str.isalnum, head)) for head in told)
    named = any(map(str.isalpha, name.text)) and not any(map(str.isdigit, name.text))  # "£3.9m" is no name of a row
    figures = any(c.isdigit() for text in told.values() for c in text)
    return words if headed and figures and len(words.split()) <= _ROW and named else ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _sentence(citation: Citation, said: Mapping[str, StoredItem], several: bool, same: bool) -> Sentence:
    item = citation.passage.item
    where = place_words(citation)
    section, quoted = citation.passage.section or "", _letters(citation.quote)
    if not citation.focus and item.kind == "minutes" and section and _letters(section) not in quoted:
        where = f"{section}, {where}" if where else section  # a list: on what each was resolved
    body = several and all(i.committee != item.committee for i in said.values())
    named = item.title if item.id in said else paper_words(item, body, {i.title for i in said.values()})
    named = SAME_PAPER if where and same else named
    lead = f"{named}{', ' + where if where else ''}"
    return Sentence(f"{lead}: “{_flat(citation.quote)}” [{citation.n}]", (citation.n,))


def paper_words(item: StoredItem, several: bool = False, known: Collection[str] = ()) -> str:
    """A paper as a person names it: title, the report it belongs to unless that title is `known`, the body where the
    papers are of several, and the meeting, each said once.
    """
    title = item.title
    if item.kind == "appendix" and item.parent and item.parent not in known:
        title = f"{title} (to {item.parent})"
    when = long_date(item.meeting_date) if item.meeting_date else ""
    return ", ".join([title, *(w for w in (several and item.committee, when) if w and w not in title)])


def place_words(citation: Citation) -> str:
    """Where in its paper a quote stands: paragraph and page, as far as known."""
    parts, begins = [], citation.begins
    kind, number = citation.passage.item.kind, (citation.paragraph or "").rstrip(".")
    if number:
        numbered = _NUMBERED.get(kind, "paragraph")
        minute = next((entry.number for entry in entries([citation.passage])), "") if kind == "minutes" else ""
        if minute and minute in citation.above and number != minute and not number.startswith(f"{minute}."):
            parts.append(f"minute {minute}")  # its points are numbered from 1 again
            numbered = "paragraph"
        parts.append(f"{numbered} {number}")
    if begins.pack_page:
        parts.append(f"page {begins.pack_page}")
    elif begins.page:
        parts.append(f"PDF page {begins.page}")
    return ", ".join(parts)


_OTHERS = 1  # papers named in which the same words stand; of more it is said how many


def lacking(found: Found, quotes: Sequence[Quote]) -> str:
    """A sentence on the part of a question that cannot be answered: the one time asked about that no quote is of, or of
    several those that no passage found nor its paper is of; "" where that is sure of none.
    """
    periods = {p.days: p for p in found.scoped.periods}.values()
    one = the_time(found)
    passages = [*(q.clue.passage for q in quotes), *(r.passage for r in found.retrieved)]
    if not quotes or (one and any(is_told_of(q, one) for q in quotes)) or (len(periods) < 2 and not one):
        return ""
    named = [p.text for p in periods if one or not any(_is_of(passage, p) for passage in passages)]
    return f"There is nothing of {_listed(named)} in {'these quotes' if one else 'what was found'}." if named else ""


def the_time(found: Found) -> Period | None:
    """The one time that a question is about, not told from today and no meeting's; None for any other."""
    scoped = found.scoped
    one = len(scoped.periods) == 1 and not (scoped.relative or scoped.scope.wide or scoped.scope.meetings)
    return scoped.periods[0] if one else None


def time_first(found: Found, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes of the one time that a question is about before the others. Where the body whose paper comes first met
    then, and the first quote does not print that time, those from its papers for that meeting come first.
    """
    time, scoped = the_time(found), found.scoped
    if time:
        return sorted(quotes, key=lambda quote: not is_told_of(quote, time))  # stable among equals
    body = quotes[0].clue.passage.item.committee if quotes else None
    if not body or len(scoped.periods) != 1 or scoped.relative or scoped.scope.wide:
        return list(quotes)
    if any(p.same(scoped.periods[0]) for p in _printed(quotes[0])):
        return list(quotes)

    def elsewhere(quote: Quote) -> bool:
        item = quote.clue.passage.item
        return item.committee != body or item.meeting_date not in scoped.scope.meetings

    return sorted(quotes, key=elsewhere)


def is_told_of(quote: Quote, period: Period) -> bool:
    """Whether a quote may be of a time: it, its heading or its paper's title names it, or that title names no other but
    its meeting's day, and the meeting is in it or soon after.
    """
    item = quote.clue.passage.item
    day = item.meeting_date
    own = [p for p in find_periods(f"{item.title} ; {item.parent}") if not p.start == p.end == day]
    told = _printed(quote)
    held = not own and (day is None or period.start <= day <= period.end + SHORTLY)
    return held or any(p.overlaps(period) for p in (*own, *told))


def _printed(quote: Quote) -> tuple[Period, ...]:
    """The times that a quote and its heading print."""
    return find_periods(f"{quote.clue.passage.section or ''} ; {quote.text}")


def _is_of(passage: StoredPassage, period: Period) -> bool:
    day = passage.item.meeting_date
    held = day is not None and period.start <= day <= period.end
    return held or any(p.overlaps(period) for p in periods_of(passage))


def notices(found: Found, citations: Sequence[Citation], shown: Sequence[Citation]) -> str:
    """All that applies, in whole sentences; "" for nothing. Where else words stand is said of those `shown` at once."""
    return " ".join([*_versions(found, citations), *_also(found, shown), *_marks(citations)])


def _versions(found: Found, citations: Sequence[Citation]) -> Iterable[str]:
    items = {i.id: i for i in found.corpus.items}
    for item in _items(citations):
        later = items.get(item.replaced_by or "")
        if later:
            yield f"{paper_words(item)} was replaced by a later version: {paper_words(later)}."


def _also(found: Found, citations: Sequence[Citation]) -> Iterable[str]:
    also = {r.passage.id: r.also for r in found.retrieved if r.also}
    numbers: dict[tuple[str, ...], list[str]] = {}  # by the papers that say the same
    for citation in citations:
        own = citation.passage.item
        others = list(dict.fromkeys(_elsewhere(p.item, own) for p in also.get(citation.passage.id, ())))
        if others:
            more = [f"{len(others) - _OTHERS} more"] if len(others) > _OTHERS else []
            numbers.setdefault((*others[:_OTHERS], *more), []).append(f"[{citation.n}]")
    told = [f"{_listed(n)} stand{'s' * (len(n) == 1)} also in {_listed(papers)}" for papers, n in numbers.items()]
    if told:
        yield f"In the same words {'; '.join(told)}."


def _elsewhere(item: StoredItem, own: StoredItem) -> str:
    """A paper as it is named beside another: by its file where that is all that tells them apart."""
    words = paper_words(item)
    return words if words != paper_words(own) else f"the file {item.document}"


def _marks(citations: Sequence[Citation]) -> Iterable[str]:
    struck = [f"[{c.n}]" for c in citations if STRUCK_NOTE in c.passage.context]
    if struck:
        yield f"Words near {_listed(struck)} are struck out in the paper: see them on the page before you rely on them."
    read = [f"[{c.n}]" for c in citations if RECOGNISED_NOTE in c.passage.context]
    if read:
        yield f"{_listed(read)} stand on scanned pages, whose text was recognised and may have mistakes."


def _items(citations: Sequence[Citation]) -> list[StoredItem]:
    return list({c.passage.item.id: c.passage.item for c in citations}.values())


def _listed(things: Sequence[str]) -> str:
    return things[0] if len(things) == 1 else f"{', '.join(things[:-1])} and {things[-1]}"
