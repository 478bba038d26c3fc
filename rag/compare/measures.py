"""The draft's figures against the ledger: the same indicator, for the same period or an earlier one."""

from collections.abc import Sequence
from datetime import date

from index.language.periods import Span
from index.store.library import Library
from rag.compare.draft import Draft, Finding
from rag.figures.keep import ledger_with
from rag.figures.mentions import EVERY_KIND, mentions_of
from rag.figures.values import Value, citations, equal
from rag.values import Citation

_SHOWN = 3  # earlier values shown with one of the draft's


def compare_figures(draft: Draft, library: Library) -> tuple[list[Finding], int]:
    """What earlier papers say of the figures of the draft, in its order; and how many figures it has. The draft's
    figures are placed as those of a paper are that comes after all others.
    """
    mentions = mentions_of(draft.items, draft.statements, EVERY_KIND)
    ledger = ledger_with(library, draft.digest, mentions, draft.items)
    places = {(m.passage_id, m.quote, m.printed): n for n, m in enumerate(mentions)}
    passages = {p.id: p for p in draft.passages}
    found: dict[tuple[str, str, Span | None], tuple[int, Finding]] = {}
    for indicator in ledger.indicators:
        earlier = [v for v in indicator.values if v.paper.document_id != draft.digest]
        for value in indicator.values if earlier else ():
            if value.paper.document_id == draft.digest:
                mine = Citation(0, passages[value.passage_id], value.quote)
                finding = _finding(value, indicator.name, earlier, mine, library)
                place = places[value.passage_id, value.quote, value.printed]
                if finding:
                    found.setdefault((indicator.id, value.printed, value.period), (place, finding))
    return [finding for _, finding in sorted(found.values(), key=lambda one: one[0])], len(mentions)


def _finding(mine: Value, known_as: str, values: Sequence[Value], draft: Citation, library: Library) -> Finding | None:
    period = mine.period
    same = [v for v in values if period and v.period and v.period.same(period)]
    name = known_as if mine.source == "row" else mine.name
    said = f"{name} {mine.printed}" + (f", {period.text}" if period else "")
    other = [v for v in same if not equal(v.printed, v.value, mine.printed, mine.value)]
    agree = [v for v in same if v not in other]
    if other:
        first = other[-1]
        why = f"An earlier paper gives {first.printed} for {first.period.text if first.period else 'the same time'}."
        if agree:
            why += f" Another gives {agree[-1].printed}, as the draft does."
        return _made("conflicts", said, why, draft, [*_latest(other), *_latest(agree)[:1]], library)
    if period is None:
        agree = [v for v in values if equal(v.printed, v.value, mine.printed, mine.value)]
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
    order = sorted(values, key=lambda v: v.paper.meeting_date or date.min, reverse=True)
    return list({v.paper.item_id: v for v in reversed(order)}.values())[::-1][:_SHOWN]
