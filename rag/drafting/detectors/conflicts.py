"""Two figures for one measure: in cover and appendix, or in this paper and one beside it.

Strict on purpose: a pair that is not one measure costs a reader's trust. A row of a table is the sentence's measure
when the sentence has every word of its label; a sentence when each has half of what the other is about.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log

from index.language.amounts import Amount, amounts
from index.language.periods import find_periods
from index.language.tokens import stem
from prompts.cues import cue_list, groups
from rag.drafting.challenge import Challenge, Material
from rag.drafting.cues import any_found
from rag.drafting.rows import Row, read_row, themes
from rag.drafting.statements import Statement

_ALIKE = 0.4  # weighted share of each sentence's words that the other must have
_TELLING = 3  # words that two sentences must share
_APART = (0.66, 1.5)  # a ratio outside this is most likely another measure
_FEWEST = 10  # counts under this differ by chance
_LIMIT = 2


def find(material: Material) -> list[Challenge]:
    """The surest pairs of the report's sentences with a row or a sentence elsewhere."""
    others = [*material.report, *material.beside]
    weights = _weights(others)
    rows = [row for row in map(read_row, others) if row]
    labels = themes(rows)
    index: dict[str, list[Statement]] = defaultdict(list)
    for statement in others:
        if not statement.row and _usable(statement):
            for word in statement.stems:
                index[word].append(statement)
    found: list[Challenge] = []
    for statement in material.report:
        if statement.cover and not statement.row and _usable(statement):
            pair = _row_pair(statement, rows, labels) or _sentence_pair(statement, index, weights)
            found += [pair] if pair else []
    return sorted(found, key=lambda c: -c.weight)[:_LIMIT]


def _row_pair(
    statement: Statement, rows: Sequence[Row], labels: dict[tuple[str, int], frozenset[str]]
) -> Challenge | None:
    figures = amounts(statement.text)
    for row in rows:
        latest = row.latest
        label = labels[row.statement.key]
        if latest is None or len(label) < (2 if latest.unit else 3) or not label <= statement.words.held:
            continue
        if _same_item(statement, row.statement) or _numbers(row.label) - _numbers(statement.text):
            continue
        printed = {a.value for a in amounts(row.statement.text)}
        if printed & {f.value for f in figures}:
            continue
        mine = next((f for f in figures if _near(f, latest)), None)
        if mine:
            return _challenge(statement, row.statement, mine, latest, 0.94)
    return None


def _sentence_pair(
    statement: Statement, index: dict[str, list[Statement]], weights: dict[str, float]
) -> Challenge | None:
    telling = sorted(_about(statement), key=lambda w: -weights[w])[:6]
    best: tuple[float, Challenge] | None = None
    for other in {o.key: o for w in telling for o in index[w]}.values():
        if _same_item(statement, other):
            continue
        alike = _alike(statement, other, weights)
        pair = _differing(statement, other) if alike >= _ALIKE else None
        if pair and (best is None or alike > best[0]):
            best = alike, _challenge(statement, other, *pair, 0.6 + 0.35 * alike)
    return best[1] if best else None


def _challenge(a: Statement, b: Statement, mine: Amount, theirs: Amount, weight: float) -> Challenge:
    slots = {"mine": mine.printed, "theirs": theirs.printed}
    return Challenge("two_figures", "contradiction", "Figures that differ", weight, (a, b), "", slots)


def _usable(statement: Statement) -> bool:
    return "#" in statement.words.held and not any_found(cue_list("of_another_measure"), statement.words)


def _about(statement: Statement) -> frozenset[str]:
    """What a sentence is about: its words without months and seasons."""
    return statement.stems - frozenset(groups()["months"])


def _alike(a: Statement, b: Statement, weights: dict[str, float]) -> float:
    """The lesser of the shares of each that the other has; 0 when they share too few words."""
    mine, theirs = _about(a), _about(b)
    if len(mine & theirs) < _TELLING:
        return 0.0
    common = sum(weights[w] for w in mine & theirs)
    return min(common / sum(weights[w] for w in words) for words in (mine, theirs))


def _differing(a: Statement, b: Statement) -> tuple[Amount, Amount] | None:
    """Two figures that are near but not equal, when the sentences share no figure and name no different times."""
    first, second = find_periods(a.text), find_periods(b.text)
    if first and second and not any(p.overlaps(q) for p in first for q in second):
        return None
    mine, theirs = amounts(a.text), amounts(b.text)
    if {m.value for m in mine} & {t.value for t in theirs}:
        return None
    if not mine or not theirs or not _near(mine[0], theirs[0]) or mine[0].value < _FEWEST:
        return None
    counted = mine[0].unit or _counted(a.text, mine[0]) == _counted(b.text, theirs[0])
    return (mine[0], theirs[0]) if counted else None


def _counted(text: str, amount: Amount) -> str:
    """The stem of what a bare figure counts, its next word."""
    after = re.match(r"\W*([A-Za-z]+)", text[amount.end :])
    return stem(after[1].lower()) if after else text


def _near(a: Amount, b: Amount) -> bool:
    return a.unit == b.unit and a.value != b.value and bool(b.value) and _APART[0] < a.value / b.value < _APART[1]


def _numbers(text: str) -> set[str]:
    """The bare small numbers in a label ("2 year olds", "3 or more"), which make it another measure."""
    return {word for word in text.replace("-", " ").replace("+", " ").split() if word.isdigit()}


def _same_item(a: Statement, b: Statement) -> bool:
    return a.passage.item.id == b.passage.item.id


def _weights(statements: Sequence[Statement]) -> dict[str, float]:
    counts: Counter[str] = Counter(w for s in statements for w in s.stems)
    return {w: log(1 + len(statements) / n) for w, n in counts.items()}
