"""Cues: small patterns of words, and the texts they are looked for in.

A cue is words parted by spaces. A word stands for every word with its stem, `=word` for itself alone, `a|b` for
either, `…` for up to five words between, `#` for a figure, `%` for a percentage, `£` for a sum of money, `@name` for
any word of a group of `prompts.cues.groups`, `~speech` where somebody is quoted in the first person, and `!word`
forbids the word there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from index.language.tokens import fold, stem
from prompts.cues import groups, lexicon

_WORD = re.compile(r"£\s?\d[\d,]*(?:\.\d+)?(?:m|k|bn)?\b|\d[\d,]*(?:\.\d+)?\s?%|\d+(?:[.,/]\d+)*|[a-z]+(?:'[a-z]+)?")
# Somebody quoted in the first person.
_SPEECH = re.compile(r"[“\"](?=[^”\"]*\b(?:I|I[’']\w+|[Mm]y|me|[Ww]e|us|our)\b)|[“\"]?\bI(?:[’']\w+)?\b[^”\"]*[”\"]")
_GAP = r"(?:\S+ ){0,5}"
_FIGURE_WORDS = frozenset(lexicon()["number_words"])


@dataclass(frozen=True)
class Words:
    """A text ready for cues: ` word/stem word/stem ` and the set of its words and stems."""

    line: str
    held: frozenset[str]


@dataclass(frozen=True)
class Cue:
    """A compiled cue. `needs` are sets of words or stems, one of each of which a text must have."""

    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...]

    def found(self, words: Words) -> bool:
        """True when the cue stands in the text."""
        return all(not need.isdisjoint(words.held) for need in self.needs) and bool(self.pattern.search(words.line))


# By the id of a tuple of cues, with the tuple itself, so that no other can come to have its id.
_KEPT: dict[int, tuple[tuple[str, ...], dict[str, tuple[Cue, ...]]]] = {}
_MOST_KEPT = 5000


@lru_cache(maxsize=50_000)
def read(text: str) -> Words:
    """The words of a text, folded, each with its stem; a figure's is its sort."""
    pairs = [(word, _sort(word)) for word in _WORD.findall(fold(text))]
    if _SPEECH.search(text):
        pairs.append(("~speech", "~speech"))
    line = " " + "".join(f"{word.replace(' ', '')}/{sort} " for word, sort in pairs)
    return Words(line, frozenset(part for pair in pairs for part in pair) | _numeric(pairs))


def any_found(cues: Iterable[str], words: Words) -> bool:
    """True when one of the cues stands in the text."""
    by_word = _indexed(cues) if isinstance(cues, tuple) else _by_word(tuple(cues))
    return any(cue.found(words) for word in by_word.keys() & words.held for cue in by_word[word])


def _indexed(cues: tuple[str, ...]) -> dict[str, tuple[Cue, ...]]:
    """As `_by_word`, found by the tuple itself: hashing a long one takes longer than looking through a text for it."""
    kept = _KEPT.get(id(cues))
    if kept is None or kept[0] is not cues:
        if len(_KEPT) > _MOST_KEPT:
            _KEPT.clear()
        kept = _KEPT[id(cues)] = cues, _by_word(cues)
    return kept[1]


@cache
def _by_word(cues: tuple[str, ...]) -> dict[str, tuple[Cue, ...]]:
    """Word or stem → the cues that may stand in a text that has it, so that a text is tried with few of them."""
    index: dict[str, list[Cue]] = defaultdict(list)
    for cue in map(compiled, cues):
        for word in min(cue.needs, key=len):
            index[word].append(cue)
    return {word: tuple(some) for word, some in index.items()}


@cache
def compiled(cue: str) -> Cue:
    """The pattern of a cue."""
    parts, needs = [], []
    for unit in _units(cue):
        if unit == "…":
            parts.append(_GAP)
            continue
        forbidden, unit = unit.startswith("!"), unit.removeprefix("!")
        keys = frozenset(key for word in unit.split("|") for key in _keys(word))
        ways = "|".join(sorted(_way(key) for key in keys))
        parts.append(f"(?!(?:{ways}) )" if forbidden else f"(?:{ways}) ")
        if not forbidden:
            needs.append(frozenset(key.removeprefix("=") for key in keys))
    return Cue(re.compile("(?<= )" + "".join(parts)), tuple(needs))


def _units(cue: str) -> list[str]:
    """The parts of a cue; a compound is its words in a row, as in a text."""
    units: list[str] = []
    for unit in cue.split():
        sign = "=" if unit.startswith("=") else ""
        parts = unit.removeprefix("=").split("-") if "|" not in unit else [unit.removeprefix("=")]
        units += [sign + part for part in parts if part]
    return units


def _keys(word: str) -> Iterable[str]:
    if word in ("#", "%", "£", "~speech"):
        return (word,)
    if word.startswith("@"):
        return tuple(stem(w) for w in groups()[word[1:]])
    return (word,) if word.startswith("=") else (stem(word),)


def _way(key: str) -> str:
    if key == "#":
        return r"\S+/[#%£]|(?:" + "|".join(sorted(_FIGURE_WORDS)) + r")/\S+"
    if key in ("%", "£", "~speech"):
        return rf"\S+/{key}"
    return rf"{re.escape(key[1:])}/\S+" if key.startswith("=") else rf"\S+/{re.escape(key)}"


def _sort(word: str) -> str:
    if word[0] == "£":
        return "£"
    if word[-1] == "%":
        return "%"
    return "#" if word[0].isdigit() else stem(word)


def _numeric(pairs: list[tuple[str, str]]) -> frozenset[str]:
    """`#` for a text with any figure, in digits or words."""
    return frozenset("#" for word, sort in pairs if sort in ("#", "%", "£") or word in _FIGURE_WORDS)
