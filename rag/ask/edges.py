"""Where a quote ends: with what it announces, and not in the middle of a sentence, as far as the passage allows.

Sentences are told by their places in the passage's text; what stands after a joint, where furniture was left out, does
not stand together with what is before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.values import StoredPassage

_SMALL = "a|an|the|and|or|of|to|in|for|with|by|that|which|from|at|on|as|its|their|our|is|are|was|were|be|has|have"
FOLLOWS = 70  # words of what a colon introduces that are taken with it
Place = tuple[int, int]

_ANNOUNCES = re.compile(r":[\s*_|>)”\"]*$")
_BROKEN = re.compile(rf"(?:,|[a-z],?\s(?:{_SMALL}))\s*$")


def settled(
    passage: StoredPassage, sentences: Sequence[Place], first: int, own: int, last: int, taken: Sequence[Place]
) -> Place | None:
    """The place of the sentences `first` to `last`, with an end that can be shown; None where `own`, the one that they
    are shown for, only announces what is not there.

    What a colon announces is taken too, as far as it is free and stands together with it; a sentence that breaks off,
    or announces what is not there, is left out at the end.
    """
    end = _announced(passage, sentences, last, taken)
    while end > own and _hangs(passage, sentences[end]):
        end -= 1
    if end == own and _ANNOUNCES.search(passage.text[slice(*sentences[own])]):
        return None
    return sentences[first][0], sentences[end][1]


def _announced(passage: StoredPassage, sentences: Sequence[Place], last: int, taken: Sequence[Place]) -> int:
    words = 0
    end = last
    while end + 1 < len(sentences) and (words or _ANNOUNCES.search(passage.text[slice(*sentences[end])])):
        start, stop = sentences[end + 1]
        words += len(passage.text[start:stop].split())
        apart = any(sentences[end][1] <= joint <= start for joint in passage.joints)
        if apart or (words > FOLLOWS and end > last) or any(a < stop and start < b for a, b in taken):
            break
        end += 1
    return end


def _hangs(passage: StoredPassage, place: Place) -> bool:
    text = passage.text[slice(*place)]
    return bool(_ANNOUNCES.search(text) or (passage.kind != "row" and _BROKEN.search(text)))
