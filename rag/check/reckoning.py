"""What the figures of a text come to, and whether one that is said is among it by more than chance.

Every figure and share is a value: a size and a unit, shares in hundredths. One search takes two of them. Many figures
give nearly every small number, so that being among what they give proves little: a figure is proved where few of its
neighbours are given as well.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, chain, combinations, permutations
from typing import Literal

from rag.check.shares import Share
from rag.check.words import cut

Value = tuple[float, str]
Values = tuple[Value, ...]
Grade = Literal["proved", "possible", "none"]
_BESIDE = 3  # sentences in a row that stand near together
_CROWD = 12  # values among which three might give nearly any figure
_MANY = 60  # values of which any two may be
LARGEST = 1e15  # figure that can be reckoned with to its last digit
_ROUNDED = 10_000  # a round number from which a rounder one may stand for it
_CLOSE = 100  # parts, one of which a figure of one digit may be off what it rounds: "£1m" for £1.002m
_NEARLY = 20  # parts, one of which a hedged round figure may be off: "about ten" for 10.4
_WHOLE = 100  # per cent
_SMALL = 1e-6


@dataclass(frozen=True)
class Wanted:
    """What is said: its size, the units of what it may be reckoned to be and of what it may repeat, the values that it
    may stand for where they are no round numbers (`low` to `high`) and where they are (`least` to `most`), and how far
    off its next neighbour is.
    """

    size: float
    units: frozenset[str]
    printed_as: frozenset[str]
    low: float
    high: float
    least: float
    most: float
    step: float

    def repeats(self, value: Value) -> bool:
        """True where a printed value may be told so."""
        return value[1] in self.printed_as and self._fits(abs(value[0]))

    def holds(self, share: Share) -> bool:
        """True where all that a share in words may stand for may be told so."""
        return self.least <= 100 * float(share.low) and 100 * float(share.high) <= self.most

    def _fits(self, size: float) -> bool:
        off = _SMALL * max(1.0, size)
        if self.least - off <= size <= self.most + off:
            return True
        return _is_rough(size) and self.low - off <= size <= self.high + off

    def chance(self, given: Iterable[Value]) -> float | None:
        """The share of the figures from half to twice its size that are among those `given` too; None where it is
        not."""
        found, others = False, set[int]()
        for value in given:
            if value[1] not in self.units:
                continue
            if self._fits(abs(value[0])):
                found = True
            elif self.size / 2 <= abs(value[0]) <= 2 * self.size:
                place = abs(value[0]) / self.step
                if _is_rough(abs(value[0])) or abs(place - round(place)) < _SMALL:
                    others.add(round(place))
        return len(others) / max(1.5 * self.size / self.step, 1.0) if found else None


def _is_rough(size: float) -> bool:
    return size >= _ROUNDED or abs(size - round(size)) > _SMALL


def wanted(value: Decimal, unit: str, printed: str, hedge: str) -> Wanted:
    """A figure as it is looked for. Shares are told to their last digit; another figure of one digit is hardly rounded,
    and a hedge lets a round one be off by half or the whole of its last digit.
    """
    size = abs(float(value))
    digits, last = _precision(value, printed)
    step = min(last, 1.0) if unit in ("%", "points") else last
    low, high, least, most = size - step / 2, size + step / 2, size, size
    if digits < 2 and unit not in ("%", "points"):
        low, high = max(low, size * (1 - 1 / _CLOSE)), min(high, size * (1 + 1 / _CLOSE))
    if hedge and unit != "%":
        reach = min(last / 2 if hedge == "about" else last, size / _NEARLY)
        least, most = size - reach * (hedge != "over"), size + reach * (hedge != "under")
    units = {"%": {"%", "change"}}.get(unit, {unit})
    return Wanted(size, frozenset(units), frozenset({unit}), low, high, least, most, step)


def wanted_share(share: Share) -> Wanted:
    """A share in words as it is looked for."""
    size, low, high = (100 * float(n) for n in (share.value, share.low, share.high))
    return Wanted(size, frozenset({"%"}), frozenset({"%"}), low, high, low, high, max(high - low, 1.0))


def _precision(value: Decimal, printed: str) -> tuple[int, float]:
    """(digits that a figure tells, what its last one is worth): three and 100,000 for "£20.0m", two and 1,000 for
    "25,000".
    """
    _, digits, exponent = value.normalize().as_tuple()
    told = next((w.text for w in cut(printed) if "." in w.text[1:]), "")
    whole = int("".join(c for c in told if c.isdigit()) or 0)
    if not whole:
        return len(digits), float(Decimal(1).scaleb(int(exponent)))
    return sum(c.isdigit() for c in told), abs(float(value)) / whole


def reckoned(
    one: Wanted, told: Collection[Value], sentences: Sequence[Values], counts: Values, each: bool, most: float
) -> Grade:
    """How far a figure is proved by what the values of the `sentences` come to (rows of tables are such), or by the
    `counts` of what they list: in one sentence, or near together with one that is `told` beside it. What is so much
    `each` is a product or a quotient. It is proved where at most the share `most` of its neighbours is given too; among
    many values every figure is possible.
    """
    grade: Grade = "possible" if len(_distinct(sentences)) > _CROWD else "none"
    for given, proves in _pools(tuple(dict.fromkeys(told)), sentences, counts, each):
        chance = one.chance(given)
        if chance is not None:
            grade = "possible"
            if proves and chance <= most:
                return "proved"
    return grade


def _pools(
    told: Values, sentences: Sequence[Values], counts: Values, each: bool
) -> Iterator[tuple[Iterable[Value], bool]]:
    """What may be reckoned, and whether it may prove."""
    every = _distinct(sentences)
    runs = [_distinct(sentences[i : i + _BESIDE]) for i in range(len(sentences))]
    beside, alone = (
        [(s, tuple(t for t in told if t in s or t not in every)) for s in some] for some in (runs, sentences)
    )
    yield counts, True
    yield [value for some, said in alone for value in _of_two(some, said) + _sums(said)], True
    yield [value for some, said in alone for value in _of_two(some) + _sums(some, said)], True
    yield [value for run, said in beside for value in _of_two(run, said, apart=True)], True
    yield [value for run, said in beside for value in _rates(run, said)], each
    yield _of_two(every, every, apart=True) + _sums(every), False
    yield _in_a_row(tuple(chain.from_iterable(sentences))), False
    yield [(size, "%") for size, unit in _of_two(every, apart=True) if unit == "change"], False
    yield [(size, "points") for size, unit in every if unit == "%"], False
    yield [value for some in sentences for value in _wholes(some)], False


def _distinct(some: Iterable[Iterable[Value]]) -> Values:
    return tuple(dict.fromkeys(chain.from_iterable(some)))


@lru_cache(maxsize=4_000)
def _of_two(values: Values, told: Values | None = None, apart: bool = False) -> Values:
    """What any two values give but sums, one of them `told` where such are given."""
    found = [value for a, b in _pairs(values, told) for value in _steps(a, b, bool(told), apart)]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4_000)
def _sums(values: Values, told: Values = ()) -> Values:
    """What two values of a unit add up to where both or neither is `told`, and three or more that are all of it."""
    found = [(a[0] + b[0], a[1]) for a, b in _pairs(values, None) if a[1] == b[1] and (a in told) == (b in told)]
    for unit in {unit for _, unit in values}:
        sizes = [size for size, of in values if of == unit]
        found += [(sum(sizes), unit)] if len(sizes) > 2 else []
    return tuple(one for one in dict.fromkeys(found) if one[1] not in ("%", "points"))


@lru_cache(maxsize=1_000)
def _in_a_row(values: Values) -> Values:
    """What two or more values of a unit that follow each other add up to, equal ones and shares too."""
    found = []
    for unit in {unit for _, unit in values}:
        sizes = [size for size, of in values if of == unit][:_MANY]
        for first in range(len(sizes)):
            found += [(total, unit) for total in [*accumulate(sizes[first:])][1:]]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1_000)
def _rates(values: Values, told: Values) -> Values:
    """So many times a value that is `told`, or so much each; and the mean of all of a unit."""
    found = []
    for (x, unit), (y, of) in permutations({*values[:_MANY], *told}, 2):
        if unit == "" and x and not {(x, unit), (y, of)}.isdisjoint(told) and of != "points":
            found += [(x * y, of), (y / x, of)]
    for unit in {unit for _, unit in values} - {"points"}:
        some = [size for size, of in values if of == unit]
        found.append((sum(some) / len(some), unit))
    return tuple(dict.fromkeys(found))


def _wholes(values: Values) -> Iterator[Value]:
    """What each value is of all of its unit, or of itself and another; and a share with what it is added to."""
    for size, unit in values[:_MANY]:
        others = [other for other, of in values[:_MANY] if of == unit and other != size]
        wholes = {sum(others), *others} if unit not in ("%", "points") else set()
        yield from ((100 * size / (size + other), "%") for other in wholes if other and size + other)
        if unit == "%":
            yield from ((_WHOLE + size, "%"), (_WHOLE - size, "%"))


def _pairs(values: Values, told: Values | None) -> Iterable[tuple[Value, Value]]:
    some = values[:_MANY]
    return combinations(some, 2) if told is None else ((a, b) for a in told[:_MANY] for b in some if a != b)


def _steps(a: Value, b: Value, told: bool, apart: bool) -> Iterator[Value]:
    """What two values give: difference, ratio and change of one unit (of shares where one is `told`, and then what they
    add up to); unless they stand `apart`, a share of a value, what it is a share of, and of one `told` both of what is
    more or less by it.
    """
    (x, unit), (y, other) = a, b
    if unit == other:
        yield x - y, "points" if unit == "%" else unit
        if unit == "%" and told and x + y <= _WHOLE:
            yield x + y, unit
        for one, two in ((x, y), (y, x)):
            if two and (unit != "%" or told):
                yield 100 * one / two, "%"
                yield 100 * abs(one - two) / abs(two), "change"
    elif "%" in (unit, other):
        share, (size, of) = (x, b) if unit == "%" else (y, a)
        if share and of != "points" and not apart:
            for part in (share, _WHOLE + share, _WHOLE - share) if told else (share,):
                yield size * part / 100, of
                if part:
                    yield 100 * size / part, of
