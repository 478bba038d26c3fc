"""What arithmetic, and nothing else, shows to be worth a question, each with its working.

Measures that miss their target, moved the wrong way or have two values for one time (from the ledger of figures);
tables whose printed total is not what their rows come to; and promises of earlier minutes that are still open. Which
way is good is taken from the sign printed before a target ("<20.8%"), never from a measure's name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from index.language.amounts import amounts, plain
from index.language.periods import long_date
from index.store.library import Library
from index.values import StoredItem
from rag.draft.known import minuted_before
from rag.draft.papers import Proof, Quotable
from rag.draft.report import Statement
from rag.figures import Indicator, Value, open_ledger
from rag.figures.values import pairs
from rag.memory.commitment import Commitment
from rag.memory.register import is_open
from rag.memory.status import asks_for_report

_MEASURES, _PROMISES = 8, 3  # findings of each sort
_MOVED = 0.02  # of the value before: a smaller step the wrong way is no finding
_ROWS = 3  # rows above a total
_ROUNDING = 0.5  # of the last place printed, for each row
_NEAR = 0.1  # a greater difference is most likely a total of other rows


@dataclass(frozen=True)
class Finding:
    """What was found: of a `sort` that has a wording, and a `kind` as drafts name it. `working` is the sum as a person
    would write it, `said` the printed words and figures that the wording takes.
    """

    sort: str
    kind: str
    proofs: tuple[Quotable, ...]
    working: str
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Material:
    """What findings are looked for in: a report with its statements, the library it lies in, the ids of its papers."""

    library: Library
    item: StoredItem
    statements: Sequence[Statement]
    own: frozenset[str]


def find_all(material: Material) -> list[Finding]:
    """Every finding on a report."""
    return [*_of_measures(material), *totals(material.statements), *_of_promises(material)]


def _of_measures(material: Material) -> list[Finding]:
    missed: list[Finding] = []
    worse: list[Finding] = []
    double: list[Finding] = []
    for indicator in open_ledger(material.library).indicators:
        mine = [v for v in indicator.values if v.paper.item_id in material.own]
        dated = [v for v in mine if v.period]
        if dated:
            newest = max(dated, key=newness)
            missed += _missed(material, newest)
            worse += _worse(material, indicator, newest)
        double += _double(material, indicator, mine)
    return [*missed[:_MEASURES], *worse[:_MEASURES], *double[:_MEASURES]]


def aim_of(value: Value) -> tuple[bool, float] | None:
    """Whether low is good, and the target's figure, where its sign is printed; None where it is not."""
    target = (value.target or "").strip()
    if target[:1] not in tuple("<>≤≥"):
        return None
    digits = target.lstrip("<>≤≥= £").rstrip("% ").replace(",", "")
    try:
        return target[0] in "<≤", float(digits)
    except ValueError:
        return None


def misses(value: Value) -> bool:
    """True where the printed target says by its sign which side is good, and the value is on the other."""
    aim = aim_of(value)
    return aim is not None and (value.value > aim[1] if aim[0] else value.value < aim[1])


def before_of(indicator: Indicator, newest: Value) -> Value | None:
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


def newness(value: Value) -> tuple[date, bool, int]:
    """The order of a measure's values: by the end of their period, those with a target last."""
    assert value.period is not None
    return value.period.end, value.target is not None, -value.id


def _missed(material: Material, value: Value) -> Iterator[Finding]:
    aim = aim_of(value)
    if aim and misses(value):
        said = {"name": value.name, "value": value.printed, "target": value.target or ""}
        working = f"{value.printed} is {'above' if aim[0] else 'below'} the target of {value.target}"
        yield from _proved(material, "missed", "missed_target", (value,), working, said)


def _worse(material: Material, indicator: Indicator, newest: Value) -> Iterator[Finding]:
    aim, before = aim_of(newest), before_of(indicator, newest)
    if not aim or before is None or before.period is None:
        return
    lost = (newest.value - before.value) * (1 if aim[0] else -1)
    if lost > 0 and lost >= _MOVED * abs(before.value):
        said = {"name": newest.name, "value": newest.printed, "before": before.printed, "when": before.period.text}
        working = f"from {before.printed} in {before.period.text} to {newest.printed}; the target is {newest.target}"
        values = (newest, before) if before.quote != newest.quote else (newest,)
        yield from _proved(material, "worse", "decline", values, working, said)


def _double(material: Material, indicator: Indicator, mine: list[Value]) -> Iterator[Finding]:
    around = [v for v in indicator.values if v in mine or v.paper.meeting_date == material.item.meeting_date]
    for first, second in pairs(around):
        if (first in mine or second in mine) and first.source != "clause" and second.source != "clause":
            when = first.period.text if first.period else ""
            said = {"name": first.name, "value": first.printed, "other": second.printed, "when": when}
            working = f"for {when}, {first.printed} in one place and {second.printed} in another"
            yield from _proved(material, "double", "contradiction", (first, second), working, said)


def _proved(
    material: Material, sort: str, kind: str, values: tuple[Value, ...], working: str, said: dict[str, str]
) -> Iterator[Finding]:
    passages = {p.id: p for p in material.library.passages_by_id([v.passage_id for v in values])}
    proofs = tuple(Proof(passages[v.passage_id], v.quote) for v in values if v.passage_id in passages)
    if len(proofs) == len(values):
        yield Finding(sort, kind, proofs, working, said)


def totals(statements: Sequence[Statement]) -> list[Finding]:
    """One finding for each table whose columns add up but for one."""
    found = []
    for _, rows in groupby(statements, key=lambda s: (s.row, s.passage.item.id, s.said.table, s.heading)):
        table = list(rows)
        if table[0].row:
            found += list(_off(table))
    return found


def _off(rows: Sequence[Statement]) -> Iterator[Finding]:
    start = 0
    for n, row in enumerate(rows):
        label = row.said.cells[0].text.strip().lower() if row.said.cells else ""
        if label.startswith("total"):
            if n - start >= _ROWS:
                yield from _compare(rows[start:n], row)
            start = n + 1


def _compare(above: Sequence[Statement], total: Statement) -> Iterator[Finding]:
    """The column that does not add up, where another shows that these rows are what is added."""
    right, wrong = 0, []
    for column in range(1, len(total.said.cells)):
        printed = _figure(total, column)
        parts = [_figure(row, column) for row in above]
        if printed is None or None in parts:
            continue
        reckoned = sum(part for part in parts if part is not None)
        off = abs(reckoned - printed)
        if off <= _ROUNDING * len(above):
            right += 1
        elif off <= _NEAR * abs(printed):
            wrong.append((column, reckoned))
    if right and len(wrong) == 1:
        column, reckoned = wrong[0]
        cell = total.said.cells[column]
        said = {"head": cell.head or "the total", "printed": cell.text, "sum": plain(round(reckoned, 2))}
        working = f"the {len(above)} rows come to {said['sum']}, and the total printed is {cell.text}"
        yield Finding("sum", "contradiction", (total, *above[:2]), working, said)


def _figure(row: Statement, column: int) -> float | None:
    found = amounts(row.said.cells[column].text) if column < len(row.said.cells) else []
    return found[0].value if len(found) == 1 else None


def _of_promises(material: Material) -> list[Finding]:
    """The open promises of earlier minutes on the report's subject, newest first; a promised report is this one. The
    register is read as it was last worked out for these papers: to work it out takes longer than a draft may.
    """
    committee = material.item.committee
    found = [
        (when, one)
        for when, one in minuted_before(material.library, material.item)
        if is_open(one) and not asks_for_report(one)
        if committee is None or one.committee in (None, committee)
    ]
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [_promise(one, when) for when, one in found[:_PROMISES]]


def _promise(one: Commitment, day: date) -> Finding:
    when = long_date(day)
    proof = Proof(one.citation.passage, one.citation.quote)
    working = f"minuted on {when}, and the register has it as {one.status}"
    return Finding("promise", "commitment_followup", (proof,), working, {"when": when, "words": one.citation.quote})
