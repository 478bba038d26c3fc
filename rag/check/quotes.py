"""Whether a quote stands word for word in its passage."""

from __future__ import annotations

from typing import Protocol

from rag.check.folding import fold, fold_text, occurrences


class Quotable(Protocol):
    """What a quote is taken from: `index.values.Passage` and `StoredPassage` both are."""

    @property
    def text(self) -> str:
        """The source's own words."""

    @property
    def joints(self) -> tuple[int, ...]:
        """Offsets in `text` where page furniture was left out."""


def check_quote(quote: str, passage: Quotable) -> bool:
    """True when `quote` stands word for word in `passage.text`, in one piece.

    Substring matching on folded text at word boundaries, never fuzzy: every letter, digit and symbol must be
    there in order, and the piece may not cross a joint, where words of the source were left out.
    """
    needle, hay = fold_text(quote), fold(passage.text)
    for start, end in occurrences(needle, hay.text):
        first, last = hay.origin[start], hay.origin[end - 1]
        if not any(first < joint <= last for joint in passage.joints):
            return True
    return False
