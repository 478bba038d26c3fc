"""What arithmetic, and nothing else, shows to be worth a question, each with its working.

Targets missed in a row; measures of the ledger that miss theirs, moved the wrong way or have two values for one time;
defects in print. Which way is good is told by what is printed, never by a name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.language.amounts import Amount, whole
from index.language.tokens import tokens
from index.store.library import Library
from index.values import StoredItem
from rag.draft.findings.finding import Finding
from rag.draft.findings.printed import defects
from rag.draft.findings.targets import beyond, low_is_good, missed, missed_in_rows, moved
from rag.draft.material.papers import Proof
from rag.draft.material.report import Statement
from rag.figures import Indicator, Value, open_ledger
from rag.figures.names import Names
from rag.figures.values import equal, pairs

ORDER = ("missed", "twins", "double", "share", "sum", "worse")
_MOVED = 0.05  # of the value before: a smaller step the wrong way is no finding
_ALIKE = 0.5  # share of the words of two names that both have, from which one figure under both is one measure's
_NOUN = 4  # words of a bracket that says how many a share is
_QUARTILE = tokens("quartile")[0]


@dataclass(frozen=True)
class Material:
    """What findings are looked for in: a report with its statements, the library it lies in, the ids of its papers."""

    library: Library
    item: StoredItem
    statements: Sequence[Statement]
    own: frozenset[str]


def find_all(material: Material) -> list[Finding]:
    """Every finding on a report, what members can most surely ask after first, and of a sort what is farthest out."""
    wrong = defects(material.statements)
    found = [*wrong, *_of_measures(material, missed_in_rows(material.statements), wrong)]
    return sorted(found, key=lambda one: (ORDER.index(one.sort), -one.far))


def _of_measures(material: Material, rows: Sequence[Finding], wrong: Sequence[Finding]) -> list[Finding]:
    """One finding a measure at most: what is doubted is the premise of no other question."""
    found: list[Finding] = []
    ledger = open_ledger(material.library)
    names = Names(ledger.abbreviations)
    own = [v for i in ledger.indicators for v in i.values if v.paper.item_id in material.own]
    for indicator in ledger.indicators:
        mine = [v for v in indicator.values if v.paper.item_id in material.own]
        row = next((one for one in rows for v in mine if one.proofs[0].text in v.quote), None)
        rows = [one for one in rows if one is not row]
        if any(_doubts(one, v) for one in wrong for v in mine):
            continue
        dated = [v for v in mine if v.period]
        found += (
            list(_double(material, indicator, dated, names))[:1]
            or list(_missed(material, dated, row, own, names))
            or list(_worse(material, indicator, dated))
        )
    return [*found, *rows]


def _doubts(wrong: Finding, value: Value) -> bool:
    """Whether a defect in print is of this very figure."""
    return value.printed in wrong.working and any(p.text in value.quote or value.quote in p.text for p in wrong.proofs)


def _name(value: Value, label: str, own: Sequence[Value], names: Names) -> str:
    """What a sentence of the report calls the measure that a row has a label for, else that label: a sentence of the
    measure, or one that gives the same figure for the same time under a name of mostly the same words.
    """
    key, best = names.key(label).stems, (0.0, label)
    for other in own:
        theirs = names.key(other.name).stems
        alike = len(key & theirs) / max(len(key | theirs), 1)
        same = other.printed == value.printed and other.period and value.period and other.period.same(value.period)
        if other.source == "named" and alike >= _ALIKE and (other.indicator == value.indicator or same):
            best = max(best, (alike, other.name))
    return best[1]


def aim_of(value: Value) -> Amount | None:
    """The target printed with a value where its sign tells which side is good; None where it does not."""
    target = whole(value.target or "")
    return target if target and target.sign else None


def misses(value: Value) -> bool:
    """True where the printed target says by its sign which side is good, and the value is well on the other."""
    aim = aim_of(value)
    return aim is not None and beyond(value.value, aim)


def before_of(values: Sequence[Value], newest: Value) -> Value | None:
    """The value of the period before, of the same length; None where papers differ on it, or none has it."""
    assert newest.period is not None
    length, end = newest.period.precision, newest.period.end
    earlier = [v for v in values if v.period and v.period.precision == length and v.period.end < end]
    last = max((v.period.end for v in earlier if v.period), default=None)
    found = [v for v in earlier if v.period and v.period.end == last]
    return found[0] if len({v.value for v in found}) == 1 else None


def newness(value: Value) -> tuple[date, bool, int]:
    """The order of a measure's values: by the end of their period, those with a target last."""
    assert value.period is not None
    return value.period.end, value.target is not None, -value.id


def _missed(
    material: Material, mine: Sequence[Value], row: Finding | None, own: Sequence[Value], names: Names
) -> Iterator[Finding]:
    """A target that the newest figure printed with one misses, and every later one too; else what its `row` shows by
    words or colours alone. `own` are all values of the report.
    """
    newest = max((v for v in mine if aim_of(v)), key=newness, default=None)
    aim = aim_of(newest) if newest else None
    if newest is None or aim is None or newest.period is None or aim.unit != newest.unit:
        yield from [row] if row and mine and not aim else []
        return
    since = [v for v in mine if v.unit == aim.unit and v.period and v.period.end >= newest.period.end]
    if all(beyond(v.value, aim) for v in since):
        before, called = before_of(mine, newest), _name(newest, row.said["name"] if row else newest.name, own, names)
        found = missed(called, newest, aim, (), before, _when(before, newest))
        if _better_half(newest) and any(_QUARTILE in tokens(one.text) for one in material.statements):
            return
        told = next(((v, words) for v in _same(mine, newest) if (words := _beside(v))), None)
        if told:
            found = replace(found, said={**found.said, "value": f"{newest.printed} ({told[1]})"})
        values = (newest, told[0]) if told and told[0].quote != newest.quote else (newest,)
        yield from _proved(material, found, *values)


def _same(mine: Sequence[Value], value: Value) -> list[Value]:
    """Where else a value is printed for its time, and where it is."""
    assert value.period is not None
    return [v for v in mine if v.printed == value.printed and v.period and v.period.same(value.period)]


def _beside(value: Value) -> str:
    """How many a share is, in the words of the bracket beside it: "47 children"; "" where none stands there."""
    words = value.quote.partition(value.printed)[2].partition("(")[2].partition(")")[0]
    figures = [figure for word in words.split() if (figure := whole(word))]
    told = value.count is not None and [figure.value for figure in figures] == [value.count]
    return words if told and len(words.split()) <= _NOUN else ""


def _better_half(value: Value) -> bool:
    """Whether the quartile printed behind a row's target is one of the better two."""
    after = [figure for word in value.quote.rpartition(value.target or " ")[2].split() if (figure := whole(word))]
    return bool(after) and after[0].printed in ("1", "2")


def _when(before: Value | None, newest: Value) -> str:
    """When it was: "the quarter before", or the period by its own name where another lies between."""
    if before is None or before.period is None or newest.period is None:
        return ""
    length = before.period.precision.rpartition("_")[2]
    beside = before.period.end + timedelta(days=1) == newest.period.start and length in ("month", "quarter", "year")
    return f"the {length} before" if beside else f"in {before.period.text}"


def _worse(material: Material, indicator: Indicator, mine: Sequence[Value]) -> Iterator[Finding]:
    newest = max(mine, key=newness, default=None)
    if newest is None or newest.period is None or (not newest.unit and "." in newest.printed):
        return  # a bare decimal is a rate of something that is not told
    aim, before = aim_of(newest), before_of(mine, newest)
    before = before or before_of([v for v in indicator.values if _of_its_body(material, v)], newest)
    told = {aim.sign == "<"} if aim else {low_is_good(v.quote) for v in mine if v.source == "row"} - {None}
    if len(told) != 1 or before is None or before.period is None:
        return
    low = told.pop()
    lost = (newest.value - before.value) * (1 if low else -1)
    if lost > 0 and lost >= _MOVED * abs(before.value):
        change = f", {moved(newest, before)} {_when(before, newest)}"
        said = {"name": newest.name, "value": newest.printed, "change": change, "before": before.printed}
        working = f"from {before.printed} to {newest.printed}, where {'low' if low else 'high'} is good"
        found = Finding("worse", "decline", (), working, said, lost / max(abs(before.value), 1e-9))
        yield from _proved(material, found, *((newest, before) if before.quote != newest.quote else (newest,)))


def _double(material: Material, indicator: Indicator, mine: Sequence[Value], names: Names) -> Iterator[Finding]:
    """Two values of one time in one meeting's papers, under names that say the same, one of them told in a sentence:
    two tables may each be of another part. None where one names the wrong time, and the other source has it beside.
    """
    day = material.item.meeting_date
    same_day = [v for v in indicator.values if day and v.paper.meeting_date == day and _of_its_body(material, v)]
    around = [v for v in indicator.values if v in mine or v in same_day]
    for first, second in pairs([v for v in around if v.source != "clause"]):
        alike = names.key(first.name) == names.key(second.name) and "named" in (first.source, second.source)
        one_day = first.paper.meeting_date == second.paper.meeting_date
        slip = _misdated(first, second, around) or _misdated(second, first, around)
        if (first in mine or second in mine) and alike and one_day and first.period and not slip:
            when = first.period.text
            said = {"name": first.name, "value": first.printed, "other": second.printed, "when": when}
            working = f"for {when}, {first.printed} in one place and {second.printed} in another"
            yield from _proved(material, Finding("double", "contradiction", (), working, said), first, second)


def _of_its_body(material: Material, value: Value) -> bool:
    """Whether a value stands in a paper of the report's committee; in one of its own file where it names none."""
    committee, found = material.item.committee, material.library.item(value.paper.item_id)
    return found.committee == committee if committee else found.document_id == material.item.document_id


def _misdated(one: Value, other: Value, around: Sequence[Value]) -> bool:
    """Whether a value is that which the other's source prints for the period before or after."""
    day = timedelta(days=1)
    twins = [v for v in around if v.quote == other.quote and equal(v.printed, v.value, one.printed, one.value)]
    spans = [(v.period, one.period) for v in twins if v.period and one.period]
    return any(a.end + day == b.start or b.end + day == a.start for a, b in spans)


def _proved(material: Material, found: Finding, *values: Value) -> Iterator[Finding]:
    """The finding with the words that its values stand in; nothing where a passage has gone meanwhile."""
    passages = {p.id: p for p in material.library.passages_by_id([v.passage_id for v in values])}
    if all(v.passage_id in passages for v in values):
        yield replace(found, proofs=tuple(Proof(passages[v.passage_id], v.quote) for v in values))
