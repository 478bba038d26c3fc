"""Whether the figures, shares and lengths of time that a text tells are those of its grounds, or what these come to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import permutations

from index.language.sentences import split
from rag.check.figures import Figure, Said, said_in
from rag.check.reckoning import LARGEST, Grade, Value, Wanted, reckoned, wanted, wanted_share
from rag.check.shares import Share
from rag.check.times import TIME_UNITS, Time, spans
from rag.check.words import cut

_COUNTED = 20  # things that a person counts in a list
_EACH = frozenset({"each", "every", "per", "average"})  # what is so much a thing is a product or a quotient
_SCALED = 1_000_000  # a sum from which on nobody prints it in thousands


@dataclass(frozen=True)
class Known:
    """What grounds tell: the figures that they print, the values of each of their sentences and rows in every unit that
    a head gives, the shares that they tell in words, and how many things they list.
    """

    keys: frozenset[tuple[Decimal, str]]
    printed: frozenset[Value]
    sentences: tuple[tuple[Value, ...], ...]
    shares: tuple[Share, ...]
    counts: tuple[Value, ...]

    def tells(self, one: Wanted) -> bool:
        """True when a value is printed that may be told so, or a share in words that can be no other."""
        told = (one.holds(share) for share in self.shares if "%" in one.units)
        return any(told) or any(one.repeats(value) for value in self.printed)


@lru_cache(maxsize=2_000)
def known_of(grounds: tuple[str, ...], heads: str, loose: bool = False) -> Known:
    """What the folded `grounds` tell, where `heads` may name the unit of their bare figures; where they are `loose`,
    these may be thousands and millions unnamed.
    """
    sentences, shares, unnamed = list[tuple[Value, ...]](), list[Share](), set[Value]()
    for ground in grounds:
        for line in (ground[a:b] for a, b in split(ground)):
            said = said_in(line)
            figures = [f for f in said.figures if _is_reckonable(f) and f.unit != "ordinal"]
            parts = [(100 * float(share.value), "%") for share in said.shares if share.value <= 1]
            sentences.append((*_values(figures, ground + heads), *parts))
            shares += said.shares
            if loose:
                unnamed.update(_values(figures, "£000 £m"))
    keys = frozenset(figure.key for ground in grounds for figure in said_in(ground).printed)
    counted = tuple((float(n), "") for n in _counts("\n".join(grounds)))
    return Known(keys, frozenset(unnamed.union(*sentences)), tuple(sentences), tuple(shares), counted)


def _values(figures: Sequence[Figure], heads: str) -> tuple[Value, ...]:
    """The figures in every unit that the heads give."""
    return tuple((float(size), unit) for figure in figures for size, unit in _in_units(figure, heads))


def said_otherwise(
    said: Said, given: Known, holds: Callable[[Figure], bool], chance: float, loose: bool = False
) -> list[str]:
    """What of the figures and shares `said` neither holds nor stands in what is `given`, and is not proved by what it
    comes to with no more than that `chance` (`loose`: nor possible by it): "gives 44", "says “a third”".
    """
    grades: tuple[Grade, ...] = ("none",) if loose else ("possible", "none")
    figures = [f for f in said.figures if f.key not in given.keys and not holds(f)]
    beyond = [f for f in figures if not _is_reckonable(f)]
    figures = [f for f in figures if _is_reckonable(f)]
    every: list[tuple[Figure | Share, Wanted]] = [(f, _wanted(f, said)) for f in figures]
    every += [(s, wanted_share(s)) for s in said.shares]
    left = [(one, sought) for one, sought in every if not given.tells(sought)]
    untold = [*(one for one, _ in left), *beyond]
    printed = [f for f in said.figures if _is_reckonable(f) and all(f is not one for one in untold)]
    told = [(float(f.value), f.unit) for f in printed if f.unit != "ordinal"]
    judged = [(one, _graded(one, sought, said, told, given, chance)) for one, sought in left]
    problems = [f"gives {f.printed}" for f in beyond]
    problems += [f"gives {f.printed}" for f, grade in judged if isinstance(f, Figure) and grade in grades]
    return problems + [f"says “{s.printed}”" for s, grade in judged if isinstance(s, Share) and grade in grades]


def _is_reckonable(figure: Figure) -> bool:
    return figure.value.is_finite() and abs(figure.value) < LARGEST


def _wanted(figure: Figure, said: Said) -> Wanted:
    points = not figure.unit and f"{figure.printed} point" in said.rest
    return wanted(figure.value, "points" if points else figure.unit, figure.printed, figure.hedge)


def _graded(
    one: Figure | Share, sought: Wanted, said: Said, told: Sequence[Value], given: Known, chance: float
) -> Grade:
    """How far a figure is proved; what something moved from and to is printed, and no result, and how many things there
    are, or which of them one is, may be counted where a paper only names them.
    """
    pairs = permutations(said.figures, 2)
    moved = [f for a, b in pairs if f"from {a.printed} to {b.printed}" in said.rest for f in (a, b)]
    each = any(w.lower in _EACH for w in cut(said.rest)) or any(f"{f.printed} a " in said.rest for f in said.figures)
    grade = reckoned(sought, told, given.sentences, given.counts, each, chance)
    counts = isinstance(one, Figure) and one.unit in ("", "ordinal") and one.value in range(1, _COUNTED + 1)
    unsure = one in moved if grade == "proved" else counts and grade == "none"
    return "possible" if unsure else grade


def _in_units(known: Figure, ground: str) -> Iterator[tuple[Decimal, str]]:
    yield known.value, known.unit
    size = abs(known.value)
    money = not {"£", "(£)"}.isdisjoint(ground.split())
    if known.unit == "" and (money or known.printed[-1:].lower() in ("k", "m")):
        yield known.value, "£"  # "underspend 2K", and "1,204" in a column of "£"
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


def time_unit(figure: Figure, text: str) -> str:
    """The unit of time that a figure of the `text` is told of, such as "year"; "" for none."""
    return _told_of(figure, text)[0]


def lasts(figure: Figure, text: str, dated: Sequence[Time]) -> bool:
    """True for a count of days, weeks, months or years that lie between two of the times `dated`. A two-year lease and
    two-year-olds are told of a thing, and of no dates.
    """
    unit, rest = _told_of(figure, text) if figure.unit == "" else ("", "")
    after = cut(rest.removeprefix("s"))[:1]
    if not unit or (figure.value > 1 and rest[:1] != "s") or (after and after[0].lower == "old"):
        return False
    return figure.value in spans(unit, dated)


def _told_of(figure: Figure, text: str) -> tuple[str, str]:
    """The unit of time after the figure, and the text after that."""
    after = text.partition(figure.printed)[2].lower().lstrip(" -")
    unit = next((unit for unit in TIME_UNITS if after.startswith(unit)), "")
    return unit, after[len(unit) :]
