"""Mends what PDF text extraction does to characters, without inventing any.

Ligatures become their letters, NULs and stray soft hyphens go. PDFium marks a hyphen at a line's end that
it thinks breaks a word with U+FFFE and swallows the line break: whether the hyphen belongs to the word
("high-quality") or only to the line ("informa-tion") is decided by the words of the document itself, and it
stays when they do not tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\0": None, "\x02": "-"}
)
_MARKED = re.compile(r"(?<!\w)(\w+)[\ufffe\u00ad]\s*(\w+)")
_WORD = re.compile(r"\w+(?:-\w+)*")


def vocabulary(texts: Iterable[str]) -> Counter[str]:
    """Count the words of `texts` that stand whole, so that broken ones can be compared with them."""
    words: Counter[str] = Counter()
    for text in texts:
        words.update(match.group().lower() for match in _WORD.finditer(text))
    return words


def mend(text: str, words: Counter[str]) -> str:
    """Mend one page's text, with `words` from `vocabulary` of the whole document."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LIGATURES)

    def whole(match: re.Match[str]) -> str:
        left, right = match.group(1), match.group(2)
        solid, hyphened = f"{left}{right}", f"{left}-{right}"
        if words[solid.lower()] > words[hyphened.lower()] or "\u00ad" in match.group():
            return solid
        return hyphened

    text = _MARKED.sub(whole, text)
    return text.replace("\ufffe", "-").replace("\u00ad", "")
