"""Abbreviations that the papers introduce themselves, and the words that only ask (data).

A long form is found by matching the letters of the short form backwards through the words before the bracket, after A.
Schwartz and M. Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text", PSB 2003.
"""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from importlib import resources

# From a word's beginning only: a file may hold a "word" of a million letters, and must not be searched from each.
_BRACKET = re.compile(
    r"(?<![\w’'&\-‐‑,/])((?:[\w’'&\-‐‑,/]+\s+){1,12})"
    r"\(\s?[“\"‘']?([A-Za-z][A-Za-z&+\-/]{1,9}?)(?:[’']?s)?[”\"’']?\s?\)"
)
_STOP = {"the", "of", "and", "for", "a", "an", "in", "to", "or", "on", "by", "with"}


Introduced = Mapping[str, Mapping[str, int]]
"""Short form → long form → how often it is printed, in the order in which they were met."""


def learn(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Short form → long forms, most printed first. Short forms have two capitals or more; texts come in any order."""
    return merged([introduced(texts)])


def merged(papers: Iterable[Introduced]) -> dict[str, tuple[str, ...]]:
    """As `learn`, of the texts of all `papers` in their order."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for paper in papers:
        for short, counts in paper.items():
            found[short].update(counts)
    return {short: tuple(name for name, _ in counts.most_common(3)) for short, counts in sorted(found.items())}


def introduced(texts: Iterable[str]) -> Introduced:
    """The abbreviations that these texts introduce."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for match in _BRACKET.finditer(text) if "(" in text else ():
            short = match[2]
            if sum(c.isupper() for c in short) < 2:
                continue
            long = long_form(short, match[1])
            if long:
                found[short][long.lower()] += 1
    return found


def long_form(short: str, before: str) -> str | None:
    """The words at the end of `before` that `short` stands for, or None.

    Every letter of `short` must be met, in order, and its first letter must begin a word. At most two words more than
    letters are taken, small words not counted, so that a sentence is never swallowed whole.
    """
    letters = [c.lower() for c in short if c.isalnum()]
    at = len(before) - 1
    for i in range(len(letters) - 1, -1, -1):
        while at >= 0 and (before[at].lower() != letters[i] or (i == 0 and at > 0 and before[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
        at -= 1
    words = " ".join(before[at + 1 :].split()).strip(" ,;:-")
    heavy = [w for w in words.split() if w.lower() not in _STOP]
    if words.split()[0].lower() in _STOP or not 2 <= len(heavy) <= len(letters) + 2 or len(words) < len(short) + 3:
        return None
    return words


@functools.cache
def asking_words() -> tuple[str, ...]:
    """Words that shape a question but name nothing in a paper (`asking.txt`), read once."""
    return tuple(resources.files(__package__).joinpath("asking.txt").read_text("utf-8").split())
