"""Packs and titles compared: a pack is known by its file's name (`file`), or by how that name begins (`seed`)."""

from __future__ import annotations

from pathlib import PurePosixPath

from eval.measures.text import words

SEVERAL = "cross"
"""The `seed` of a case that needs evidence from several packs."""

_IDLE = frozenset(
    {"the", "of", "and", "on", "a", "in", "for", "to", "report", "county", "council", "council's"} | {"minutes", "item"}
)


def title_words(title: str) -> frozenset[str]:
    """The telling words of a title: no function words, none of the words any title has, none under three
    letters.
    """
    return frozenset(word for word in words(title) if word not in _IDLE and len(word) > 2)


def same_pack(document: str, file: str | None, seed: str | None) -> bool:
    """Whether `document` (a path as a citation prints it) is the pack that `file` or `seed` names, if
    either does.
    """
    if file:
        mine, theirs = file.lower(), document.lower()
        return bool(theirs) and (mine.endswith(theirs) or theirs.endswith(mine))
    return not seed or seed == SEVERAL or PurePosixPath(document).name.startswith(seed)
