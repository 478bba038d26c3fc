"""The series of a measure at the head of an answer: its newest value, or those of the periods that are compared.

A question without a period ("how many …") means now, and the sentence that fits it best may be years old. Where the
question names one measure of the ledger in all its words, the values that the papers print are told first, each cited.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from index.language.periods import Period, long_date, without_periods
from index.store.library import Library
from prompts.cues import lexicon
from rag.check import check_sentence
from rag.figures import Indicator, Ledger, Value
from rag.figures.conflicts import citations as cited
from rag.figures.conflicts import equal
from rag.figures.names import Names
from rag.figures.values import TABLES
from rag.search.forms import Kind
from rag.search.query import Concept, stems
from rag.search.retriever import Found
from rag.search.scope import without_wide
from rag.values import Answer, Citation, Sentence

MOST = 5  # values told, the newest ones
_OWN = 0.6  # of the measure's own words that the question must have: else it asks of something wider
_UNITS: dict[Kind, tuple[str, ...]] = {"count": ("",), "share": ("%",), "number": ("", "%"), "money": ("£",)}
_SINCE = re.compile(r"\b(?:since|from|after)\s+(?:the\s+)?(?:start\s+of\s+|beginning\s+of\s+)?$", re.I)
_NAMES = Names({})
_PLAIN = {stems(word) for word in ("figures", "numbers", "rates", "totals", "percentages", "shares")}


@dataclass(frozen=True)
class Series:
    """A sentence of a measure's values, or one of each of several, and the citations, numbered from 1, they rest on."""

    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]


def series_of(found: Found, ledger: Ledger, library: Library) -> Series | None:
    """The values of the measure that the question names, where it names one and no single period; of the measures that
    moved most, where it only asks what changed between two; else None.
    """
    named, wide = found.scoped.periods, found.scoped.scope.wide
    indicator = _measure(found, ledger) if wide or not named else None
    if indicator is None:
        return _moved(found, ledger, library) if wide and named and not _subjects(found) else None
    values = _searched(indicator, found)
    if not named:
        periods = _by_period(values)[-MOST:]
    elif len(named) == 1 and _SINCE.search(found.query.text[: named[0].span[0]]):
        periods = _since(values, named[0])
    else:
        periods = _compared(values, found)
    return _told(indicator, periods if wide else periods[::-1], library, rising=wide)


def with_series(answer: Answer, series: Series) -> Answer:
    """The answer after its series, whose citations are numbered before its own. Still to be checked."""
    by = len(series.citations)
    moved = [
        replace(s, text=f"{s.text.removesuffix(f'[{s.cites[0]}]')}[{s.cites[0] + by}]", cites=(s.cites[0] + by,))
        for s in answer.sentences
    ]
    sentences = (*series.sentences, *moved)
    return replace(
        answer,
        text="\n\n".join(s.text for s in sentences),
        sentences=sentences,
        citations=(*series.citations, *(replace(c, n=c.n + by) for c in answer.citations)),
    )


def _measure(found: Found, ledger: Ledger) -> Indicator | None:
    """The one measure that has every word of the question, in few words of its own besides; None where none is sure."""
    want = found.query.wanted
    units = _UNITS.get(want.kind) if want.explicit else None
    if units is None and not found.scoped.scope.wide:
        return None
    concepts = _concepts(found)
    if not concepts:
        return None
    scored = []
    for indicator in ledger.indicators:
        if units is None or indicator.unit in units:
            own = max(_own(concepts, name) for name in {indicator.name, *(v.name for v in indicator.values)})
            scored.append((own, indicator.id, indicator))
    scored.sort(key=lambda s: (-s[0], s[1]))
    if not scored or scored[0][0] < _OWN or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None
    return scored[0][2]


def _concepts(found: Found) -> list[Concept]:
    """What a question asks about, besides periods, change and figures as such."""
    bare = without_wide(without_periods(found.query.text, found.scoped.periods))
    return [c for c in found.corpus.read(bare).concepts if _NAMES.stems(c.surface) and c.ways[0][0] not in _PLAIN]


def _subjects(found: Found) -> list[Concept]:
    """Of these, what is more than the name of the reports that print the measures."""
    plain = frozenset(stems(" ".join((*lexicon()["of_titles"], "reports performance dashboard scorecard measures"))))
    return [c for c in _concepts(found) if not plain.issuperset(c.ways[0][0])]


def _moved(found: Found, ledger: Ledger, library: Library) -> Series | None:
    """The measures that have a value in each of two periods named, those first that moved most in proportion."""
    moved = []
    for indicator in ledger.indicators:
        periods = _compared(_searched(indicator, found), found)
        if len(periods) == 2 and periods[0][0].value and periods[0][0].value != periods[1][0].value:
            moved.append((-abs(periods[1][0].value / periods[0][0].value - 1), indicator.id, indicator, periods))
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    for _, _, indicator, periods in sorted(moved, key=lambda m: m[:2]):
        told = _told(indicator, periods, library, rising=True, after=len(citations))
        if told is not None and len(told.citations) == 2:
            sentences += told.sentences
            citations += told.citations
        if len(sentences) == MOST:
            break
    return Series(tuple(sentences), tuple(citations)) if sentences else None


def _own(concepts: Sequence[Concept], name: str) -> float:
    """The share of a measure's name that a question has, by words; 0.0 where the name lacks one of the question's."""
    held = _stems(name)
    met: set[str] = set()
    for concept in concepts:
        ways = [set(way) for way, weight in concept.ways if weight > 0.5 and set(way) <= held]
        if not ways:
            return 0.0
        met.update(*ways)
    return len(met & held) / len(held)


@lru_cache(maxsize=20_000)
def _stems(name: str) -> frozenset[str]:
    return frozenset(stems(name))


def _searched(indicator: Indicator, found: Found) -> list[Value]:
    """The dated values of the papers searched, oldest first, without those of a paper that a later version replaces."""
    searched = {i.id for i in found.searched if i.replaced_by is None}
    return [v for v in indicator.values if v.period and v.paper.item_id in searched]


def _by_period(values: Sequence[Value]) -> list[list[Value]]:
    """For each period, oldest first, the value of the newest paper, of its table first, wherever it is printed.

    The shortest way it is printed ("9", "9.0") comes first.
    """
    kept: dict[tuple[date, date], list[Value]] = {}
    for value in values:
        assert value.period is not None
        kept.setdefault((value.period.end, value.period.start), []).append(value)
    chosen = []
    for _, of in sorted(kept.items()):
        newest = max(of, key=lambda v: (v.paper.meeting_date or date.min, v.source in TABLES))
        same = [v for v in of if equal(v.printed, v.value, newest.printed, newest.value)]
        chosen.append(sorted(same, key=lambda v: (len(v.printed), v.source in TABLES, v.id)))
    return chosen


def _since(values: Sequence[Value], named: Period) -> list[list[Value]]:
    """The first value from the one period that a question of change names on ("since 2021"), and the newest."""
    periods = _by_period([v for v in values if v.period and v.period.end >= named.start])
    return periods[:1] + periods[1:][-(MOST - 1) :]


def _compared(values: Sequence[Value], found: Found) -> list[list[Value]]:
    """For each period named the newest value in the papers of its meeting, or else the value of that period."""
    chosen: list[list[Value]] = []
    for start, end, meetings in sorted(_ends(found.scoped.periods)):
        of = [v for v in values if meetings and (day := v.paper.meeting_date) and start <= day <= end]
        of = of or [v for v in values if v.period and start <= v.period.end <= end]
        chosen += [told for told in _by_period(of)[-1:] if told not in chosen]
    return chosen


def _ends(periods: Sequence[Period]) -> Iterator[tuple[date, date, bool]]:
    """First and last day of each period, and whether it may name a meeting; of a span its first and last month."""
    for p in periods:
        if p.precision == "range":
            yield p.start, p.start.replace(day=monthrange(p.start.year, p.start.month)[1]), True
            yield p.end.replace(day=1), p.end, True
        else:
            yield p.start, p.end, p.precision in ("day", "month")


def _told(
    indicator: Indicator, periods: Sequence[Sequence[Value]], library: Library, rising: bool, after: int = 0
) -> Series | None:
    """One sentence of the value of each period in order; None where no citation proves one. `after` is the number of
    citations before its own.
    """
    parts: list[str] = []
    citations: list[Citation] = []
    for same in periods:
        said = _dated(same, library) or _given(same, library)
        if said:
            citations.append(replace(said[1], n=after + len(citations) + 1))
            parts.append(f"{said[0]} [{citations[-1].n}]")
    if not parts:
        return None
    name = indicator.name if not check_sentence(indicator.name, citations) else "This measure"
    if rising:
        text = f"{name}: {', then '.join(parts)}."
    else:
        text = f"{name}, latest in the papers held: {parts[0]}"
        text += f"; earlier: {', '.join(parts[1:])}." if parts[1:] else "."
    return Series((Sentence(text, tuple(c.n for c in citations)),), tuple(citations))


def _dated(same: Sequence[Value], library: Library) -> tuple[str, Citation] | None:
    """A value with its period, from the first place that prints both."""
    for value in same:
        text = f"{value.printed} ({value.period.text if value.period else ''})"
        for citation in cited(library, [value]):
            if not check_sentence(text, [citation]):
                return text, citation
    return None


def _given(same: Sequence[Value], library: Library) -> tuple[str, Citation] | None:
    """A value whose period is only told ("the previous quarter"), with the paper that gives it."""
    for citation in cited(library, same[:1]):
        meeting = citation.passage.item.meeting_date
        text = f"{same[0].printed} (given in the paper of {long_date(meeting)})" if meeting else same[0].printed
        if not check_sentence(text, [citation]):
            return text, citation
    return None
