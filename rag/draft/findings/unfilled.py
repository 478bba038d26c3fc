"""What a sentence leaves to be filled in: a share or sum printed as "xx%" or "£TBC", a day as "on TBC".

Rows, bullets and fragments are left alone: what is open there is another column's, of a later year or not worth asking.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rag.draft.findings.finding import Finding
from rag.draft.material.report import Statement
from rag.draft.material.saying import place

_OPEN = frozenset(("TBC", "TBA"))  # the abbreviations that stand for what is still to be told, whatever that is
_ON = frozenset(("by", "on", "in", "from", "until"))  # before a day
_EDGES = ".,;:()[]*–-"
_MOST = 30  # words of a sentence that is said


def unfilled(statements: Sequence[Statement]) -> Iterator[Finding]:
    """One finding for each paragraph with a full sentence that has a blank for a figure or day."""
    taken = set[str]()
    for one in statements:
        blanks = _blanks(one.text) if one.whole and one.said.kind == "prose" else []
        fits = not one.leaning and one.text.endswith(".") and len(one.text.split()) <= _MOST
        if blanks and fits and taken.isdisjoint((one.text, one.passage.id)):
            taken |= {one.text, one.passage.id}
            words = {"where": place(one), "words": " ".join(one.text.split()).rstrip(".")}
            way = "" if blanks[0].upper() in _OPEN else "crossed" if len(blanks) == 1 else "crosses"
            yield Finding("unfilled", "gap", (one,), f"“{blanks[0]}” is printed", words, 0, way)


def _blanks(text: str) -> list[str]:
    """The words that stand for a share, sum or day which is not filled in."""
    words = [word.strip(_EDGES) for word in text.replace("£ ", "£").split()]
    days = [word for before, word in pairwise(words) if before in _ON and word.upper() in _OPEN]
    return [word for word in words if _figure(word)] + days


def _figure(word: str) -> bool:
    figures = word.strip("%£").upper()
    return figures != word.upper() and (figures in _OPEN or set(figures) == {"X"})
