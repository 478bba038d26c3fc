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
    """A number with its unit ("%", "£", "ordinal", "clock", "" …), the text it was read from, and its hedge ("about"
    …).
    """

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
    """Every figure in the folded `text`, in order; pence are pounds, a time of day is "12.30", and 14.30 by a "clock"
    where "pm" stands after it. Shares in words are told by `shares`, amount words ("dozens") by `amounts`.
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
        after = "" if unit else (text[n.end :].split(None, 1) or [""])[0].rstrip(".,;:)").lower().replace(".", "")
        if after in ("p", "pence"):
            value, unit = value / 100, "£"
        elif after in ("am", "pm") and 0 < value < _NOON + 1:
            value, unit = value % _NOON + _NOON * (after == "pm"), "clock"
        if n.value or "000" not in n.printed:  # "£000" is a unit
            before = text[max(0, n.start - 40) : n.start].lower().split()
            again = found[-1:] if before[-1:] == ["and"] else []  # "around 30 cats and 20 dogs"
            found.append(Figure(value, unit, n.printed, hedge(before) or "".join(f.hedge for f in again)))
            if unit == "%" and found[-2:-1] and text[: n.start].endswith(f"{found[-2].printed}-"):  # "15-20%"
                found[-2] = replace(found[-2], unit=unit)
    return found


def _is_apart(letters: str) -> bool:
    """True for a word, a unit, pence or a note's sign ("²") run together with a figure; no ordinal or scale, no label's
    letter ("12b").
    """
    word = letters[0].isalpha() and (len(letters) > 1 or letters == "p") and letters not in _ENDS
    return word or letters.isdigit()


_ENDS = ("st", "nd", "rd", "th", "bn", "mn")  # letters that `numbers` reads as part of a figure
_NOON = 12
_MINUTES = 2  # digits after the colon of a time of day, which is read as with a point: "12:30" and "12.30" are one
