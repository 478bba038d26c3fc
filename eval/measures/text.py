"""How the evaluation compares texts: by word 4-grams and by bare letters and digits, so that layout cannot matter.
Packs are compared by their file's name (`file`) or how it begins (`seed`), titles by their telling words.

A quote in the gold cases and a passage of an index never agree character for character: white space, case,
curly quotes and the border of a chunk differ. Both measures here forget exactly that and nothing else.
"""

import re
from functools import lru_cache
from pathlib import PurePosixPath

GRAM = 4
"""Words in a gram: long enough that sharing one is no accident, short enough for a figure's few words
around it.
"""

SEVERAL = "cross"  # the `seed` of a case that needs evidence from several packs

_IDLE = frozenset(
    {"the", "of", "and", "on", "a", "in", "for", "to", "report", "county", "council", "council's"} | {"minutes", "item"}
)
_WORD = re.compile(r"[a-z0-9£%.]+")
_BARE = re.compile(r"[^a-z0-9£%]+")
_WORDS = re.compile(r"\w+")
_SINGLE = "\u2019\u2018"
_DOUBLE = "\u201c\u201d"
_DASHES = "\u2010\u2011\u2013\u2014\u2212"
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
_FOLD = str.maketrans(
    dict.fromkeys(_SINGLE, "'")
    | dict.fromkeys(_DOUBLE, '"')
    | dict.fromkeys(_DASHES, "-")
    | {"\u00a0": " ", "\u00ad": ""}
    | _LIGATURES
)


@lru_cache(maxsize=200_000)
def words(text: str) -> tuple[str, ...]:
    """The lower-case words of `text`; figures keep their £, % and decimal point, sentence stops go."""
    found = (word.strip(".") for word in _WORD.findall(text.translate(_FOLD).lower()))
    return tuple(word for word in found if word)


@lru_cache(maxsize=200_000)
def grams(text: str, size: int = GRAM) -> frozenset[tuple[str, ...]]:
    """The distinct runs of `size` words in `text`; of a shorter text, the whole of it as one run; of none, nothing."""
    found = words(text)
    size = min(size, len(found))
    if size == 0:
        return frozenset()
    return frozenset(found[at : at + size] for at in range(len(found) - size + 1))


def covers(passage: str, quote: str, share: float = 0.6) -> bool:
    """Whether `passage` holds at least `share` of the quote's word 4-grams (of a shorter quote, the whole of it)."""
    wanted = grams(quote)
    if not wanted:
        return False
    held = grams(passage, min(GRAM, len(words(quote))))
    return len(wanted & held) >= share * len(wanted)


@lru_cache(maxsize=200_000)
def bare(text: str) -> str:
    """Only the letters, digits, £ and % of `text`, lower case: a verbatim quote survives any layout in it."""
    return _BARE.sub("", text.translate(_FOLD).lower())


def spaced(text: str) -> str:
    """The words of `text` in lower case, a space between each two: a quote of whole words survives line ends in it."""
    return " ".join(_WORDS.findall(text.lower()))


def title_words(title: str) -> frozenset[str]:
    """The telling words of a title: no function words, none of the words any title has, none under three letters."""
    return frozenset(word for word in words(title) if word not in _IDLE and len(word) > 2)


def same_pack(document: str, file: str | None, seed: str | None) -> bool:
    """Whether `document` (a path as a citation prints it) is the pack that `file` or `seed` names, if either does."""
    if file:
        mine, theirs = file.lower(), document.lower()
        return bool(theirs) and (mine.endswith(theirs) or theirs.endswith(mine))
    return not seed or seed == SEVERAL or PurePosixPath(document).name.startswith(seed)
