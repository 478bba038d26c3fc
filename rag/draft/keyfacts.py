"""The key facts of a report, each a quote: its purpose, what members are asked, figures, money, what comes next."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from index.language.tokens import tokens
from index.store.library import Library
from index.values import StoredItem, appendices_of
from rag.check import check_quote
from rag.draft.findings.findings import before_of, misses, newness
from rag.draft.material.papers import Numbers, cite, report_of
from rag.draft.material.report import Statement, statements_of
from rag.draft.recommended import LONGEST, asked_of
from rag.figures import Ledger, Value, open_ledger
from rag.values import Citation

_FIGURES, _TOLD, _MONEY, _AHEAD = 6, 3, 2, 3  # of each sort in view
_FEW = 3  # figures with a name and a period below which what the text tells stands in for them
_PURPOSE = "purpos"  # the stem of a heading that reports everywhere have


@dataclass(frozen=True)
class KeyFigure:
    """A named figure of the report, for the newest period that it gives; `before` is the one of the period before.
    `printed` and `before` are as printed, `period` and `before_period` as a person writes them, `target` as printed.
    """

    name: str
    printed: str
    period: str
    target: str | None
    before: str | None
    before_period: str | None
    citation: Citation


@dataclass(frozen=True)
class KeyFacts:
    """What a reader of the report wants to know first. Citations are numbered through all of it."""

    item: StoredItem
    purpose: tuple[Citation, ...]
    asked: tuple[Citation, ...]
    figures: tuple[KeyFigure, ...]
    told: tuple[Citation, ...]
    money: tuple[Citation, ...]
    ahead: tuple[tuple[date, Citation], ...]


def key_facts(library: Library, item_id: str) -> KeyFacts:
    """The key facts of a report (for an appendix, of its report). Raises NotFound when there is no such paper."""
    item = report_of(library, item_id)
    appendices = appendices_of(item, library.items())
    cover = [s for s in statements_of(library, [item]) if not s.row]
    numbers: Numbers = {}
    taken: set[int] = set()

    def chosen(found: Iterable[Statement], most: int) -> tuple[Citation, ...]:
        new = [s for s in found if s.order not in taken and len(s.text.split()) <= LONGEST][:most]
        taken.update(s.order for s in new)
        return cite(tuple(new), numbers)

    purpose = chosen(_purpose(cover), 1)
    asked = cite(asked_of(library, item), numbers)
    figures = _figures(library, open_ledger(library), item, {item.id, *(a.id for a in appendices)}, numbers)
    money = chosen(_by(cover, lambda s: max((a.value for a in s.amounts if a.unit == "£"), default=0.0)), _MONEY)
    told = chosen(_by(cover, _telling), _TOLD) if len(figures) < _FEW else ()
    ahead = [(day, s) for s in cover if s.order not in taken and (day := _day_ahead(s, item.meeting_date))]
    ahead.sort(key=lambda one: one[0])
    dated = [(day, citation) for day, s in ahead[:_AHEAD] for citation in cite((s,), numbers)]
    return KeyFacts(item, purpose, asked, figures, told, money, tuple(dated))


def _by(statements: Sequence[Statement], score: Callable[[Statement], float]) -> list[Statement]:
    scored = [(score(s), s) for s in statements]
    return [s for points, s in sorted(scored, key=lambda one: (-one[0], one[1].order)) if points > 0]


def _purpose(cover: list[Statement]) -> list[Statement]:
    """What stands first under the heading that names the report's purpose; nothing where there is no such heading."""
    return [s for s in cover if _under(s.heading, _PURPOSE) and s.whole][:1]


def _under(heading: str, stem: str) -> bool:
    return stem in tokens(heading)


def _telling(statement: Statement) -> float:
    """How much a sentence tells in figures: a share tells more than a lone count, what is compared tells most."""
    found = [a for a in statement.amounts if a.unit != "£"]
    if len(found) < 2 and not any(a.unit for a in found):
        return 0.0
    return len(found) + 2 * (len(statement.said.periods) > 1)


def _day_ahead(statement: Statement, meeting: date | None) -> date | None:
    """The first day after the meeting that a sentence names with its year, to the month or nearer; None for none."""
    if meeting is None:
        return None
    ahead = [p.end for p in statement.said.periods if p.precision in ("day", "month") and p.start > meeting]
    return min(ahead, default=None)


def _figures(
    library: Library, ledger: Ledger, item: StoredItem, own: Collection[str], numbers: Numbers
) -> tuple[KeyFigure, ...]:
    """The named figures that the report gives: those of its covering text first, then missed targets, then those with a
    target or a past, the most changed first.
    """
    ranked = []
    for indicator in ledger.indicators:
        mine = [v for v in indicator.values if v.paper.item_id in own and v.period]
        if mine:
            newest = max(mine, key=newness)
            before = before_of(indicator.values, newest)
            told = any(v.paper.item_id == item.id for v in mine)
            worth = (told, misses(newest), newest.target is not None, before is not None, _change(newest, before))
            ranked.append((worth, indicator.name, newest, before))
    ranked.sort(key=lambda one: one[0], reverse=True)
    passages = {p.id: p for p in library.passages_by_id(newest.passage_id for _, _, newest, _ in ranked)}
    figures = []
    for _, name, newest, before in ranked:
        passage = passages.get(newest.passage_id)
        if passage is None or newest.period is None or not check_quote(newest.quote, passage):
            continue
        n = numbers.setdefault((passage.id, newest.quote), len(numbers) + 1)
        figures.append(
            KeyFigure(
                name,
                newest.printed,
                newest.period.text,
                newest.target,
                before.printed if before else None,
                before.period.text if before and before.period else None,
                Citation(n, passage, newest.quote),
            )
        )
        if len(figures) == _FIGURES:
            break
    return tuple(figures)


def _change(newest: Value, before: Value | None) -> float:
    return abs(newest.value - before.value) / max(abs(before.value), 1e-9) if before else 0.0
