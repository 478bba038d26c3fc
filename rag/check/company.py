"""Whether a figure keeps its company: the words it is told of are those that stand by it in the paper.

The words around a figure of the sentence are looked for around every figure of the paper of the same unit. Where they
stand by another one, the figure was moved.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.language.amounts import Amount, amounts, numbers
from rag.check.words import Word, cut

_STOPS = frozenset(".;:?!\u2022\uf0b7")
_BREAKS = frozenset({",", "(", ")", "and", "but"})
_STOP_COST, _BREAK_COST = 6, 3  # words that a sentence's end, and a comma, a bracket or an "and", count for
_REACH = 24  # words beyond which nothing is near
_BETTER = 1.05  # how much better the company must stand by another figure
_CLEARLY, _BY, _SMALL = 3, 6, 4  # words one must be nearer by; "right by"; the least number word that is a figure


@dataclass(frozen=True)
class _Mark:
    """A figure and the place of its first word."""

    at: int
    figure: Amount


def swapped(sentence: str, paper: str) -> list[str]:
    """Figures of the folded `sentence` whose company stands by another figure of the folded `paper`."""
    mine, theirs = cut(sentence), cut(paper)
    said, known = _marks(sentence, mine), _marks(paper, theirs)
    places: dict[str, list[int]] = {}
    for i, word in enumerate(theirs):
        places.setdefault(word.stem, []).append(i)
    beside = {(a.figure.value, b.figure.value) for a, b in pairwise(known)}
    problems = []
    for mark, before, after in zip(said, [None, *said], [*said[1:], None], strict=False):
        own = [k for k in known if (k.figure.value, k.figure.unit) == (mark.figure.value, mark.figure.unit)]
        pairs = [(a.figure.value, b.figure.value) for a, b in ((before, mark), (mark, after)) if a and b]
        if not own or not beside.isdisjoint(pairs):
            continue  # not the paper's, or after or before the figure that it so stands by there ("4 of 18 (22.2 %)")
        company = _company(mine, mark, said)

        def far(some: Sequence[_Mark], stem: str) -> int:
            return min((_distance(theirs, k.at, p) for k in some for p in places.get(stem, ())), default=_REACH)

        rivals = [k for k in known if k.figure.unit == mark.figure.unit and k.figure.value != mark.figure.value]
        rival = next((k for k in rivals if _better(company, far, own, k)), None)
        if rival is not None:
            problems.append(f"gives {mark.figure.printed} of what the paper says of {rival.figure.printed}")
    return problems


def _better(
    company: dict[str, float], far: Callable[[Sequence[_Mark], str], int], own: Sequence[_Mark], rival: _Mark
) -> bool:
    """True when the company stands better by the rival, a word of it clearly, and none clearly by one of `own`."""
    apart = {stem: (far([rival], stem), far(own, stem)) for stem in company}
    theirs, mine = (sum(company[s] / (1 + both[i]) for s, both in apart.items() if both[i] < _REACH) for i in (0, 1))
    leans = {(r + _CLEARLY <= o and r <= _BY) - (o + _CLEARLY <= r and o <= _BY) for r, o in apart.values()}
    return theirs > _BETTER * mine and 1 in leans and -1 not in leans


def _marks(text: str, words: Sequence[Word]) -> list[_Mark]:
    """The figures that measure something, and the number words that are more than a way of speaking."""
    found, at = [], 0
    words_too = [one for one in numbers(text) if one.printed[0].isalpha() and one.unit == "" and one.value >= _SMALL]
    for figure in sorted([*amounts(text), *words_too], key=lambda one: one.start):
        while words[at].end <= figure.start or not (words[at].is_word or words[at].text[0].isdigit()):
            at += 1
        found.append(_Mark(at, figure))
    return found


def _company(words: Sequence[Word], mark: _Mark, said: Sequence[_Mark]) -> dict[str, float]:
    """The stems that stand no nearer to another figure said, with what each weighs."""
    near: dict[str, float] = {}
    for i, word in enumerate(words):
        far = _distance(words, mark.at, i)
        if word.is_content and far < _REACH and all(_distance(words, m.at, i) >= far for m in said):
            near[word.stem] = max(near.get(word.stem, 0.0), 1 / (1 + far))
    return near


def _distance(words: Sequence[Word], one: int, other: int) -> int:
    """Words between two places; a comma, a bracket and a sentence's end set them further apart."""
    low, high = sorted((one, other))
    between = words[low : min(high, low + _REACH)]
    return len(between) + sum(
        _STOP_COST if w.text in _STOPS else _BREAK_COST if w.lower in _BREAKS else 0 for w in between
    )
