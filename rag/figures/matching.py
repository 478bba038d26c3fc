"""Whose measure a clause's figure is: the one indicator whose telling words the clause and its sentence have."""

from __future__ import annotations

from collections.abc import Collection

from rag.figures.grouping import Grouping
from rag.figures.names import Key, Names
from rag.figures.values import Mention

_NEAR = 0.5  # share of an indicator's weight that must stand right by the figure
_WHOLE = 0.86  # share that must stand in the sentence and the one before
_FOREIGN = 0.75  # weight of other telling words by the figure, against the indicator's
_QUALIFIED = 1.6  # … where the indicator's whole name stands there
_ALL = 0.95
_TABLED = 0.6  # … where a table of the same document has the indicator, and nothing else is near the figure
_CLEARLY = 0.1  # by how much the best must be nearer than the next


class Matcher:
    """Matches clauses to the groups of a grouping that rows or named measures made."""

    def __init__(self, grouping: Grouping, names: Names, tabled: Collection[tuple[str, int]] = ()) -> None:
        self._grouping = grouping
        self._names = names
        self._tabled = tabled  # (document, group) of every row

    def match(self, mention: Mention, document: str = "") -> int | None:
        """The group of a clause's figure, or None where no indicator is surely meant."""
        if mention.period is None:
            return None
        written = self._names.stems(mention.own)
        near = frozenset(written)
        around = frozenset(self._names.stems(mention.around)) | near
        if not near:
            return None
        scored = []
        for place in self._grouping.with_stems(sorted(near)):
            group = self._grouping.groups[place]
            if group.unit != mention.unit and not (group.unit == "?" and mention.unit == "%"):
                continue
            if not (mention.unit or group.counted):
                continue  # a bare count may be of anything: only of a measure that a table has
            counted = not mention.unit and written[0] in group.heads  # "3,972 individuals", whatever else is near
            tabled = (document, place) in self._tabled
            best = max((self._score(key, near, around, not counted, tabled) for key in group.keys), default=0.0)
            if best:
                scored.append((best, place))
        scored.sort(reverse=True)
        if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < _CLEARLY):
            return None
        return scored[0][1]

    def _score(self, key: Key, near: frozenset[str], around: frozenset[str], beside: bool, tabled: bool) -> float:
        if key.numbers - around or len(key.stems) < 2:
            return 0.0
        if key.numbers and key.numbers.isdisjoint(near) and any(s[0].isdigit() for s in near):
            return 0.0
        weigh = self._grouping.weight_of
        total = weigh(key.stems)
        inside = weigh(key.stems & near) / total
        foreign = weigh(near - key.stems) / total
        if near <= key.stems and key.numbers and key.numbers <= near:
            beside = False  # "for three-year-olds, the figure was …": the rest was said before
        if (
            (beside and inside < _NEAR)
            or weigh(key.stems & around) / total < (_TABLED if tabled and not foreign else _WHOLE)
            or foreign > (_QUALIFIED if inside >= _ALL else _FOREIGN)
        ):
            return 0.0
        return inside - 0.2 * foreign
