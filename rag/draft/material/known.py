"""What the registers hold on a report, as lines for a model that drafts: the report of this title before it, promises
and resolutions of earlier minutes on its subject, and what earlier papers gave for the measures it prints.

The registers are read as they were last worked out for these papers, and not worked out here.
"""

import math
from collections.abc import Collection, Iterator
from datetime import date
from itertools import islice

from index.language.periods import long_date
from index.language.tokens import tokens
from index.store.library import Library
from index.values import StoredItem, appendices_of
from rag.figures import Value, kept_ledger
from rag.memory.commitment import Commitment
from rag.memory.register import is_open, kept_register

_LONGEST = 300  # characters of what was resolved
_PROMISES, _FIGURES, _VALUES = 6, 12, 3
_SUBJECT = 0.6  # share of the report's title, by its words' rarity, that a promise or its minute's heading names


def known_lines(library: Library, report: StoredItem, without: Collection[str] = ()) -> tuple[str, ...]:
    """The lines, newest first within each kind; nothing from the documents (sha256) named in `without`."""
    return (
        *islice(_before(library, report, without), 1),
        *islice(_promised(library, report, without), _PROMISES),
        *islice(_figures(library, report, without), _FIGURES),
    )


def _before(library: Library, report: StoredItem, without: Collection[str]) -> Iterator[str]:
    """The newest earlier report whose title tells the same."""
    subject, day = _subject(report.title), report.meeting_date
    earlier = [
        (i.meeting_date, i.title)
        for i in library.items()
        if i.kind == "report" and i.meeting_date and day and i.meeting_date < day and i.document_id not in without
    ]
    for when, title in sorted(earlier, reverse=True):
        if subject and _subject(title) == subject:
            yield f"An earlier report of this title: {title}, {long_date(when)}."


def _promised(library: Library, report: StoredItem, without: Collection[str]) -> Iterator[str]:
    """Resolutions and undertakings of earlier minutes on the subject, with what became of them."""
    found = [
        (when, one)
        for when, one in minuted_before(library, report)
        if one.kind != "soft" and one.citation.passage.item.document_id not in without
    ]
    for when, one in sorted(found, key=lambda pair: (is_open(pair[1]), pair[0]), reverse=True):
        yield f"Minutes of {long_date(when)}: {one.text[:_LONGEST]} ({one.kind}; {one.status})"


def minuted_before(library: Library, report: StoredItem) -> list[tuple[date, Commitment]]:
    """What minutes before a report's meeting hold on its subject, each with the day of its meeting."""
    rarity = _rarity(library, report.title)
    enough, day = _SUBJECT * sum(rarity.values()), report.meeting_date
    return [
        (one.meeting_date, one)
        for one in kept_register(library) or ()
        if one.source == "minutes" and one.meeting_date and day and one.meeting_date < day
        for said in [{*tokens(f"{one.heading} {one.text}")}]
        if sum(rarity.get(token, 0.0) for token in said) >= enough
    ]


def _rarity(library: Library, title: str) -> dict[str, float]:
    """The words of a title, by how rare each is in the titles of the papers held: "annual", "report" and the council's
    own name tell nothing of a subject.
    """
    titles = [_subject(one.title) for one in library.items()]
    return {word: math.log1p(len(titles) / sum(word in title for title in titles)) for word in _subject(title)}


def _figures(library: Library, report: StoredItem, without: Collection[str]) -> Iterator[str]:
    """Each measure that the report prints, with what papers of earlier meetings printed for it."""
    ledger, day = kept_ledger(library), report.meeting_date
    papers = {report.id, *(paper.id for paper in appendices_of(report, library.items()))}
    for indicator in ledger.indicators if ledger and day else ():
        own = [v for v in indicator.values if v.paper.item_id in papers]
        before = [
            v for v in indicator.values
            if day and v.paper.meeting_date and v.paper.meeting_date < day and v.paper.document_id not in without
        ]  # fmt: skip
        if own and before:
            earlier = "; ".join(f"{_said(v)} ({v.paper.title[:60]})" for v in before[: -_VALUES - 1 : -1])
            yield f"{indicator.name}: in this report {_said(own[-1])}; before: {earlier}."


def _subject(title: str) -> frozenset[str]:
    """The words of a title, without its years."""
    return frozenset(word for word in tokens(title) if word.isalpha())


def _said(value: Value) -> str:
    target = f", target {value.target}" if value.target else ""
    return f"{value.printed}{target} for {value.period.text}" if value.period else f"{value.printed}{target}"
