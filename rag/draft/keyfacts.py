"""The key facts of a report, each a quote: its purpose, what members are asked, figures, money, what comes next."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.language.amounts import amounts
from index.language.periods import find_periods
from index.store.library import Library
from index.values import StoredItem
from prompts.cues import cue_list
from rag.check import check_quote
from rag.drafting.cues import any_found, read
from rag.drafting.numbering import Numbers, cite
from rag.drafting.papers import report_of
from rag.drafting.statements import Statement, appendices_of, statements_of
from rag.figures import Indicator, Ledger, Value, open_ledger
from rag.search.evidence import spans
from rag.values import Citation

_FIGURES, _TOLD, _MONEY, _AHEAD, _ASKED = 6, 3, 2, 3, 2  # of each sort in view
_FEW = 3  # figures with a name and a period below which what the text tells stands in for them
_LONGEST = 60  # words of a sentence that can be taken in at a glance


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
    appendices = appendices_of(library, item)
    cover = [s for s in statements_of(library, [item]) if not s.row and not s.spoken]
    numbers: Numbers = {}
    taken: set[tuple[str, int]] = set()

    def chosen(found: Iterable[Statement], most: int) -> tuple[Citation, ...]:
        new = [s for s in found if s.key not in taken and len(s.text.split()) <= _LONGEST][:most]
        taken.update(s.key for s in new)
        return cite(tuple(new), numbers)

    purpose = chosen(_purpose(cover), 1)
    asked = cite(tuple(s for s in _asked(library, item) if s.key not in taken)[:_ASKED], numbers)
    figures = _figures(library, open_ledger(library), item, {item.id, *(a.id for a in appendices)}, numbers)
    money = chosen(_by(cover, lambda s: max((a.value for a in amounts(s.text) if a.unit == "£"), default=0.0)), _MONEY)
    told = chosen(_by(cover, _telling), _TOLD) if len(figures) < _FEW else ()
    ahead = [(day, s) for s in cover if s.key not in taken and (day := _day_ahead(s, item.meeting_date))]
    ahead.sort(key=lambda one: one[0])
    dated = [(day, citation) for day, s in ahead[:_AHEAD] for citation in cite((s,), numbers)]
    return KeyFacts(item, purpose, asked, figures, told, money, tuple(dated))


def _by(statements: Sequence[Statement], score: Callable[[Statement], float]) -> list[Statement]:
    """The statements with a score above 0, highest first."""
    scored = [(score(s), s) for s in statements]
    return [s for points, s in sorted(scored, key=lambda one: (-one[0], one[1].order)) if points > 0]


def _purpose(cover: list[Statement]) -> list[Statement]:
    """What says what the report is for, the likeliest first; no sentence that lost its beginning to a line's end.

    None where no words say so and no heading does, or where it is told by what members are asked.
    """
    whole = [s for s in cover if not s.text[:1].islower()]
    under = [s for s in whole if any_found(cue_list("purpose"), read(s.heading))][:1]
    said = [s for s in whole if any_found(cue_list("states_purpose"), s.words)]
    return [s for s in (*said, *under) if not any_found(cue_list("asked_of_members"), s.words)]


def _asked(library: Library, item: StoredItem) -> list[Statement]:
    """What members are asked to do, each once. Such a sentence says nothing of the subject and is no statement
    otherwise; one that a list follows takes it along.
    """
    found: dict[str, Statement] = {}
    for passage in library.passages(item.id):
        cuts = spans(passage)
        for n, (start, end) in enumerate(cuts):
            one = Statement(passage, start, end, passage.section or "", False, len(found), None)
            if any_found(cue_list("asked_of_members"), one.words) and not one.spoken:
                if one.text.rstrip().endswith(":"):
                    ends = [e for _, e in cuts[n:] if len(passage.text[start:e].split()) <= _LONGEST]
                    one = replace(one, end=max(ends, default=end))
                found.setdefault(re.sub(r"^[\W\d]+", "", one.text), one)
    return list(found.values())


def _telling(statement: Statement) -> float:
    """How much a sentence tells in figures: a share tells more than a lone count, what is compared tells most."""
    found = [a for a in amounts(statement.text) if a.unit != "£"]
    if len(found) < 2 and not any(a.unit for a in found):
        return 0.0
    return len(found) + 2 * any_found(cue_list("over_time"), statement.words)


def _day_ahead(statement: Statement, meeting: date | None) -> date | None:
    """The first day after the meeting that a sentence names with its year, to the month or nearer; None for none."""
    if meeting is None:
        return None
    ahead = [p.end for p in find_periods(statement.text) if p.precision in ("day", "month") and p.start > meeting]
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
            newest = max(mine, key=_newness)
            before = _before(indicator, newest)
            told = any(v.paper.item_id == item.id for v in mine)
            worth = (told, _missed(newest), newest.target is not None, before is not None, _change(newest, before))
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


def _missed(value: Value) -> bool:
    """True where the printed target says by its sign which side is good, and the value is on the other."""
    target = re.match(r"\s*([<>≤≥])=?\s*£?(\d+(?:\.\d+)?)", value.target or "")
    if target is None:
        return False
    aim = float(target[2])
    return value.value < aim if target[1] in ">≥" else value.value > aim


def _change(newest: Value, before: Value | None) -> float:
    return abs(newest.value - before.value) / max(abs(before.value), 1e-9) if before else 0.0


def _newness(value: Value) -> tuple[date, bool, int]:
    assert value.period is not None
    return value.period.end, value.target is not None, -value.id


def _before(indicator: Indicator, newest: Value) -> Value | None:
    """The value of the period before, of the same length; None where papers differ on it, or none has it."""
    assert newest.period is not None
    earlier = [
        v
        for v in indicator.values
        if v.period and v.period.precision == newest.period.precision and v.period.end < newest.period.end
    ]
    last = max((v.period.end for v in earlier if v.period), default=None)
    found = [v for v in earlier if v.period and v.period.end == last]
    return found[0] if len({v.value for v in found}) == 1 else None
