"""Measures that miss their target, moved the wrong way, or have two values for one time, from the ledger of figures.

Which way is good is taken from the sign printed before the target ("<20.8%"), never from the measure's name.
"""

from __future__ import annotations

from collections.abc import Iterator

from rag.draft.findings.finding import Finding, Material, Proof
from rag.figures import Indicator, Value, open_ledger
from rag.figures.values import pairs

_MOST = 8  # findings of each sort


def find(material: Material) -> list[Finding]:
    """The findings of the measures that the report prints."""
    missed: list[Finding] = []
    worse: list[Finding] = []
    double: list[Finding] = []
    for indicator in open_ledger(material.library).indicators:
        mine = [v for v in indicator.values if v.paper.item_id in material.own]
        dated = [v for v in mine if v.period]
        if dated:
            newest = max(dated, key=_newness)
            missed += _missed(material, newest)
            worse += _worse(material, indicator, newest)
        double += _double(material, indicator, mine)
    return [*missed[:_MOST], *worse[:_MOST], *double[:_MOST]]


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


def _missed(material: Material, value: Value) -> Iterator[Finding]:
    aim = aim_of(value)
    if aim and (value.value > aim[1] if aim[0] else value.value < aim[1]):
        said = {"name": value.name, "value": value.printed, "target": value.target or ""}
        working = f"{value.printed} is {'above' if aim[0] else 'below'} the target of {value.target}"
        yield from _proved(material, "missed", "missed_target", (value,), working, said)


def _worse(material: Material, indicator: Indicator, newest: Value) -> Iterator[Finding]:
    aim, before = aim_of(newest), before_of(indicator, newest)
    if aim and before and before.period and (newest.value > before.value if aim[0] else newest.value < before.value):
        said = {"name": newest.name, "value": newest.printed, "before": before.printed, "when": before.period.text}
        working = f"from {before.printed} in {before.period.text} to {newest.printed}; the target is {newest.target}"
        values = (newest, before) if before.quote != newest.quote else (newest,)
        yield from _proved(material, "worse", "decline", values, working, said)


def _double(material: Material, indicator: Indicator, mine: list[Value]) -> Iterator[Finding]:
    around = [v for v in indicator.values if v in mine or v.paper.meeting_date == material.day]
    for first, second in pairs(around):
        if (first in mine or second in mine) and first.source != "clause" and second.source != "clause":
            when = first.period.text if first.period else ""
            said = {"name": first.name, "value": first.printed, "other": second.printed, "when": when}
            working = f"for {when}, {first.printed} in one place and {second.printed} in another"
            yield from _proved(material, "double", "contradiction", (first, second), working, said)


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


def _proved(
    material: Material, sort: str, kind: str, values: tuple[Value, ...], working: str, said: dict[str, str]
) -> Iterator[Finding]:
    passages = {p.id: p for p in material.library.passages_by_id([v.passage_id for v in values])}
    proofs = tuple(Proof(passages[v.passage_id], v.quote) for v in values if v.passage_id in passages)
    if len(proofs) == len(values):
        yield Finding(sort, kind, proofs, working, said)


def _newness(value: Value) -> tuple[object, bool, int]:
    assert value.period is not None
    return value.period.end, value.target is not None, -value.id
