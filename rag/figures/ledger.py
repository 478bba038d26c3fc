"""The ledger: every indicator of the library with its values, made of the mentions of all documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from index.language.periods import Named, named_periods
from index.language.tokens import fold
from rag.figures.grouping import ALIKE, Grouping, Matcher, agreeing
from rag.figures.names import Names, bare_labels, cleaned, definition_of, shown
from rag.figures.values import TABLES, Indicator, Mention, Paper, Value, conflicting
from rag.search.query import Concept, Vocabulary, analyse, stems


@dataclass(frozen=True)
class Ledger:
    """The indicators in order of name, and the abbreviations that the papers introduce, for one state of a library."""

    indicators: tuple[Indicator, ...]
    abbreviations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def indicator(self, id: str) -> Indicator | None:
        """The indicator with that id, or None."""
        return next((i for i in self.indicators if i.id == id), None)


def make_ledger(
    mentions: Mapping[str, Sequence[Mention]], papers: Mapping[str, Paper], names: Names, weight: Callable[[str], float]
) -> Ledger:
    """The ledger of these mentions (by document) in `papers` (by item id); those in other papers are left out.

    `weight` gives the inverse document frequency of a stem.
    """
    grouping = Grouping(weight)
    order = sorted(mentions, key=lambda d: _order(mentions[d], papers))
    every = [(document, n, m) for document in order for n, m in enumerate(mentions[document])]
    own = [(document, n, m) for document, n, m in every if m.item_id in papers]
    place: dict[tuple[str, int], int] = {}
    named = _names_of(own, names)
    for source in ("row", "column", "named"):
        for document, n, m in own:
            if m.source == source:
                name = named[document, n]
                table = m.item_id if source in TABLES else None
                found = grouping.add(names.key(name), _unit(m), table, subject=source == "named" and m.dated)
                if found is not None:
                    grouping.groups[found].counted |= source == "row"
                    grouping.groups[found].heads.update(names.stems(cleaned(name))[:1])
                    place[document, n] = found
    _settle_bare(own, place, grouping)
    tabled = {(d, place[d, n]) for d, n, m in own if m.source in TABLES and (d, n) in place}
    matcher = Matcher(grouping, names, tabled)
    for document, n, m in own:
        if m.source == "clause" and m.after is None:
            found = matcher.match(m, document)
            if found is not None:
                place[document, n] = found
    merged = agreeing(own, place, grouping)
    place = {at: merged.get(group, group) for at, group in place.items()}
    for document, n, m in own:
        if m.after is not None and (document, m.after) in place:
            place[document, n], named[document, n] = place[document, m.after], named[document, m.after]
    return Ledger(tuple(_indicators(own, place, named, papers, grouping)), names.abbreviations)


def _names_of(own: Sequence[tuple[str, int, Mention]], names: Names) -> dict[tuple[str, int], str]:
    """The measure's name of each mention; "" for a clause."""
    named = {(document, n): m.name for document, n, m in own}
    rows = [(document, n, m) for document, n, m in own if m.source == "row"]
    labels = bare_labels(
        [(m.item_id, m.name) for _, _, m in rows], names, {m.name for _, _, m in own if m.source == "named"}
    )
    return named | {(document, n): label for (document, n, _), label in zip(rows, labels, strict=True)}


def _order(mentions: Sequence[Mention], papers: Mapping[str, Paper]) -> tuple[date, str]:
    first = next((papers[m.item_id] for m in mentions if m.item_id in papers), None)
    return (first.meeting_date or date.min, first.document_id) if first else (date.min, "")


def _unit(mention: Mention) -> str:
    """The sort of unit that a figure has; "?" for a bare decimal, which may be a share whose sign was left out."""
    parted = "." in mention.printed and not mention.printed.endswith(".0") and mention.value < 1000
    return "?" if mention.source == "row" and not mention.unit and parted else mention.unit


def _settle_bare(
    own: Sequence[tuple[str, int, Mention]], place: dict[tuple[str, int], int], grouping: Grouping
) -> None:
    """Bare decimals join the share of that name, or else the number, where there is one."""
    groups = list(grouping.groups)
    settled = set()
    for document, n, _ in own:
        at = place.get((document, n))
        if at is None or groups[at].unit != "?":
            continue
        best = (0.0, 0, at)
        for other, group in enumerate(groups):
            if group.unit in ("%", "") and not grouping.apart(at, other):
                alike = max(grouping.alike(a, b) for a in groups[at].keys for b in group.keys)
                best = max(best, (alike, group.unit == "%", other))
        if best[0] >= ALIKE:
            place[document, n] = best[2]
            settled.add(at)
    for at in settled:
        groups[at].keys.clear()  # nothing more is matched to it


def _indicators(
    own: Iterable[tuple[str, int, Mention]],
    place: Mapping[tuple[str, int], int],
    named: Mapping[tuple[str, int], str],
    papers: Mapping[str, Paper],
    grouping: Grouping,
) -> list[Indicator]:
    members: dict[int, list[tuple[Mention, str]]] = defaultdict(list)
    for document, n, m in own:
        if (document, n) in place:
            members[place[document, n]].append((m, named[document, n]))
    indicators = []
    taken: set[str] = set()
    for at, found in sorted(members.items()):
        unit = grouping.groups[at].unit
        if unit == "?":
            unit = "%" if any(m.unit == "%" for m, _ in found) else ""
        printed = Counter(shown(name) for _, name in found if name)
        name = min(printed, key=lambda n: (-printed[n], len(n))) if printed else ""
        if not name:
            continue
        id = _slug(name, unit, taken)
        values = [_value(m, shown(n) or name, unit, id, papers[m.item_id]) for m, n in found]
        values = _settled(values)
        if not values:
            continue
        values.sort(key=_when)
        indicators.append(Indicator(id, name, unit, tuple(replace(v, id=i) for i, v in enumerate(values, 1))))
    return sorted(indicators, key=lambda i: i.name.lower())


def _value(m: Mention, name: str, unit: str, id: str, paper: Paper) -> Value:
    return Value(
        0, id, name, m.value, unit, m.printed, m.period, m.dated, m.count, m.base, m.target,
        definition_of(name), paper, m.passage_id, m.quote, m.source,
    )  # fmt: skip


def _settled(values: Sequence[Value]) -> list[Value]:
    """Periods that are not printed with a figure are taken from a table of the same document that prints that value;
    where such a table has the indicator for other periods only, there is none.
    """
    done = []
    for v in values:
        rows = [r for r in values if r.source in TABLES and r.paper.document_id == v.paper.document_id and r.period]
        if v.dated or not rows:
            done.append(v)
            continue
        same = [r.period for r in rows if abs(r.value - v.value) < 0.051]
        fits = any(v.period and r.period and r.period.same(v.period) for r in rows)
        done.append(v if fits or not same else replace(v, period=same[-1], dated=True))
    return done


def _when(value: Value) -> tuple[date, date, str, int, str]:
    """By the time it is of, then by meeting and document, a paper's sentences before its tables."""
    end = value.period.end if value.period else date.max
    table = int(value.source in TABLES)
    return end, value.paper.meeting_date or date.min, value.paper.document_id, table, value.paper.item_id


def _slug(name: str, unit: str, taken: set[str]) -> str:
    bare = "".join(c if c.isascii() and c.isalnum() else " " for c in name.lower())
    bare = "-".join(bare.split())[:80].strip("-")
    sort = {"%": "share", "£": "cost"}.get(unit, "number")
    slug, n = f"{bare}-{sort}", 2
    while slug in taken:
        slug, n = f"{bare}-{sort}-{n}", n + 1
    taken.add(slug)
    return slug


_MOST = 0.6  # of the words asked for that an indicator must have, when none has all


def find(ledger: Ledger, words: str) -> list[Indicator]:
    """The indicators meant by `words`, those that say it in fewest words first; empty when none is.

    An indicator's id names that one. A period among the words leaves only the values of times inside it, and those
    that conflict with them.
    """
    named = ledger.indicator(words.strip())
    if named:
        return [named]
    periods = named_periods(words, None)
    asked = words
    for p in periods:
        asked = asked[: p.start] + " " * (p.end - p.start) + asked[p.end :]
    query = analyse(asked, Vocabulary(ledger.abbreviations))
    names = Names(ledger.abbreviations)
    concepts = [c for c in query.concepts if names.stems(c.surface)]  # "figure", "percentage" say nothing of which
    scored = []
    for indicator in ledger.indicators:
        held = _stems(indicator, names)
        share = sum(_has(concept, held) for concept in concepts) / max(1, len(concepts))
        scored.append((share, -len(held), indicator))
    best = max((share for share, _, _ in scored), default=0.0)
    if best < _MOST:
        return []
    scored = [s for s in scored if s[0] >= best]
    said = fold(asked).strip()
    literal = [s for s in scored if any(said in fold(name) for name in {s[2].name, *(v.name for v in s[2].values)})]
    scored = literal or scored
    chosen = [indicator for _, _, indicator in sorted(scored, key=lambda s: (-s[1], s[2].name))]
    return [kept for kept in (_within(i, periods) for i in chosen) if kept.values] if periods else chosen


def _stems(indicator: Indicator, names: Names) -> frozenset[str]:
    every = {indicator.name, *(v.name for v in indicator.values)}
    return frozenset(s for name in every for s in (*names.stems(name), *stems(name)))


def _has(concept: Concept, held: frozenset[str]) -> bool:
    return any(set(way) <= held for way, _ in concept.ways)


def _within(indicator: Indicator, periods: Sequence[Named]) -> Indicator:
    kept = [
        v for v in indicator.values if v.period and any(p.span.start <= v.period.end <= p.span.end for p in periods)
    ]
    kept += [c for v in kept for c in conflicting(v, indicator.values) if c not in kept]
    return replace(indicator, values=tuple(sorted(set(kept), key=lambda v: v.id)))
