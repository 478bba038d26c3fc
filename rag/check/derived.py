"""Figures that a text does not print and its own figures give: rounded, counted, added, subtracted, compared.

Each is worked out anew from what is printed; what cannot be is not a figure of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from rag.check.figures import Figure
from rag.check.words import cut

_FEW = 4  # figures of one unit among which any two may be reckoned with, though the sentence repeats neither
_MANY = 8  # figures of one unit of which all may be added
_COUNTED = 20  # things that a person counts in a list
_ROUNDED = 10_000  # a bare number from which a round one may stand for it
_NEAR = Decimal("0.08")  # how far from its word a share may be: "a third" for 30.9 %
_SHARES = {"half": (1, 2), "halved": (1, 2), "halves": (1, 2), "halving": (1, 2), "double": (2, 1), "doubled": (2, 1),
           "doubling": (2, 1), "twice": (2, 1), "triple": (3, 1), "tripled": (3, 1), "treble": (3, 1), "thrice": (3, 1),
           "third": (1, 3), "fourth": (1, 4), "fifth": (1, 5), "sixth": (1, 6), "tenth": (1, 10), "thirds": (2, 3),
           "quarters": (3, 4)}  # fmt: skip
_MAJORITY = frozenset({"most", "majority"})


def working(figure: Figure, said: Sequence[Figure], printed: Sequence[Figure], ground: str) -> str:
    """How `figure` comes from the `printed` figures of the folded `ground`; "" when it does not.

    `said` are the sentence's other figures: of two that are reckoned with, one must be among them, unless the ground
    has few of that unit.
    """
    for known in printed:
        if _rounds(figure, known, ground):
            return f"{figure.printed} is {known.printed}, rounded"
    if figure.unit == "" and figure.value in _counts(ground, printed):
        return f"{figure.printed} things are listed"
    repeated = {s.value for s in said}
    for a, b in combinations(_distinct(printed), 2):
        near = a.value in repeated or b.value in repeated or len({p.value for p in printed if p.unit == a.unit}) <= _FEW
        if not near or not (a.unit == b.unit or "" in (a.unit, b.unit)):
            continue
        for value, unit, how in _reckoned(a, b):
            if _same(figure, value, unit):
                return f"{figure.printed} is {how}"
    return _added(figure, said, printed)


def share_of(word: str, printed: Sequence[Figure]) -> bool:
    """True when a word for a share ("half", "most", "doubled", "a third") is what the printed figures give."""
    values = [p.value / 100 for p in printed if p.unit == "%"]
    for a, b in combinations(_distinct(printed), 2):
        if a.unit == b.unit and a.value and b.value:
            values += [a.value / b.value, b.value / a.value]
    if word in _MAJORITY:
        return any(Decimal("0.5") < v <= 1 for v in values)
    if word not in _SHARES:
        return False
    wanted = Decimal(_SHARES[word][0]) / Decimal(_SHARES[word][1])
    apart = {abs(a.value - b.value) for a, b in combinations(_distinct(printed), 2) if a.unit == b.unit}
    return wanted in apart or any(abs(v - wanted) <= max(_NEAR * wanted * 2, Decimal("0.02")) for v in values)


def _rounds(figure: Figure, known: Figure, ground: str) -> bool:
    """True when `figure` is `known` with fewer digits, or in another unit that the ground's heading gives."""
    for value, unit in _in_units(known, ground):
        if not (figure.unit == unit or (figure.unit == "points" and unit == "%")):
            continue
        if abs(value) == abs(figure.value):
            return True
        if abs(value) < _ROUNDED and value == value.to_integral_value():
            continue
        places = figure.value.normalize().as_tuple().exponent
        digits = len(figure.value.normalize().as_tuple().digits)
        if digits < 2 or not isinstance(places, int):
            continue
        if abs(value).quantize(Decimal(1).scaleb(places), ROUND_HALF_UP) == abs(figure.value):
            return True
    return False


def _in_units(known: Figure, ground: str) -> Iterator[tuple[Decimal, str]]:
    yield known.value, known.unit
    if known.unit in ("", "£"):
        plain = ground.replace("'", "").replace(" ", "")
        if "£000" in plain:
            yield known.value * 1000, "£"
        if "£m" in plain.lower():
            yield known.value * 1_000_000, "£"


def _counts(ground: str, printed: Sequence[Figure]) -> set[Decimal]:
    """How many things the ground lists: its lines, its marked points, and what each sentence strings together."""
    lines = [line for line in ground.split("\n") if line.strip()]
    counts = {len(lines), len(lines) - 1, sum(ground.count(mark) for mark in "•\uf0b7"), len(printed)}
    strung = 0
    for word in cut(ground):
        if word.text in (".", ";", "?", "!"):
            strung = 0
        elif word.text == "," or word.lower in ("and", "or"):
            strung += 1
            counts.add(strung + 1)
    return {Decimal(n) for n in counts if 1 < n <= _COUNTED}


def _distinct(printed: Sequence[Figure]) -> list[Figure]:
    return list({(p.value, p.unit): p for p in printed}.values())


def _reckoned(a: Figure, b: Figure) -> Iterator[tuple[Decimal, str, str]]:
    """(value, unit, working) of what two figures give."""
    unit = a.unit or b.unit
    high, low = max(a, b, key=lambda f: f.value), min(a, b, key=lambda f: f.value)
    yield high.value - low.value, unit, f"{high.printed} less {low.printed}"
    if unit == "%":
        yield high.value - low.value, "points", f"{high.printed} less {low.printed}"
    yield a.value + b.value, unit, f"{a.printed} and {b.printed}"
    if a.unit == b.unit:
        for one, other in ((a, b), (b, a)):
            if other.value:
                yield one.value / other.value * 100, "%", f"{one.printed} of {other.printed}"
                yield abs(one.value - other.value) / abs(other.value) * 100, "%", f"{one.printed} from {other.printed}"


def _same(figure: Figure, value: Decimal, unit: str) -> bool:
    if figure.unit != unit and not (figure.unit == "" and unit == "points"):
        return False
    if unit != "%":
        return abs(value) == abs(figure.value)
    exponent = figure.value.as_tuple().exponent
    return abs(value).quantize(Decimal(1).scaleb(min(0, int(exponent))), ROUND_HALF_UP) == abs(figure.value)


def _added(figure: Figure, said: Sequence[Figure], printed: Sequence[Figure]) -> str:
    known = {p.value for p in printed}
    mine = [s.value for s in said if s.unit == figure.unit and s.value in known and s is not figure]
    theirs = [p.value for p in printed if p.unit == figure.unit]
    for values in (mine, theirs):
        if 2 < len(values) <= _MANY and sum(values) == figure.value:
            return f"{figure.printed} is the sum of {', '.join(map(str, values))}"
    return ""

