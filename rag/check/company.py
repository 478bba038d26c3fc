"""Whether a figure keeps its company: the words it is told of are those that stand by it in the paper.

The words around a figure of the sentence are looked for around every figure of the paper of the same kind. Where they
stand by another one, the figure was moved. Figures side by side, as in a row of a table, share what is said of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from rag.check.figures import WORDS
from rag.check.words import Word

_STOPS = frozenset(".;:?!\u2022\uf0b7")
_BREAKS = frozenset({",", "(", ")", "and", "but"})
_TIMES = frozenset({"quarter", "year", "month"})  # stems that stand by any figure
_STOP_COST, _BREAK_COST = 6, 3  # words that a sentence's end, and a comma, a bracket or a figure between, count for
_REACH = 24  # words beyond which nothing is near
_CLEARLY = 3  # words by which one must be nearer to count
_BETTER = 1.05  # how much better the company must stand by another figure
_ROW_LABEL = 5  # words before a row of figures among which its label stands
_BY = 5  # words within which a word stands right by a figure
_SMALL = 4  # a number word from which it is more than a way of speaking
_PARTS = 3  # words after "of the" that tell of what a figure is a part
_ORDINALS = ("st", "nd", "rd", "th")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Mark:
    """A figure at a word's place: its value, its kind ("%", "£" or ""), and the group of figures it stands in."""

    at: int
    value: Decimal
    kind: str
    group: int


def swapped(mine: Sequence[Word], theirs: Sequence[Word]) -> list[str]:
    """Figures of the sentence (`mine`) whose company stands by another figure of the paper (`theirs`)."""
    said, known = marks(mine), marks(theirs)
    ground = _Ground(theirs, known)
    printed = {k.value for k in known}
    held = [m for m in said if m.value in printed]
    values = {m.value for m in held}
    problems = []
    for mark in held:
        own = [k for k in known if k.value == mark.value and k.kind == mark.kind]
        groups = {o.group for o in own}
        if not own or _paired(mark, held, known, groups):
            continue
        company = _company(mine, mark, said)
        rivals = [k for k in known if k.kind == mark.kind and k.value != mark.value and k.group not in groups]
        rival = next((k for k in rivals if k.value not in values and ground.prefers(company, k, own)), None)
        rival = rival or next(
            (k for k in rivals if k.value in values and _crossed(mark, k, mine, said, ground, own)), None
        )
        if rival is not None:
            problems.append(f"gives {mine[mark.at].text} of what the paper says of {theirs[rival.at].text}")
    return problems


def _paired(mark: Mark, held: Sequence[Mark], known: Sequence[Mark], groups: set[int]) -> bool:
    """True when the figure next to it in the sentence stands beside it in the paper too ("4 of 18 (22.2 %)")."""
    at = held.index(mark)
    beside = {m.value for m in [*held[max(0, at - 1) : at], *held[at + 1 : at + 2]] if m.value != mark.value}
    return any(k.group in groups and k.value in beside for k in known)


class _Ground:
    def __init__(self, words: Sequence[Word], known: Sequence[Mark]) -> None:
        self.words, self.marks = words, known
        self.places: dict[str, list[int]] = {}
        for i, word in enumerate(words):
            if word.is_content or word.text[0].isdigit():
                self.places.setdefault(key(words, i), []).append(i)
        self._groups: dict[int, list[int]] = {}
        for mark in known:
            self._groups.setdefault(mark.group, []).append(mark.at)

    def distance(self, mark: Mark, word: str) -> int:
        """Words from the figure, or one side by side with it, to the nearest place of the word; `_REACH` for far."""
        group = self._groups[mark.group]
        row = any(b - a == 1 for a, b in pairwise(group))  # figures in a row belong to what stands before them
        best = _REACH
        for place in self.places.get(word, ()):
            if row and (word[0].isdigit() or not group[0] - _ROW_LABEL <= place < group[0]):
                continue
            for at in group:
                if abs(place - at) < best:
                    best = min(best, distance(self.words, at, place))
        return best

    def nearness(self, company: dict[str, float], mark: Mark) -> float:
        """How near the company stands to the figure."""
        return sum(weight / (1 + d) for word, weight in company.items() if (d := self.distance(mark, word)) < _REACH)

    def prefers(self, company: dict[str, float], rival: Mark, own: Sequence[Mark]) -> bool:
        """True when the company stands better by the rival, and no word of it clearly by one of `own`."""
        if self.nearness(company, rival) <= _BETTER * max(self.nearness(company, o) for o in own):
            return False
        leans = [self.leans(word, own, [rival]) for word in company]
        return 1 in leans and -1 not in leans

    def leans(self, word: str, own: Sequence[Mark], rivals: Sequence[Mark]) -> int:
        """1 where the word stands clearly nearer to a rival, -1 where right by one of `own`, 0 for neither."""
        theirs, mine = (min(self.distance(m, word) for m in some) for some in (rivals, own))
        return int(theirs + _CLEARLY <= mine and theirs <= _BY) - int(mine + _CLEARLY <= theirs and mine <= _BY)


def _crossed(
    mark: Mark, rival: Mark, mine: Sequence[Word], said: Sequence[Mark], ground: _Ground, own: Sequence[Mark]
) -> bool:
    """True when two figures of the sentence fit the paper better each in the other's place."""
    other = next(m for m in said if m.value == rival.value)
    first, second = _company(mine, mark, said), _company(mine, other, said)
    theirs = [k for k in ground.marks if k.value == rival.value]

    for company, here, there in ((first, own, theirs), (second, theirs, own)):
        nearest = sorted(company, key=lambda word: -company[word])
        if next((lean for word in nearest if (lean := ground.leans(word, here, there))), 0) != 1:
            return False
    return True


def marks(words: Sequence[Word]) -> list[Mark]:
    """The figures among the words; years, numbers of quarters, paragraphs and labels ("Stage 3") are none."""
    found: list[Mark] = []
    group = last = -1
    for i in range(len(words)):
        values = _values(words, i)
        if not values:
            continue
        apart = last < 0 or any(w.is_content or w.text in _STOPS or w.text == "," for w in words[last + 1 : i])
        group, last = group + apart, i
        after = words[i + 1].text.lower() if i + 1 < len(words) else ""
        kind = "£" if i and words[i - 1].text == "£" else "%" if after in ("%", "per") else ""
        found += [Mark(i, value, kind, group) for value in values]
    return found


def _values(words: Sequence[Word], i: int) -> list[Decimal]:
    text, before = words[i].text, words[i - 1] if i else None
    if WORDS.get(text.lower(), 0) >= _SMALL:
        return [Decimal(WORDS[text.lower()])]
    if not text[0].isdigit() or _is_label(words, i):
        return []
    parts = text.split("/")
    try:
        values = [Decimal(part.replace(",", "")) for part in parts]
    except InvalidOperation:
        return []
    if before is not None and before.text == "-" and i > 1 and words[i - 2].text[0].isdigit():
        return []  # the end of a range
    return values


def _is_label(words: Sequence[Word], i: int) -> bool:
    """True for a year, a number that names its noun ("Stage 3", "item 9") or a paragraph, and a range's beginning."""
    text, before = words[i].text, words[i - 1] if i else None
    after = words[i + 1] if i + 1 < len(words) else None
    if _is_year(text):
        return True
    if before is not None and before.is_word and (before.text[0].isupper() or before.lower == "quarter"):
        return before.is_content and before.lower[:3] not in _MONTHS
    if after is not None and (after.lower in _ORDINALS or (after.lower[:3] in _MONTHS and after.text[0].isupper())):
        return True
    if (before is None or before.text in _STOPS) and after is not None and after.text == ".":
        return True
    return after is not None and after.text == "-" and i + 2 < len(words) and words[i + 2].text[0].isdigit()


def _is_year(text: str) -> bool:
    return text[:2] in ("19", "20") and len(text.split("/")[0]) == 4


def key(words: Sequence[Word], i: int) -> str:
    """What a word is compared by: its stem; "quarter 2" and "Q2" are one word."""
    if words[i].text[0].isdigit() and i and words[i - 1].lower == "quarter":
        return "q" + words[i].text
    return words[i].stem


def _company(words: Sequence[Word], mark: Mark, said: Sequence[Mark]) -> dict[str, float]:
    places, whole = {m.at for m in said}, _whole_of(words, mark.at)
    near: dict[str, float] = {}
    for i, word in enumerate(words):
        if i in places or i in whole or not (word.is_content or _is_year(word.text) or key(words, i) != word.stem):
            continue
        far = distance(words, mark.at, i)
        if far < _REACH and word.stem not in _TIMES and all(distance(words, p, i) >= far for p in places):
            name = key(words, i)
            near[name] = max(near.get(name, 0.0), 1 / (1 + far))
    return near


def _whole_of(words: Sequence[Word], at: int) -> set[int]:
    """Places of the words of "of the …" right after a figure: they are the whole's, which has a figure of its own."""
    of, the = ([*(w.lower for w in words[at + 1 : at + 3]), "", ""])[:2]
    if of != "of" or the not in ("the", "these", "those", "its", "their"):
        return set()
    return {i for i in range(at + 3, min(at + 3 + _PARTS, len(words))) if words[i].is_content}


def distance(words: Sequence[Word], one: int, other: int) -> int:
    """Words between two places; a comma, a bracket and a sentence's end set them further apart."""
    low, high = sorted((one, other))
    between = words[low + 1 : high]
    return len(between) + sum(
        _STOP_COST if w.text in _STOPS else _BREAK_COST if w.lower in _BREAKS else 0 for w in between
    )
