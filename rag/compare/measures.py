"""The draft's figures against the ledger: the same indicator, for the same period or an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from index.store.library import Library
from rag.compare.draft import Draft, Finding
from rag.figures.grouping import Grouping, Matcher
from rag.figures.ledger import Ledger
from rag.figures.mentions import EVERY_KIND, mentions_of
from rag.figures.names import Names, bare_labels, shown
from rag.figures.values import TABLES, Indicator, Mention, Value, citations, equal
from rag.values import Citation

_SHOWN = 3  # earlier values shown with one of the draft's


def compare_figures(
    draft: Draft, ledger: Ledger, library: Library, weight: Callable[[str], float]
) -> tuple[list[Finding], int]:
    """What earlier papers say of the figures of the draft, in its order; and how many figures it has."""
    mentions = mentions_of(draft.items, draft.statements, EVERY_KIND)
    known = _Known(ledger, draft.digest, weight)
    passages = {p.id: p for p in draft.passages}
    found = []
    seen = set()
    for mention, indicator in known.place(mentions):
        finding = _finding(mention, indicator, Citation(0, passages[mention.passage_id], mention.quote), library)
        key = (indicator.id, mention.printed, mention.period)
        if finding and key not in seen:
            seen.add(key)
            found.append(finding)
    return found, len(mentions)


class _Known:
    """The indicators of the ledger, without what this very file gave them if it is indexed."""

    def __init__(self, ledger: Ledger, digest: str, weight: Callable[[str], float]) -> None:
        self._names = Names(ledger.abbreviations)
        self._grouping = Grouping(weight)
        self._of: dict[int, Indicator] = {}
        for indicator in ledger.indicators:
            values = tuple(v for v in indicator.values if v.paper.document_id != digest)
            if not values:
                continue
            own = Indicator(indicator.id, indicator.name, indicator.unit, values)
            for name in sorted({indicator.name, *(v.name for v in values)}):
                at = self._grouping.add(self._names.key(name), indicator.unit, None, apart=indicator.id)
                if at is not None:
                    self._of.setdefault(at, own)
                    self._grouping.groups[at].heads.update(self._names.stems(name)[:1])
                    self._grouping.groups[at].counted |= any(v.source == "row" for v in values)
                    if any(v.source in TABLES for v in values):
                        self._grouping.groups[at].tables.setdefault(indicator.id, self._names.key(name))

    def place(self, mentions: Sequence[Mention]) -> list[tuple[Mention, Indicator]]:
        """Each figure of a measure that is known, with its indicator."""
        rows = [n for n, m in enumerate(mentions) if m.source == "row"]
        every = [v.name for i in self._of.values() for v in i.values]
        bare = bare_labels([(mentions[n].item_id, mentions[n].name) for n in rows], self._names, every)
        labels = dict(zip(rows, bare, strict=True))
        matcher = Matcher(self._grouping, self._names)
        placed: dict[int, Indicator] = {}
        for n, mention in enumerate(mentions):
            at: int | None = None
            if mention.after is not None:
                if mention.after in placed:
                    placed[n] = placed[mention.after]
                continue
            if mention.source != "clause":
                at = self._grouping.find(self._names.key(labels.get(n, mention.name)), mention.unit)
            if at is None:
                at = matcher.match(mention)
            if at is not None:
                placed[n] = self._of[at]
        return [(mentions[n], indicator) for n, indicator in sorted(placed.items())]


def _finding(mention: Mention, indicator: Indicator, draft: Citation, library: Library) -> Finding | None:
    values = [v for v in indicator.values if v.unit == mention.unit or (not mention.unit and v.unit == "%")]
    period = mention.period
    same = [v for v in values if period and v.period and v.period.same(period)]
    said = (
        f"{indicator.name if mention.source == 'row' else shown(mention.name) or indicator.name} {mention.printed}"
        + (f", {period.text}" if period else "")
    )
    other = [v for v in same if not equal(v.printed, v.value, mention.printed, mention.value)]
    agree = [v for v in same if v not in other]
    if other:
        first = other[-1]
        why = f"An earlier paper gives {first.printed} for {first.period.text if first.period else 'the same time'}."
        if agree:
            why += f" Another gives {agree[-1].printed}, as the draft does."
        return _made("conflicts", said, why, draft, [*_latest(other), *_latest(agree)[:1]], library)
    if agree:
        return _made("repeats", said, "An earlier paper gives the same figure.", draft, _latest(agree), library)
    if period is None:
        agree = [v for v in values if equal(v.printed, v.value, mention.printed, mention.value)]
        if agree:
            return _made("repeats", said, "An earlier paper gives the same figure.", draft, _latest(agree), library)
    before = [v for v in values if v.period and (period is None or v.period.end < period.end)]
    if not before:
        return None
    last = before[-1]
    why = f"The last earlier value is {last.printed}, for {last.period.text if last.period else ''}."
    return _made("updates", said, why, draft, _latest([v for v in before if v.period == last.period]), library)


def _made(relation: str, said: str, why: str, draft: Citation, values: Sequence[Value], library: Library) -> Finding:
    return Finding(relation, said, why, draft, tuple(citations(library, values)))  # type: ignore[arg-type]


def _latest(values: Sequence[Value]) -> list[Value]:
    """The latest papers' values first, each paper once."""
    order = sorted(values, key=lambda v: v.paper.meeting_date or date.min, reverse=True)
    return list({v.paper.item_id: v for v in reversed(order)}.values())[::-1][:_SHOWN]
