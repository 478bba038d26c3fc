"""Groups printed names into indicators: one measure, however the papers call it.

Two names are one measure when one has nearly all the telling words of the other and neither has a telling word of its
own that the other lacks (Jaccard's index over inverse document frequencies, with that condition). Numbers in names must
agree: "2+ years" and "3+ years" are two measures. And a table never has one measure in two rows, so names that stand in
one table are kept apart, however alike ("primary schools …", "secondary schools …"). Vectors are not used: the names
that differ by the one word that matters are the very ones they put together. A clause's figure is of the one indicator
whose telling words the clause and its sentence have.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from rag.figures.names import Key, Names
from rag.figures.values import Mention

ALIKE = 0.66  # Jaccard's index of the weights of two names of one measure
_OWN = 0.12  # share of the common weight that a word of one's own may have on each side, for both to have one
_NUMBER = 1.5  # weight of a number in a name
_NEAR = 0.5  # share of an indicator's weight that must stand right by the figure
_WHOLE = 0.86  # share that must stand in the sentence and the one before
_FOREIGN = 0.75  # weight of other telling words by the figure, against the indicator's
_QUALIFIED = 1.6  # … where the indicator's whole name stands there
_ALL = 0.95
_HALF = 0.4  # Jaccard's index of two names that may be of one measure
_TIMES = 2  # documents in which they must agree
_TABLED = 0.6  # … where a table of the same document has the indicator, and nothing else is near the figure
_CLEARLY = 0.1  # by how much the best must be nearer than the next


@dataclass
class Group:
    """Names of one measure with one sort of unit, and the tables they stand in."""

    unit: str
    keys: set[Key] = field(default_factory=set)
    tables: dict[str, Key] = field(default_factory=dict)
    counted: bool = False  # a row that prints its periods has it: a bare count in a sentence may be of it
    heads: set[str] = field(default_factory=set)  # first telling stems of its names


class Grouping:
    """Groups of names. `weight` gives the inverse document frequency of a stem."""

    def __init__(self, weight: Callable[[str], float]) -> None:
        self._weight = weight
        self.groups: list[Group] = []
        self._of: dict[tuple[Key, str], int] = {}
        self._by_stem: dict[str, set[int]] = defaultdict(set)

    def add(self, key: Key, unit: str, table: str | None, subject: bool = False) -> int | None:
        """The number of the group of a name, made if there is none; None for a name that says too little, as one common
        word does unless it is the `subject` of a sentence that prints its figure's time. `table` is the table in whose
        row it stands.
        """
        known = self._of.get((key, unit))
        if known is not None and self._free(known, key, table):
            if table:
                self.groups[known].tables.setdefault(table, key)
            return known
        if len(key.words) < 2 and not (subject and key.words):
            return None
        best = max(
            ((self._best(key, n), -n) for n in self._near(key, unit) if self._free(n, key, table)), default=(0.0, 0)
        )
        place = self._put(-best[1] if best[0] >= ALIKE else len(self.groups), key, unit)
        if table:
            self.groups[place].tables.setdefault(table, key)
        return place

    def _put(self, place: int, key: Key, unit: str) -> int:
        if place == len(self.groups):
            self.groups.append(Group(unit))
        self.groups[place].keys.add(key)
        self._of.setdefault((key, unit), place)
        for stem in key.words:
            self._by_stem[stem].add(place)
        return place

    def weight_of(self, stems: Iterable[str]) -> float:
        """The weight of these stems together."""
        return sum(_NUMBER if s[0].isdigit() else self._weight(s) for s in stems)

    def with_stems(self, stems: Iterable[str]) -> set[int]:
        """The groups that have a name with any of these stems."""
        return set().union(*(self._by_stem.get(s, set()) for s in stems))

    def _near(self, key: Key, unit: str) -> set[int]:
        telling = sorted(key.words, key=self._weight, reverse=True)[:3]
        return {n for n in self.with_stems(telling) if self.groups[n].unit == unit}

    def _free(self, place: int, key: Key, table: str | None) -> bool:
        """False when the table has another row of that group."""
        held = self.groups[place].tables.get(table) if table else None
        return held is None or held == key

    def _best(self, key: Key, place: int) -> float:
        return max(self.alike(key, other) for other in self.groups[place].keys)

    def alike(self, a: Key, b: Key) -> float:
        """How alike two names are, in [0, 1]; 0 when they cannot be one measure."""
        if a.numbers and b.numbers and a.numbers != b.numbers:
            return 0.0
        common = self.weight_of(a.stems & b.stems)
        if min(self.weight_of(a.words - b.stems), self.weight_of(b.words - a.stems)) > _OWN * common:
            return 0.0
        return self.overlap(a, b)

    def overlap(self, a: Key, b: Key) -> float:
        """Jaccard's index of the weights of two names."""
        union = self.weight_of(a.stems | b.stems)
        return self.weight_of(a.stems & b.stems) / union if union else 0.0

    def half_alike(self, one: int, other: int) -> bool:
        """Whether two groups may be one measure: of one unit, in no table together, with names that are half alike."""
        a, b = self.groups[one], self.groups[other]
        pairs = ((x, y) for x in a.keys for y in b.keys if not (x.numbers and y.numbers) or x.numbers == y.numbers)
        half = any(self.overlap(x, y) >= _HALF for x, y in pairs)
        return half and a.unit == b.unit and not self.apart(one, other)

    def apart(self, one: int, other: int) -> bool:
        """True when some table has both groups in rows of their own."""
        first, second = self.groups[one].tables, self.groups[other].tables
        return any(first[table] != second[table] for table in first.keys() & second.keys())


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


def agreeing(
    own: Sequence[tuple[str, int, Mention]], place: Mapping[tuple[str, int], int], grouping: Grouping
) -> dict[int, int]:
    """Group → the group it is one with, the one of the two that tables have: names half alike, with the same decimal
    in two documents or more.
    """
    saying: dict[tuple[str, float], set[int]] = defaultdict(set)
    for document, n, m in own:
        if (document, n) in place and "." in m.printed:
            saying[document, m.value].add(place[document, n])
    shared: dict[tuple[int, int], set[str]] = defaultdict(set)
    for (document, _), groups in saying.items():
        for pair in combinations(sorted(groups), 2):
            shared[pair].add(document)
    merged: dict[int, int] = {}
    for (one, other), documents in sorted(shared.items()):
        if len(documents) >= _TIMES and grouping.half_alike(one, other):
            keep, gone = sorted((one, other), key=lambda g: (-len(grouping.groups[g].tables), g))
            merged.setdefault(gone, merged.get(keep, keep))
    return merged
