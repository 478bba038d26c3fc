"""What arithmetic, and nothing else, shows to be worth a question, each with its working.

Targets missed in a row or a sentence; measures of the ledger that miss theirs, moved the wrong way or have two values
for one time; defects in print; and promises of earlier minutes that are still open. Which way is good is told by what
is printed (the sign before a target, "low is good", a colour's name), never by a measure's name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.language.amounts import Amount, whole
from index.language.periods import long_date
from index.store.library import Library
from index.values import StoredItem
from rag.draft.finding import Finding
from rag.draft.known import minuted_before
from rag.draft.papers import Proof
from rag.draft.printed import defects
from rag.draft.report import Statement
from rag.draft.targets import far, low_is_good, missed, missed_in_rows, missed_in_sentences
from rag.figures import Indicator, Value, open_ledger
from rag.figures.names import Names
from rag.figures.values import pairs
from rag.memory.register import is_open
from rag.memory.status import asks_for_report

ORDER = ("missed", "short", "twins", "double", "share", "sum", "worse", "promise")
_PROMISES, _SAID = 2, 22  # promises of a draft, words of one that can be said whole
_MOVED = 0.05  # of the value before: a smaller step the wrong way is no finding
_LATELY = timedelta(days=731)  # since a promise was minuted


@dataclass(frozen=True)
class Material:
    """What findings are looked for in: a report with its statements, the library it lies in, the ids of its papers."""

    library: Library
    item: StoredItem
    statements: Sequence[Statement]
    own: frozenset[str]


def find_all(material: Material) -> list[Finding]:
    """Every finding on a report, what members can most surely ask after first, and of a sort what is farthest out."""
    targets = [*missed_in_rows(material.statements), *missed_in_sentences(material.statements)]
    found = [*targets, *_of_measures(material, targets), *defects(material.statements), *_of_promises(material)]
    return sorted(found, key=lambda one: (ORDER.index(one.sort), -one.far))


def _of_measures(material: Material, targets: Sequence[Finding]) -> list[Finding]:
    found: list[Finding] = []
    rows = {proof.text for one in targets for proof in one.proofs}
    ledger = open_ledger(material.library)
    names = Names(ledger.abbreviations)
    for indicator in ledger.indicators:
        mine = [v for v in indicator.values if v.paper.item_id in material.own]
        newest = max((v for v in mine if v.period), key=newness, default=None)
        if newest and not any(row in newest.quote for row in rows):
            aim = aim_of(newest)
            if aim and misses(newest):
                found += _proved(material, missed(newest.name, newest, aim), newest)
            found += _worse(material, indicator, newest, mine)
        found += _double(material, indicator, mine, names)
    return found


def aim_of(value: Value) -> Amount | None:
    """The target printed with a value where its sign tells which side is good; None where it does not."""
    target = whole(value.target or "")
    return target if target and target.sign else None


def misses(value: Value) -> bool:
    """True where the printed target says by its sign which side is good, and the value is on the other."""
    aim = aim_of(value)
    return aim is not None and (value.value > aim.value if aim.sign == "<" else value.value < aim.value)


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


def _worse(material: Material, indicator: Indicator, newest: Value, mine: Sequence[Value]) -> Iterator[Finding]:
    aim, before = aim_of(newest), before_of(indicator, newest)
    told = {aim.sign == "<"} if aim else {low_is_good(v.quote) for v in mine if v.source == "row"} - {None}
    if len(told) != 1 or before is None or before.period is None:
        return
    low = told.pop()
    lost = (newest.value - before.value) * (1 if low else -1)
    if lost > 0 and lost >= _MOVED * abs(before.value):
        said = {"name": newest.name, "value": newest.printed, "before": before.printed, "when": before.period.text}
        working = f"from {before.printed} to {newest.printed}, where {'low' if low else 'high'} is good"
        found = Finding("worse", "decline", (), working, said, far(newest.value, before.value))
        yield from _proved(material, found, *((newest, before) if before.quote != newest.quote else (newest,)))


def _double(material: Material, indicator: Indicator, mine: list[Value], names: Names) -> Iterator[Finding]:
    """Two values of one time in one meeting's papers, under names that say the same, one of them told in a sentence:
    two tables may each be of another part.
    """
    around = [v for v in indicator.values if v in mine or v.paper.meeting_date == material.item.meeting_date]
    for first, second in pairs([v for v in around if v.source != "clause"]):
        alike = names.key(first.name) == names.key(second.name) and "named" in (first.source, second.source)
        one_day = first.paper.meeting_date == second.paper.meeting_date
        if (first in mine or second in mine) and alike and one_day and first.period:
            when = first.period.text
            said = {"name": first.name, "value": first.printed, "other": second.printed, "when": when}
            working = f"for {when}, {first.printed} in one place and {second.printed} in another"
            yield from _proved(material, Finding("double", "contradiction", (), working, said), first, second)


def _proved(material: Material, found: Finding, *values: Value) -> Iterator[Finding]:
    """The finding with the words that its values stand in; nothing where a passage has gone meanwhile."""
    passages = {p.id: p for p in material.library.passages_by_id([v.passage_id for v in values])}
    if all(v.passage_id in passages for v in values):
        yield replace(found, proofs=tuple(Proof(passages[v.passage_id], v.quote) for v in values))


def _of_promises(material: Material) -> list[Finding]:
    """The open promises of earlier minutes on the report's subject, newest first; a promised report is this one. Only
    what was resolved of somebody named, or undertaken by a date, and not long ago: of all others a strict reader would
    ask after none. The register is read as it was last worked out: to work it out takes longer than a draft may.
    """
    committee, day = material.item.committee, material.item.meeting_date
    found = [
        (when, one)
        for when, one in minuted_before(material.library, material.item)
        if is_open(one) and not asks_for_report(one) and day and day - when < _LATELY
        if (one.owner if one.kind == "resolution" else one.due)
        if committee is None or one.committee in (None, committee)
        if len(one.citation.quote.split()) <= _SAID
    ]
    made = []
    for when, one in sorted(found, key=lambda pair: pair[0], reverse=True)[:_PROMISES]:
        said = {"when": long_date(when), "words": one.citation.quote}
        working = f"minuted on {said['when']}, and the register has it as {one.status}"
        proof = Proof(one.citation.passage, one.citation.quote)
        made.append(Finding("promise", "commitment_followup", (proof,), working, said))
    return made
