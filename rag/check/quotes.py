"""Whether a quote stands word for word in its passage, however either is laid out.

White space, curly quotes, dashes and ligatures are folded; letters, case, digits and symbols are not. Each folded
character remembers where it came from, so that a match can be proved against the offsets of the source.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

_QUOTES, _DOUBLE, _DASHES = "‘’‚‛`´′", "“”„‟″«»", "‐‑‒–—―−"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "…": "..."}
_GONE = ("\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\x00")
_FOLD = str.maketrans(
    dict.fromkeys(_QUOTES, "'")
    | dict.fromkeys(_DOUBLE, '"')
    | dict.fromkeys(_DASHES, "-")
    | _LIGATURES
    | dict.fromkeys(_GONE)
)


def word_set(text: str) -> frozenset[str]:
    """The words of a set written out as prose."""
    return frozenset(text.split())


NEGATORS = word_set("not no never without none neither nor cannot nobody nothing nowhere hardly barely unable")
_LAST_WORD = re.compile(r"([a-z]+(?:'t)?)\W*$")


@dataclass(frozen=True)
class Folded:
    """A source and its text with runs of white space as one space, quotes and dashes in ASCII, ligatures as letters."""

    source: str
    text: str

    @cached_property
    def origin(self) -> tuple[int, ...]:
        """The offset in the source of each folded character."""
        found: list[int] = []
        spaced = True
        for i, char in enumerate(self.source):
            size = len(char.translate(_FOLD))
            blank = char.isspace()
            if size and not (blank and spaced):
                found += [i] * size
                spaced = blank
        return tuple(found[: len(self.text)])


def fold(source: str) -> Folded:
    """`source` with its folded text."""
    return Folded(source, fold_text(source))


def fold_text(source: str) -> str:
    """The folded text alone."""
    return " ".join(source.translate(_FOLD).split())


def unnumbered(text: str) -> str:
    """The text without the number of its paragraph, which is no figure of what it says."""
    number, _, rest = text.lstrip().partition(" ")
    bare = number.rstrip(".)")
    numbered = bare.replace(".", "").isdigit() and (number != bare or "." in bare) and rest[:1].isupper()
    return rest if numbered else text


def is_negator(word: str) -> bool:
    """True for "not", "no", "never", "didn't" …; `word` is folded and lower case."""
    return word in NEGATORS or word.endswith("n't")


def occurrences(needle: str, hay: str) -> list[tuple[int, int]]:
    """Spans (start, end) where `needle` stands in `hay` as whole words and whole figures.

    Both are folded. The case must match but for the first letter, which a quote may raise. A span that cuts a
    word, a hyphened word ("non-compliance"), a figure or its sign or unit ("28.4 %", "<20.8"), or that starts
    just after a negation, is not one.
    """
    if not any(c.isalnum() for c in needle):
        return []
    spans = []
    for first in {needle[0], needle[0].lower(), needle[0].upper()}:
        at = hay.find(first + needle[1:])
        while at >= 0:
            if _whole(hay, at, at + len(needle)):
                spans.append((at, at + len(needle)))
            at = hay.find(first + needle[1:], at + 1)
    return sorted(spans)


def _joins(text: str) -> bool:
    """True where a hyphen or an apostrophe, then a letter or a digit, stands first: a word goes on."""
    return text[:1] in ("'", "-") and (text[1:2].isalnum() or text[1:2] == "_")


def _whole(hay: str, start: int, end: int) -> bool:
    """True when hay[start:end] cuts neither a word nor a figure at either end, and drops no negation before it."""
    before, after = hay[:start][-24:], hay[end : end + 3]
    if hay[start].isalnum() and before:
        if before[-1].isalnum() or _joins(before[::-1]):
            return False
        if hay[start].isdigit() and re.search(r"(\d[.,/:]|[£$€<>≤≥=±+~]\s?|(?:^|[\s(])-)$", before):
            return False
    if hay[end - 1].isalnum() and after:
        if after[0].isalnum() or _joins(after):
            return False
        if hay[end - 1].isdigit() and re.match(r"[.,/:]\d|\s?%|\+", after):
            return False
    if before.rstrip().endswith((".", ";", "!", "?", ":", '"')):
        return True
    last = _LAST_WORD.search(before.lower())
    return not (last and is_negator(last[1]))


class Quotable(Protocol):
    """What a quote is taken from: `index.values.Passage` and `StoredPassage` both are."""

    @property
    def text(self) -> str:
        """The source's own words."""

    @property
    def joints(self) -> tuple[int, ...]:
        """Offsets in `text` where page furniture was left out."""


def check_quote(quote: str, passage: Quotable) -> bool:
    """True when `quote` stands word for word in `passage.text`, in one piece. Substring matching on folded text at word
    boundaries, never fuzzy: every letter, digit and symbol must be there in order, and the piece may not cross a joint,
    where words of the source were left out.
    """
    needle, hay = fold_text(quote), fold(passage.text)
    spans = occurrences(needle, hay.text)
    if not passage.joints:
        return bool(spans)
    for start, end in spans:
        first, last = hay.origin[start], hay.origin[end - 1]
        if not any(first < joint <= last for joint in passage.joints):
            return True
    return False
