"""The history of a topic: found by the retriever, read in minutes and papers, told in date order with what is new."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import Any

from index.encoder.embedding import Embedding
from index.language.amounts import amounts
from index.language.periods import find_periods, without_periods
from index.store.library import Library
from index.values import StoredItem, StoredPassage
from rag.check import check_quote
from rag.check.words import cut
from rag.memory.minutes import Kind, Said, is_formal, kinds_of, place_in, read_said, reply_to
from rag.memory.topic import Topic
from rag.search.evidence import Clue, gather
from rag.search.retriever import HybridRetriever
from rag.values import Citation, paragraph_at, printed_fields


@dataclass(frozen=True)
class Entry:
    """What one paper says of a topic, in exact words. `minute` is the minute's number with its point, or the paragraph
    of a report; `who` speaks, only as printed. A question has its reply in `reply`. `changed` says what is new against
    the entries before it.
    """

    date: date | None
    minute: str | None
    kind: Kind
    text: str
    who: str
    heading: str
    committee: str | None
    citation: Citation
    score: float
    reply: Citation | None = None
    changed: str = ""

    @property
    def id(self) -> str:
        """The same for the same words in the same place: what a link to the entry carries."""
        key = f"{self.citation.passage.id}|{self.citation.quote}"
        return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:12]

    def as_json(self) -> dict[str, Any]:
        """The shape that `scrutiny history --json` prints."""
        known = {name: getattr(self, name) or None for name in ("who", "heading", "changed")}
        return printed_fields(self, "score") | known | {"id": self.id}


@dataclass(frozen=True)
class Filters:
    """What a history is narrowed to; empty fields narrow nothing. `since` and `until` are days of meetings."""

    kinds: tuple[Kind, ...] = ()
    committee: str = ""
    since: date | None = None
    until: date | None = None

    def allows_day(self, day: date | None) -> bool:
        """Whether a meeting of that day is wanted."""
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)

    def allows_committee(self, name: str | None) -> bool:
        """Whether a committee is wanted: a part of its name is enough."""
        return not self.committee or self.committee.lower() in (name or "").lower()


_FIRST_SHOWN = 3
_COUNTED = 2  # words after a figure that say what it counts
_SAYS = {"resolved": "a decision", "undertaken": "an undertaking", "soft": "something to be considered"}


def with_changes(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, given oldest first, each with what it adds: a decision, an undertaking, a figure."""
    known: set[str] = set()
    found = []
    for n, entry in enumerate(entries):
        figures = figures_of(f"{entry.text} {entry.reply.quote if entry.reply else ''}")
        new = [words for figure, words in figures.items() if figure not in known and not words.isdecimal()]
        known |= set(figures)
        parts = [_SAYS[entry.kind]] if entry.kind in _SAYS else []
        if n and new:
            parts.append(f"first printed here: {', '.join(new[:_FIRST_SHOWN])}")
        found.append(replace(entry, changed="; ".join(parts)))
    return found


def figures_of(text: str) -> dict[str, str]:
    """Each figure that a text gives, with the one or two words that say what it counts: "111" → "111 broken lamps"."""
    bare = " ".join(text.split())
    bare = without_periods(bare, find_periods(bare))
    found: dict[str, str] = {}
    for amount in amounts(bare):
        after = takewhile(lambda word: word.is_content, cut(bare[amount.end :])[:_COUNTED])
        counted = [] if amount.unit else [word.text for word in after]
        found.setdefault(amount.printed, " ".join([amount.printed, *counted]))
    return found


_LONGEST = 500  # characters of a topic that are read
_PASSAGES = 160
_A_PAPER, _A_SET = 2, 6  # entries taken from one paper, and from one set of minutes
_NEAR, _COVERED = 0.6, 0.34  # shares of the topic's concepts that an entry must have, with what is around it and alone
_OF_BEST, _OF_MINUTES = 0.72, 0.6  # of the best score, that an entry of a paper, and of minutes, must have
_NOT_TOLD = ("agenda", "guidance")
_ALIKE = 0.9


def history(library: Library, retriever: HybridRetriever, topic: str, filters: Filters | None = None) -> list[Entry]:
    """What the papers say of a topic, oldest first, undated last. Nothing when they do not speak of it."""
    filters = filters or Filters()
    topic = topic[:_LONGEST].encode("utf-8", "replace").decode()  # a lone surrogate cannot be encoded
    wanted = {i.id for i in library.items() if _wanted(i, filters)}
    if not wanted or not topic.strip():
        return []
    found = retriever.find(topic, items=None if len(wanted) == len(library.items()) else wanted, k=_PASSAGES)
    # No sentence covers more than its passage.
    near = tuple(r for r in found.retrieved if found.features[r.passage.id]["coverage"] >= _NEAR)
    clues = gather(replace(found, retrieved=near), passages=len(near))
    topical = Topic(topic, found.corpus)
    bearing = [c for c in _bearing(clues) if topical.names(c.quote, c.passage.context)]
    entries = [e for e in _entries(library, bearing, topical) if e.citation.passage.item.id in wanted]
    kept = sorted((e for e in entries if not filters.kinds or e.kind in filters.kinds), key=_place_in_time)
    numbered = [replace(e, citation=replace(e.citation, n=n)) for n, e in enumerate(_distinct(kept), 1)]
    return with_changes(numbered)


def _place_in_time(entry: Entry) -> tuple[date, str, int, int]:
    passage = entry.citation.passage
    return entry.date or date.max, passage.item.document, passage.ordinal, passage.text.find(entry.citation.quote)


def _wanted(item: StoredItem, filters: Filters) -> bool:
    if item.kind in _NOT_TOLD or not filters.allows_committee(item.committee):
        return False
    return filters.allows_day(item.meeting_date)


def _bearing(clues: Sequence[Clue]) -> list[Clue]:
    best = max((c.bearing for c in clues), default=0.0)
    near = [c for c in clues if c.said.near >= _NEAR and c.said.covered >= _COVERED]
    return [c for c in near if c.bearing >= best * (_OF_MINUTES if c.passage.item.kind == "minutes" else _OF_BEST)]


def _entries(library: Library, clues: Sequence[Clue], topic: Topic) -> list[Entry]:
    papers: dict[str, list[Clue]] = defaultdict(list)
    for clue in clues:
        papers[clue.passage.item.id].append(clue)
    entries: list[Entry] = []
    for item_id, own in papers.items():
        if own[0].passage.item.kind == "minutes":
            entries += _of_minutes(library.passages(item_id), own, topic, library.embedding)[:_A_SET]
        else:
            entries += [e for e in map(_of_paper, own) if e][:_A_PAPER]
    return entries


def _of_paper(clue: Clue) -> Entry | None:
    passage = clue.passage
    quote = passage.text[clue.start : clue.end]
    headed = quote.startswith("#") or " ".join(quote.split()).lower() in (passage.section or "").lower()
    if headed or passage.kind == "heading" or len(quote.split()) < 5 or not check_quote(quote, passage):
        return None
    item = passage.item
    return Entry(
        date=item.meeting_date,
        minute=paragraph_at(passage, clue.start),
        kind="reported",
        text=" ".join(quote.split()),
        who="",
        heading=item.title,
        committee=item.committee,
        citation=Citation(0, passage, quote),
        score=clue.score,
    )


def _of_minutes(
    passages: Sequence[StoredPassage], clues: Sequence[Clue], topic: Topic, embedding: Embedding
) -> list[Entry]:
    """The entries of one set of minutes, what was resolved first, then the best. A question is there once, with its
    reply, a part of a resolution whole; none that names the topic is left out.
    """
    said = read_said(passages)
    chosen: dict[int, float] = {}
    for clue in clues:
        place = place_in(said, clue.passage.id, clue.start, clue.end)
        if place is not None:
            chosen.setdefault(place, clue.score)
    for place, sentence in enumerate(said):
        if sentence.part and topic.names(sentence.text):
            chosen.setdefault(place, clues[0].score)
    kinds = kinds_of([said[place] for place in chosen], is_formal(said), embedding)
    entries = [
        _entry(said[place], kind, score, reply_to(said, place) if said[place].role == "question" else None)
        for (place, score), kind in zip(chosen.items(), kinds, strict=True)
    ]
    found = [e for e in entries if check_quote(e.citation.quote, e.citation.passage)]
    return sorted(found, key=lambda e: e.kind != "resolved")


def _entry(said: Said, kind: Kind, score: float, reply: Said | None) -> Entry:
    item = said.passage.item
    return Entry(
        date=item.meeting_date,
        minute=said.number or None,
        kind=kind,
        text=said.text,
        who=said.speaker,
        heading=(said.minute.title if said.minute else "") or item.title,
        committee=item.committee,
        citation=Citation(0, said.passage, said.quote),
        score=score,
        reply=Citation(0, reply.passage, reply.quote) if reply else None,
    )


def _distinct(entries: Sequence[Entry]) -> list[Entry]:
    """The entries without those that say the same words again in the papers of the same meeting."""
    kept: list[tuple[Entry, frozenset[str]]] = []
    for entry in entries:
        words = frozenset(entry.text.lower().split())
        same = (o for e, o in kept if e.date == entry.date and e.kind == entry.kind)
        if not any(len(words & o) >= _ALIKE * max(1, min(len(words), len(o))) for o in same):
            kept.append((entry, words))
    return [e for e, _ in kept]
