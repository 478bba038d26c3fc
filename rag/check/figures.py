"""The figures of a text, normalised so that equals are equal."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from index.language.amounts import numbers
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
    those shares ("1 in 36"), and the two that a short year may be as well ("23/24").
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
    pairs = " ".join(t.printed.replace("/", " ") for t in dated if len(t.printed) == 5 and "/" in t.printed)
    return Said(tuple(dated), tuple(parts), tuple(figures(rest)), (*figures(undated), *figures(pairs)), rest)


def figures(text: str) -> list[Figure]:
    """Every figure in the folded `text`, in order. Shares in words are told by `shares`, and amounts in words
    ("dozens") are not read.
    """
    glued = [b for a, b in pairwise(cut(text)) if a.end == b.start and a.text[0].isdigit() and _is_apart(b.text)]
    for word in reversed(glued):  # "16- 18years", "300sqm"
        text = f"{text[: word.start]} {text[word.start :]}"
    found: list[Figure] = []
    for n in numbers(text):
        if n.value or "000" not in n.printed:  # "£000" is a unit
            before = text[max(0, n.start - 40) : n.start].lower().split()
            found.append(Figure(Decimal(str(n.value)).normalize(), n.unit, n.printed, hedge(before)))
            if n.unit == "%" and found[-2:-1] and text[: n.start].endswith(f"{found[-2].printed}-"):  # "15-20%"
                found[-2] = replace(found[-2], unit=n.unit)
    return found


def _is_apart(letters: str) -> bool:
    """True for a word, a unit or a note's sign ("²") run together with a figure; no ordinal or scale, no label's
    letter ("12b").
    """
    return letters.isdigit() or (letters[0].isalpha() and len(letters) > 1 and letters not in _ENDS)


_ENDS = ("st", "nd", "rd", "th", "bn", "mn")  # letters that `numbers` reads as part of a figure
