"""Whether the figures and shares that a text tells are those of its grounds, or what these come to."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import permutations

from index.language.sentences import split
from rag.check.figures import Figure, Said, said_in
from rag.check.lengths import time_unit
from rag.check.reckoning import LARGEST, Grade, Value, Wanted, reckoned, wanted, wanted_share
from rag.check.shares import Share
from rag.check.words import cut

_COUNTED = 20  # things that a person counts in a list
_AT_ONCE = 24  # figures of a sentence that are looked for
_SCALED = 1_000_000  # a sum from which on nobody prints it in thousands
# Amounts told without a numeral, and what they may stand for.
_AMOUNTS = {"dozens": (24, 200), "hundreds": (200, 2_000), "thousands": (2_000, 10**6), "millions": (2 * 10**6, 10**9)}


@dataclass(frozen=True)
class Known:
    """What grounds tell: the figures that they print, the values of each of their sentences in every unit that a head
    gives them, and how many things they list.
    """

    keys: frozenset[tuple[Decimal, str]]
    printed: frozenset[Value]
    sentences: tuple[tuple[Value, ...], ...]
    counts: tuple[Value, ...]
    words: frozenset[str]

    def tells(self, one: Wanted) -> bool:
        """True when a value is printed that may be told so."""
        return any(one.repeats(value) for value in self.printed)


@lru_cache(maxsize=2_000)
def known_of(grounds: tuple[str, ...], heads: str, loose: bool = False) -> Known:
    """What the folded `grounds` tell, where `heads` may name the unit of their bare figures; where they are `loose`,
    these may be thousands and millions unnamed.
    """
    sentences, keys, counts = list[tuple[Value, ...]](), set[tuple[Decimal, str]](), Counter[str]()
    unnamed = set[Value]()
    for ground in grounds:
        for said in (said_in(ground[a:b]) for a, b in split(ground)):
            figures = [f for f in said.figures if _is_reckonable(f) and f.unit != "ordinal"]
            values = [(float(v), u) for f in figures for v, u in _in_units(f, ground + heads)]
            values += [(100 * float(s.value), "%") for s in said.shares if not s.points]
            sentences.append(tuple(dict.fromkeys(values)))
            if loose:
                unnamed |= {(float(v), u) for f in figures for v, u in _in_units(f, "£000 £m")}
        printed = {f.key for f in said_in(ground).printed}
        keys |= printed
        counts.update(unit for _, unit in printed)
    listed = [*_counts("\n".join(grounds)), *(counts.values() if loose else ())]
    words = frozenset(w.lower for ground in grounds for w in cut(ground))
    printed_too = frozenset(unnamed.union(*sentences))
    return Known(frozenset(keys), printed_too, tuple(sentences), tuple((float(n), "") for n in listed), words)


def said_otherwise(said: Said, given: Known, holds: Callable[[Figure], bool], loose: bool = False) -> list[str]:
    """What of the figures, shares and words of amounts `said` neither holds nor stands in what is `given`, and is not
    proved by what it comes to (`loose`: nor possible by it), each taken beside those that are proved: "gives 44",
    "says “half”".
    """
    grades: tuple[Grade, ...] = ("none",) if loose else ("possible", "none")
    figures = [f for f in said.figures if f.key not in given.keys and not holds(f)]
    beyond = [f for f in figures if not _is_reckonable(f)]
    figures = [f for f in figures if _is_reckonable(f)]
    over, figures = figures[_AT_ONCE:], figures[:_AT_ONCE]
    every: list[tuple[Figure | Share, Wanted]] = [(f, _wanted(f, said)) for f in figures]
    every += [(s, wanted_share(s)) for s in said.shares if not s.counted]
    left = [(one, sought) for one, sought in every if not given.tells(sought)]
    untold = [*(one for one, _ in left), *beyond, *over]
    told = [(float(f.value), f.unit) for f in said.figures if _is_reckonable(f) and all(f is not one for one in untold)]
    judged = list[tuple[Figure | Share, Grade]]()
    while left:
        judged = [(one, _graded(one, sought, said, told, given)) for one, sought in left]
        still = [pair for pair, (_, grade) in zip(left, judged, strict=True) if grade != "proved"]
        if len(still) == len(left):
            break
        told += [(sought.size, _unit(one)) for one, sought in left if all(one is not other for other, _ in still)]
        left, judged = still, []
    unread = beyond if loose else [*beyond, *over]  # one that was not looked for is not proved, nor proved wrong
    problems = [f"gives {f.printed}" for f in unread]
    problems += [f"gives {f.printed}" for f, grade in judged if isinstance(f, Figure) and grade in grades]
    problems += [f"says “{s.printed}”" for s, grade in judged if isinstance(s, Share) and grade in grades]
    return problems + [f"says “{word}”" for word in _amounts(said, given)]


def _is_reckonable(figure: Figure) -> bool:
    return figure.value.is_finite() and abs(figure.value) < LARGEST


def _amounts(said: Said, given: Known) -> list[str]:
    """The words of amounts said ("dozens") that are not those of what is given, nor tell one of its values."""
    mine = [w.lower for w in cut(said.rest) if w.lower in _AMOUNTS and w.lower not in given.words]
    values = [size for size, unit in given.printed if unit in ("", "£")]
    return [word for word in mine if not any(_AMOUNTS[word][0] <= size <= _AMOUNTS[word][1] for size in values)]


def _wanted(figure: Figure, said: Said) -> Wanted:
    points = not figure.unit and f"{figure.printed} point" in said.rest
    return wanted(figure.value, "points" if points else figure.unit, figure.printed, figure.hedge)


def _unit(one: Figure | Share) -> str:
    return one.unit if isinstance(one, Figure) else "%"


def _graded(one: Figure | Share, sought: Wanted, said: Said, told: Sequence[Value], given: Known) -> Grade:
    """How far a figure is proved; a length of time is no count of things in a list, what
    something moved from and to is printed, and no result, and how many things there are, or which of them one is, may
    be counted where a paper only names them.
    """
    pairs = permutations(said.figures, 2)
    moved = [f for a, b in pairs if f"from {a.printed} to {b.printed}" in said.rest for f in (a, b)]
    timed = isinstance(one, Figure) and time_unit(one, said.rest)
    grade = reckoned(sought, told, given.sentences, () if timed else given.counts)
    counts = isinstance(one, Figure) and one.unit in ("", "ordinal") and one.value in range(1, _COUNTED + 1)
    return "possible" if (grade == "proved" and one in moved) or (grade == "none" and counts) else grade


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
