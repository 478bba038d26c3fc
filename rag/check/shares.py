"""Shares and multiples that a text tells in words: "two thirds", "one in five", "three times as many"."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from index.language.amounts import ORDINALS, WORDS
from rag.check.times import TIME_UNITS
from rag.check.words import Word, cut

_QUARTER = 4
_PARTS = {word: n for word, n in ORDINALS.items() if n > 2} | {"quarter": _QUARTER}
_OVER, _UNDER = frozenset({"over", "more", "above"}), frozenset({"under", "less", "fewer", "below"})
_ALMOST = frozenset({"nearly", "almost"})
_NEAR = _OVER | _UNDER | _ALMOST | {"than", "about", "around", "roughly", "just"}  # before "a fifth went"
_OF = frozenset({"as", "the", "that", "more", "its", "their", "those", "what"})  # after "three times"
_OFF = Fraction(8, 100)  # how far from its word a share may be, of itself; never nearer to the next of its parts
_BOUND = Fraction(3, 2)  # how far above "more than a third" may be, and below "less than" one
_WHOLE = 100  # the most that a share is told of


@dataclass(frozen=True)
class Share:
    """A part (1/3) or a multiple (3); `low` and `high` are what may be called so."""

    value: Fraction
    printed: str
    low: Fraction
    high: Fraction


def shares(text: str) -> tuple[list[Share], str]:
    """The shares that the folded `text` tells, in order, and the text with them blanked: their words count nothing."""
    words = cut(text)
    found: list[Share] = []
    rest, done, at = [], 0, 0
    while at < len(words):
        read = _part(words, at) or _of_so_many(words, at) or _multiple(words, at)
        if read is None:
            at += 1
            continue
        value, end = read
        printed = text[words[at].start : words[end - 1].end]
        found.append(_share(value, printed, words, at))
        rest += [text[done : words[at].start], " ; "]
        done, at = words[end - 1].end, end
    return found, "".join([*rest, text[done:]])


def hedge(before: Sequence[str]) -> str:
    """How the words `before` a figure, in lower case, hedge it: "about", "over", "under", or "" for not at all, as
    where they are denied ("no more than").
    """
    if {"no", "not"} & set(before[-3:]):
        return ""
    last, told = (before[-1], before[-2:-1]) if before else ("", [])
    if last in ("about", "around", "roughly"):
        return "about"
    word = told[0] if last == "than" and told else last
    return "over" if word in _OVER else "under" if word in _UNDER | _ALMOST else ""


def _share(value: Fraction, printed: str, words: Sequence[Word], at: int) -> Share:
    before = [w.lower for w in words[max(0, at - 2) : at]]
    off = min(_OFF * value, Fraction(1, 2 * value.denominator))
    low, high = value - off, value + off
    if not _OVER.isdisjoint(before):
        low, high = value, value * _BOUND if value > 1 else min(value * _BOUND, Fraction(1))
    elif not _UNDER.isdisjoint(before):
        low, high = value / _BOUND, value
    return Share(value, printed, low, high)


def _number(word: Word) -> int:
    return int(word.text) if word.text.isdecimal() and len(word.text) < 4 else WORDS.get(word.lower, 0)


def _part(words: Sequence[Word], at: int) -> tuple[Fraction, int] | None:
    """ "a third of", "two thirds", "two-thirds", "three quarters"; a third party and the third are none."""
    pieces = words[at].lower.split("-")
    end = at + 1
    if len(pieces) == 1 and end < len(words):
        pieces, end = [pieces[0], words[end].lower], end + 1
    if len(pieces) != 2:
        return None
    many, whole = WORDS.get(pieces[0], 0), _PARTS.get(pieces[1].removesuffix("s"), 0)
    if many > 1:
        return (Fraction(many, whole), end) if many < whole and pieces[1].endswith("s") else None
    if not whole or pieces[0] not in ("a", "an", "one"):
        return None
    told = whole == _QUARTER or end >= len(words) or not words[end].is_content or (at and words[at - 1].lower in _NEAR)
    return (Fraction(1, whole), end) if told else None


def _of_so_many(words: Sequence[Word], at: int) -> tuple[Fraction, int] | None:
    """ "one in five", "nine out of ten"; one in six months is none."""
    few = _number(words[at])
    if not few or (at and words[at].text.isdecimal() and words[at - 1].text in ("£", ".", ",")):
        return None
    link = [w.lower for w in words[at + 1 : at + 3]]
    end = at + (2 if link[:1] == ["in"] else 3)
    if link[:1] != ["in"] and link != ["out", "of"]:
        return None
    end += end < len(words) and words[end].lower == "every"
    many = _number(words[end]) if end < len(words) else 0
    after = words[end + 1] if end + 1 < len(words) else None
    if not few < many <= _WHOLE or (after and (after.text == "%" or after.lower.rstrip("s") in TIME_UNITS)):
        return None
    return Fraction(few, many), end + 1


def _multiple(words: Sequence[Word], at: int) -> tuple[Fraction, int] | None:
    """ "three times as many"; three times a week is none."""
    many = _number(words[at])
    times = [w.lower for w in words[at + 1 : at + 3]]
    return (Fraction(many), at + 2) if many > 1 and times[:1] == ["times"] and times[-1] in _OF else None
