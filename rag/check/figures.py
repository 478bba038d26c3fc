"""The figures of a text, normalised so that equals are equal, and what its figures come to.

A figure that a text does not print and its own figures give (rounded, counted, added, subtracted, compared) is worked
out anew from what is printed; what cannot be is not a figure of the text.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import combinations, pairwise

from index.language.amounts import numbers
from index.language.sentences import split
from rag.check.shares import Share, hedge, shares
from rag.check.times import Time, times
from rag.check.words import cut


@dataclass(frozen=True)
class Figure:
    """A number with its unit ("%", "£", "ordinal", "" …), the text it was read from, and its hedge ("about" …)."""

    value: Decimal
    unit: str
    printed: str
    hedge: str = ""

    @property
    def key(self) -> tuple[Decimal, str]:
        """What two mentions of one figure share."""
        return (self.value, self.unit)


@dataclass(frozen=True)
class Said:
    """What a folded text says in times, shares in words and figures, each read once, and the `rest` of its words: the
    figures' still, without those of the times and of the shares that count nothing. `printed` are also the figures in
    those shares ("1 in 36").
    """

    times: tuple[Time, ...]
    shares: tuple[Share, ...]
    figures: tuple[Figure, ...]
    printed: tuple[Figure, ...]
    rest: str


@lru_cache(maxsize=2_000)
def said_in(text: str) -> Said:
    """The times, shares and figures of the folded `text`."""
    dated, undated = times(text)
    parts, rest = shares(undated)
    return Said(tuple(dated), tuple(parts), tuple(figures(rest)), tuple(figures(undated)), rest)


def figures(text: str) -> list[Figure]:
    """Every figure in the folded `text`, in order; pence are pounds, a time of day is "12.30". Shares in words are told
    by `shares`, amount words ("dozens") by `amounts`.
    """
    words = cut(text)
    glued = [b for a, b in pairwise(words) if a.end == b.start and a.text[0].isdigit() and _is_apart(b.text)]
    colons = [b for a, b, c in zip(words, words[1:], words[2:], strict=False) if b.text == ":" and a.text.isdigit()
              and a.end == b.start and b.end == c.start and c.text.isdigit() and len(c.text) == _MINUTES]  # fmt: skip
    for word in sorted([*glued, *colons], key=lambda w: -w.start):  # "16- 18years", "300sqm", "50p", "12:30"
        put = (".", word.end) if word.text == ":" else (" ", word.start)
        text = f"{text[: word.start]}{put[0]}{text[put[1] :]}"
    found: list[Figure] = []
    for n in numbers(text):
        value, unit = Decimal(str(n.value)).normalize(), n.unit
        if not unit and (text[n.end :].split(None, 1) or [""])[0].rstrip(".,;:)") in ("p", "pence"):
            value, unit = value / 100, "£"
        if n.value or "000" not in n.printed:  # "£000" is a unit
            before = text[max(0, n.start - 40) : n.start].lower().split()
            again = found[-1:] if before[-1:] == ["and"] else []  # "around 30 cats and 20 dogs"
            found.append(Figure(value, unit, n.printed, hedge(before) or "".join(f.hedge for f in again)))
    return found


def _is_apart(letters: str) -> bool:
    """True for a word, a unit, pence or a note's sign ("²") run together with a figure; no ordinal or scale, no label's
    letter ("12b").
    """
    word = letters[0].isalpha() and (len(letters) > 1 or letters == "p") and letters not in _ENDS
    return word or letters.isdigit()


_ENDS = ("st", "nd", "rd", "th", "bn", "mn")  # letters that `numbers` reads as part of a figure
_MINUTES = 2  # digits after the colon of a time of day, which is read as with a point: "12:30" and "12.30" are one
_LONG = 5  # digits from which a figure hardly comes of two others by chance
FEW = 4  # figures of one unit among which any two may be reckoned with, though the sentence repeats neither
MANY = 8  # figures of one unit of which all may be added
_COUNTED = 20  # things that a person counts in a list
_SCALED = 1_000_000  # a sum from which on nobody prints it in thousands
_CLOSE = 100  # parts, one of which a figure of one digit may be off what it rounds: "£1m" for £1.002m
_BESIDE = 3  # sentences in a row, of which two figures of a quote that are reckoned with are
_NEARLY = 20  # parts, one of which a hedged round figure may be off: "about ten" for 10.4
_ROUNDED = 10_000  # a bare number from which a round one may stand for it


def comes(figure: Figure, said: Sequence[Figure], printed: Sequence[Figure], ground: str, units: str = "") -> bool:
    """True when `figure` comes from the `printed` figures of the folded `ground`. `said` are the sentence's other
    figures: of two that are reckoned with, one must be among them, unless the ground has few of that unit or the figure
    has too many digits to come of two by chance. `units` is what stands around the ground and may name the unit of its
    bare figures.
    """
    if rounded(figure, printed, ground + units) or (figure.unit == "" and figure.value in _counts(ground)):
        return True
    if figure.unit == "%" and any(round(100 * s.value) == figure.value for s in shares(ground)[0]):
        return True
    repeated, group = {s.value for s in said}, Counter(unit for _, unit in {p.key for p in printed})
    quotes = [[{p.key for p in said_in(one[a:b]).printed} for a, b in split(one)] for one in ground.split("\n")]
    any_two = len(figure.value.normalize().as_tuple().digits) >= _LONG
    for a, b in combinations(_distinct(printed), 2):
        told = a.value in repeated or b.value in repeated
        near, exact = any_two or ((group[a.unit] <= FEW or told) and (a.unit == "£" or not _far(a, b, quotes))), False
        if _is_part(a, b):  # a percentage is one of a sum that its own sentence gives
            near, exact = any({a.key, b.key} <= keys for quote in quotes for keys in quote), not told
        gives = _reckoned(a, b, told) if near and (a.unit == b.unit or _is_part(a, b)) else ()
        if _is_one_of(figure, gives, exact):
            return True
    money = [p.value for p in printed if p.unit == "£"]
    total = [(sum(money, Decimal()), "£")]
    if figure.unit == "" and figure.value == len(money) > 1 and any(_is_one_of(s, total) for s in said):
        return True  # "the three sums come to £6.2m"
    known = {p.value for p in printed}
    mine = [s.value for s in said if s.unit == figure.unit and s.value in known and s is not figure]
    theirs = [p.value for p in printed if p.unit == figure.unit]
    sums = [abs(sum(values)) for values in (mine, theirs) if 2 < len(values) <= MANY]
    return abs(figure.value) in sums


def rounded(figure: Figure, printed: Sequence[Figure], ground: str) -> bool:
    """True when `figure` is one of the `printed` ones with fewer digits, or in a unit that the ground names."""
    return any(_rounds(figure, known, ground) for known in printed)


def between(figure: Figure, said: Sequence[Figure]) -> bool:
    """True when `figure` is the sum, difference, product or share of two figures `said` beside it."""
    for a, b in combinations(_distinct(said), 2):
        reckoned = [*_reckoned(a, b)] if a.unit == b.unit else []
        if "" in (a.unit, b.unit) and a.value and b.value:
            whole, count = (a, b) if b.unit == "" else (b, a)
            reckoned += [(whole.value * count.value, whole.unit), (whole.value / count.value, whole.unit)]
        if _is_one_of(figure, reckoned):
            return True
    return False


def _is_one_of(figure: Figure, reckoned: Iterable[tuple[Decimal, str]], exact: bool = False) -> bool:
    """True when `figure` is one of the values `reckoned`, rounded unless it must be `exact`; hedged of points alone, as
    something reckoned is near any round figure.
    """
    round_one = figure if figure.unit == "points" else replace(figure, hedge="")
    return any(
        _same(figure, value, unit) or (not exact and _rounds(round_one, Figure(value, unit, ""), ""))
        for value, unit in reckoned
    )


def _far(a: Figure, b: Figure, quotes: Sequence[Sequence[set[tuple[Decimal, str]]]]) -> bool:
    """True for two figures of one quote that stand together in no few of its sentences in a row."""
    runs = [[set().union(*quote[i : i + _BESIDE]) for i in range(len(quote))] for quote in quotes]
    both = {a.key, b.key}
    return any(both <= set().union(*run) and not any(both <= keys for keys in run) for run in runs)


def _is_part(a: Figure, b: Figure) -> bool:
    return "%" in (a.unit, b.unit) and a.unit != b.unit


def unproved(said: Sequence[Figure], holds: Callable[[Figure, list[Figure]], bool]) -> list[Figure]:
    """The figures `said` that do not hold, each asked of beside the others, nor come of two that do."""
    proved = [figure for figure in said if holds(figure, [s for s in said if s is not figure])]
    return [f for f in said if f not in proved and not between(f, proved)]


def _rounds(figure: Figure, known: Figure, ground: str) -> bool:
    """True when `figure` is `known` with fewer digits, or in another unit that the ground's heading gives."""
    for value, unit in _in_units(known, ground):
        if not (figure.unit == unit or (figure.unit == "points" and unit == "%")):
            continue
        if abs(value) == abs(figure.value):
            return True
        if figure.hedge and _is_about(figure, abs(value)):
            return True
        if abs(value) < _ROUNDED and value == value.to_integral_value():
            continue
        digits, last = _precision(figure)
        near = digits > 1 or abs(abs(value) - abs(figure.value)) * _CLOSE <= abs(value)
        if near and (abs(value) / last).quantize(Decimal(1), ROUND_HALF_UP) * last == abs(figure.value):
            return True
    return False


def _is_about(figure: Figure, value: Decimal) -> bool:
    """True where a round figure is hedged as what `value` is to it: about, over or under, by its last digit at most."""
    said = abs(figure.value)
    last = Decimal(1).scaleb(int(said.normalize().as_tuple().exponent))
    low, high = {"about": (-last / 2, last / 2), "over": (Decimal(), last), "under": (-last, Decimal())}[figure.hedge]
    return figure.unit != "%" and last > 1 and low <= value - said <= high and abs(value - said) * _NEARLY <= said


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
    """How many things the ground lists: its marked points, and what each sentence strings together, as far as an "and"
    or to its end.
    """
    counts = {sum(ground.count(mark) for mark in "•\uf0b7")}
    strung = parted = 0
    last = ""
    for word in cut(ground + " ."):
        if word.text in (".", ";", "?", "!"):
            counts.add(strung + 1)
            strung, parted = 0, parted + 1 if word.text == ";" else 0
        elif word.text == "," or word.lower in ("and", "or"):
            strung += 1
            counts |= {strung + 1} if word.text != "," else set()
            counts |= {parted + 1} if last == ";" else set()  # "A, of May; B, of June; and C"
        last = word.text
    return {Decimal(n) for n in counts if 1 < n <= _COUNTED}


def _distinct(printed: Sequence[Figure]) -> list[Figure]:
    return list({(p.value, p.unit): p for p in printed}.values())


def _reckoned(a: Figure, b: Figure, told: bool = True) -> Iterator[tuple[Decimal, str]]:
    """(value, unit) of what two figures give: difference, sum (of percentages where one is `told` beside it), share,
    change, and what a share of one is.
    """
    if _is_part(a, b):
        part, whole = (a, b) if a.unit == "%" else (b, a)
        if part.value and whole.unit:
            yield whole.value * part.value / 100, whole.unit
            yield whole.value / part.value * 100, whole.unit
        return
    for unit in {a.unit, "points" if a.unit == "%" else a.unit}:
        yield a.value - b.value, unit
    if a.unit != "%" or told:
        yield a.value + b.value, a.unit
    for one, other in ((a, b), (b, a)):
        if other.value:
            yield one.value / other.value * 100, "%"
            yield abs(one.value - other.value) / abs(other.value) * 100, "%"


def _same(figure: Figure, value: Decimal, unit: str) -> bool:
    if figure.unit != unit and not (figure.unit == "" and unit == "points"):
        return False
    if unit != "%":
        return abs(value) == abs(figure.value)
    exponent = figure.value.as_tuple().exponent
    return abs(value).quantize(Decimal(1).scaleb(min(0, int(exponent))), ROUND_HALF_UP) == abs(figure.value)
