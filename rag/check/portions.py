"""Shares and amounts told in words ("two thirds", "dozens"), held to the figures of the grounds."""

from collections.abc import Sequence
from itertools import combinations, permutations

from index.language.sentences import split
from rag.check.figures import FEW, MANY, said_in
from rag.check.quotes import word_set
from rag.check.shares import Share
from rag.check.words import content_stems, cut

# Words that state an amount without a numeral; each must stand in the quote as it is.
_AMOUNTS = word_set("dozen dozens hundreds thousands millions minority")
_TOLD = 10  # the least that one of two bare numbers is, of which a share in words is told and neither is


def unshared(text: str, grounds: Sequence[str]) -> list[str]:
    """The shares and amounts in words that the folded `text` tells and no ground does, nor gives by its figures."""
    told = {share.value for ground in grounds for share in said_in(ground).shares}
    mine = [share for share in said_in(text).shares if not share.counted and share.value not in told]
    words = [share.printed for share in mine if not _given(share, text, grounds)]
    amounts = {word.lower for word in cut(said_in(text).rest)} & _AMOUNTS
    return words + sorted(amounts - {word.lower for ground in grounds for word in cut(ground)})


def _given(share: Share, text: str, grounds: Sequence[str]) -> bool:
    """True when a share that the folded `text` tells in words is what figures of the folded `grounds` give: a
    percentage, or what one is of another or of the sum of all of its unit. They stand in one sentence that has a word
    of the text, or are the only two of their unit, or one of the two is said in the text too.
    """
    said, stems = {abs(f.value) for f in said_in(text).figures}, set(content_stems(text))
    all_of = [f for ground in grounds for f in said_in(ground).printed]
    pieces = [ground[a:b] for ground in grounds for a, b in split(ground)]
    near = [said_in(piece).printed for piece in pieces if stems & set(content_stems(piece))]
    if share.points:
        moved = [a.value - b.value for a, b in combinations(all_of, 2) if a.unit == b.unit]
        moved += [f.value for f in all_of if f.unit in ("", "%", "points")]
        return any(abs(value) == share.value for value in moved)
    percents = [f for some in near for f in some if f.unit == "%"]
    values = [abs(f.value) / 100 for f in percents]
    values += [1 + f.value / 100 for f in percents if f"by {f.printed}" in text]  # "doubled, by 98%"
    for some in (all_of, *near):
        for unit in {f.unit for f in some} - {"points", "ordinal"}:
            group = list({abs(f.value): f for f in some if f.unit == unit and f.value})
            parts = [v for v in group if all(a + b != v for a, b in combinations(group, 2))]  # no total
            apart = len(group) == 2 or (some is not all_of and (unit != "%" or share.value > 1))
            apart = apart and (unit != "" or max(group) >= _TOLD)
            alone = apart and said.isdisjoint(group)
            values += [value / sum(group) for value in group if (alone or value in said) and len(group) <= MANY]
            for a, b in permutations(group, 2):
                if {a, b} & said or (apart and len(group) <= FEW):
                    values += [a / b, *([abs(a - b) / b] if share.changes else [])]
                    values += [a / (a + b)] if b not in said and {a, b} <= set(parts) else []
                elif apart and b == max(group):
                    values.append(a / b)
    return any(share.low <= value <= share.high for value in values)
