"""Two figures for one measure: in cover and appendix, or in this paper and one beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log

from prompts.cues import cue_list
from rag.drafting.amounts import Amount, amounts
from rag.drafting.challenge import Challenge, Material
from rag.drafting.cues import any_found
from rag.drafting.statements import Statement
from rag.periods import find_periods

_ALIKE = 0.5  # weighted share of common words that makes two statements speak of one measure
_APART = (0.7, 1.43)  # a ratio outside this is most likely another measure


def find(material: Material) -> list[Challenge]:
    """The most alike pair for each statement that has one."""
    others = [*material.report, *material.beside]
    weights = _weights([*others, *material.earlier])
    index: dict[str, list[Statement]] = defaultdict(list)
    for statement in others:
        for word in statement.stems:
            index[word].append(statement)
    found: list[tuple[float, Challenge]] = []
    for statement in material.report:
        if not statement.cover or not _usable(statement):
            continue
        best = _best(statement, index, weights)
        if best:
            found.append(best)
    return [challenge for _, challenge in sorted(found, key=lambda f: -f[0])[:4]]


def _best(
    statement: Statement, index: dict[str, list[Statement]], weights: dict[str, float]
) -> tuple[float, Challenge] | None:
    rare = sorted(statement.stems, key=lambda w: -weights.get(w, 0.0))[:6]
    near = {o.key: o for w in rare for o in index[w]}
    best: tuple[float, Statement, Amount, Amount] | None = None
    for other in near.values():
        if other.passage.item.id == statement.passage.item.id or not _usable(other):
            continue
        alike = _alike(statement, other, weights)
        pair = _differing(statement, other) if alike >= _ALIKE else None
        if pair and (best is None or alike > best[0]):
            best = (alike, other, *pair)
    if best is None:
        return None
    alike, other, mine, theirs = best
    slots = {"mine": mine.printed, "theirs": theirs.printed}
    weight = 0.72 + 0.3 * min(1.0, alike)
    return alike, Challenge(
        "two_figures", "contradiction", "Figures that differ", weight, (statement, other), "", slots
    )


def _usable(statement: Statement) -> bool:
    return (
        "#" in statement.words.held
        and len(statement.stems) >= 3
        and not any_found(cue_list("of_another_measure"), statement.words)
    )


def _alike(a: Statement, b: Statement, weights: dict[str, float]) -> float:
    common = sum(weights.get(w, 0.0) for w in a.stems & b.stems)
    least = min(sum(weights.get(w, 0.0) for w in s.stems) for s in (a, b)) or 1.0
    return common / least


def _differing(a: Statement, b: Statement) -> tuple[Amount, Amount] | None:
    """Two figures of one sort that are near but not equal, when neither statement has the other's figure, and the
    times named do not differ.
    """
    first, second = find_periods(a.text), find_periods(b.text)
    if first and second and not any(p.overlaps(q) for p in first for q in second):
        return None
    mine, theirs = amounts(a.text), amounts(b.text)
    if {(m.value, m.unit) for m in mine} & {(t.value, t.unit) for t in theirs}:
        return None
    for m in mine:
        for t in theirs:
            if m.unit == t.unit and t.value and _APART[0] < m.value / t.value < _APART[1] and m.value >= 10:
                return m, t
    return None


def _weights(statements: Sequence[Statement]) -> dict[str, float]:
    counts: Counter[str] = Counter(w for s in statements for w in s.stems)
    return {w: log(1 + len(statements) / n) for w, n in counts.items()}
