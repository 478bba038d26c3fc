"""The figures of a text, normalised so that equals are equal, and what its figures come to.

A figure that a text does not print and its own figures give (rounded, counted, added, subtracted, compared) is worked
out anew from what is printed; what cannot be is not a figure of the text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, pairwise

from index.language.amounts import WORDS, numbers
from rag.check.words import cut

__all__ = ["WORDS", "Figure", "amounts", "figures"]

# Words that state an amount without a numeral; each must stand in the quote as it is.
_AMOUNTS = re.compile(
    r"\b(half|halved|halving|halves|doubl\w+|tripl\w+|trebl\w+|quadrupl\w+|twice|thrice|dozens?|hundreds|thousands"
    r"|millions|majority|minority|most|quarters|thirds|fifths|tenths)\b"
)


@dataclass(frozen=True)
class Figure:
    """A number with its unit ("%", "£", "ordinal", "" …), and the text it was read from."""

    value: Decimal
    unit: str
    printed: str

    @property
    def key(self) -> tuple[Decimal, str]:
        """What two mentions of one figure share."""
        return (self.value, self.unit)


def figures(text: str) -> list[Figure]:
    """Every figure in the folded `text`, in order. Amount words ("half", "twice") are in `amounts` instead."""
    words = cut(text)
    glued = [b.start for a, b in pairwise(words) if a.end == b.start and a.text[0].isdigit() and len(b.text) >= _UNIT]
    for start in reversed(glued):  # "16- 18years"
        text = f"{text[:start]} {text[start:]}"
    told = (n for n in numbers(text) if n.value or "000" not in n.printed)  # "£000" is a unit
    return [Figure(Decimal(str(n.value)).normalize(), n.unit, n.printed) for n in told]


def amounts(text: str) -> set[str]:
    """Words that state an amount without a numeral, lower case."""
    return {match[1] for match in _AMOUNTS.finditer(text.lower())}


_UNIT = 4  # letters of a word that a figure was run together with
_LONG = 5  # digits from which a figure hardly comes of two others by chance
_FEW = 4  # figures of one unit among which any two may be reckoned with, though the sentence repeats neither
_MANY = 8  # figures of one unit of which all may be added
_COUNTED = 20  # things that a person counts in a list
_SCALED = 1_000_000  # a sum from which on nobody prints it in thousands
_ROUNDED = 10_000  # a bare number from which a round one may stand for it
_SHARE_OFF = Decimal("0.08")  # how far from its word a share may be: "a third" for 30.9 %
_SHARES = {"half": (1, 2), "halved": (1, 2), "halves": (1, 2), "halving": (1, 2), "double": (2, 1), "doubled": (2, 1),
           "doubling": (2, 1), "twice": (2, 1), "triple": (3, 1), "tripled": (3, 1), "treble": (3, 1), "thrice": (3, 1),
           "third": (1, 3), "fourth": (1, 4), "fifth": (1, 5), "sixth": (1, 6), "tenth": (1, 10), "thirds": (2, 3),
           "quarters": (3, 4)}  # fmt: skip
PARTS = frozenset({"quarters", "thirds"})  # "three quarters" is one share
_MAJORITY = frozenset({"most", "majority"})


def working(figure: Figure, said: Sequence[Figure], printed: Sequence[Figure], ground: str, units: str = "") -> str:
    """How `figure` comes from the `printed` figures of the folded `ground`; "" when it does not. `said` are the
    sentence's other figures: of two that are reckoned with, one must be among them, unless the ground has few of that
    unit or the figure has too many digits to come of two by chance. `units` is what stands around the ground and may
    name the unit of its bare figures.
    """
    if how := rounded(figure, printed, ground + units) or _column(figure, ground):
        return how
    if figure.unit == "%" and (word := next((w for w in amounts(ground) if _per_cent(w) == figure.value), "")):
        return f"{figure.printed} is “{word}”"
    if figure.unit == "" and figure.value in _counts(ground):
        return f"{figure.printed} things are listed"
    repeated = {s.value for s in said}
    any_two = len(figure.value.normalize().as_tuple().digits) >= _LONG
    for a, b in combinations(_distinct(printed), 2):
        few = any_two or len({p.value for p in printed if p.unit == a.unit}) <= _FEW
        near = few or a.value in repeated or b.value in repeated
        if not near or not (a.unit == b.unit or "" in (a.unit, b.unit)):
            continue
        for value, unit, how in _reckoned(a, b):
            if _same(figure, value, unit):
                return f"{figure.printed} is {how}"
    return _added(figure, said, printed)


def rounded(figure: Figure, printed: Sequence[Figure], ground: str) -> str:
    """How `figure` is one of the `printed` ones with fewer digits, or in a unit that the ground names; "" for not."""
    known = next((p for p in printed if _rounds(figure, p, ground)), None)
    return f"{figure.printed} is {known.printed}, rounded" if known else ""


def between(figure: Figure, said: Sequence[Figure]) -> bool:
    """True when `figure` is the sum, difference, product or share of two figures `said` beside it."""
    for a, b in combinations(_distinct(said), 2):
        reckoned = [(value, unit) for value, unit, _ in _reckoned(a, b)] if a.unit == b.unit else []
        if "" in (a.unit, b.unit) and a.value and b.value:
            whole, count = (a, b) if b.unit == "" else (b, a)
            reckoned += [(whole.value * count.value, whole.unit), (whole.value / count.value, whole.unit)]
        if any(_same(figure, value, unit) or _rounds(figure, Figure(value, unit, ""), "") for value, unit in reckoned):
            return True
    return False


def unproved(said: Sequence[Figure], holds: Callable[[Figure, list[Figure]], bool]) -> list[Figure]:
    """The figures `said` that do not hold, each asked of beside the others, nor come of two that do."""
    proved = [figure for figure in said if holds(figure, [s for s in said if s is not figure])]
    return [f for f in said if f not in proved and not between(f, proved)]


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
    return wanted in apart or any(abs(v - wanted) <= max(_SHARE_OFF * wanted * 2, Decimal("0.02")) for v in values)


def _rounds(figure: Figure, known: Figure, ground: str) -> bool:
    """True when `figure` is `known` with fewer digits, or in another unit that the ground's heading gives."""
    for value, unit in _in_units(known, ground):
        if not (figure.unit == unit or (figure.unit == "points" and unit == "%")):
            continue
        if abs(value) == abs(figure.value):
            return True
        if abs(value) < _ROUNDED and value == value.to_integral_value():
            continue
        digits, last = _precision(figure)
        if digits > 1 and (abs(value) / last).quantize(Decimal(1), ROUND_HALF_UP) * last == abs(figure.value):
            return True
    return False


def _precision(figure: Figure) -> tuple[int, Decimal]:
    """(digits that a figure tells, what its last one is worth): three and 100,000 for "£20.0m", two and 1,000 for
    "25,000".
    """
    _, digits, exponent = figure.value.normalize().as_tuple()
    told = next((w.text for w in cut(figure.printed) if "." in w.text[1:]), "")
    whole = Decimal("".join(c for c in told if c.isdigit()) or 0)
    if not whole:
        return len(digits), Decimal(1).scaleb(int(exponent))
    return sum(c.isdigit() for c in told), abs(figure.value) / whole


def _in_units(known: Figure, ground: str) -> Iterator[tuple[Decimal, str]]:
    yield known.value, known.unit
    size = abs(known.value)
    pence = known.printed[-3:-2] == "." and "£" in ground
    if known.unit == "" and (pence or known.printed[-1:].lower() in ("k", "m")):
        yield known.value, "£"  # "underspend 2K", and "1,204.50" in a column of "£"
    if known.unit in ("", "£") and (10 <= size < _SCALED or size != size.to_integral_value()):  # one digit is a count
        plain = ground.replace("'", "").replace(" ", "")
        if "£000" in plain or "£k" in plain.lower():
            yield known.value * 1000, "£"
        if "£m" in plain.lower():
            yield known.value * 1_000_000, "£"


def _counts(ground: str) -> set[Decimal]:
    """How many things the ground lists: its marked points, and what each sentence strings together."""
    counts = {sum(ground.count(mark) for mark in "•\uf0b7")}
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


def _per_cent(word: str) -> Decimal | None:
    """The share that a word states, in whole per cent: 75 for "quarters"."""
    part, whole = _SHARES.get(word, (0, 0))
    return (Decimal(100 * part) / whole).quantize(Decimal(1)) if part else None


def _column(figure: Figure, ground: str) -> str:
    """How `figure` is the sum of the figures that fill cells of the ground's rows; "" when it is not."""
    cells = [(piece.strip(), figures(piece)[:1]) for piece in ground.split("|")[1:]]
    column = [f.value for text, some in cells for f in some if text.startswith(f.printed) and f.unit == figure.unit]
    summed = len(column) > 1 and sum(column) == figure.value
    return f"{figure.printed} is the sum of {len(column)} rows" if summed else ""


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
